"""The table: which asked thing goes to which handler, and who may ask it; then the way through it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers import chats, menu, people, roles, steps
from handlers.announcements import correcting, publishing
from handlers.announcements.cards import CorrectAsked, RecallAsked
from handlers.chat import (
    BotAdded,
    BotRemoved,
    Card,
    ChatMoved,
    GaveContact,
    Heard,
    IinTyped,
    MemberJoined,
    MemberLeft,
    Note,
    PollAnswered,
    Pressed,
    Reply,
    Say,
    SenderKind,
    Wrote,
    one_a_row,
    reply,
)
from handlers.door import (
    Anonymous,
    Asker,
    Giving,
    NotUnderstood,
    NotYet,
    OldButton,
    PresenceUnknown,
    Route,
    StartFirst,
    akim_office,
    anyone,
    asker_of,
    consented,
    consented_in_private,
    who_asks,
)
from handlers.duties import acting, cycles, feed
from handlers.duties.subject import (
    CycleBegun,
    CycleRenewed,
    CycleShown,
    CycleStopped,
    DutiesAsked,
    DutiesListed,
    DutyBoardShown,
    DutyCannot,
    DutyCounted,
    DutyDone,
    DutyMoved,
    DutyOffered,
    DutyProofShown,
    DutyRefused,
    DutyReopened,
    DutyShown,
    DutySnoozed,
    DutyTaken,
    FeedAsked,
    MonthlyWished,
    officials,
)
from handlers.forms import (
    Answers,
    Form,
    FormAnswered,
    FormBack,
    FormCorrected,
    FormFinished,
    FormKept,
    FormLeft,
    FormResumed,
    Forms,
    FormTried,
    FormTurned,
    Sitting,
    begin,
    refused,
)
from handlers.gatherings import answering, changing, convening, office, questions
from handlers.gatherings.cards import (
    BoardAsked,
    CancelAsked,
    ChangeAsked,
    ComingSaid,
    EntryAsked,
    ForwardAsked,
    NoticeShown,
    OfficeAsked,
    PapersAsked,
    ProofAsked,
)
from handlers.kept import as_kept, write
from handlers.petitions import answering as petition_answering
from handlers.petitions import declining as petition_declining
from handlers.petitions import (
    door_to_door,
    doubts,
    naming,
    on_paper,
    own_page,
    packing,
    putting,
    receipts,
    sheets,
    signing,
    typing,
)
from handlers.petitions import drafting as petition_drafting
from handlers.petitions import managing as petition_managing
from handlers.petitions.answer_cards import (
    AnswerAsked,
    AnswerManaged,
    AnswerShown,
    CountShown,
    ExtensionAsked,
    RegistrationAsked,
)
from handlers.petitions.making import (
    DraftDeclined,
    DraftShown,
    DraftTaken,
    NoteAsked,
    PetitionAsked,
    PetitionBegun,
    PetitionClosed,
    PetitionProlonged,
    PutConfirmed,
    ShareAsked,
    deputies,
    second_people,
)
from handlers.petitions.on_paper import (
    DoubtJudged,
    DoubtsShown,
    LinesAsked,
    PaperSheetOpened,
    SheetFinished,
    SheetsPlaced,
    SheetsPrinted,
    SheetsShown,
)
from handlers.petitions.subject import (
    BesideNamed,
    BesideSettled,
    BesideShown,
    BesideSigned,
    DoorAsked,
    NameAsked,
    PackageAsked,
    PageAsked,
    PetitionManaged,
    PetitionShown,
    SettlementSaid,
    SignatureWithdrawn,
    Signed,
    SignersShown,
    SignStepAsked,
)
from handlers.polls import drafting, managing, voting
from handlers.polls.cards import (
    CloneAsked,
    CloseAsked,
    ExportAsked,
    MissingStepAsked,
    NamesAsked,
    PaperAsked,
    PollManaged,
    PollShown,
    ProlongAsked,
    TakenBack,
    Voted,
)
from handlers.ports import Desk, Work
from handlers.presses import NotAPressError, Press, of_link
from handlers.roll import importing, matching, vouching
from handlers.roll import steps as roll_steps
from handlers.sections import SectionChosen
from handlers.surveys import drafting as survey_drafting
from handlers.surveys import drafts as survey_drafts
from handlers.surveys import exporting, filling, handing_in, headings, moving
from handlers.surveys import making as survey_making
from handlers.surveys import managing as survey_managing
from handlers.surveys import publishing as survey_publishing
from handlers.surveys import results as survey_results
from handlers.surveys.cards import (
    DraftDropped,
    FormFileAsked,
    FormTaken,
    FormWanted,
    PublishAsked,
    ReadyTaken,
    SurveyCloned,
    SurveyClosed,
    SurveyProlonged,
)
from handlers.surveys.moves import (
    InterviewAgreed,
    SheetAnswered,
    SheetBack,
    SheetBegun,
    SheetDone,
    SheetForward,
    SheetHanded,
    SheetJumped,
    SheetListed,
    SheetPaused,
    SheetSkipped,
)
from handlers.surveys.subject import (
    InterviewBegun,
    ResultShown,
    SheetOpened,
    SurveyManaged,
    TablesAsked,
    TextsAsked,
)
from handlers.updates import answered, put_aside, taken_before, update_of
from village.errors import Refusal
from village.giving import Decided, Gift, Giver
from village.surveys import of_dialogue
from village.texts import fold
from village.updates import Stuck
from village.upkeep import Collided

FORMS = Forms(
    convening.CONVENING,
    changing.CHANGE,
    changing.CANCEL,
    office.BOARD,
    office.FORWARD,
    publishing.ANNOUNCING,
    correcting.CORRECTING,
    roles.INVITING,
    drafting.POLLING,
    managing.PROLONGING,
    managing.ADDING_PAPER,
    headings.HEADING,
    importing.LISTING,
    matching.CLAIMING,
    naming.SIGNING,
    petition_drafting.DRAFTING,
    petition_drafting.PUTTING,
    petition_declining.DECLINING,
    petition_managing.PROLONGING,
    petition_managing.NOTING,
    petition_answering.REGISTERING,
    petition_answering.EXTENDING,
    petition_answering.ANSWERING,
    typing.TYPING,
    cycles.BEGINNING,
    acting.DOING,
    acting.GIVING_UP,
    acting.MOVING,
    survey_drafting.BRINGING,
    survey_making.MAKING,
    survey_publishing.PUBLISHING,
    survey_managing.PROLONGING,
)


def _of_form(step: Callable[..., Awaitable[Reply]]) -> Callable[..., Awaitable[Reply]]:
    async def handler(asked: Press, asker: Asker, work: Work, desk: Desk) -> Reply:
        return await step(asked, Sitting(asker, work, desk))

    return handler


@dataclass(frozen=True, slots=True)
class CancelAll:
    """Leave whatever form is open."""

    line: str = ""


async def _convene(asked: questions.GatheringAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to convene, with what one line has said already."""
    sitting = Sitting(asker, work, desk)
    if not asked.line.strip():
        return await begin(convening.CONVENING, {}, sitting)
    answers, no = await questions.from_line(asked.line, sitting)
    return await _begin_from_line(convening.CONVENING, answers, no, sitting)


async def _announce(asked: publishing.AnnounceAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to announce, with what one line has said already."""
    sitting = Sitting(asker, work, desk)
    answers = publishing.from_line(asked.line) if asked.line.strip() else {}
    return await begin(publishing.ANNOUNCING, answers, sitting)


async def _begin_from_line(form: Form, answers: Answers, no: Refusal | None, sitting: Sitting) -> Reply:
    asked = await begin(form, answers, sitting)
    if no is None:
        return asked
    refusal = Card((refused(no),), rows=one_a_row(*form.way_out(no, answers)))
    return reply(refusal, *asked.cards)


async def _leave_all(asked: CancelAll, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Leave the form that is open; the sheet of a survey is put aside with its answers."""
    del asked
    row = await work.forms.open(asker.village.slug, asker.known)
    if row is not None and of_dialogue(row.name):
        return await moving.put_aside_open(row, Sitting(asker, work, desk))
    if row is not None:
        await work.forms.close(row.village, row.person, row.name)
    return reply(Card((Say("form-left"),)))


async def _say_consent(asked: people.ConsentSaid, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Keep a yes or a no; what the link was pressed for that led here goes on by itself after a yes."""
    press = _press_of_link(asked.code)
    if not press:
        return await people.say_consent(asked, asker, work, desk)
    said = await people.say_consent(replace(asked, code=""), asker, work, desk)
    known = await _known_now(asker, work, desk)
    if known.language is None:
        return said
    gone_on = await _pressed(press, known, work, desk)
    return replace(gone_on, language=known.language)


async def _known_now(asker: Asker, work: Work, desk: Desk) -> Asker:
    """Give an asker as they are known after what they have just said."""
    person = await work.people.at(asker.address)
    if person is None:
        return asker
    resident = await work.people.resident(asker.village.slug, person)
    mandates = await work.roles.held(asker.village.slug, person, desk.today())
    roles = frozenset(mandate.role for mandate in mandates)
    return replace(asker, person=person, resident=resident, roles=roles)


ROUTES: tuple[Route, ...] = (
    # asked thing                  who answers                  who may ask      the words people write
    Route(people.StartAsked, people.start, anyone, ("/start", "бастау", "старт")),
    Route(
        menu.HelpAsked, menu.show_help, anyone, ("/help", "көмек", "помощь", "help", "/menu", "мәзір", "меню")
    ),
    Route(menu.NowAsked, menu.show_now, anyone, ("/now", "қазір", "сейчас", "now")),
    Route(people.LanguageAsked, people.ask_language, anyone, ("/language", "тіл", "язык", "language")),
    Route(people.MyAsked, people.show_my, consented, ("/my", "менің деректерім", "мои данные", "my")),
    Route(CancelAll, _leave_all, consented, ("/cancel", "бас тарту", "отмена", "cancel")),
    Route(questions.GatheringAsked, _convene, akim_office, ("/gathering", "жиын", "сход", "gathering")),
    Route(
        publishing.AnnounceAsked,
        _announce,
        akim_office,
        ("/announce", "хабарландыру", "объявление", "announce"),
    ),
    Route(
        drafting.PollAsked,
        drafting.ask_poll,
        drafting.poll_makers,
        ("/poll", "жедел сауалнама", "экспресс-опрос", "poll", "сауалнама", "опрос"),
    ),
    Route(
        survey_drafting.SurveyAsked,
        survey_drafting.ask_survey,
        survey_drafting.survey_people,
        ("/survey", "сауалнама парағы", "анкета", "survey"),
    ),
    Route(
        PetitionAsked,
        petition_drafting.ask_petition,
        consented,
        (
            "/petition",
            "ұжымдық өтініш",
            "коллективное обращение",
            "petition",
            "қол жинау",
            "сбор подписей",
        ),
    ),
    Route(roles.InviteAsked, roles.ask_invite, akim_office, ("/invite", "шақыру", "пригласить", "invite")),
    Route(roles.RolesAsked, roles.show_roles, akim_office, ("/roles", "өкілеттіктер", "полномочия", "roles")),
    Route(importing.RollAsked, importing.ask_roll, akim_office, ("/roll", "тізім", "список жителей", "roll")),
    Route(
        vouching.VouchAsked, vouching.ask_vouch, consented, ("/vouch", "мені таниды", "меня знают", "vouch")
    ),
    Route(menu.RecordAsked, menu.show_record, akim_office, ("/record", "тіркелім", "журнал", "record")),
    Route(chats.BindAsked, chats.ask_bind, akim_office, ("/bind",)),
    # people
    Route(people.LanguageChosen, people.choose_language, anyone),
    Route(people.ConsentSaid, _say_consent, anyone),
    Route(SectionChosen, people.choose_section, consented),
    Route(people.LettersSaid, people.say_letters, consented),
    Route(people.MyChange, people.change_my, consented),
    Route(people.QuietChosen, people.choose_quiet, consented),
    Route(people.ForgetSaid, people.forget, consented),
    Route(GaveContact, people.give_contact, consented),
    Route(roles.RoleAccepted, roles.accept, consented),
    Route(roles.RoleDeclined, roles.decline, consented),
    Route(roles.MandateEnded, roles.end_mandate, akim_office),
    Route(roles.InvitationCancelled, roles.cancel_invitation, akim_office),
    Route(roles.InviteMore, roles.invite_more, akim_office),
    # the roll
    Route(importing.RollWritten, importing.write, akim_office),
    Route(importing.RollLeft, importing.leave, akim_office),
    Route(matching.DoubtSaid, matching.say_doubt, akim_office),
    Route(roll_steps.StepAsked, roll_steps.show_step, consented),
    Route(roll_steps.ClaimBegun, matching.begin_claim, consented),
    Route(roll_steps.VouchBegun, vouching.ask_vouch, consented),
    Route(vouching.VouchShown, vouching.show_vouch, consented),
    Route(vouching.VouchSaid, vouching.say_vouch, consented),
    Route(vouching.VouchesShown, vouching.show_vouches, consented),
    Route(vouching.VouchTakenBack, vouching.take_back, consented),
    # chats
    Route(chats.BoundTo, chats.bind, akim_office),
    Route(BotAdded, chats.bot_added, anyone),
    Route(BotRemoved, chats.bot_removed, anyone),
    Route(ChatMoved, chats.chat_moved, anyone),
    Route(MemberJoined, chats.member_joined, anyone),
    Route(MemberLeft, chats.member_left, anyone),
    # announcements
    Route(CorrectAsked, correcting.ask_correct, akim_office),
    Route(RecallAsked, correcting.recall, akim_office),
    # gatherings
    Route(ComingSaid, answering.say_coming, anyone, gives=answering.GIVES_COMING),
    Route(EntryAsked, answering.give_entry, anyone),
    Route(NoticeShown, menu.show_notice, anyone),
    Route(convening.WhyTooEarly, convening.why_too_early, akim_office),
    Route(OfficeAsked, office.show_office, akim_office),
    Route(PapersAsked, office.give_papers, akim_office),
    Route(ProofAsked, office.give_proof, akim_office),
    Route(BoardAsked, office.ask_board, akim_office),
    Route(ForwardAsked, office.show_forward, akim_office),
    Route(office.ForwardedSaid, office.ask_forwarded, akim_office),
    Route(ChangeAsked, changing.ask_change, akim_office),
    Route(CancelAsked, changing.ask_cancel, akim_office),
    # polls
    Route(Voted, voting.vote, anyone, gives=voting.GIVES_VOTE, asks_members=True),
    Route(TakenBack, voting.take_back, anyone, gives=voting.GIVES_VOTE, asks_members=True),
    Route(PollAnswered, voting.vote_natively, anyone, asks_members=True),
    Route(PollShown, voting.show_poll, anyone),
    Route(NamesAsked, voting.show_names, anyone),
    Route(MissingStepAsked, steps.ask_step, consented),
    Route(PollManaged, managing.manage, drafting.poll_makers),
    Route(CloseAsked, managing.close_early, drafting.poll_makers),
    Route(ProlongAsked, managing.ask_prolong, drafting.poll_makers),
    Route(CloneAsked, drafting.ask_clone, drafting.poll_makers),
    Route(PaperAsked, managing.ask_paper, drafting.poll_makers),
    Route(ExportAsked, managing.give_tables, drafting.poll_makers),
    # surveys
    Route(FormWanted, survey_drafting.want_form, akim_office),
    Route(FormTaken, survey_drafting.take_form, akim_office),
    Route(ReadyTaken, survey_drafting.take_ready, akim_office),
    Route(SurveyCloned, survey_drafting.clone, akim_office),
    Route(FormFileAsked, survey_drafts.give_file, akim_office),
    Route(DraftDropped, survey_drafts.drop_draft, akim_office),
    Route(PublishAsked, survey_publishing.ask_publish, akim_office),
    Route(SurveyManaged, survey_managing.manage, akim_office),
    Route(SurveyProlonged, survey_managing.ask_prolong, akim_office),
    Route(SurveyClosed, survey_managing.close_early, akim_office),
    Route(ResultShown, survey_results.show_result, anyone),
    Route(survey_results.PicturesAsked, survey_results.show_pictures, anyone),
    Route(TextsAsked, headings.ask_texts, drafting.poll_makers),
    Route(headings.TextsTurned, headings.turn_texts, drafting.poll_makers),
    Route(headings.TextShown, headings.show_text, drafting.poll_makers),
    Route(headings.TextGrouped, headings.group_text, drafting.poll_makers),
    Route(headings.HeadingAsked, headings.ask_heading, drafting.poll_makers),
    Route(headings.HeadingsTold, headings.tell_headings, drafting.poll_makers),
    # surveys: filling in
    Route(SheetOpened, filling.open_sheet, consented_in_private),
    Route(SheetBegun, filling.begin_sheet, consented, asks_members=True),
    Route(SheetAnswered, moving.choose, consented),
    Route(SheetDone, moving.finish_question, consented),
    Route(SheetSkipped, moving.skip, consented),
    Route(SheetBack, moving.go_back, consented),
    Route(SheetForward, moving.go_forward, consented),
    Route(SheetJumped, moving.jump, consented),
    Route(SheetListed, moving.turn, consented),
    Route(SheetPaused, moving.pause, consented),
    Route(SheetHanded, handing_in.hand_in, consented, asks_members=True),
    Route(InterviewBegun, filling.begin_interview, handing_in.interviewers),
    Route(InterviewAgreed, filling.agree_to_interview, handing_in.interviewers),
    Route(TablesAsked, exporting.give_tables, drafting.poll_makers),
    # petitions
    Route(PackageAsked, packing.give_package, drafting.poll_makers),
    Route(PetitionShown, signing.show_petition, consented_in_private),
    Route(SettlementSaid, people.say_settlement, consented),
    Route(NameAsked, naming.ask_name, consented, asks_members=True),
    Route(Signed, signing.sign_petition, consented, gives=signing.GIVES_SIGNATURE, asks_members=True),
    Route(SignatureWithdrawn, signing.withdraw_signature, consented, gives=signing.GIVES_SIGNATURE),
    Route(SignStepAsked, steps.ask_sign_step, consented, asks_members=True),
    Route(SignersShown, signing.show_signers, anyone),
    # petitions, drafted and run
    Route(PetitionBegun, petition_drafting.begin_petition, consented),
    Route(DraftShown, petition_drafting.show_draft, consented),
    Route(DraftTaken, petition_drafting.take_draft, consented),
    Route(DraftDeclined, petition_declining.decline, second_people),
    Route(PutConfirmed, putting.confirm, second_people),
    Route(PetitionManaged, petition_managing.manage, deputies),
    Route(PetitionProlonged, petition_managing.ask_prolong, deputies),
    Route(PetitionClosed, petition_managing.close_early, deputies),
    Route(NoteAsked, petition_managing.ask_note, deputies),
    Route(ShareAsked, petition_managing.share, deputies),
    # petitions: the hand-over and the answer
    Route(AnswerManaged, petition_answering.manage_answer, consented),
    Route(RegistrationAsked, petition_answering.ask_registration, consented),
    Route(ExtensionAsked, petition_answering.ask_extension, consented),
    Route(AnswerAsked, petition_answering.ask_answer, consented),
    Route(CountShown, petition_answering.show_count, anyone),
    Route(AnswerShown, petition_answering.show_answer, anyone),
    Route(PageAsked, own_page.ask_page, consented_in_private, asks_members=True),
    Route(IinTyped, own_page.refuse_iin, anyone),
    Route(DoorAsked, door_to_door.ask_door, door_to_door.collectors),
    Route(SheetsShown, sheets.show_sheets, on_paper.both_sides),
    Route(SheetsPlaced, sheets.place_sheets, deputies),
    Route(SheetsPrinted, sheets.print_sheets, deputies),
    Route(PaperSheetOpened, sheets.open_sheet, consented_in_private),
    Route(SheetFinished, sheets.finish_sheet, on_paper.office),
    Route(LinesAsked, typing.ask_lines, on_paper.office),
    Route(DoubtsShown, doubts.show_doubts, on_paper.both_sides),
    Route(DoubtJudged, doubts.judge_doubt, on_paper.both_sides),
    Route(BesideShown, door_to_door.show_beside, consented),
    Route(BesideSettled, people.say_settlement_beside, consented),
    Route(BesideNamed, naming.ask_name_beside, consented, asks_members=True),
    Route(BesideSigned, steps.sign_beside, consented, asks_members=True),
    # duties
    Route(DutiesAsked, cycles.show_duties, officials, ("/duties", "міндеттер", "обязанности", "duties")),
    Route(DutiesListed, cycles.list_duties, officials),
    Route(DutyBoardShown, cycles.show_board, officials),
    Route(CycleShown, cycles.show_cycle, officials),
    Route(CycleBegun, cycles.ask_cycle, akim_office),
    Route(CycleStopped, cycles.stop_cycle, akim_office),
    Route(CycleRenewed, cycles.renew_cycle, akim_office),
    Route(MonthlyWished, cycles.wish_monthly, akim_office),
    Route(FeedAsked, feed.give_feed, officials),
    Route(DutyShown, acting.show_duty, officials),
    Route(DutyCounted, acting.show_count, officials),
    Route(DutyProofShown, acting.show_proof, officials),
    Route(DutyDone, acting.ask_done, officials),
    Route(DutyReopened, acting.reopen, officials),
    Route(DutySnoozed, acting.snooze, officials),
    Route(DutyOffered, acting.offer, officials),
    Route(DutyTaken, acting.take, officials),
    Route(DutyRefused, acting.refuse, officials),
    Route(DutyCannot, acting.ask_cannot, officials),
    Route(DutyMoved, acting.ask_move, officials),
    # forms; each form asks at its own door besides
    Route(FormAnswered, _of_form(FORMS.answered), consented),
    Route(FormTurned, _of_form(FORMS.turned), consented),
    Route(FormBack, _of_form(FORMS.back), consented),
    Route(FormCorrected, _of_form(FORMS.corrected), consented),
    Route(FormLeft, _of_form(FORMS.left), consented),
    Route(FormKept, _of_form(FORMS.kept), consented),
    Route(FormResumed, _of_form(FORMS.resumed), consented),
    Route(FormTried, _of_form(FORMS.tried), consented),
    Route(FormFinished, _of_form(FORMS.finished), consented),
)

_BY_KIND: Mapping[type, Route] = {route.asked: route for route in ROUTES}
_BY_PRESS: Mapping[str, tuple[type[Press], Route]] = {
    route.asked.word: (route.asked, route) for route in ROUTES if issubclass(route.asked, Press)
}
_GIVEN: Mapping[str, tuple[type[Press], Route, Giving]] = {
    word: (kind, route, route.gives) for word, (kind, route) in _BY_PRESS.items() if route.gives
}
_BY_WORD: Mapping[str, Route] = {fold(word): route for route in ROUTES for word in route.words}


# --------------------------------------------------------------------------------------- the way through


async def answer(heard: Heard, desk: Desk) -> Reply:
    """Take one thing that came in: once, in one piece of work; a refusal leaves nothing but its sentence.

    What is answered is kept with it; the same thing once more does nothing and is answered the same. What
    one person gives to one thing goes through the tray, and comes back here only where that cannot take it;
    where it is not known which chats someone is in, their network is asked, and it goes that way once more.
    """

    async def before(work: Work) -> Reply | None:
        return await taken_before(heard, work, desk)

    try:
        if decided := await _through_tray(heard, desk, looked=False):
            return decided.said
        if not await _looked(heard, desk):
            return await _unknown(heard, desk, before)
        if _asks_members(heard) and (decided := await _through_tray(heard, desk, looked=True)):
            return decided.said
        return await _in_one_piece(heard, desk, before)
    except NotYet:
        now = desk.clock.now()
        stuck = Stuck(update_of(heard), now, due_at=now + _SOON)
        return await put_aside(heard, stuck, desk, Reply())


async def _through_tray(heard: Heard, desk: Desk, *, looked: bool) -> Decided[Any, Reply] | None:
    gift = _gift(heard, desk, looked=looked)
    decided: Decided[Any, Reply] | None = await desk.tray.give(gift) if gift else None
    return decided


async def answer_stuck(stuck: Stuck, heard: Heard, desk: Desk) -> Reply:
    """Answer what was taken before but not worked; one that somebody else works or dropped gets nothing."""

    async def gone(work: Work) -> Reply | None:
        return None if await work.stuck.done(stuck) else Reply()

    try:
        if not await _looked(heard, desk):
            return await _unknown(heard, desk, gone)
        return await _in_one_piece(heard, desk, gone)
    except NotYet:
        return await _later_still(stuck, desk)


_SOON, _NO_LONGER = timedelta(seconds=5), timedelta(hours=1)


async def _later_still(stuck: Stuck, desk: Desk) -> Reply:
    """Let wait again what could not be worked yet, each time as long as it has waited; at last let it go."""
    waited = desk.clock.now() - stuck.at
    async with desk.open_work() as work:
        if waited < _NO_LONGER:
            await work.stuck.put_off(stuck, desk.clock.now() + max(waited, _SOON))
        else:
            await work.stuck.done(stuck)
    return Reply()


async def _unknown(heard: Heard, desk: Desk, before: "_Before") -> Reply:
    """Refuse someone of whom cannot be learned now whether they belong; who is told of no refusal waits."""
    if isinstance(heard.what, PollAnswered):
        raise NotYet
    return await _refuse(PresenceUnknown(), heard, desk, before)


def is_gift(heard: Heard) -> bool:
    """Tell whether it goes through the tray, where it costs hardly anything."""
    return isinstance(heard.what, Pressed) and heard.what.data.partition(":")[0] in _GIVEN


async def _looked(heard: Heard, desk: Desk) -> bool:
    """See that it is known which chats someone is in, where that matters; False where it cannot be now."""
    if isinstance(heard.what, MemberLeft):
        # Where it cannot be learned, they count as gone until they answer again.
        await desk.presence.look_elsewhere(heard.village, heard.sender, heard.room)
        return True
    return not _asks_members(heard) or await desk.presence.look(heard.village, heard.sender, heard.room)


def _asks_members(heard: Heard) -> bool:
    if heard.sender_kind is not SenderKind.PERSON:
        return False
    if isinstance(heard.what, Pressed):
        _, route = _BY_PRESS.get(heard.what.data.partition(":")[0], (None, None))
    else:
        route = _BY_KIND.get(type(heard.what))
    return route is not None and route.asks_members


def _given(heard: Heard) -> tuple[Press, Route, Giving] | None:
    if not isinstance(heard.what, Pressed) or heard.sender_kind is SenderKind.BOT:
        return None
    word = heard.what.data.partition(":")[0]
    if word not in _GIVEN:
        return None
    kind, route, giving = _GIVEN[word]
    try:
        return kind.read(heard.what.data), route, giving
    except NotAPressError:
        return None


def _gift(heard: Heard, desk: Desk, *, looked: bool) -> Gift[Any, Reply] | None:
    found = _given(heard)
    if found is None:
        return None
    press, route, giving = found

    def decide(thing: Any, giver: Giver, before: Any | None) -> Decided[Any, Reply] | None:
        asker = asker_of(heard, desk.villages[heard.village], giver)
        unknown = route.asks_members and not (looked or asker.inside)
        if _comes_back(heard, asker) or (unknown and not desk.presence.listed(heard.village, heard.sender)):
            return None
        try:
            route.may.check(asker)
            decided = giving.decide(press, asker, thing, before, desk)
        except Refusal as no:
            decided = Decided(None, _no(no, heard, asker))
        said = replace(decided.said, language=decided.said.language or asker.language)
        return replace(decided, said=said, answer=write(as_kept(said)))

    return Gift(
        update=update_of(heard),
        giver=heard.sender,
        thing=giving.thing(press),
        card=giving.card,
        at=desk.clock.now(),
        decide=decide,
        asks_members=route.asks_members,
    )


_Before = Callable[[Work], Awaitable[Reply | None]]


_AGAIN = 2


async def _in_one_piece(heard: Heard, desk: Desk, before: _Before) -> Reply:
    for _ in range(_AGAIN):
        with suppress(Collided):  # nothing of it was kept, so it is done from the beginning
            return await _tried(heard, desk, before)
    return await _tried(heard, desk, before)


async def _tried(heard: Heard, desk: Desk, before: _Before) -> Reply:
    try:
        async with desk.open_work() as work:
            await work.updates.turn(heard.sender)
            said = await before(work)
            return await _worked(heard, work, desk) if said is None else said
    except Refusal as no:
        return await _refuse(no, heard, desk, before)


async def _worked(heard: Heard, work: Work, desk: Desk) -> Reply:
    asker = await who_asks(heard, desk.village(heard.village), work, desk)
    if _asks_members(heard):
        inside = await work.members.inside([heard.village], [heard.sender])
        asker = replace(asker, inside=inside.get((heard.village, heard.sender), ()))
    if _comes_back(heard, asker):
        await people.reachable_again(asker, work)
    said = await _route(heard, asker, work, desk)
    return await answered(replace(said, language=said.language or asker.language), heard, work)


def _comes_back(heard: Heard, asker: Asker) -> bool:
    """Tell whether someone who had blocked the bot writes to it in private again."""
    home = asker.resident
    gone = home is not None and home.consented and not home.reachable
    return gone and heard.private and not isinstance(heard.what, BotRemoved)


async def _refuse(no: Refusal, heard: Heard, desk: Desk, before: _Before) -> Reply:
    async with desk.open_work() as work:
        await work.updates.turn(heard.sender)
        said = await before(work)
        if said is not None:
            return said
        asker = await who_asks(heard, desk.village(heard.village), work, desk)
        return await answered(_no(no, heard, asker), heard, work)


def _no(no: Refusal, heard: Heard, asker: Asker) -> Reply:
    if isinstance(heard.what, Pressed):
        return Reply(note=Note(refused(no), alert=True), language=asker.language)
    # Who writes as the chat has no private chat to be answered in.
    return reply(Card((refused(no),), here=isinstance(no, Anonymous)), language=asker.language)


async def _route(heard: Heard, asker: Asker, work: Work, desk: Desk) -> Reply:
    match heard.what:
        case _ if heard.sender_kind is SenderKind.BOT:
            return Reply()
        case Wrote() if heard.sender_kind is SenderKind.HIDDEN:
            raise Anonymous
        case PollAnswered() if heard.sender_kind is SenderKind.HIDDEN:
            return Reply()
        case Wrote():
            return await _wrote(heard.what, asker, work, desk)
        case Pressed(data=data):
            return await _pressed(data, asker, work, desk)
        case asked:
            return await _pass(_BY_KIND[type(asked)], asked, asker, work, desk)


async def _pass(route: Route, asked: object, asker: Asker, work: Work, desk: Desk) -> Reply:
    route.may.check(asker)
    return await route.handler(asked, asker, work, desk)


async def _pressed(data: str, asker: Asker, work: Work, desk: Desk) -> Reply:
    word = data.partition(":")[0]
    if word == menu.CommandPressed.word:
        return await _command(f"/{data.partition(':')[2]}", asker, work, desk)
    if word not in _BY_PRESS:
        raise OldButton
    kind, route = _BY_PRESS[word]
    try:
        asked = kind.read(data)
    except NotAPressError:
        raise OldButton from None
    return await _pass(route, asked, asker, work, desk)


async def _wrote(wrote: Wrote, asker: Asker, work: Work, desk: Desk) -> Reply:
    text = wrote.text.strip()
    if text.startswith("/"):
        return await _command(text, asker, work, desk)
    if not asker.private:
        return Reply()
    if asker.resident and (told := await _told(wrote, Sitting(asker, work, desk))):
        return told
    if route := _BY_WORD.get(fold(text)):
        return await _pass(route, route.asked(), asker, work, desk)
    for check in (receipts.check_receipt, menu.check_number):
        if checked := await check(text, asker, work, desk):
            return checked
    if asker.language is None:
        raise StartFirst
    return reply(Card((refused(NotUnderstood()),)), await menu.menu_card(asker, work, desk))


async def _told(wrote: Wrote, sitting: Sitting) -> Reply | None:
    """Give what is written to the dialogue that somebody is in; None where none asks anything now."""
    row = await sitting.work.forms.open(sitting.asker.village.slug, sitting.asker.known)
    if row is None or not row.at:
        return None
    return await (filling.told if of_dialogue(row.name) else FORMS.told)(wrote, row, sitting)


async def _command(text: str, asker: Asker, work: Work, desk: Desk) -> Reply:
    command, _, line = text.partition(" ")
    if command == "/start" and (press := _press_of_link(line)) and not _needs_consent(press, asker):
        return await _pressed(press, asker, work, desk)
    route = _BY_WORD.get(fold(command.partition("@")[0]))
    if route is None:
        raise NotUnderstood
    return await _pass(route, route.asked(line), asker, work, desk)


def _needs_consent(press: str, asker: Asker) -> bool:
    """Tell whether a link's press is let in only after the consent, which is then asked for first."""
    _, route = _BY_PRESS[press.partition(":")[0]]
    return route.may.consent and asker.language is None


def _press_of_link(line: str) -> str:
    """Give the press that a link carries; empty where it carries something else."""
    press = of_link(line.strip())
    word, colon, _ = press.partition(":")
    return press if colon and word in _BY_PRESS else ""

"""Correcting and recalling: the message is edited where it stands, whoever had it in private is told once."""

from dataclasses import replace

from handlers.announcements.cards import CARD, CorrectAsked, RecallAsked, about, announcement_card
from handlers.announcements.publishing import announced
from handlers.asking import TooLong, in_language, kept, own_first, pair, second_language, text_of, wanted_text
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, OldButton, akim_office
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.ports import Desk, Work
from village.announcements import AlreadyRecalled, Announcement, AnnouncementState
from village.ids import AnnouncementId
from village.outbox import Audience, Campaign, Letter, Scope


async def _the_announcement(number: AnnouncementId, sitting: Sitting) -> Announcement:
    return _standing(await sitting.work.announcements.get(sitting.asker.village.slug, number))


async def _held(number: AnnouncementId, sitting: Sitting) -> Announcement:
    return _standing(await sitting.work.announcements.hold(sitting.asker.village.slug, number))


def _standing(found: Announcement | None) -> Announcement:
    if found is None:
        raise OldButton
    if found.state is AnnouncementState.RECALLED:
        raise AlreadyRecalled(number=found.number)
    return found


async def ask_correct(asked: CorrectAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to correct an announcement."""
    sitting = Sitting(asker, work, desk)
    announcement = await _the_announcement(asked.announcement, sitting)
    return await begin(CORRECTING, {"announcement": str(announcement.id)}, sitting)


async def _ask_text(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, page
    return Prompt((Say("a-correct-ask", {"lang": own_first(sitting)}),))


async def _read_text(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    return {"text": kept(in_language(wanted_text(given), own_first(sitting)))}


def _number(answers: Answers) -> AnnouncementId:
    return AnnouncementId(int(text_of(answers, "announcement")))


def _corrected(announcement: Announcement, answers: Answers, sitting: Sitting) -> Announcement:
    return replace(announcement, text=pair(answers, "text"), corrected_at=sitting.desk.clock.now())


async def _preview(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    corrected = _corrected(await _the_announcement(_number(answers), sitting), answers, sitting)
    return announcement_card(corrected, both=True), Card((Say("preview-correction"),))


async def _publish(answers: Answers, sitting: Sitting) -> Reply:
    announcement = _corrected(await _held(_number(answers), sitting), answers, sitting)
    if over := sitting.desk.measure.over(announcement_card(announcement, both=True)):
        raise TooLong(over=over)
    await _spread(announcement, "announcement-corrected", sitting)
    return reply(Card((Say("a-correction-done"),), instead=True))


async def _spread(announcement: Announcement, kind: str, sitting: Sitting) -> None:
    work, desk = sitting.work, sitting.desk
    now, subject, village = desk.clock.now(), about(announcement), announcement.village
    await work.announcements.keep(announcement)
    await work.outbox.refresh(village, CARD, subject, now)
    had_it = Audience(announcement.section, private=Scope.HAD_IT, about=subject)
    await work.outbox.campaign(
        Campaign(desk.new_id(), village, kind, subject, had_it, now, announcement.urgent)
    )
    await work.outbox.post(
        Letter(
            desk.new_id(),
            village,
            "announcement-report",
            subject,
            now,
            person=announcement.author,
            urgent=True,
        )
    )
    await work.record.add(announced(announcement, sitting, kind))


CORRECTING = Form(
    "correct",
    akim_office,
    (Question("text", _ask_text, _read_text), second_language("text", "a-text-second")),
    _publish,
    _preview,
)


async def recall(asked: RecallAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Take an announcement back: at once in the first minute, asked again after that."""
    sitting = Sitting(asker, work, desk)
    announcement = await _held(asked.announcement, sitting)
    now = desk.clock.now()
    if announcement.recall_needs_asking(now) and not asked.sure:
        sure = Choice(Say("button-recall-sure"), RecallAsked(announcement.id, 1).data)
        return reply(Card((Say("a-recall-ask", {"number": announcement.number}),), rows=one_a_row(sure)))
    recalled = replace(announcement, state=AnnouncementState.RECALLED, recalled_at=now, pinned=False)
    await work.outbox.call_off(
        announcement.village, ["announcement", "announcement-corrected"], about(announcement), now
    )
    await _spread(recalled, "announcement-recalled", sitting)
    return reply(Card((Say("a-recall-done", {"number": announcement.number}),)))

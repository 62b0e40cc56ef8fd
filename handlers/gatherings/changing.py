"""Changing what was published: another hour, day or place, or called off; always with a trace."""

from dataclasses import replace
from datetime import datetime

from handlers.acts import act
from handlers.asking import (
    Option,
    choice,
    in_language,
    kept,
    own_first,
    pair,
    second_language,
    text_of,
    wanted_text,
)
from handlers.chat import Card, Choice, Reply, Say, one_a_row, reply
from handlers.door import Asker, akim_office
from handlers.forms import Answers, Form, Given, Prompt, Question, Sitting, begin
from handlers.gatherings.answering import the_gathering, the_held
from handlers.gatherings.cards import (
    NOTICE,
    CancelAsked,
    ChangeAsked,
    about,
    cancelled_says,
    changed_says,
    office_choices,
)
from handlers.gatherings.convening import set_reminders, why_choice
from handlers.gatherings.questions import PLACE
from handlers.ports import Desk, Work
from village.dates import read_moment
from village.errors import Refusal, refusal
from village.forms import Json
from village.gatherings import (
    Change,
    Gathering,
    NoChat,
    TooEarly,
    cancelled,
    changed,
    check_notice,
    check_starts,
)
from village.ids import GatheringId
from village.outbox import Audience, Campaign, Scope
from village.rules import Kind
from village.texts import Word

CHANGE_FORM = "change"
CANCEL_FORM = "call-off"
_GROUNDS = ("blizzard", "road", "light", "mourning")
_MOMENT, _PLACE, _BOTH = "moment", "place", "both"


async def ask_change(asked: ChangeAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to change the day, the hour or the place."""
    gathering = await the_gathering(asker, asked.gathering, work)
    gathering.check_changeable(desk.clock.now())
    version = gathering.rule.version if gathering.rule else ""
    known: Answers = {"gathering": str(gathering.id), "kind": str(gathering.kind), "version": version}
    return await begin(CHANGE, known, Sitting(asker, work, desk))


async def ask_cancel(asked: CancelAsked, asker: Asker, work: Work, desk: Desk) -> Reply:
    """Begin to call a gathering off."""
    gathering = await the_gathering(asker, asked.gathering, work)
    gathering.check_changeable(desk.clock.now())
    return await begin(CANCEL, {"gathering": str(gathering.id)}, Sitting(asker, work, desk))


async def _of(answers: Answers, sitting: Sitting) -> Gathering:
    return await the_gathering(sitting.asker, _number(answers), sitting.work)


async def _held(answers: Answers, sitting: Sitting) -> Gathering:
    return await the_held(sitting.asker, _number(answers), sitting.work)


def _number(answers: Answers) -> GatheringId:
    return GatheringId(int(text_of(answers, "gathering")))


def _what_options(answers: Answers, sitting: Sitting) -> tuple[Option, ...]:
    del answers, sitting
    return tuple((Say(f"change-{what}"), what) for what in (_MOMENT, _PLACE, _BOTH))


def _moves_moment(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return text_of(answers, "what") in {_MOMENT, _BOTH}


def _moves_place(answers: Answers, sitting: Sitting) -> bool:
    del sitting
    return text_of(answers, "what") in {_PLACE, _BOTH}


async def _ask_moment(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del page
    gathering = await _of(answers, sitting)
    return Prompt((Say("change-moment-ask", {"old": gathering.starts}),))


async def _read_moment(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    gathering = await _of(answers, sitting)
    now = sitting.desk.local_now()
    written = read_moment(given.value or wanted_text(given), now.date())
    day = written.day or gathering.starts.date()
    hour = written.hour or gathering.starts.time()
    starts = datetime.combine(day, hour, sitting.desk.customs.zone)
    if starts == gathering.starts:
        raise NothingChanged
    check_starts(starts, now)
    if day < gathering.starts.date():
        check_notice(day, gathering.rule, now.date())
    return {"moment": starts.isoformat()}


async def _ask_place(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    prompt = await PLACE.ask(answers, sitting, page)
    now = (await _of(answers, sitting)).plan.place
    return replace(prompt, options=tuple(option for option in prompt.options if option[0] != now))


async def _ask_ground(answers: Answers, sitting: Sitting, page: str) -> Prompt:
    del answers, sitting, page
    options = tuple((Say(f"ground-{ground}"), ground) for ground in _GROUNDS)
    return Prompt((Say("ground-ask"),), options=options)


async def _read_ground(given: Given, answers: Answers, sitting: Sitting) -> Answers:
    del answers
    if given.value in _GROUNDS:
        return {"ground": kept(sitting.desk.phrases.both(Say(f"ground-{given.value}")))}
    return {"ground": kept(in_language(wanted_text(given), own_first(sitting)))}


_GROUND = Question("ground", _ask_ground, _read_ground)
_GROUND_SECOND = second_language("ground", "ground-second")


# ---------------------------------------------------------------------------------------------- moving it


def _moved(gathering: Gathering, answers: Answers, sitting: Sitting) -> tuple[Gathering, Change, Word | None]:
    desk, village = sitting.desk, sitting.asker.village
    gathering.check_changeable(desk.clock.now())
    moment = text_of(answers, "moment")
    place = pair(answers, "place")
    change = Change(
        at=desk.local_now(),
        old_starts=gathering.starts,
        new_starts=datetime.fromisoformat(moment).astimezone(desk.customs.zone)
        if moment
        else gathering.starts,
        old_place=gathering.plan.place,
        new_place=place if place.kk else gathering.plan.place,
        ground=pair(answers, "ground"),
    )
    if not change.moves_time and change.new_place == change.old_place:
        raise NothingChanged
    now, warning = changed(gathering, change, notice=desk.today(), recount=village.recount_when_postponed)
    return now, change, warning


async def _preview_change(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    gathering, change, warning = _moved(await _of(answers, sitting), answers, sitting)
    warned = (Say("preview-change-warned", {"warning": warning}),) if warning else ()
    return Card(changed_says(gathering, change), both=True), Card((Say("preview-change"), *warned))


async def _publish_change(answers: Answers, sitting: Sitting) -> Reply:
    work, desk = sitting.work, sitting.desk
    gathering, change, warning = _moved(await _held(answers, sitting), answers, sitting)
    if not await work.chats.for_section(gathering.village, gathering.plan.section):
        raise NoChat
    await work.gatherings.keep(gathering)
    await work.gatherings.add_change(gathering.village, gathering.id, change)
    if change.moves_time:
        await work.gatherings.forget_answers(gathering)
        await set_reminders(gathering, work, desk)
    await _spread("gathering-changed", gathering, work, desk)
    facts: dict[str, Json] = {"warning": warning.key} if warning else {}
    await work.record.add(
        act(sitting.asker, desk, "gathering-changed", about(gathering), number=gathering.number, **facts)
    )
    return reply(Card((Say("change-published"),), rows=one_a_row(*office_choices(gathering)), instead=True))


async def _spread(kind: str, gathering: Gathering, work: Work, desk: Desk) -> None:
    """Edit the notice where it stands; tell the groups, and everyone who had it, what became of it."""
    now, subject = desk.clock.now(), about(gathering)
    await work.outbox.refresh(gathering.village, NOTICE, subject, now)
    audience = Audience(gathering.plan.section, groups=True, private=Scope.HAD_IT, about=subject)
    await work.outbox.campaign(Campaign(desk.new_id(), gathering.village, kind, subject, audience, now))


def _ways_out(no: Refusal, answers: Answers) -> tuple[Choice, ...]:
    if not isinstance(no, TooEarly):
        return ()
    return (why_choice(no, Kind(text_of(answers, "kind")), text_of(answers, "version")),)


CHANGE = Form(
    CHANGE_FORM,
    akim_office,
    (
        choice("what", Say("change-what-ask"), _what_options),
        Question("moment", _ask_moment, _read_moment, _moves_moment),
        Question("place", _ask_place, PLACE.read, _moves_place),
        second_language("place", "g-place-second"),
        _GROUND,
        _GROUND_SECOND,
    ),
    _publish_change,
    _preview_change,
    _ways_out,
)


# -------------------------------------------------------------------------------------------- calling off


async def _preview_cancel(answers: Answers, sitting: Sitting) -> tuple[Card, ...]:
    gathering = cancelled(await _of(answers, sitting), pair(answers, "ground"), sitting.desk.clock.now())
    return Card(cancelled_says(gathering), both=True), Card((Say("cancel-ask"),))


async def _publish_cancel(answers: Answers, sitting: Sitting) -> Reply:
    work, desk = sitting.work, sitting.desk
    gathering = cancelled(await _held(answers, sitting), pair(answers, "ground"), desk.clock.now())
    await work.gatherings.keep(gathering)
    await work.deadlines.clear(gathering.village, about(gathering))
    await _spread("gathering-cancelled", gathering, work, desk)
    await work.record.add(
        act(sitting.asker, desk, "gathering-cancelled", about(gathering), number=gathering.number)
    )
    return reply(Card((Say("cancel-published"),), instead=True))


CANCEL = Form(CANCEL_FORM, akim_office, (_GROUND, _GROUND_SECOND), _publish_cancel, _preview_cancel)


@refusal
class NothingChanged(Refusal):
    """The same hour and day as before."""

    message = "nothing-changed"

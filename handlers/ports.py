"""What handlers ask of the outside. Storage and the bot fit these by shape; nobody inherits."""

import secrets
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import IO, Any, Protocol
from zoneinfo import ZoneInfo

from handlers.chat import Card, Paper, Say
from village.announcements import Announcement
from village.chats import Address, Chat, Membership
from village.duties import Cycle, Duty, DutyAct
from village.forms import Json, OpenForm
from village.gatherings import Answer, Change, Coming, Gathering, ReminderTimes
from village.giving import Decided, Gift, ThingKey
from village.ids import (
    AnnouncementId,
    ChatId,
    CycleId,
    DutyId,
    FileId,
    GatheringId,
    MandateId,
    PersonId,
    PetitionId,
    PollId,
    SectionSlug,
    SheetId,
    SurveyId,
    VillageSlug,
    make_id,
)
from village.listing import Fault, Listed, Sheet
from village.outbox import (
    Audience,
    Campaign,
    Deadline,
    DeliveryReport,
    Letter,
    LetterState,
    Rest,
    Standing,
    Subject,
)
from village.paper import PaperDoubt, PaperSheet, Typed
from village.people import Invitation, Mandate, Quiet, Resident
from village.petition_answers import PetitionAnswer
from village.petition_codes import PetitionCode
from village.petitions import Evidence, Petition, PetitionDraft, PetitionNote, Receipted, Signature, Stance
from village.polls import Ballot, Poll
from village.procedures import Procedure
from village.records import Act, Consent, KeptFile, ProofLine
from village.register import Added, Alike, Content, Row
from village.results import Heap, OnPaper, Published, Recountable
from village.roll import Difference, Doubt, Entry, How, Match, Vouch, VouchAsk
from village.signers import Signer, SignerName
from village.survey_hiding import Marks
from village.survey_results import Told
from village.survey_tables import Cell
from village.surveys import (
    Answers,
    Book,
    Draft,
    FilledSheet,
    HandedIn,
    Heading,
    KeptForm,
    Questionnaire,
    Survey,
)
from village.texts import Bilingual, Language, Word
from village.updates import Stuck, Update
from village.villages import Village
from village.working_days import DaysOff


class Clock(Protocol):
    """The time, asked for."""

    def now(self) -> datetime:
        """Give the moment, in UTC."""
        ...


class Calendar(Protocol):
    """Holidays as they are kept by people who keep them."""

    def holidays(self, day: date) -> tuple[Word, ...]:
        """Name the holidays of a day, religious ones included; none on an ordinary day."""
        ...

    def days_off(self, first: date, last: date) -> DaysOff:
        """Tell which days are free by law from one to another, and which days of rest are worked."""
        ...


# ------------------------------------------------------------------------------------------------ people


class People(Protocol):
    """People and the villages they are residents of. A person is global, a resident is one in a village."""

    async def at(self, address: Address) -> PersonId | None:
        """Find who is at an address; the address is looked up by its keyed hash."""
        ...

    async def meet(self, address: Address, new: PersonId, now: datetime) -> PersonId:
        """Give who is at an address; someone unknown becomes ``new``, known by the keyed hash alone."""
        ...

    async def resident(self, village: VillageSlug, person: PersonId) -> Resident | None:
        """Give a person as a resident of a village."""
        ...

    async def hold(self, village: VillageSlug, person: PersonId) -> Resident | None:
        """Give a resident to change them: until this piece of work ends nobody else does."""
        ...

    async def keep(self, resident: Resident) -> None:
        """Keep a resident as they are now; the first time or again."""
        ...

    async def give_consent(self, consent: Consent, address: Address) -> None:
        """Keep a consent, and from now on the address itself, sealed, so that letters can be sent."""
        ...

    async def withdraw_consent(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Mark the person's consents to this village as taken back."""
        ...

    async def readers(
        self, village: VillageSlug, people: Collection[PersonId]
    ) -> Mapping[PersonId, tuple[Resident, Address | None]]:
        """Give those of some people who are residents, each with the address for private letters, if any.

        It is on the network that the person last used here, if reachable.
        """
        ...

    async def reached_by(self, village: VillageSlug, person: PersonId, network: str) -> None:
        """Note that the person wrote to this village's bot over a network: reachable there again."""
        ...

    async def out_of_reach(self, village: VillageSlug, person: PersonId) -> None:
        """Note that private letters do not arrive: blocked, deactivated, not found."""
        ...

    async def phone(self, person: PersonId) -> str | None:
        """Give the confirmed phone, unsealed."""
        ...

    async def keep_phone(self, person: PersonId, phone: str, now: datetime) -> None:
        """Keep a phone that the messenger confirmed: sealed, and as a keyed hash."""
        ...

    async def forget(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Delete what is known of a person: here, and everywhere when this was the last village.

        Answers to gatherings go too; acts of office, proofs and consents stay without a name or an address.
        """
        ...

    async def answers_of(self, village: VillageSlug, person: PersonId) -> int:
        """Count the answers to gatherings that are kept of a person."""
        ...

    async def count(self, village: VillageSlug, audience: Audience, now: datetime) -> int:
        """Count whom a private letter to this audience would reach, by the very query that sends."""
        ...


class Roles(Protocol):
    """Mandates and invitations."""

    async def held(self, village: VillageSlug, person: PersonId, today: date) -> tuple[Mandate, ...]:
        """List the mandates that give a person rights today."""
        ...

    async def holders(self, village: VillageSlug, today: date) -> tuple[Mandate, ...]:
        """List who holds what today."""
        ...

    async def held_since(self, villages: Collection[VillageSlug], day: date) -> tuple[Mandate, ...]:
        """List the mandates of some villages that gave rights on a day or later; the ended ones too."""
        ...

    async def mandate(self, village: VillageSlug, mandate: MandateId) -> Mandate | None:
        """Find a mandate."""
        ...

    async def hold(self, village: VillageSlug, mandate: MandateId) -> Mandate | None:
        """Find a mandate to end it: until this piece of work ends nobody else does."""
        ...

    async def give(self, mandate: Mandate) -> None:
        """Keep a new mandate."""
        ...

    async def end(self, village: VillageSlug, mandate: MandateId, now: datetime) -> None:
        """End a mandate at once."""
        ...

    async def invite(self, invitation: Invitation, code: str) -> None:
        """Keep an invitation; of its code only the hash."""
        ...

    async def invited_by(self, village: VillageSlug, code: str) -> Invitation | None:
        """Find the invitation of a code."""
        ...

    async def open_invitations(self, village: VillageSlug, now: datetime) -> tuple[Invitation, ...]:
        """List the invitations that can still be used."""
        ...

    async def keep_invitation(self, invitation: Invitation) -> bool:
        """Keep an invitation as used or cancelled; False when it already was, however close the race."""
        ...

    async def note_wrong_code(self, village: VillageSlug, address: Address, now: datetime) -> None:
        """Note a wrong code from an address."""
        ...

    async def wrong_codes(self, village: VillageSlug, address: Address, since: datetime) -> int:
        """Count the wrong codes from an address since a moment."""
        ...


class Roll(Protocol):
    """The village's adults as the office keeps them, and who was found among them or vouched for."""

    async def compare(self, village: VillageSlug, listed: Sequence[Listed]) -> Difference:
        """Tell what writing a table in the place of the roll would do."""
        ...

    async def write(
        self, village: VillageSlug, listed: Sequence[Listed], now: datetime, told: Callable[[int], None] = ...
    ) -> None:
        """Put a table in the place of the roll: who is not in it any more is deleted, with their match.

        ``told`` is called now and then with how many are written. ``settle`` does the rest.
        """
        ...

    async def size(self, village: VillageSlug) -> int:
        """Count who is listed."""
        ...

    async def label(self, village: VillageSlug, entry: int) -> tuple[str, SectionSlug | None] | None:
        """Give an entry's name and year, unsealed, and its settlement."""
        ...

    async def by_phone(
        self, village: VillageSlug, person: PersonId | None = None
    ) -> Mapping[PersonId, tuple[Entry, ...]]:
        """Give the entries that have the confirmed phone of a resident, or of any, who is not on level 2."""
        ...

    async def by_name(
        self, village: VillageSlug, section: SectionSlug | None, name: tuple[str, int], person: PersonId
    ) -> tuple[Entry, ...]:
        """Give the entries of a settlement, or of the unit, that have a name and a year of birth.

        Of each it is told whether it has the person's confirmed phone.
        """
        ...

    async def taken_by(self, village: VillageSlug, entry: int) -> PersonId | None:
        """Give whom an entry is matched to."""
        ...

    async def how(self, village: VillageSlug, person: PersonId) -> How | None:
        """Tell by what somebody is on level 2; None for who is not."""
        ...

    async def match(self, village: VillageSlug, match: Match, now: datetime) -> bool:
        """Put somebody on level 2; False where the entry is another's by now, or they are there already."""
        ...

    async def end_match(self, village: VillageSlug, person: PersonId) -> None:
        """Take somebody off their entry; ``settle`` does the rest."""
        ...

    async def settle(self, village: VillageSlug) -> tuple[PersonId, ...]:
        """Let what stood on a match that is gone go with it; give who is not on level 2 any more.

        The word of a neighbour who is not on the roll any more does not count, and fewer than two are none.
        """
        ...

    async def tried(self, village: VillageSlug, person: PersonId, since: datetime) -> int:
        """Count the moments since another at which somebody gave a name."""
        ...

    async def add_doubt(self, doubt: Doubt, said: str) -> None:
        """Keep a pair for the office, with what the person said, sealed."""
        ...

    async def note_in_vain(self, village: VillageSlug, person: PersonId, now: datetime) -> None:
        """Note that a name was given that is not on the roll; of the name itself nothing is kept."""
        ...

    async def waiting(self, village: VillageSlug, person: PersonId) -> int:
        """Count the pairs of somebody that the office has not decided."""
        ...

    async def doubt(self, village: VillageSlug, doubt: int) -> tuple[Doubt, str] | None:
        """Find a pair, with what the person said; empty once it is decided."""
        ...

    async def hold_doubt(self, village: VillageSlug, doubt: int) -> Doubt | None:
        """Find a pair to decide it: until this piece of work ends nobody else does."""
        ...

    async def keep_doubt(self, doubt: Doubt) -> None:
        """Keep a pair as it is now; decided, what was said of it is deleted."""
        ...

    async def end_doubts(self, village: VillageSlug, person: PersonId, now: datetime) -> tuple[int, ...]:
        """End the pairs of somebody that are undecided still; give which."""
        ...

    async def ask(self, ask: VouchAsk) -> VouchAsk:
        """Keep that somebody asks their neighbours; what they asked before stands on with its link, anew."""
        ...

    async def asked(self, village: VillageSlug, ask: int) -> VouchAsk | None:
        """Find what somebody asks of their neighbours."""
        ...

    async def vouch(self, vouch: Vouch) -> bool:
        """Keep a neighbour's word; False where it was given before."""
        ...

    async def words_for(self, village: VillageSlug, person: PersonId) -> int:
        """Count the neighbours who vouch for somebody."""
        ...

    async def given_by(self, village: VillageSlug, voucher: PersonId) -> tuple[Vouch, ...]:
        """List for whom somebody vouches, oldest first."""
        ...

    async def take_back(self, vouch: Vouch) -> bool:
        """Take a word back; False where it was before. ``settle`` does the rest."""
        ...


class Chats(Protocol):
    """The groups a village lives in."""

    async def at(self, village: VillageSlug, address: Address) -> Chat | None:
        """Find a chat by its address."""
        ...

    async def get(self, village: VillageSlug, chat: ChatId) -> Chat | None:
        """Find a chat by our own number, which survives its becoming a supergroup."""
        ...

    async def hold(self, village: VillageSlug, chat: ChatId) -> Chat | None:
        """Find a chat to change it: until this piece of work ends nobody else does."""
        ...

    async def hold_at(self, village: VillageSlug, address: Address) -> Chat | None:
        """Find a chat by its address to change it, or to begin one: until then nobody else does either."""
        ...

    async def keep(self, chat: Chat) -> None:
        """Keep a chat as it is now; the first time or again."""
        ...

    async def move(self, chat: Chat, new: Address) -> None:
        """Give a chat its new address; if something was seen there already, the bound one stays the chat."""
        ...

    async def bound(self, village: VillageSlug) -> tuple[Chat, ...]:
        """List the chats that are bound and that the bot is in."""
        ...

    async def for_section(self, village: VillageSlug, section: SectionSlug | None) -> tuple[Chat, ...]:
        """List the bound chats that hear what concerns a section: its own, or else the unit's.

        The whole unit is heard in every bound chat.
        """
        ...


# ------------------------------------------------------------------------------------------------- forms


class Forms(Protocol):
    """The dialogues people are in; one open at a time, another parks it."""

    async def open(self, village: VillageSlug, person: PersonId) -> OpenForm | None:
        """Give the dialogue a person is in now."""
        ...

    async def parked(self, village: VillageSlug, person: PersonId) -> tuple[OpenForm, ...]:
        """List the dialogues that wait to be gone on with."""
        ...

    async def keep(self, form: OpenForm) -> None:
        """Keep a dialogue as it stands; an open one parks the others of this person. One of a name."""
        ...

    async def close(self, village: VillageSlug, person: PersonId, name: str) -> None:
        """Forget a dialogue that is done."""
        ...


# ------------------------------------------------------------------------------------- what is announced


class Announcements(Protocol):
    """Announcements as they stand."""

    async def add(self, announcement: Announcement) -> None:
        """Keep a new announcement."""
        ...

    async def get(self, village: VillageSlug, announcement: AnnouncementId) -> Announcement | None:
        """Find an announcement."""
        ...

    async def hold(self, village: VillageSlug, announcement: AnnouncementId) -> Announcement | None:
        """Find an announcement to change it: until this piece of work ends nobody else does."""
        ...

    async def keep(self, announcement: Announcement) -> None:
        """Keep it as it is now."""
        ...

    async def numbered(self, village: VillageSlug, number: int) -> Announcement | None:
        """Find the published announcement of a number."""
        ...

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Announcement, ...]:
        """List the last published ones, newest first."""
        ...


class Gatherings(Protocol):
    """Gatherings, their changes, and who said what to the notice."""

    async def add(self, gathering: Gathering) -> None:
        """Keep a new gathering."""
        ...

    async def get(self, village: VillageSlug, gathering: GatheringId) -> Gathering | None:
        """Find a gathering; its times come in the village's zone."""
        ...

    async def among(
        self, keys: Collection[tuple[VillageSlug, int]]
    ) -> Mapping[tuple[VillageSlug, int], Gathering]:
        """Give gatherings of many villages by village and id."""
        ...

    async def hold(self, village: VillageSlug, gathering: GatheringId) -> Gathering | None:
        """Find a gathering to change it: until this piece of work ends nobody else changes or answers it."""
        ...

    async def steady(self, village: VillageSlug, gathering: GatheringId) -> Gathering | None:
        """Find a gathering that stays as it is until this piece of work ends; many may have it so at once."""
        ...

    async def keep(self, gathering: Gathering) -> None:
        """Keep it as it is now."""
        ...

    async def numbered(self, village: VillageSlug, number: int) -> Gathering | None:
        """Find the gathering of a number."""
        ...

    async def upcoming(self, village: VillageSlug, now: datetime) -> tuple[Gathering, ...]:
        """List the gatherings still ahead that were not cancelled, soonest first."""
        ...

    async def add_change(self, village: VillageSlug, gathering: GatheringId, change: Change) -> None:
        """Add a change to its history; nothing there is ever altered."""
        ...

    async def changes(self, village: VillageSlug, gathering: GatheringId) -> tuple[Change, ...]:
        """List the changes, oldest first."""
        ...

    async def answer(self, gathering: Gathering, person: PersonId, answer: Answer) -> None:
        """Keep a person's answer in the place of an earlier one; one by a higher number stays."""
        ...

    async def answer_of(self, gathering: Gathering, person: PersonId) -> Answer | None:
        """Give what a person answered."""
        ...

    async def answers(self, gathering: Gathering) -> Mapping[Coming, int]:
        """Count the answers."""
        ...

    async def forget_answers(self, gathering: Gathering) -> None:
        """Ask anew: the hour moved, so what was answered no longer says who comes."""
        ...

    async def places(self, village: VillageSlug) -> tuple[Bilingual, ...]:
        """List the places used before, the most used first."""
        ...


class Members(Protocol):
    """Who is in which bound chat, as far as it was looked; known by the keyed hash of an address alone."""

    async def inside(
        self, villages: Collection[VillageSlug], addresses: Collection[Address]
    ) -> Mapping[tuple[VillageSlug, Address], tuple[Membership, ...]]:
        """Give which bound chats of some villages some addresses are in."""
        ...

    async def looked_at(
        self, village: VillageSlug, address: Address, since: datetime
    ) -> Mapping[ChatId, bool]:
        """Give in which chats it was looked since a moment whether an address is there, and what was seen."""
        ...

    async def joined(self, village: VillageSlug, chat: ChatId, address: Address, at: datetime) -> None:
        """Note a joining that the bot saw: from then on the time in the chat counts anew."""
        ...

    async def gone(self, village: VillageSlug, chat: ChatId, address: Address, at: datetime) -> None:
        """Note that an address is not in a chat, or no more; one that has joined since then stays."""
        ...

    async def there(self, village: VillageSlug, chat: ChatId, address: Address, at: datetime) -> None:
        """Note that an address is in a chat; a joining seen before stays.

        Whoever was gone meanwhile and came back unseen has been there since then at the longest.
        """
        ...


class Polls(Protocol):
    """Polls, the ballots cast in them, and what was counted. Times come in the village's zone."""

    async def add(self, poll: Poll) -> None:
        """Keep a new poll."""
        ...

    async def get(self, village: VillageSlug, poll: PollId) -> Poll | None:
        """Find a poll."""
        ...

    async def hold(self, village: VillageSlug, poll: PollId) -> Poll | None:
        """Find a poll to change it: until this piece of work ends nobody else changes or answers it."""
        ...

    async def steady(self, village: VillageSlug, poll: PollId) -> Poll | None:
        """Find a poll that stays as it is until this piece of work ends; many may have it so at once."""
        ...

    async def keep(self, poll: Poll) -> None:
        """Keep it as it is now."""
        ...

    async def numbered(self, village: VillageSlug, number: int) -> Poll | None:
        """Find the poll of a number, once it was published."""
        ...

    async def open(self, village: VillageSlug) -> tuple[Poll, ...]:
        """List the open polls, the one that closes first first."""
        ...

    async def cast(self, poll: Poll, person: PersonId, ballot: Ballot) -> None:
        """Keep a person's ballot in the place of an earlier one; one by a higher number stays."""
        ...

    async def ballot_of(self, poll: Poll, person: PersonId) -> Ballot | None:
        """Give what a person answered."""
        ...

    async def waiting_of(self, village: VillageSlug, person: PersonId) -> Sequence[tuple[Poll, Ballot]]:
        """List a person's ballots that wait for a step, with their open polls, which stay as they are."""
        ...

    async def mark_left(self, village: VillageSlug, person: PersonId, *, left: bool) -> tuple[PollId, ...]:
        """Mark a person's ballots in open polls as of one who left, or is back; give the polls it changed."""
        ...

    async def answered(self, poll: Poll) -> int:
        """Count the people who have answered."""
        ...

    async def heaps(self, poll: Poll) -> tuple[Heap, ...]:
        """Count the ballots, alike with alike; emptied ones too, those that wait for a step not."""
        ...

    async def names(self, poll: Poll) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """List who chose what in an open poll, by name; a secret poll keeps no names."""
        ...

    async def keep_result(self, poll: Poll, result: Json) -> None:
        """Keep what was counted when a poll closed."""
        ...

    async def result(self, poll: Poll) -> Json:
        """Give what was counted when a poll closed; None while it is open."""
        ...

    async def add_paper(self, poll: Poll, taken: OnPaper, by: PersonId | None) -> None:
        """Add answers that the office took by mouth or on paper."""
        ...

    async def on_paper(self, poll: Poll) -> tuple[OnPaper, ...]:
        """List what the office took by mouth or on paper, oldest first."""
        ...

    async def keep_native(self, poll: Poll, network: str, native: str) -> None:
        """Keep under which name a network knows a poll of its own that asks this."""
        ...

    async def by_native(self, village: VillageSlug, network: str, native: str) -> Poll | None:
        """Find the poll that a network's own poll asks; it stays as it is."""
        ...


class Surveys(Protocol):
    """Surveys, their forms, how far people are in them, and what was handed in.

    Times come in the village's zone. A form that is not published is a draft; its survey gets the same id.
    """

    async def add_draft(self, draft: Draft, form: KeptForm) -> None:
        """Keep a form that was brought or made."""
        ...

    async def draft(self, village: VillageSlug, survey: SurveyId) -> Draft | None:
        """Find a form that is not published."""
        ...

    async def drafts(self, village: VillageSlug) -> tuple[Draft, ...]:
        """List the forms that are not published, newest first."""
        ...

    async def drop_draft(self, village: VillageSlug, survey: SurveyId) -> bool:
        """Delete a form that is not published, with what was tried in it; False where there is none."""
        ...

    async def form(self, village: VillageSlug, survey: SurveyId) -> KeptForm | None:
        """Give the form of a draft or a survey."""
        ...

    async def add(self, survey: Survey) -> None:
        """Keep a survey; its form is kept already, under the same id."""
        ...

    async def get(self, village: VillageSlug, survey: SurveyId) -> Survey | None:
        """Find a survey."""
        ...

    async def hold(self, village: VillageSlug, survey: SurveyId) -> Survey | None:
        """Find a survey to change it: until this piece of work ends nobody else changes or answers it."""
        ...

    async def steady(self, village: VillageSlug, survey: SurveyId) -> Survey | None:
        """Find a survey that stays as it is until this piece of work ends; many may have it so at once."""
        ...

    async def keep(self, survey: Survey) -> None:
        """Keep it as it is now."""
        ...

    async def numbered(self, village: VillageSlug, number: int) -> Survey | None:
        """Find the survey of a number, once it was published."""
        ...

    async def open(self, village: VillageSlug) -> tuple[Survey, ...]:
        """List the open surveys, the one that closes first first."""
        ...

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Survey, ...]:
        """List the last surveys, newest first, whatever became of them."""
        ...

    async def of_form(self, village: VillageSlug, form_id: str) -> tuple[Survey, ...]:
        """List the surveys that asked a form, in any version, oldest first."""
        ...

    async def begun(self, survey: Survey) -> Mapping[str, int]:
        """Count those who are filling in their first sheet, by the question they stand at; "" at the end."""
        ...

    async def wipe(
        self, village: VillageSlug, survey: SurveyId, files: Collection[str] = ()
    ) -> frozenset[FileId]:
        """Delete what people are filling in: a test run before it is published, what was left at the end.

        ``files`` are the paths of questions answered by files; gives those that no sheet handed in has.
        """
        ...

    async def hand_in(self, survey: Survey, sheet: HandedIn, person: PersonId) -> None:
        """Keep a sheet: in the place of the person's earlier one, or beside the others.

        Filled in for somebody else, it is one more each time. Of an anonymous survey it is cut from the
        person, and they have answered for good.
        """
        ...

    async def mix_all(self, survey: Survey) -> None:
        """Write all sheets anew, when a survey closes."""
        ...

    async def has_answered(self, survey: Survey, person: PersonId) -> bool:
        """Tell whether somebody has handed in a sheet of their own."""
        ...

    async def sheet_of(self, survey: Survey, person: PersonId) -> HandedIn | None:
        """Give what somebody handed in; None of an anonymous survey, whoever asks."""
        ...

    async def sheets(self, survey: Survey, after: SheetId, limit: int) -> tuple[HandedIn, ...]:
        """List sheets past one of them, by their numbers, which are drawn by lot."""
        ...

    async def finished(self, survey: Survey) -> Mapping[tuple[SectionSlug | None, bool], int]:
        """Count the sheets by settlement, and by whether somebody else filled them in."""
        ...

    async def marks(self, survey: Survey) -> Mapping[Marks, int]:
        """Count the sheets by what stands beside them: settlement, interviewer, day."""
        ...

    async def keep_result(self, survey: Survey, result: Json) -> None:
        """Keep what was counted when a survey closed."""
        ...

    async def result(self, survey: Survey) -> Json:
        """Give what was counted when a survey closed; None while it is open."""
        ...

    async def add_heading(self, survey: Survey, path: str, label: Bilingual) -> Heading:
        """Keep a heading for some of the texts people wrote to one question."""
        ...

    async def headings(self, survey: Survey, path: str) -> tuple[Heading, ...]:
        """List the headings of one question."""
        ...

    async def group(self, survey: Survey, path: str, sheet: SheetId, heading: int | None) -> None:
        """Put what one sheet says to a question under a heading, or under none."""
        ...

    async def grouped(self, survey: Survey, path: str) -> Mapping[SheetId, int]:
        """Give the headings of the sheets that are grouped."""
        ...


class Petitions(Protocol):
    """Petitions, their drafts, and the registers of their signatures. Times come in the village's zone.

    A petition is found from each village that it was put to.
    """

    async def keep_draft(self, draft: PetitionDraft) -> None:
        """Keep a draft as it is now; the first time or again."""
        ...

    async def draft(self, village: VillageSlug, petition: PetitionId) -> PetitionDraft | None:
        """Find a draft."""
        ...

    async def hold_draft(self, village: VillageSlug, petition: PetitionId) -> PetitionDraft | None:
        """Find a draft to change it: until this piece of work ends nobody else does."""
        ...

    async def drafts(self, village: VillageSlug) -> tuple[PetitionDraft, ...]:
        """List the drafts, newest first."""
        ...

    async def drop_draft(self, village: VillageSlug, petition: PetitionId) -> None:
        """Delete a draft."""
        ...

    async def add(self, petition: Petition) -> None:
        """Keep a petition that is published now."""
        ...

    async def get(self, village: VillageSlug, petition: PetitionId) -> Petition | None:
        """Find a petition that was put to a village."""
        ...

    async def hold(self, village: VillageSlug, petition: PetitionId) -> Petition | None:
        """Find a petition to change it or its register: until this piece of work ends nobody else does."""
        ...

    async def keep(self, petition: Petition) -> None:
        """Keep it as it is now, its register too; it must be held."""
        ...

    async def numbered(self, village: VillageSlug, number: int) -> Petition | None:
        """Find the petition that has a number in a village."""
        ...

    async def open(self, village: VillageSlug) -> tuple[Petition, ...]:
        """List the petitions that a village can sign, the one that closes first first."""
        ...

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Petition, ...]:
        """List the last petitions of a home village, newest first, whatever became of them."""
        ...

    async def told(self, petition: Petition) -> int:
        """Give how many signatures the groups were told of last."""
        ...

    async def tell(self, petition: Petition, signed: int) -> None:
        """Note how many signatures the groups are told of."""
        ...

    async def add_note(self, petition: Petition, note: PetitionNote) -> None:
        """Add a note; nothing there is ever altered."""
        ...

    async def notes(self, petition: Petition) -> tuple[PetitionNote, ...]:
        """List the notes, oldest first."""
        ...

    async def signer(self, person: PersonId) -> Signer | None:
        """Give the name that somebody signs with."""
        ...

    async def keep_signer(self, person: PersonId, signer: Signer, at: datetime) -> None:
        """Keep the name that somebody signs with, sealed; what was signed before stays as it was."""
        ...

    async def wait(
        self, petition: Petition, person: PersonId, witness: PersonId | None, at: datetime
    ) -> None:
        """Keep that somebody has agreed to sign, and lacks a step."""
        ...

    async def waiting_of(
        self, village: VillageSlug, person: PersonId
    ) -> Sequence[tuple[PetitionId, PersonId | None]]:
        """List what somebody waits to sign of what was put to a village, with who stood by."""
        ...

    async def stop_waiting(self, petition: Petition, person: PersonId | None = None) -> None:
        """Forget that somebody, or anybody, waits to sign a petition."""
        ...

    async def stance_of(self, petition: Petition, person: PersonId, iin: str = "") -> Stance:
        """Give how somebody stands to a petition; by their IIN, lines on paper are known more surely."""
        ...

    async def witnessed_by(self, petition: Petition, witness: PersonId) -> int:
        """Count the signatures that stand and that somebody stood by."""
        ...

    async def has_iin(self, petition: Petition, iin: str) -> bool:
        """Tell whether a signature with an IIN stands."""
        ...

    async def sign(self, petition: Petition, person: PersonId, stance: Stance) -> None:
        """Keep what somebody signed or took back; the petition must be held."""
        ...

    async def rows(self, petition: Petition, after: int, limit: int) -> tuple[Added, ...]:
        """List rows of the register past one of them, in their order, with what is still kept of each."""
        ...

    async def signed_at(self, petition: Petition, since: datetime, limit: int) -> tuple[datetime, ...]:
        """List when what counts was signed since a moment, the newest first, of so many rows at most."""
        ...

    async def names(self, petition: Petition, limit: int) -> tuple[tuple[int, str], ...]:
        """List the last who signed, with their rows; the name is empty where they do not let it be shown."""
        ...

    async def signed_by(
        self, village: VillageSlug, person: PersonId
    ) -> tuple[tuple[Petition, Signature], ...]:
        """List what somebody has signed as a resident of a village, newest first."""
        ...

    async def receipted(self, village: VillageSlug, begins: bytes) -> tuple[Receipted, ...]:
        """Find the signatures, of what was put to a village, whose digest begins so; nearly always one."""
        ...

    async def acted_on(self, village: VillageSlug, person: PersonId) -> tuple[ThingKey, ...]:
        """List where somebody has signed as a resident of a village, each by its home, in order."""
        ...

    async def append(self, petition: Petition, *added: Added, phone: str = "") -> None:
        """Add rows that nobody gives in the messenger, and keep the petition as it is; it must be held.

        ``phone`` is of whoever signed on paper; only a hash of it and their name is kept.
        """
        ...

    async def named(
        self, petition: Petition, village: VillageSlug, person: PersonId
    ) -> tuple[tuple[Row, ...], Row | None]:
        """Give the rows that hold somebody's name as a resident of a village, and the one that stands."""
        ...

    async def erase(
        self, petition: Petition, village: VillageSlug, person: PersonId, added: Sequence[Added]
    ) -> None:
        """Add rows by which somebody is erased, and delete all that led to them; it must be held."""
        ...


class PetitionOnPaper(Protocol):
    """Sheets of petitions, lines typed in from them, and lines compared with other signatures."""

    async def add(self, petition: Petition, sheet: PaperSheet) -> None:
        """Keep a sheet that is printed now; its number must be free."""
        ...

    async def sheet(self, petition: Petition, number: int) -> PaperSheet | None:
        """Find a sheet that was printed."""
        ...

    async def sheets(self, petition: Petition) -> tuple[PaperSheet, ...]:
        """List the sheets that were printed, by number."""
        ...

    async def finish(self, petition: Petition, number: int, at: datetime) -> None:
        """Note that all of a sheet is typed in."""
        ...

    async def typed(self, petition: Petition, number: int) -> tuple[Typed, ...]:
        """List the lines of a sheet that stand in the register, by line."""
        ...

    async def lines_on(self, petition: Petition) -> Mapping[int, int]:
        """Count the lines that stand in the register, by the sheet they are on."""
        ...

    async def line(self, petition: Petition, number: int) -> tuple[Row, Content | None] | None:
        """Find a row of the register, with what is still kept of it."""
        ...

    async def alike(
        self, petition: Petition, name: SignerName, phone: str = "", iin: str = ""
    ) -> tuple[Alike, ...]:
        """List the signatures that stand and have a name or an IIN, in their order."""
        ...

    async def doubt(self, petition: Petition, line: int) -> PaperDoubt | None:
        """Find the doubt about a line that is still to be settled."""
        ...

    async def open_doubts(self, petition: Petition) -> tuple[PaperDoubt, ...]:
        """List the doubts that are still to be settled, oldest first."""
        ...

    async def add_doubt(self, thing: ThingKey, line: int, other: int, at: datetime) -> None:
        """Note that a line on paper may be somebody's who has signed by another row."""
        ...

    async def keep_doubt(self, doubt: PaperDoubt) -> None:
        """Keep what somebody has said of a line; the petition must be held."""
        ...


class PetitionAnswers(Protocol):
    """What became of petitions that have ended. Times come in the village's zone."""

    async def of(self, petition: Petition) -> PetitionAnswer | None:
        """Give what became of a petition; None while it is open."""
        ...

    async def keep(self, answer: PetitionAnswer) -> None:
        """Keep how it is now, the first time or again; the petition must be held."""
        ...


class PetitionCodes(Protocol):
    """Petitions' one-time links; of a code only the keyed hash is kept."""

    async def add(self, code: PetitionCode, secret: str) -> None:
        """Keep a link; of its code only the hash."""
        ...

    async def find(self, secret: str) -> PetitionCode | None:
        """Find the link of a code."""
        ...

    async def use(self, secret: str, at: datetime) -> bool:
        """Note a link as used; False when it already was, however close the race."""
        ...

    async def waits(self, person: PersonId, now: datetime) -> bool:
        """Tell whether somebody has a page open to give an IIN on."""
        ...


class Duties(Protocol):
    """Cycles of procedures, what is owed by when, and what was done about it."""

    async def begin(self, cycle: Cycle, made: Sequence[Duty]) -> bool:
        """Keep a cycle that begins, with its duties; False where one of that procedure and day runs."""
        ...

    async def under_way(self, village: VillageSlug) -> tuple[tuple[Cycle, tuple[Duty, ...]], ...]:
        """List the cycles that run and have something open, with all of their duties, oldest first."""
        ...

    async def since(self, village: VillageSlug, begins: date) -> tuple[tuple[Cycle, tuple[Duty, ...]], ...]:
        """List the cycles not stopped that belong to a day or a later one, with their duties."""
        ...

    async def get(self, village: VillageSlug, cycle: CycleId) -> tuple[Cycle, tuple[Duty, ...]] | None:
        """Find a cycle, with its duties."""
        ...

    async def hold(self, village: VillageSlug, cycle: CycleId) -> tuple[Cycle, tuple[Duty, ...]] | None:
        """Find a cycle to change it or its duties: until this piece of work ends nobody else does."""
        ...

    async def cycle_of(self, village: VillageSlug, duty: DutyId) -> CycleId | None:
        """Tell of which cycle a duty is."""
        ...

    async def keep_cycle(self, cycle: Cycle) -> None:
        """Keep by which rules a held cycle goes on, and whether it was stopped."""
        ...

    async def keep(self, *changed: Duty) -> None:
        """Keep duties of a held cycle as they are now, and who is left in peace about them."""
        ...

    async def open(self, villages: Collection[VillageSlug]) -> tuple[Duty, ...]:
        """List the open duties of some villages, by village and day."""
        ...

    async def ringing(
        self, villages: Collection[VillageSlug], dues: Collection[date], woken: tuple[date, date]
    ) -> tuple[Duty, ...]:
        """List the open duties of some villages that are due on certain days, or of which a snooze ends.

        ``woken`` is after which day, and up to which, a snooze ends.
        """
        ...

    async def add_act(self, duty: Duty, act: DutyAct) -> None:
        """Add a line to a duty's history."""
        ...

    async def acts(self, duty: Duty) -> tuple[DutyAct, ...]:
        """List what was done about a duty, oldest first."""
        ...

    async def told_on(self, villages: Collection[VillageSlug]) -> Mapping[VillageSlug, date]:
        """Give the day up to which reminders were looked at, by village."""
        ...

    async def keep_told(self, villages: Collection[VillageSlug], day: date) -> None:
        """Note up to which day reminders were looked at."""
        ...

    async def monthly(self, villages: Collection[VillageSlug]) -> tuple[VillageSlug, ...]:
        """List which villages wish to hear once a month what was due and what was done."""
        ...

    async def tell_monthly(self, village: VillageSlug, *, wished: bool) -> None:
        """Note whether a village wishes to hear it."""
        ...

    async def keep_feed(self, village: VillageSlug, person: PersonId, key: str) -> None:
        """Keep the key of somebody's calendar, in the place of the one before; only its hash."""
        ...

    async def feed(self, key: str) -> tuple[VillageSlug, PersonId] | None:
        """Find whose calendar a key opens."""
        ...


class Numbers(Protocol):
    """The numbers on notices: one row for all kinds, so that a number names one thing."""

    async def next(self, village: VillageSlug) -> int:
        """Give the village's next number."""
        ...


# --------------------------------------------------------------------------------- what is said, and when


class Outbox(Protocol):
    """What must be said later; written in the same transaction as what it tells of."""

    async def post(self, letter: Letter) -> None:
        """Put one letter in. One of the same kind, subject and reader that still waits is kept instead."""
        ...

    async def post_all(self, posted: Sequence[Letter]) -> None:
        """Put several letters in, like one."""
        ...

    async def campaign(self, campaign: Campaign) -> None:
        """Put a big send in."""
        ...

    async def campaigns(self, campaigns: Sequence[Campaign]) -> None:
        """Put several big sends in."""
        ...

    async def refresh(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> None:
        """Say a card again wherever it stands, so that it is edited; waiting edits of one card collapse."""
        ...

    async def refresh_groups(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> None:
        """Say a card again in the groups where it stands; private copies stay as they are."""
        ...

    async def call_off(
        self, village: VillageSlug, kinds: Sequence[str], about: Subject, now: datetime
    ) -> None:
        """Drop what still waits of these kinds about a subject, campaigns included."""
        ...

    async def report(self, village: VillageSlug, kinds: Sequence[str], about: Subject) -> DeliveryReport:
        """Count how far the sends of these kinds about a subject are; edits do not count."""
        ...

    async def lanes(self, now: datetime) -> tuple[VillageSlug, ...]:
        """List the villages that have letters or campaigns due."""
        ...

    async def cut(self, now: datetime, limit: int, village: VillageSlug | None = None) -> int:
        """Cut up to ``limit`` letters from campaigns whose time has come; give how many were cut.

        Campaigns take turns. Each keeps a cursor, so that a killed process goes on where it stood and makes
        none twice. Of one village none is cut while so many of its letters wait already. Of a campaign that
        is spread only what is due by now is cut.
        """
        ...

    async def claim(
        self, now: datetime, limit: int, village: VillageSlug | None = None
    ) -> tuple[Letter, ...]:
        """Take letters whose time has come, urgent and oldest first, and mark them as being sent."""
        ...

    async def in_doubt(self, village: VillageSlug) -> tuple[Letter, ...]:
        """List the letters of a lane taken by a worker that no longer has it: sent or not, nobody knows."""
        ...

    async def settle(self, letter: Letter, state: LetterState, reason: str, now: datetime) -> bool:
        """Note how a letter ended, and why where it was not sent; False when it was noted as sent before."""
        ...

    async def note_said(self, letter: Letter, refs: Sequence[str]) -> None:
        """Note which messages of a letter stand already, while more of them are to come."""
        ...

    async def put_off(self, letter: Letter, until: datetime, reason: str, now: datetime) -> None:
        """Let a letter wait again after a try that failed; counts the try, keeps since when it fails."""
        ...

    async def hold(self, letter: Letter, until: datetime, reason: str, now: datetime) -> None:
        """Let a letter wait for quiet hours or for its chat's pace; no try was made."""
        ...

    async def rest(self, rests: Sequence[Rest]) -> None:
        """Let what waits for a reader wait until it may be written to again; nothing is tried before."""
        ...

    async def next_due(self, after: datetime | None = None) -> datetime | None:
        """Give the moment at which the next letter or campaign is due; the next past a moment, if given."""
        ...


class Deadlines(Protocol):
    """Moments at which a handler is called; rows, not tasks."""

    async def put(self, village: VillageSlug, kind: str, about: Subject, due_at: datetime) -> None:
        """Set a deadline; one of the same kind and subject is moved."""
        ...

    async def put_all(
        self, villages: Collection[VillageSlug], kind: str, about: Subject, due_at: datetime
    ) -> None:
        """Set the same deadline for several villages."""
        ...

    async def clear(self, village: VillageSlug, about: Subject) -> None:
        """Take back all deadlines of a subject that are still ahead."""
        ...

    async def due(self, now: datetime, limit: int, after: Deadline | None = None) -> tuple[Deadline, ...]:
        """List what has come due and was not done, oldest first, past one of them.

        What another worker has in hand is left out.
        """
        ...

    async def take(self, deadline: Deadline, now: datetime) -> bool:
        """Take a deadline as met; False when somebody has, however close the race, or when it was moved."""
        ...

    async def take_all(self, due: Sequence[Deadline], now: datetime) -> None:
        """Take as met what this piece of work was told is due, and has in hand."""
        ...

    async def next_due(self, but: str = "") -> datetime | None:
        """Give the moment of the next deadline, but those of a kind."""
        ...


class Cards(Protocol):
    """Where cards stand."""

    async def standing(
        self, village: VillageSlug, kind: str, about: Subject, reader: ChatId | PersonId
    ) -> Standing | None:
        """Find a card in a chat or in a person's private chat."""
        ...

    async def keep(self, standing: Standing) -> None:
        """Keep where a card stands now."""
        ...


# --------------------------------------------------------------------------------------- records and proof


class Record(Protocol):
    """The append-only record of official acts."""

    async def add(self, act: Act) -> None:
        """Add an act."""
        ...

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Act, ...]:
        """List the last acts, newest first."""
        ...


class Proof(Protocol):
    """The append-only proof of notice."""

    async def add(self, line: ProofLine) -> None:
        """Add a line."""
        ...

    async def of(self, village: VillageSlug, about: Subject) -> tuple[ProofLine, ...]:
        """List the lines about a subject, oldest first."""
        ...


class Files(Protocol):
    """Files that people sent."""

    async def add(self, file: KeptFile) -> None:
        """Keep a file's name on its network; ``wanted`` asks for its content to be fetched and kept."""
        ...

    async def get(self, village: VillageSlug, file: FileId) -> KeptFile | None:
        """Find a file."""
        ...

    async def content(self, village: VillageSlug, file: FileId) -> bytes | None:
        """Give the content, if it was fetched."""
        ...

    async def keep_content(self, village: VillageSlug, file: FileId, content: bytes) -> None:
        """Keep a file's content; it is no longer wanted."""
        ...

    async def drop_content(self, village: VillageSlug, file: FileId) -> bool:
        """Delete a file's content; it is not fetched again. False where there is none."""
        ...

    async def copy(self, village: VillageSlug, file: FileId) -> FileId | None:
        """Copy a file's content under a number drawn by lot, without where it came from; None without any."""
        ...

    async def forget(self, village: VillageSlug, file: FileId) -> None:
        """Delete a file with all that was known of it."""
        ...

    async def wanted(self, limit: int) -> tuple[KeptFile, ...]:
        """List files whose content is still to be fetched."""
        ...


class Offers(Protocol):
    """What was offered by numbers to someone whose network has too few buttons."""

    async def keep(self, village: VillageSlug, address: Address, presses: Sequence[str]) -> None:
        """Keep the presses behind the numbers last shown; the earlier ones are void."""
        ...

    async def behind(self, village: VillageSlug, address: Address) -> tuple[str, ...]:
        """Give the presses behind the numbers last shown."""
        ...


class Updates(Protocol):
    """What came in, each once, with what was answered."""

    async def turn(self, sender: Address) -> None:
        """Wait until nothing else of this sender's is worked in any process, and keep others waiting so."""
        ...

    async def take(self, village: VillageSlug, network: str, number: int, now: datetime) -> bool:
        """Take an update; False when it was taken before."""
        ...

    async def keep_answer(self, update: Update, sender: Address, answer: str) -> None:
        """Keep what an update that was taken is answered: sealed, and forgotten with its sender."""
        ...

    async def answer(self, update: Update) -> str | None:
        """Give what an update was answered."""
        ...


class StuckUpdates(Protocol):
    """What was taken but not worked: by a handler that failed, or because its sender is slowed."""

    async def add(self, stuck: Stuck, sender: Address, heard: str) -> None:
        """Keep an update with what was heard by it: sealed, and forgotten with its sender."""
        ...

    async def heard(self, stuck: Stuck) -> str | None:
        """Give what was heard."""
        ...

    async def failed(self) -> tuple[Stuck, ...]:
        """List those whose handler failed, oldest first."""
        ...

    async def due(self, now: datetime, limit: int) -> tuple[Stuck, ...]:
        """List those whose time to be worked has come, in the order in which they came."""
        ...

    async def is_slowed(self, village: VillageSlug, sender: Address) -> bool:
        """Tell whether something of a slowed sender still waits for its time."""
        ...

    async def put_off(self, stuck: Stuck, until: datetime) -> None:
        """Let one wait for another time."""
        ...

    async def fail(self, stuck: Stuck, error: str) -> None:
        """Note that one failed again; from now on it waits for the operator."""
        ...

    async def done(self, stuck: Stuck) -> bool:
        """Let go of one that is being worked; False when somebody else did."""
        ...

    async def retry(self, number: int | None) -> int:
        """Mark one that failed, or all, to be worked again; give how many."""
        ...

    async def drop(self, number: int | None) -> int:
        """Let go of one that failed, or of all; give how many."""
        ...


class Work(Protocol):
    """One piece of work, one transaction: all of it is kept, or nothing."""

    @property
    def people(self) -> People: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def roles(self) -> Roles: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def roll(self) -> Roll: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def chats(self) -> Chats: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def forms(self) -> Forms: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def announcements(self) -> Announcements: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def gatherings(self) -> Gatherings: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def members(self) -> Members: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def polls(self) -> Polls: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def surveys(self) -> Surveys: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def petitions(self) -> Petitions: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def petition_paper(self) -> PetitionOnPaper: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def petition_answers(self) -> PetitionAnswers: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def petition_codes(self) -> PetitionCodes: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def duties(self) -> Duties: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def numbers(self) -> Numbers: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def deadlines(self) -> Deadlines: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def cards(self) -> Cards: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def record(self) -> Record: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def proof(self) -> Proof: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def files(self) -> Files: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def offers(self) -> Offers: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def updates(self) -> Updates: ...  # noqa: D102 - each shelf says itself what it is
    @property
    def stuck(self) -> StuckUpdates: ...  # noqa: D102 - each shelf says itself what it is


class OpenWork(Protocol):
    """Opens a piece of work; leaving it keeps it, an exception inside undoes it."""

    def __call__(self) -> AbstractAsyncContextManager[Work]:
        """Open one."""
        ...


# ------------------------------------------------------------------------------------------------- papers


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """What stands on the printed notice: the same facts as on the card in the chat."""

    village: Village
    gathering: Gathering
    check_link: str = ""


@dataclass(frozen=True, slots=True)
class ProofPaper:
    """What stands in the proof of notice; times are local. ``photos`` are the boards' pictures by line."""

    village: Village
    gathering: Gathering
    lines: tuple[ProofLine, ...]
    delivered: int
    changes: tuple[Change, ...]
    in_time: bool
    made_at: datetime
    photos: Mapping[FileId, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PollTables:
    """What goes into the tables of a poll: no more than everybody may know of it.

    ``recountable`` is None where it would tell what is kept back; ``names`` has who chose what in an open
    poll, an empty name for those who were forgotten since.
    """

    village: Village
    poll: Poll
    told: Published
    recountable: Recountable | None
    names: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    """What stands in the report and the pictures of a survey: no more than everybody may know of it."""

    village: Village
    survey: Survey
    questionnaire: Questionnaire
    told: Told
    digest: str


@dataclass(frozen=True, slots=True)
class SurveyTables:
    """What stands in the tables of a survey besides the rows of its sheets."""

    name: str
    title: str
    head: Sequence[str]
    codebook_title: str
    codebook: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class BlankSheets:
    """Sheets of a petition to be signed on paper, each with the link that its code holds, empty for none."""

    petition: Petition
    village: Village
    section: SectionSlug | None
    sheets: tuple[tuple[PaperSheet, str], ...]


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """A duty in a calendar: the same ``uid`` for its whole life, its day, what is said of it."""

    uid: str
    day: date
    title: Say
    told: tuple[Say, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class PetitionPaper:
    """What stands in a petition's package besides its register; ``author`` is a name, empty if not known.

    ``evidence`` comes with its content, if that is at hand. ``with_iin``: with what is else left out.
    """

    petition: Petition
    villages: Mapping[VillageSlug, Village]
    notes: tuple[PetitionNote, ...] = ()
    author: str = ""
    evidence: tuple[tuple[Evidence, bytes | None], ...] = ()
    with_iin: bool = False


class Packages(Protocol):
    """Packages of petitions for whom they are addressed to; written as they are read, however long."""

    async def letter(self, paper: PetitionPaper) -> Paper:
        """Make the cover letter with the text, the evidence and the counts, kk and ru (PDF)."""
        ...

    def name(self, paper: PetitionPaper) -> str:
        """Name the file of the whole package."""
        ...

    async def write(
        self,
        paper: PetitionPaper,
        pages: AsyncIterator[Sequence[Added]],
        into: IO[bytes],
        told: Callable[[int], None] = ...,
    ) -> None:
        """Write the whole package (ZIP); ``told`` is called now and then with how much of it is done.

        Each row of the register is one step, and each signature that counts another.
        """
        ...


class Papers(Protocol):
    """Pages and calendar entries made from facts; pure, but slow enough to be called off the loop."""

    async def notice(self, paper: NoticePaper) -> Paper:
        """Make the notice as an A4 page for the boards, kk and ru (PDF)."""
        ...

    async def notice_small(self, paper: NoticePaper) -> Paper:
        """Make the notice four to a page, for the school bags (PDF)."""
        ...

    async def sheet(self, paper: NoticePaper) -> Paper:
        """Make the blank sheet on which those who come are registered (PDF)."""
        ...

    async def petition_sheets(self, blank: BlankSheets) -> Paper:
        """Make numbered sheets on which a petition is signed, a page each, kk and ru (PDF)."""
        ...

    async def proof(self, paper: ProofPaper, language: Language) -> Paper:
        """Make the proof of notice in one language, with blanks for number, signature and seal (PDF)."""
        ...

    async def calendar_entry(self, paper: NoticePaper, language: Language) -> Paper:
        """Make the calendar entry: one UID for the gathering's whole life, updated, cancelled (.ics)."""
        ...

    async def duty_calendar(
        self, entries: Sequence[DutyEntry], village: Village, now: datetime, language: Language
    ) -> Paper:
        """Make the calendar of somebody's duties (.ics)."""
        ...

    async def link_picture(self, link: str) -> Paper:
        """Draw a link to be scanned off a phone's screen (PNG)."""
        ...

    async def poll_result(
        self, poll: Poll, told: Published, village: Village, languages: Sequence[Language]
    ) -> Paper:
        """Draw what came out of a poll, in one language or two together (PNG)."""
        ...

    async def survey_report(self, paper: SurveyPaper, languages: Sequence[Language]) -> Paper:
        """Make the report of what came out of a survey, one language after another (PDF)."""
        ...

    async def survey_pictures(
        self, paper: SurveyPaper, paths: Sequence[str], languages: Sequence[Language]
    ) -> tuple[Paper, ...]:
        """Draw what was said to some questions, in one language or two together (a PNG each)."""
        ...

    async def poll_tables(self, tables: PollTables) -> tuple[Paper, ...]:
        """Make the tables of a poll: a spreadsheet (XLSX), plain text (CSV), and to be recounted (JSON)."""
        ...

    async def survey_tables(
        self, tables: SurveyTables, pages: AsyncIterator[Sequence[Sequence[Cell]]]
    ) -> tuple[Paper, ...]:
        """Make the tables of a survey: a spreadsheet (XLSX) with its codebook, and plain text (CSV)."""
        ...


class Sheets(Protocol):
    """Tables that people send, read as rows of values; pure, but slow enough to be done off the loop."""

    async def rows(self, content: bytes) -> Sheet:
        """Read a CSV or XLSX file; refuses what is neither, what is too large and what swells up."""
        ...


@dataclass(frozen=True, slots=True)
class FormRead:
    """What came of a form that was read: the form as it is kept, or all that is wrong in it, by cell.

    A fault's cell is the sheet's name and the cell's: ``survey!C7``.
    """

    form: KeptForm | None
    faults: tuple[Fault, ...] = ()


class Questionnaires(Protocol):
    """Forms in the language XLSForm: read, checked, and evaluated for what somebody has answered."""

    async def read(self, content: bytes) -> FormRead:
        """Read and check an XLSForm (.xlsx); refuses what is none, too large, or swells up."""
        ...

    async def make(self, book: Book) -> FormRead:
        """Check a form written by the house itself, as one that was brought."""
        ...

    def ready(self) -> Mapping[str, Book]:
        """Give the forms that come with the program, by name."""
        ...

    async def workbook(self, book: Book) -> bytes:
        """Write a form as an XLSForm (.xlsx)."""
        ...

    def questionnaire(self, form: KeptForm) -> Questionnaire:
        """Give what a form asks; read once, then known."""
        ...

    def sheet(self, form: KeptForm, answers: Answers, now: datetime) -> FilledSheet:
        """Tell where somebody stands who has given these answers: what is asked, what holds, what counts.

        ``now`` has the village's zone. Answers to what does not apply are left aside, and hold again when it
        applies again.
        """
        ...


class Measure(Protocol):
    """Tells what fits."""

    def over(self, card: Card) -> int:
        """Give by how many characters a card is too long for a messenger; 0 when it fits."""
        ...


class Links(Protocol):
    """Addresses of pages that people may open."""

    def start(self, network: str, village: VillageSlug, word: str) -> str:
        """Give the link that opens the bot's private chat on a network and sends it a word."""
        ...

    def printed(self, village: VillageSlug, word: str) -> str:
        """Give a link to print, which any phone opens; empty where the village has none."""
        ...

    def page(self, path: str) -> str:
        """Give the address of a page of the bot's own; empty where people can open none."""
        ...


class Phrases(Protocol):
    """Ready-made words of the house for an author to take over as their own."""

    def both(self, say: Say) -> Bilingual:
        """Say a sentence in Kazakh and Russian."""
        ...

    def one(self, say: Say, language: Language) -> str:
        """Say a sentence in one language."""
        ...


# --------------------------------------------------------------------------------------------------- desk


class VillageAway(Exception):
    """The operator has taken this village out of the settings; what concerns it waits for its return."""


@dataclass(slots=True)
class Customs:
    """What the operator has set, with its defaults. It may be set anew at any time: ask, do not keep."""

    zone: ZoneInfo
    reminders: ReminderTimes = field(default_factory=ReminderTimes)
    quiet: Quiet = field(default_factory=Quiet)
    consent_version: str = "2"
    big_send: int = 500
    last_try: timedelta = timedelta(days=1)
    names_kept: timedelta = timedelta(days=90)
    freed: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()
    begins_alone: tuple[str, ...] = ()


class Tray(Protocol):
    """Where what one person gives to one thing is kept, many in one piece of work."""

    async def give(self, gift: Gift[Any, Any]) -> Decided[Any, Any] | None:
        """Give what was decided, once it is durable; None for what has to go the ordinary way."""
        ...


class Presence(Protocol):
    """Who is in the village's chats, asked of their network where it is not known."""

    async def look(self, village: VillageSlug, sender: Address, room: Address) -> bool:
        """See that it is known whether a sender is in a bound chat; False where that cannot be learned now.

        The room the sender spoke in is looked at first. What is known is then on the shelf of members.
        """
        ...

    async def look_elsewhere(self, village: VillageSlug, sender: Address, room: Address) -> bool:
        """See the same of whoever has just left a bound chat: in the village's other ones."""
        ...

    def listed(self, village: VillageSlug, sender: Address) -> bool:
        """Tell whether a sender's network has no groups: the village there is who gave consent."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a handler may reach for besides its piece of work; ``look`` opens one that only reads."""

    clock: Clock
    calendar: Calendar
    villages: Mapping[VillageSlug, Village]
    open_work: OpenWork
    look: OpenWork
    tray: Tray
    presence: Presence
    papers: Papers
    packages: Packages
    sheets: Sheets
    questionnaires: Questionnaires
    measure: Measure
    phrases: Phrases
    links: Links
    customs: Customs
    procedures: Mapping[str, Procedure]

    def village(self, slug: VillageSlug) -> Village:
        """Give a village; VillageAway for one taken out of the settings while something was under way."""
        try:
            return self.villages[slug]
        except KeyError:
            raise VillageAway(slug) from None

    def new_id(self) -> int:
        """Make a new number: 63 bits, ordered by time."""
        return make_id(self.clock.now(), secrets.randbits(22))

    def local_now(self) -> datetime:
        """Give the moment in the village's zone."""
        return self.clock.now().astimezone(self.customs.zone)

    def today(self) -> date:
        """Give the day in the village's zone."""
        return self.local_now().date()

    def days_off(self, first: date, last: date) -> DaysOff:
        """Tell which days are free from one to another: by law, and as decrees have moved them."""
        by_law = self.calendar.days_off(first, last)
        return by_law.moved(self.customs.freed, self.customs.worked, Word("holiday-moved"))

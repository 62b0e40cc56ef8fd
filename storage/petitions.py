"""Petitions: drafts, what was published, and the registers of their signatures."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row as Found
from sqlalchemy import Select, and_, bindparam, delete, exists, func, insert, or_, select, tuple_
from sqlalchemy import update as sql_update

from storage.petition_paper import SqlPetitionPaper, read_content, row_of
from storage.shelf import Room, Shelf, update_columns, update_of
from storage.tables import person as people
from storage.tables import petition as petitions
from storage.tables import petition_draft as drafts
from storage.tables import petition_note as notes
from storage.tables import petition_place as places
from storage.tables import petition_waiting as waiting
from storage.tables import roll_entry, roll_match
from storage.tables import signature as signatures
from storage.tables import signer as signers
from village.course import State
from village.giving import GiftKey, ThingKey
from village.ids import PersonId, PetitionId, VillageSlug
from village.listing import born_of
from village.petitions import (
    Petition,
    PetitionDraft,
    PetitionNote,
    Receipted,
    Signature,
    Stance,
    digest_of,
    frozen_text,
    plan_of,
)
from village.register import GIVES, Added, Alike, Content, Head, Register, Row, Tally, What, content_told
from village.signers import Signer, SignerName
from village.texts import Bilingual
from village.updates import Update

_KEY = (signatures.c.village, signatures.c.petition)
_PLANS = 256
_DIGEST_BYTES = 32
_FALLS = frozenset({What.WITHDRAWN, What.STRUCK})
_EMPTIED: dict[str, Any] = {"content": None, "name_hash": None, "iin_hash": None}


class SqlPetitions(Shelf):
    """Petitions by id, by number and open; their times come in the village's zone.

    A petition is found from each village that it was put to.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._seen: dict[PersonId, _Known] = {}
        self._paper = SqlPetitionPaper(room)
        self._paperless: set[ThingKey] = set()

    # ------------------------------------------------------------------------------------- drafts

    async def keep_draft(self, draft: PetitionDraft) -> None:
        """Keep a draft as it is now; the first time or again."""
        values = {
            "village": draft.village,
            "id": draft.id,
            "author": draft.author,
            "answers": draft.answers,
            "at": draft.at,
            "put_by": draft.put_by,
            "put_at": draft.put_at,
            "ground": draft.ground,
        }
        key = ("village", "id")
        first = self._insert(drafts).values(values)
        rest = {name: first.excluded[name] for name in values if name not in key}
        await self._do(first.on_conflict_do_update(index_elements=list(key), set_=rest))

    async def draft(self, village: VillageSlug, petition: PetitionId) -> PetitionDraft | None:
        """Find a draft."""
        row = await self._one(_drafts(village).where(drafts.c.id == petition))
        return None if row is None else _draft_of(row)

    async def hold_draft(self, village: VillageSlug, petition: PetitionId) -> PetitionDraft | None:
        """Find a draft to change it: until this piece of work ends nobody else does."""
        row = await self._one(_drafts(village).where(drafts.c.id == petition).with_for_update())
        return None if row is None else _draft_of(row)

    async def drafts(self, village: VillageSlug) -> tuple[PetitionDraft, ...]:
        """List the drafts, newest first."""
        rows = await self._all(_drafts(village).order_by(drafts.c.id.desc()))
        return tuple(_draft_of(row) for row in rows)

    async def drop_draft(self, village: VillageSlug, petition: PetitionId) -> None:
        """Delete a draft."""
        await self._do(delete(drafts).where(drafts.c.village == village, drafts.c.id == petition))

    # ---------------------------------------------------------------------------------- petitions

    async def add(self, petition: Petition) -> None:
        """Keep a petition that is published now."""
        values = {
            "village": petition.village,
            "id": petition.id,
            "number": petition.number,
            "author": petition.author,
            "author_role": petition.author_role,
            "drafted_by": petition.drafted_by,
            "confirmed_by": petition.confirmed_by,
            "frozen": frozen_text(petition),
            "places": [list(place) for place in petition.places],
            "opens_at": petition.opens_at,
            "first_closes_at": petition.first_closes_at,
            "told": 0,
        }
        await self._do(insert(petitions).values(values | _columns(petition)))
        for village, number in petition.places:
            await self._do(
                insert(places).values(
                    village=village, petition=petition.id, home=petition.village, number=number
                )
            )

    async def get(self, village: VillageSlug, petition: PetitionId) -> Petition | None:
        """Find a petition that was put to a village."""
        return await self._petition(_from(village, petition))

    async def hold(self, village: VillageSlug, petition: PetitionId) -> Petition | None:
        """Find a petition to change it or its register: until this piece of work ends nobody else does."""
        return await self._petition(_from(village, petition).with_for_update(of=petitions))

    async def keep(self, petition: Petition) -> None:
        """Keep it as it is now, its register too; it must be held."""
        await self._do(_of_one(petition).values(_columns(petition)))

    async def numbered(self, village: VillageSlug, number: int) -> Petition | None:
        """Find the petition that has a number in a village."""
        here = and_(petitions.c.village == village, petitions.c.number == number)
        elsewhere = select(places.c.home, places.c.petition).where(
            places.c.village == village, places.c.number == number
        )
        there = tuple_(petitions.c.village, petitions.c.id).in_(elsewhere)
        return await self._petition(select(petitions).where(or_(here, there)))

    async def open(self, village: VillageSlug) -> tuple[Petition, ...]:
        """List the petitions that a village can sign, the one that closes first first."""
        elsewhere = select(places.c.home, places.c.petition).where(places.c.village == village)
        put_here = or_(
            petitions.c.village == village, tuple_(petitions.c.village, petitions.c.id).in_(elsewhere)
        )
        rows = await self._all(
            select(petitions)
            .where(put_here, petitions.c.state == State.OPEN)
            .order_by(petitions.c.closes_at, petitions.c.id)
        )
        return tuple(_petition_of(row, self._room.zone) for row in rows)

    async def latest(self, village: VillageSlug, limit: int) -> tuple[Petition, ...]:
        """List the last petitions of a home village, newest first, whatever became of them."""
        rows = await self._all(
            select(petitions)
            .where(petitions.c.village == village)
            .order_by(petitions.c.id.desc())
            .limit(limit)
        )
        return tuple(_petition_of(row, self._room.zone) for row in rows)

    async def told(self, petition: Petition) -> int:
        """Give how many signatures the groups were told of last."""
        key = (petitions.c.village == petition.village, petitions.c.id == petition.id)
        return await self._count(select(petitions.c.told).where(*key))

    async def tell(self, petition: Petition, signed: int) -> None:
        """Note how many signatures the groups are told of."""
        await self._do(_of_one(petition).values(told=signed))

    async def add_note(self, petition: Petition, note: PetitionNote) -> None:
        """Add a note; nothing there is ever altered."""
        values = {
            "village": petition.village,
            "id": self._room.ids.next(note.at),
            "petition": petition.id,
            "at": note.at,
            "text_kk": note.text.kk,
            "text_ru": note.text.ru,
        }
        await self._do(insert(notes).values(values))

    async def notes(self, petition: Petition) -> tuple[PetitionNote, ...]:
        """List the notes, oldest first."""
        rows = await self._all(
            select(notes)
            .where(notes.c.village == petition.village, notes.c.petition == petition.id)
            .order_by(notes.c.id)
        )
        return tuple(PetitionNote(self._local(row.at), Bilingual(row.text_kk, row.text_ru)) for row in rows)

    # ------------------------------------------------------------------------------------ signers

    async def signer(self, person: PersonId) -> Signer | None:
        """Give the name that somebody signs with."""
        row = await self._one(select(signers).where(signers.c.person == person))
        return None if row is None else self._signer(row)

    async def keep_signer(self, person: PersonId, signer: Signer, at: datetime) -> None:
        """Keep the name that somebody signs with, sealed; what was signed before stays as it was."""
        name = json.dumps([signer.name.surname, signer.name.given, signer.name.patronymic])
        values = {"person": person, "name": self._room.keys.seal(name), "shown": signer.shown, "at": at}
        await self._keep(signers, ["person"], values)

    def _signer(self, row: Found[Any]) -> Signer:
        return Signer(SignerName(*json.loads(self._room.keys.unseal(row.name))), row.shown)

    async def wait(
        self, petition: Petition, person: PersonId, witness: PersonId | None, at: datetime
    ) -> None:
        """Keep that somebody has agreed to sign, and lacks a step."""
        values = {
            "village": petition.village,
            "petition": petition.id,
            "person": person,
            "witness": witness,
            "at": at,
        }
        await self._keep(waiting, ["village", "petition", "person"], values)

    async def waiting_of(
        self, village: VillageSlug, person: PersonId
    ) -> Sequence[tuple[PetitionId, PersonId | None]]:
        """List what somebody waits to sign of what was put to a village, with who stood by."""
        put_here = select(places.c.petition).where(places.c.village == village)
        rows = await self._all(
            select(waiting)
            .where(waiting.c.person == person)
            .where(or_(waiting.c.village == village, waiting.c.petition.in_(put_here)))
            .order_by(waiting.c.petition)
        )
        return [(PetitionId(row.petition), row.witness) for row in rows]

    async def stop_waiting(self, petition: Petition, person: PersonId | None = None) -> None:
        """Forget that somebody, or anybody, waits to sign a petition."""
        theirs = [] if person is None else [waiting.c.person == person]
        await self._do(
            delete(waiting).where(
                waiting.c.village == petition.village, waiting.c.petition == petition.id, *theirs
            )
        )

    # --------------------------------------------------------------------------------- signatures

    async def held(self, things: Collection[ThingKey]) -> dict[ThingKey, Petition]:
        """Give petitions by the village where they were asked for; each is held, for its register grows."""
        numbers = {number for _, number in things}
        asked_in = {village for village, _ in things}
        elsewhere = await self._all(
            select(places).where(places.c.village.in_(asked_in), places.c.petition.in_(numbers))
        )
        homes = {(row.village, row.petition): (row.home, row.petition) for row in elsewhere}
        villages = {village for village, _ in (*things, *homes.values())}
        rows = await self._all(
            select(petitions)
            .where(petitions.c.village.in_(villages), petitions.c.id.in_(numbers))
            .order_by(petitions.c.village, petitions.c.id)
            .with_for_update()
        )
        found = {(row.village, row.id): _petition_of(row, self._room.zone) for row in rows}
        self._paperless |= {thing for thing, petition in found.items() if not _has_paper(petition)}
        asked_for = {thing: found.get(homes.get(thing, thing)) for thing in things}
        return {thing: petition for thing, petition in asked_for.items() if petition}

    async def given(self, keys: Collection[GiftKey]) -> dict[GiftKey, Stance]:
        """Give how some people stand to some petitions."""
        _, numbers, persons = (set(each) for each in zip(*keys, strict=True))
        self._seen = {}  # a name or a phone may be another since
        known = await self._known(persons)
        rows = await self._all(
            select(signatures)
            .where(signatures.c.petition.in_(numbers), signatures.c.person.in_(persons))
            .order_by(signatures.c.number)
        )
        acts: dict[GiftKey, list[Found[Any]]] = defaultdict(list)
        for row in rows:
            acts[VillageSlug(row.village), row.petition, PersonId(row.person)].append(row)
        elsewhere = await self._signed_elsewhere(keys, known)
        names = {key: signer.name.key for key in keys if (signer := known.get(key[2], _NOBODY).signer)}
        paper = await self._paper.of_names(
            {key: (name, known[key[2]].twin) for key, name in names.items() if key[:2] not in self._paperless}
        )
        return {
            key: _stance_of(
                known.get(key[2], _NOBODY),
                acts.get(key, ()),
                paper.get(key, ()),
                elsewhere=key in elsewhere,
            )
            for key in keys
        }

    async def keep_given(self, given: Mapping[GiftKey, Stance]) -> None:
        """Keep the rows that were added, and each register as it is after the last of them.

        Whoever has signed, or taken it back, waits no longer: a step done later signs nothing for them.
        """
        known = await self._known({person for *_, person in given})
        rows, registers = [], dict[ThingKey, Register]()
        for (village, petition, person), stance in given.items():
            register, before = stance.register, registers.get((village, petition))
            if register and (before is None or register.head.number > before.head.number):
                registers[village, petition] = register
            signed: dict[str, Any] = {
                "person": person,
                "witness": stance.witness,
                "twin": known.get(person, _NOBODY).twin,
            }
            signed |= update_columns(stance.update)
            signed["shown"] = bool(stance.signer and stance.signer.shown)
            rows += [self._row_columns((village, petition), added) | signed for added in stance.added]
        await self._add_rows(sorted(rows, key=lambda row: (row["village"], row["petition"], row["number"])))
        for (village, petition, _), stance in sorted(given.items(), key=lambda each: each[0]):
            await self._paper.add_doubts((village, petition), stance)
        now_at = [{**_keyed(thing), **_register_columns(registers[thing])} for thing in sorted(registers)]
        if now_at:
            await self._room.connection.execute(_KEEP_REGISTER, now_at)
        await self._wait_no_more(given.keys())

    async def _wait_no_more(self, keys: Collection[GiftKey]) -> None:
        # Few ever wait: they are looked for by two short lists, not by one of all their keys.
        numbers, persons = {number for _, number, _ in keys}, {person for *_, person in keys}
        rows = await self._all(
            select(waiting).where(waiting.c.petition.in_(numbers), waiting.c.person.in_(persons))
        )
        waited = {(row.village, row.petition, row.person) for row in rows} & set(keys)
        if waited:
            done = tuple_(waiting.c.village, waiting.c.petition, waiting.c.person)
            await self._do(delete(waiting).where(done.in_(sorted(waited))))

    async def stance_of(self, petition: Petition, person: PersonId, iin: str = "") -> Stance:
        """Give how somebody stands to a petition; by their IIN, lines on paper are known more surely."""
        key = (petition.village, petition.id, person)
        stance = (await self.given([key]))[key]
        if not iin or stance.signer is None:
            return stance
        named = {each.row.number for each in stance.paper}
        alike = await self._paper.alike(petition, stance.signer.name, iin=iin)
        on_paper = [each for each in alike if each.row.what is What.PAPER]
        return replace(
            stance,
            paper=tuple(each for each in on_paper if each.iin is not None or each.row.number in named),
        )

    async def witnessed_by(self, petition: Petition, witness: PersonId) -> int:
        """Count the signatures that stand and that somebody stood by."""
        return await self._count(
            select(func.count())
            .select_from(signatures)
            .where(*_of(petition), signatures.c.standing, signatures.c.witness == witness)
        )

    async def has_iin(self, petition: Petition, iin: str) -> bool:
        """Tell whether somebody has signed with an IIN in the messenger, and it stands."""
        with_it = and_(
            signatures.c.iin_hash == self._room.keys.hash_iin(iin), signatures.c.what == What.SIGNED
        )
        found = select(exists().where(*_of(petition), signatures.c.standing, with_it))
        return bool(await self._value(found))

    async def sign(self, petition: Petition, person: PersonId, stance: Stance) -> None:
        """Keep what somebody signed or took back; the petition must be held."""
        await self.keep_given({(petition.village, petition.id, person): stance})

    async def append(self, petition: Petition, *added: Added, phone: str = "") -> None:
        """Add rows that nobody gives in the messenger, and keep the petition as it is after them.

        It must be held. ``phone`` is of whoever signed on paper; only a hash of it and their name is kept.
        """
        nobody = {"person": None, "witness": None, "shown": False} | update_columns(None)
        thing = (petition.village, petition.id)
        rows = [
            self._row_columns(thing, each) | nobody | {"twin": self._twin(each.content, phone)}
            for each in added
        ]
        await self._add_rows(rows)
        await self.keep(petition)

    async def rows(self, petition: Petition, after: int, limit: int) -> tuple[Added, ...]:
        """List rows of the register past one of them, in their order, with what is still kept of each."""
        rows = await self._all(
            select(signatures)
            .where(*_of(petition), signatures.c.number > after)
            .order_by(signatures.c.number)
            .limit(limit)
        )
        return tuple(self._added(row) for row in rows)

    async def signed_at(self, petition: Petition, since: datetime, limit: int) -> tuple[datetime, ...]:
        """List when what counts was signed since a moment, the newest first, of so many rows at most."""
        last = petition.register.head.number
        rows = await self._all(
            select(signatures.c.at)
            .where(*_of(petition), signatures.c.number > last - limit)
            .where(signatures.c.standing, signatures.c.at >= since)
            .order_by(signatures.c.number.desc())
        )
        return tuple(self._local(row.at) for row in rows)

    async def names(self, petition: Petition, limit: int) -> tuple[tuple[int, str], ...]:
        """List the last who signed, with their rows; the name is empty where they do not let it be shown."""
        rows = await self._all(
            select(signatures)
            .where(*_of(petition), signatures.c.standing, signatures.c.what == What.SIGNED)
            .order_by(signatures.c.number.desc())
            .limit(limit)
        )
        return tuple((row.number, self._shown(row)) for row in rows)

    async def signed_by(
        self, village: VillageSlug, person: PersonId
    ) -> tuple[tuple[Petition, Signature], ...]:
        """List what somebody has signed of what was put to a village, newest first."""
        rows = await self._all(
            select(signatures)
            .where(signatures.c.person == person, signatures.c.standing)
            .where(signatures.c.of_village == village)
            .order_by(signatures.c.at.desc())
        )
        found = [(await self.get(row.village, row.petition), row) for row in rows]
        return tuple((petition, _signature_of(row)) for petition, row in found if petition)

    async def receipted(self, village: VillageSlug, begins: bytes) -> tuple[Receipted, ...]:
        """Find the signatures, of what was put to a village, whose digest begins so; nearly always one."""
        begun = [signatures.c.digest >= begins, signatures.c.digest < begins + b"\xff" * _DIGEST_BYTES]
        rows = await self._all(
            select(signatures).where(*begun, signatures.c.what == What.SIGNED).order_by(signatures.c.at)
        )
        # Only what was put to this village is found from it.
        found = [(await self.get(village, row.petition), row) for row in rows]
        return tuple(
            Receipted(petition, row_of(row), row.standing)
            for petition, row in found
            if petition and petition.village == row.village
        )

    # ----------------------------------------------------------------------------------- forgetting

    async def acted_on(self, village: VillageSlug, person: PersonId) -> tuple[ThingKey, ...]:
        """List where somebody has signed as a resident of a village, each by its home, in order."""
        rows = await self._all(select(*_KEY).where(*_theirs(village, person)).distinct().order_by(*_KEY))
        return tuple((VillageSlug(row.village), row.petition) for row in rows)

    async def named(
        self, petition: Petition, village: VillageSlug, person: PersonId
    ) -> tuple[tuple[Row, ...], Row | None]:
        """Give the rows that hold somebody's name as a resident of a village, and the one that stands."""
        theirs = await self._all(select(signatures).where(*_of(petition), *_theirs(village, person)))
        rows = sorted(theirs, key=lambda row: row.number)
        standing = next((row_of(row) for row in rows if row.standing), None)
        return tuple(row_of(row) for row in rows if row.content is not None), standing

    async def erase(
        self, petition: Petition, village: VillageSlug, person: PersonId, added: Sequence[Added]
    ) -> None:
        """Add rows by which somebody is erased, and delete all that led to them; it must be held."""
        thing = (petition.village, petition.id)
        nobody = {"person": None, "twin": None, "witness": None, "shown": False, **update_columns(None)}
        await self._add_rows([self._row_columns(thing, each) | nobody for each in added])
        await self._do(_of_one(petition).values(_register_columns(petition.register)))
        theirs = (*_of(petition), *_theirs(village, person))
        await self._do(sql_update(signatures).where(*theirs).values(nobody | _EMPTIED))

    # ---------------------------------------------------------------------------------------- rows

    async def _add_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        """Add rows; what they take back counts no more, and is taken out before the next is put in."""
        gone = {(row["village"], row["petition"], row["of"]) for row in rows if row["what"] in _FALLS}
        if gone:
            key = {"of_village_": signatures.c.village, "of_petition": signatures.c.petition}
            key["of_number"] = signatures.c.number
            fallen = sql_update(signatures).where(
                *(column == bindparam(name) for name, column in key.items())
            )
            values = [dict(zip(key, each, strict=True)) for each in sorted(gone)]
            await self._room.connection.execute(fallen.values(standing=False), values)
        if rows:
            stand = [
                row
                | {
                    "standing": row["standing"]
                    and (row["village"], row["petition"], row["number"]) not in gone
                }
                for row in rows
            ]
            await self._room.connection.execute(insert(signatures), stand)
        for row in rows:
            if row["what"] is What.STRUCK:
                await self._paper.close_doubt((row["village"], row["petition"]), row["of"], row["at"])

    def _twin(self, content: Content | None, phone: str) -> bytes | None:
        if content is None or not phone:
            return None
        return self._room.keys.hash_twin(self._room.keys.hash_phone(phone), _key_of(content))

    def _row_columns(self, thing: ThingKey, added: Added) -> dict[str, Any]:
        row, keys, content = added.row, self._room.keys, added.content
        return {
            "village": thing[0],
            "petition": thing[1],
            "number": row.number,
            "what": row.what,
            "at": row.at,
            "level": int(row.level),
            "of_village": row.village,
            "section": row.section,
            "of": row.of,
            "witnessed": row.witnessed,
            "leaf": bytes.fromhex(row.leaf) if row.leaf else None,
            "digest": bytes.fromhex(added.digest),
            "content": keys.seal(_content_text(content, added.salt)) if content else None,
            "standing": row.what in GIVES,
            "name_hash": keys.hash_signer(_key_of(content)) if content else None,
            "iin_hash": keys.hash_iin(content.iin) if content and content.iin else None,
            "sheet": (content and content.sheet) or None,
            "line": (content and content.line) or None,
        }

    def _added(self, row: Found[Any]) -> Added:
        content, salt = (
            (None, b"") if row.content is None else read_content(self._room.keys.unseal(row.content))
        )
        return Added(row_of(row), row.digest.hex(), content, salt)

    def _shown(self, row: Found[Any]) -> str:
        if not row.shown or row.content is None:
            return ""
        content, _ = read_content(self._room.keys.unseal(row.content))
        return SignerName(content.surname, content.given).shown

    async def _known(self, persons: Collection[PersonId]) -> Mapping[PersonId, "_Known"]:
        """Give the names of some people, what tells them from their namesakes, and their years of birth."""
        if missing := set(persons) - set(self._seen):
            in_roll = roll_entry.c.village == roll_match.c.village
            rows = await self._all(
                select(
                    people.c.id,
                    people.c.phone_hash,
                    signers.c.name,
                    signers.c.shown,
                    roll_entry.c.name.label("listed"),
                )
                .outerjoin(signers, signers.c.person == people.c.id)
                .outerjoin(roll_match, roll_match.c.person == people.c.id)
                .outerjoin(roll_entry, and_(in_roll, roll_entry.c.id == roll_match.c.entry))
                .where(people.c.id.in_(missing))
            )
            self._seen |= dict.fromkeys(missing, _NOBODY)
            self._seen |= {PersonId(row.id): self._known_as(row) for row in rows}
        return self._seen

    def _known_as(self, row: Found[Any]) -> "_Known":
        born = born_of(self._room.keys.unseal(row.listed)) if row.listed else None
        if row.name is None:
            return _Known(born=born)
        signer, phone = self._signer(row), row.phone_hash
        twin = self._room.keys.hash_twin(phone, signer.name.key) if phone else None
        return _Known(signer, twin, born)

    async def _signed_elsewhere(
        self, keys: Collection[GiftKey], known: Mapping[PersonId, "_Known"]
    ) -> set[GiftKey]:
        """Tell who of some people has signed under their phone and name from another address."""
        named = {key: known.get(key[2], _NOBODY).twin for key in keys}
        twins = {twin for twin in named.values() if twin}
        if not twins:
            return set()
        rows = await self._all(
            select(signatures.c.village, signatures.c.petition, signatures.c.twin, signatures.c.person)
            .where(signatures.c.petition.in_({number for _, number, _ in keys}), signatures.c.standing)
            .where(signatures.c.twin.in_(twins), signatures.c.what == What.SIGNED)
        )
        found = {(row.village, row.petition, row.twin): row.person for row in rows}
        return {key for key, twin in named.items() if twin and found.get((*key[:2], twin), key[2]) != key[2]}

    async def _petition(self, query: Select[Any]) -> Petition | None:
        row = await self._one(query)
        return None if row is None else _petition_of(row, self._room.zone)


@dataclass(frozen=True, slots=True)
class _Known:
    """The name somebody signs with, the hash of it and their phone together, and their year of birth."""

    signer: Signer | None = None
    twin: bytes | None = None
    born: int | None = None


_NOBODY = _Known()
# Read for each signature, and the same until its end is moved.
_plan_of = lru_cache(_PLANS)(plan_of)
_digest_of = lru_cache(_PLANS)(digest_of)
_KEEP_REGISTER = (
    sql_update(petitions)
    .where(petitions.c.village == bindparam("of_village"), petitions.c.id == bindparam("of_id"))
    .values(
        {
            name: bindparam(name)
            for name in ("rows", "head", "by_chat", "by_phone", "by_roll", "on_paper", "disputed")
        }
    )
)


def _keyed(thing: ThingKey) -> dict[str, Any]:
    return {"of_village": thing[0], "of_id": thing[1]}


def _has_paper(petition: Petition) -> bool:
    tally = petition.register.tally
    return bool(tally.paper or tally.disputed)


def _stance_of(
    known: _Known, acts: Sequence[Found[Any]], paper: tuple[Alike, ...], *, elsewhere: bool
) -> Stance:
    stands = next((row for row in acts if row.standing), None)
    last = acts[-1] if acts else None
    return Stance(
        signer=known.signer,
        signature=_signature_of(stands) if stands else None,
        elsewhere=elsewhere,
        paper=paper,
        born=known.born,
        at=last.at if last else None,
        update=_update_of(last) if last else None,
    )


def _drafts(village: VillageSlug) -> Select[Any]:
    return select(drafts).where(drafts.c.village == village)


def _from(village: VillageSlug, petition: PetitionId) -> Select[Any]:
    home = select(places.c.home).where(places.c.village == village, places.c.petition == petition)
    here = or_(petitions.c.village == village, petitions.c.village.in_(home))
    return select(petitions).where(petitions.c.id == petition, here)


def _of(petition: Petition) -> tuple[Any, ...]:
    return signatures.c.village == petition.village, signatures.c.petition == petition.id


def _theirs(village: VillageSlug, person: PersonId) -> tuple[Any, ...]:
    return signatures.c.person == person, signatures.c.of_village == village


def _of_one(petition: Petition) -> Any:
    return sql_update(petitions).where(petitions.c.village == petition.village, petitions.c.id == petition.id)


def _columns(petition: Petition) -> dict[str, Any]:
    return {
        "closes_at": petition.plan.closes_at,
        "state": petition.state,
        "closed_at": petition.closed_at,
        **_register_columns(petition.register),
    }


def _register_columns(register: Register) -> dict[str, Any]:
    head, tally = register.head, register.tally
    return {
        "rows": head.number,
        "head": bytes.fromhex(head.digest),
        "by_chat": tally.chat,
        "by_phone": tally.phone,
        "by_roll": tally.roll,
        "on_paper": tally.paper,
        "disputed": tally.disputed,
    }


def _petition_of(row: Found[Any], zone: ZoneInfo) -> Petition:
    tally = Tally(row.by_chat, row.by_phone, row.by_roll, row.on_paper, row.disputed)
    return Petition(
        id=PetitionId(row.id),
        village=VillageSlug(row.village),
        number=row.number,
        author=PersonId(row.author),
        author_role=row.author_role,
        drafted_by=PersonId(row.drafted_by),
        confirmed_by=PersonId(row.confirmed_by),
        plan=_plan_of(row.frozen, row.closes_at.astimezone(zone)),
        opens_at=row.opens_at.astimezone(zone),
        first_closes_at=row.first_closes_at.astimezone(zone),
        state=row.state,
        closed_at=None if row.closed_at is None else row.closed_at.astimezone(zone),
        register=Register(Head(row.rows, row.head.hex()), tally),
        places=tuple((VillageSlug(village), number) for village, number in row.places),
        kept_digest=_digest_of(row.frozen),
    )


def _draft_of(row: Found[Any]) -> PetitionDraft:
    return PetitionDraft(
        id=PetitionId(row.id),
        village=VillageSlug(row.village),
        author=PersonId(row.author),
        answers=row.answers,
        at=row.at,
        put_by=None if row.put_by is None else PersonId(row.put_by),
        put_at=row.put_at,
        ground=row.ground,
    )


def _signature_of(row: Found[Any]) -> Signature:
    return Signature(row_of(row), row.digest.hex(), row.shown)


def _update_of(row: Found[Any]) -> Update | None:
    # The update came to the village where somebody signed, which may not be the petition's home.
    found = update_of(row)
    return found and Update(VillageSlug(row.of_village), found.network, found.number)


def _key_of(content: Content) -> str:
    return SignerName(content.surname, content.given).key


def _content_text(content: Content, salt: bytes) -> str:
    return json.dumps({**content_told(content), "salt": salt.hex()}, ensure_ascii=False)

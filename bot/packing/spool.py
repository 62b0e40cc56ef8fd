"""The register on the disk while a package is made: read once from the store, gone through again from there.

Whether a signature counts is known only at the register's end, and the sheets want them by settlement.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

from bot.papers.survey_tables import PlainText
from handlers.ports import PetitionPaper
from village.ids import SectionSlug
from village.packages import (
    COLUMNS,
    REGISTER,
    TABLE,
    BrokenRegister,
    Counted,
    Marks,
    NamesWentMeanwhile,
    PlaceNames,
    cells_of,
    counted_of,
    line_told,
    row_told,
)
from village.petitions import Petition
from village.register import Added, Head

PAGE = 2_000

Groups = list[tuple[str, list[tuple[int, Counted]]]]


class Spool:
    """The files of a package that are made of its register, in a folder."""

    def __init__(self, folder: Path, paper: PetitionPaper) -> None:
        """Begin before the first row."""
        self._folder, self._paper = folder, paper
        self._marks, self._head = Marks(), Head(0, paper.petition.digest)
        self._places: dict[tuple[str, str | None], Path] = {}
        self.names = PlaceNames(paper.villages)
        self._register = self.register.open("w", encoding="utf-8", newline="")

    @property
    def register(self) -> Path:
        """Name the file of the register."""
        return self._folder / REGISTER

    @property
    def table(self) -> Path:
        """Name the table of signatures that count."""
        return self._folder / TABLE

    def add(self, rows: Sequence[Added]) -> None:
        """Write some rows of the register, the next ones."""
        for added in rows:
            self._marks.add(added)
            told = row_told(added, with_iin=self._paper.with_iin)
            self._register.write(line_told(told) + "\n")
            self._head = Head(added.row.number, added.digest)

    def check(self) -> None:
        """See that all rows have come, and that what counts is what the petition says."""
        self._register.close()
        register = self._paper.petition.register
        found = (self._head, self._marks.counted, self._marks.disputed)
        if found != (register.head, register.tally.all, register.tally.disputed):
            raise BrokenRegister(number=self._paper.petition.number)
        if self._marks.unexplained:
            raise NamesWentMeanwhile

    def write_table(self) -> None:
        """Write the table of signatures that count, and put each with its settlement."""
        zone = self._paper.petition.opens_at.tzinfo
        with self.table.open("wb") as opened:
            table, counted = PlainText(opened, COLUMNS), self._counted()
            while page := list(islice(counted, PAGE)):
                table.add(cells_of(each, self.names, zone) for each, _ in page)
                self._put_by_place(page)
            table.close()

    def sheets(self, most: int) -> Iterator[Groups]:
        """Give the signatures by settlement, so many together as one file of sheets takes."""
        numbered = enumerate(self._by_place(), 1)
        while page := list(islice(numbered, most)):
            grouped = groupby(page, lambda each: each[1].place)
            yield [(self._title(rows), rows) for rows in (list(some) for _, some in grouped)]

    def _title(self, rows: Sequence[tuple[int, Counted]]) -> str:
        settlement, village = self.names[rows[0][1].place]
        return f"{settlement} · {village}" if settlement else village

    def _counted(self) -> Iterator[tuple[Counted, str]]:
        with self.register.open(encoding="utf-8", newline="\n") as opened:
            for number, line in enumerate(opened, 1):
                if self._marks.counts(number):
                    yield counted_of(json.loads(line)), line

    def _put_by_place(self, page: Sequence[tuple[Counted, str]]) -> None:
        by_place = defaultdict(list)
        for each, line in page:
            by_place[each.place].append(line)
        for place, lines in by_place.items():
            path = self._places.setdefault(place, self._folder / f"place-{len(self._places)}")
            with path.open("a", encoding="utf-8", newline="") as opened:
                opened.writelines(lines)

    def _by_place(self) -> Iterator[Counted]:
        """Give what counts, the home village first, its settlements in the village's own order."""
        order = _order(self._paper.petition, self._paper)
        for place in sorted(self._places, key=lambda place: (order.get(place, len(order)), str(place))):
            with self._places[place].open(encoding="utf-8", newline="\n") as opened:
                yield from (counted_of(json.loads(line)) for line in opened)


def _order(petition: Petition, paper: PetitionPaper) -> dict[tuple[str, str | None], int]:
    villages = [paper.villages[slug] for slug in petition.heard_in if slug in paper.villages]
    places: list[tuple[str, SectionSlug | None]] = []
    for village in villages:
        places += [(village.slug, section.slug) for section in village.sections]
        places.append((village.slug, None))
    return {place: number for number, place in enumerate(places)}

"""Check the package of a petition: ``python -m bot.verifying FILE``, or this one file alone.

It shares no code with the bot that wrote the package, needs nothing but Python's own library, and holds no
more of it than a byte a row. What holds is said in plain sentences, each fault by its file and row.
"""

import argparse
import csv
import hashlib
import json
import re
import sys
import zlib
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import TextIOWrapper
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile, ZipFile

FORMAT = "asar-petition-1"
FAULTS_TOLD = 20
MANIFEST, REGISTER, TABLE, LETTER = "petition.json", "register.jsonl", "signatures.csv", "petition.pdf"
_CHUNK = 2**20
_MANIFEST_MOST, _LINE_MOST = 2**24, 2**16
_SEALED = ("at", "leaf", "level", "number", "of", "section", "village", "what", "witnessed")
_GIVES = ("signed", "paper")
_SPEAKS = ("withdrawn", "disputed", "settled", "struck", "erased")
_HEAPS = ("chat", "phone", "roll", "paper")
_COLUMNS = "row surname given patronymic iin level settlement village at sheet line".split()  # noqa: SIM905 - as in the file
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEX = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)

# What became of a row: a signature that counts, is in dispute, or does not count; with its name erased.
_NONE, _COUNTS, _DISPUTED, _FALLEN, _ERASED, _NAMELESS = 0, 1, 2, 3, 4, 8
_STATE, _HEAP_AT = 3, 4


class Wrong(Exception):
    """Something that is not as it should be; says what in one sentence."""


@dataclass
class Faults:
    """What is wrong: all of it counted, the first of it told."""

    count: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, file: str, what: str, row: int | None = None) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.told) < FAULTS_TOLD:
            self.told.append(f"{file}{'' if row is None else f', row {row}'}: {what}")


def main(path: str, head: str = "", receipt: str = "") -> int:
    """Check a package, say what holds and what does not; 0 where all does."""
    faults = Faults()
    try:
        with ZipFile(path) as package:
            _Check(package, faults).all(head, receipt)
    except OSError as wrong:
        faults.add(path, f"it cannot be read ({wrong.strerror}); give the .zip of a petition's package")
    except (BadZipFile, Wrong, NotImplementedError) as wrong:
        faults.add(path, f"it is no package of a petition ({wrong}); give the .zip as it was handed over")
    for line in faults.told:
        print(f"WRONG: {line}")
    if faults.count > len(faults.told):
        print(f"WRONG: {faults.count - len(faults.told)} faults more.")
    print("NOT ALL OF IT HOLDS." if faults.count else "All of it holds.")
    return 1 if faults.count else 0


# --------------------------------------------------------------------------------------- what is written how


def _line(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Wrong("it is not JSON") from None


def _is(kind: type, value: Any) -> bool:
    # True is a number to Python.
    return type(value) is kind


def _need(holds: object, what: str) -> None:
    if not holds:
        raise Wrong(what)


# ---------------------------------------------------------------------------------------------- petition.json


def _manifest(content: bytes) -> dict[str, Any]:
    """Read petition.json; wrong where it is not written as it is always written, or not sealed."""
    read: Any = _read_json(_text(content))
    _need(isinstance(read, dict) and read.get("format") == FORMAT, f"its format is not {FORMAT}")
    written = json.dumps(read, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    _need(_encoded(written) == content, "it is not written as the program writes it")
    told: dict[str, Any] = read
    seal = told.pop("seal", None)
    _need(seal == _sha(_encoded(_line(told))), "its seal does not fit what it says")
    _shape(told)
    return told


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Wrong("it is not UTF-8") from None


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _shape(told: dict[str, Any]) -> None:
    """See that what is looked at is there, and of its kind."""
    head: Any = told.get("head")
    tally: Any = told.get("tally")
    files: Any = told.get("files")
    places: Any = told.get("places")
    _need(_is(str, told.get("text")), "it has no text")
    _need(_is(dict, head) and set(head) == {"number", "digest"}, "it has no head")
    _need(_is(int, head["number"]) and _is_digest(head["digest"]), "its head is none")
    _need(_is(dict, tally) and set(tally) == {*_HEAPS, "disputed"}, "it has no tally")
    _need(all(_is(int, each) for each in tally.values()), "its tally has something other than numbers")
    _need(_is(dict, files) and all(map(_is_digest, files.values())), "it does not list the files")
    _need({REGISTER, TABLE, LETTER} <= set(files), "it does not list every file that a package has")
    _need(_is(list, places) and all(map(_is_place, places)), "it has no places")


def _is_place(value: Any) -> bool:
    return _is(list, value) and len(value) == len(("village", "its name", "settlement", "its name"))


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and bool(_HEX.fullmatch(value))


# --------------------------------------------------------------------------------------------- the register


@dataclass
class _Register:
    """How far the register was read: the digest before, what became of each row, what is counted."""

    digest: str
    marks: bytearray = field(default_factory=lambda: bytearray(1))
    checked: int = 0
    unchecked: int = 0
    erased_to: int = 0
    tally: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*_HEAPS, "disputed"), 0))

    @property
    def rows(self) -> int:
        return len(self.marks) - 1

    def add(self, told: dict[str, Any]) -> Iterator[str]:
        """Take the next row; tell what is wrong with it."""
        yield from self._chained(told)
        yield from self._content(told)
        self.marks.append(self._new_mark(told))
        if told["what"] in _SPEAKS:
            yield from self._speaks(told)

    def _chained(self, told: dict[str, Any]) -> Iterator[str]:
        expected = self.rows + 1
        if told["number"] != expected:
            yield f"its number is {told['number']}, where {expected} comes next"
        line = _line({name: told[name] for name in _SEALED})
        if _sha(_encoded(f"{self.digest}\n{line}")) != told["digest"]:
            yield "its digest does not seal this row and the one before it"
        self.digest = told["digest"]

    def _content(self, told: dict[str, Any]) -> Iterator[str]:
        if bool(told["leaf"]) != (told["what"] in _GIVES):
            yield "a signature seals its name, and no other row does"
        if "content" not in told:
            return
        if "salt" not in told:
            self.unchecked += 1
            return
        salted = bytes.fromhex(told["salt"]) + _encoded(_line(told["content"]))
        if _sha(salted) != told["leaf"]:
            yield "its name is not the one that was sealed"
        self.checked += 1

    def _new_mark(self, told: dict[str, Any]) -> int:
        if told["what"] not in _GIVES:
            return _NONE
        heap = 3 if told["what"] == "paper" else told["level"]
        self.tally[_HEAPS[heap]] += 1
        return _COUNTS | heap << _HEAP_AT | (0 if "content" in told else _NAMELESS)

    def _speaks(self, told: dict[str, Any]) -> Iterator[str]:
        of, what = told["of"], told["what"]
        if of is None and what == "erased":
            self.erased_to = self.rows
        elif of is None or not 0 < of < self.rows or self.marks[of] & _STATE == _NONE:
            yield f"it says {what} of row {of}, which is no signature before it"
        elif what == "erased":
            self.marks[of] |= _ERASED
            if not self.marks[of] & _NAMELESS:
                yield f"it says that the name of row {of} was erased, and it is there"
        else:
            yield from self._moved(of, what)

    def _moved(self, of: int, what: str) -> Iterator[str]:
        mark = self.marks[of]
        before, after = {
            "withdrawn": (_COUNTS, _FALLEN),
            "disputed": (_COUNTS, _DISPUTED),
            "settled": (_DISPUTED, _COUNTS),
            "struck": (_DISPUTED, _FALLEN),
        }[what]
        if mark & _STATE != before:
            stood = "counts" if before == _COUNTS else "is in dispute"
            yield f"it says {what} of row {of}, which is not one that {stood}"
        self.tally[self._heap_of(mark)] -= mark & _STATE in (_COUNTS, _DISPUTED)
        self.marks[of] = mark & ~_STATE | after
        if after != _FALLEN:
            self.tally[self._heap_of(self.marks[of])] += 1

    @staticmethod
    def _heap_of(mark: int) -> str:
        return "disputed" if mark & _STATE == _DISPUTED else _HEAPS[mark >> _HEAP_AT]

    @property
    def nameless(self) -> Iterator[int]:
        """Give the rows whose name is gone without a row that says so."""
        for number, mark in enumerate(self.marks):
            if mark & _NAMELESS and not mark & _ERASED and number > self.erased_to:
                yield number

    def counts(self, number: int) -> bool:
        """Tell whether a row is a signature that counts."""
        return 0 < number < len(self.marks) and self.marks[number] & _STATE == _COUNTS


def _row(line: bytes) -> dict[str, Any]:
    """Read a row of the register; wrong where it is not written as rows are, or lacks something."""
    _need(line.endswith(b"\n"), "its line has no end, or is far too long")
    told: dict[str, Any] = _read_json(_text(line))
    _need(_is(dict, told), "it is no row")
    _need(_encoded(_line(told) + "\n") == line, "it is not written as the program writes it")
    fields = set(told) - {"content", "salt"}
    _need(fields == {*_SEALED, "digest"}, "it does not have the fields of a row, and no others")
    _sealed_kinds(told)
    if "content" in told:
        _content_kinds(told)
    _need("content" in told or "salt" not in told, "a salt without a name")
    return told


def _sealed_kinds(told: dict[str, Any]) -> None:
    _need(_is(int, told["number"]) and (told["of"] is None or _is(int, told["of"])), "its numbers are none")
    _need(told["what"] in (*_GIVES, *_SPEAKS), "nobody knows what it says")
    _need(_is(int, told["level"]) and 0 <= told["level"] <= 2, "its level is none")  # noqa: PLR2004 - chat, phone, roll
    _need(_is(bool, told["witnessed"]) and _is(str, told["village"]), "its village or witness is none")
    _need(told["section"] is None or _is(str, told["section"]), "its settlement is none")
    _need(told["leaf"] == "" or _is_digest(told["leaf"]), "its leaf is none")
    _need(_is_digest(told["digest"]), "its digest is none")
    _moment(told["at"])


def _content_kinds(told: dict[str, Any]) -> None:
    content = told["content"]
    known = {"surname", "given", "patronymic", "sheet", "line"} | ({"iin"} if "salt" in told else set())
    _need(
        _is(dict, content) and set(content) == known, "its name does not have the parts of one, and no others"
    )
    numbers = ("sheet", "line")
    _need(
        all(_is(int if name in numbers else str, value) for name, value in content.items()),
        "its name is none",
    )
    _need(
        "salt" not in told or (_is(str, told["salt"]) and _SALT.fullmatch(told["salt"])), "its salt is none"
    )


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise Wrong("its moment is none") from None
    _need(moment.tzinfo, "its moment has no zone")
    return moment


# ------------------------------------------------------------------------------------------------ all of it


class _Check:
    """The check of one package, part by part."""

    def __init__(self, package: ZipFile, faults: Faults) -> None:
        self._package, self._faults = package, faults
        self._told: dict[str, Any] = {}

    def all(self, head: str, receipt: str) -> None:
        """Check all of it, and say what holds."""
        self._told = self._read_manifest()
        text = self._told["text"]
        self._says(self._files, "Every file is the one that was listed, and no other is there.")
        self._says(self._text, f"The text is the one with the check code {_sha(_encoded(text))}.")
        register = _Register(_sha(_encoded(text)))
        sought = _Sought(receipt)
        self._says(
            lambda: self._rows(register, sought),
            "The register's rows are all there, each seals the one before it.",
        )
        self._says(lambda: self._sums(register), f"The signatures add up: {_tally_told(register.tally)}.")
        self._says(lambda: self._table(register), f"{TABLE} says the same as the register.")
        print(_names_told(register))
        self._compare_head(head)
        sought.tell(register, self._faults)

    def _read_manifest(self) -> dict[str, Any]:
        names = self._package.namelist()
        _need(names.count(MANIFEST) == 1, f"it has no {MANIFEST}, or more than one")
        try:
            with self._package.open(MANIFEST) as opened:
                content = opened.read(_MANIFEST_MOST)
            return _manifest(content)
        except _DAMAGED as wrong:
            raise Wrong(f"{MANIFEST}: it is damaged, {wrong}") from None
        except Wrong as wrong:
            raise Wrong(f"{MANIFEST}: {wrong}") from None

    def _says(self, look: Callable[[], None], holds: str) -> None:
        """Look at one part; say that it holds, where nothing was wrong with it."""
        before = self._faults.count
        look()
        if self._faults.count == before:
            print(holds)

    # ------------------------------------------------------------------------------- files and text

    def _files(self) -> None:
        listed, names = self._told["files"], self._package.namelist()
        there = set(names)
        for name in sorted(each for each, times in Counter(names).items() if times > 1):
            self._faults.add(name, "it is there more than once")
        for name in sorted(there - {*listed, MANIFEST}):
            self._faults.add(name, f"{MANIFEST} does not list it")
        for name, digest in listed.items():
            if name not in there:
                self._faults.add(name, "it is missing")
            elif self._digest(name) != digest:
                self._faults.add(name, f"it is not the file that {MANIFEST} lists (SHA-256)")

    def _digest(self, name: str) -> str:
        digest = hashlib.sha256()
        try:
            with self._package.open(name) as opened:
                while chunk := opened.read(_CHUNK):
                    digest.update(chunk)
        except _DAMAGED:
            return "damaged"
        return digest.hexdigest()

    def _text(self) -> None:
        text = self._told["text"]
        if _sha(_encoded(text)) != self._told["digest"]:
            self._faults.add(MANIFEST, "the text is not the one of its check code")
        try:
            self._evidence(_read_json(text)["evidence"])
        except (Wrong, KeyError, TypeError, ValueError):
            self._faults.add(MANIFEST, "the text is not that of a petition")

    def _evidence(self, listed: Sequence[Sequence[Any]]) -> None:
        """See that what is attached is what the text names; what could not be fetched is not there."""
        there = {_number(name): (name, sha) for name, sha in self._told["files"].items() if _number(name)}
        for number, (_, _, digest) in enumerate(listed, 1):
            name, found = there.pop(number, ("", ""))
            if not name:
                print(f"Attachment {number} of the text is not in the package.")
            elif found != digest:
                self._faults.add(name, "it is not the one that the text names (SHA-256)")
        for name, _ in there.values():
            self._faults.add(name, "the text names no such attachment")

    # ------------------------------------------------------------------------------------ the register

    def _lines(self, name: str) -> Iterator[bytes]:
        try:
            with self._package.open(name) as opened:
                while line := opened.readline(_LINE_MOST):
                    yield line
        except KeyError:
            return  # that it is missing was told
        except _DAMAGED as wrong:
            self._faults.add(name, f"it is damaged, {wrong}")

    def _rows(self, register: _Register, sought: "_Sought") -> None:
        for number, line in enumerate(self._lines(REGISTER), 1):
            try:
                told = _row(line)
            except Wrong as wrong:
                self._faults.add(REGISTER, str(wrong), number)
                register.marks.append(_NONE)
                continue
            for wrong_too in register.add(told):
                self._faults.add(REGISTER, wrong_too, number)
            sought.look(told)
        for nameless in register.nameless:
            self._faults.add(REGISTER, "it has no name, and no row says that it was erased", nameless)
        head = self._told["head"]
        if (register.rows, register.digest) != (head["number"], head["digest"]):
            self._faults.add(
                REGISTER, f"it ends with row {register.rows}, not with the head that {MANIFEST} tells"
            )

    def _sums(self, register: _Register) -> None:
        for name, count in register.tally.items():
            if count != self._told["tally"][name]:
                self._faults.add(
                    MANIFEST, f"{name}: it tells {self._told['tally'][name]}, the register has {count}"
                )

    # --------------------------------------------------------------------------------------- the table

    def _table(self, register: _Register) -> None:
        try:
            for number, (row, expected) in enumerate(zip_longest(self._cells(), self._expected(register)), 1):
                if row != expected:
                    self._faults.add(TABLE, _differs(row, expected), number)
        except (csv.Error, UnicodeDecodeError, Wrong) as wrong:
            self._faults.add(TABLE, f"it is no table ({wrong})")
        except KeyError:
            return  # that it is missing was told
        except _DAMAGED as wrong:
            self._faults.add(TABLE, f"it is damaged, {wrong}")

    def _cells(self) -> Iterator[list[str]]:
        with self._package.open(TABLE) as opened, TextIOWrapper(opened, "utf-8-sig", newline="") as text:
            for row in csv.reader(text):
                yield _moment_first(row)

    def _expected(self, register: _Register) -> Iterator[list[str]]:
        names = {(village, section): (here, there) for village, section, here, there in self._told["places"]}
        yield list(_COLUMNS)
        for number, line in enumerate(self._lines(REGISTER), 1):
            if register.counts(number):
                yield _cells_of(_row(line), names)

    # ----------------------------------------------------------------------------------------- the head

    def _compare_head(self, head: str) -> None:
        told = self._told["head"]
        print(f"Head: row {told['number']}, {told['digest']}")
        given = "".join(head.lower().split())
        if not given:
            print("Compare it with a head that you have from elsewhere, or give it by --head.")
        elif len(given) < 8 or not told["digest"].startswith(given):  # noqa: PLR2004 - fewer digits prove nothing
            self._faults.add(MANIFEST, f"its head is not {given}")
        else:
            print("It is the head that was given.")


@dataclass
class _Sought:
    """A receipt that is looked for among the rows."""

    code: str
    found: list[int] = field(default_factory=list)

    def look(self, told: dict[str, Any]) -> None:
        """Look whether a row is the receipt's."""
        if self.code and _receipt(told["digest"]) == _plain(self.code):
            self.found.append(told["number"])

    def tell(self, register: _Register, faults: Faults) -> None:
        """Say which row the receipt is of, and whether it counts."""
        if self.code and not self.found:
            faults.add(REGISTER, f"no row has the receipt {self.code}")
        for number in self.found:
            state = "it counts" if register.counts(number) else "it does not count"
            print(f"Receipt {self.code}: row {number}, {state}.")


def _receipt(digest: str) -> str:
    return b32encode(bytes.fromhex(digest)[:5]).decode()


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _number(name: str) -> int:
    found = re.fullmatch(r"evidence-(\d{1,3})\.[a-z]{1,5}", name)
    return int(found.group(1)) if found else 0


def _cells_of(told: dict[str, Any], names: Mapping[tuple[Any, Any], tuple[str, str]]) -> list[str]:
    content = told.get("content", {})
    heap = "paper" if told["what"] == "paper" else _HEAPS[told["level"]]
    settlement, village = names.get((told["village"], told["section"]), ("?", "?"))
    name = (_harmless(content.get(part, "")) for part in ("surname", "given", "patronymic", "iin"))
    sheet = (str(content.get(part) or "") for part in ("sheet", "line"))
    at = _to_second(told["at"])
    return [str(told["number"]), *name, heap, _harmless(settlement), _harmless(village), at, *sheet]


def _harmless(text: str) -> str:
    """Write a text as tables have it: with a quote before what a spreadsheet would read as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _moment_first(row: list[str]) -> list[str]:
    """Read the moment of a line of the table, whatever zone it is told in."""
    if len(row) != len(_COLUMNS) or row == list(_COLUMNS):
        return row
    return [*row[:8], _to_second(row[8]), *row[9:]]


def _to_second(text: str) -> str:
    return str(_moment(text).timestamp() // 1)


def _differs(row: list[str] | None, expected: list[str] | None) -> str:
    if row is None or expected is None:
        return "the register has a signature more" if row is None else "the register has no such signature"
    columns = (name for name, one, other in zip_longest(_COLUMNS, row, expected) if one != other)
    return f"it is not what the register says ({', '.join(map(str, columns))})"


def _tally_told(tally: Mapping[str, int]) -> str:
    heaps = ", ".join(f"{name} {tally[name]}" for name in _HEAPS)
    return f"{sum(tally[name] for name in _HEAPS)} count ({heaps}), {tally['disputed']} in dispute"


def _names_told(register: _Register) -> str:
    gone = sum(1 for mark in register.marks if mark & _NAMELESS)
    return (
        f"Names that were checked against what was sealed: {register.checked}; "
        f"erased since: {gone}; not to be checked, for they were given with an IIN: {register.unchecked}."
    )


if __name__ == "__main__":
    _asked = argparse.ArgumentParser(description="Check the package of a petition.")
    _asked.add_argument("file")
    _asked.add_argument("--head", default="")
    _asked.add_argument("--receipt", default="")
    _given = _asked.parse_args()
    sys.exit(main(_given.file, _given.head, _given.receipt))

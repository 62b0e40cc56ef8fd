"""Forms as they are asked: labels with answers in them, lists cut down, answers left aside and back again."""

import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.xforms.evaluated import AT_HAND, EvaluatedForms
from bot.xforms.expressions import faults_of
from bot.xforms.making import kept_form, to_xform
from bot.xforms.troubles import FormCircular, FormUnread, Trouble
from bot.xforms.wording import language_of
from tests.forms import NAMES, NOW, book_of, chance, form_named
from village.surveys import Answers, FilledSheet, KeptForm, Kind, Standing
from village.texts import Bilingual, Language

FORMS = EvaluatedForms()
KEPT = {name: kept_form(form_named(name)) for name in NAMES}


def written(survey: str, choices: str = "") -> KeptForm:
    return kept_form(book_of(f"## survey\n{survey.strip()}\n## choices\n{choices.strip()}"))


def worked_out(expression: str, **answers: str) -> str:
    """Give what an expression comes to: ``a`` is a number, ``d`` a day, ``w`` words, ``s`` several."""
    kept = written(
        f"""
        | type | name | label | calculation |
        | decimal | a | A | |
        | date | d | D | |
        | time | t | T | |
        | text | w | W | |
        | select_multiple of | s | S | |
        | calculate | it | | {expression} |
        """.replace("        ", ""),
        "| list_name | name | label |\n| of | x | Икс |\n| of | y | Игрек |",
    )
    return FORMS.sheet(kept, answers, NOW).values.get("it", "")


def at(sheet: FilledSheet, path: str) -> Standing:
    standing = sheet.at(path)
    assert standing is not None
    return standing


# ---------------------------------------------------------------------------------------------- what is asked


def test_a_form_has_its_titles_sections_and_questions_in_order() -> None:
    asked = FORMS.questionnaire(KEPT["household"])

    assert asked.title == Bilingual(kk="Үй шаруашылығының қажеттері", ru="Нужды домохозяйства")
    assert (KEPT["household"].form_id, KEPT["household"].version) == ("household", "2026-11")
    assert asked.sections == {
        "family": Bilingual(kk="Отбасы", ru="Семья"),
        "family/kids": Bilingual(kk="Балалар", ru="Дети"),
    }
    assert [each.path for each in asked.questions[:4]] == ["hello", "region", "village", "street"]
    far = asked.question("family/kids/far")
    assert far is not None
    assert (far.kind, far.section) == (Kind.ONE, "family/kids")
    assert [each.label.kk for each in far.options] == ["Иә", "Жоқ"]


def test_every_kind_is_read() -> None:
    kinds = {each.kind for name in NAMES for each in FORMS.questionnaire(KEPT[name]).questions}

    assert kinds == set(Kind)


def test_one_language_stands_for_both_and_a_missing_one_borrows() -> None:
    roads = FORMS.questionnaire(KEPT["roads"])
    assert roads.title == Bilingual.same("Дороги")
    assert roads.questions[0].label == Bilingual.same("Улица")

    half = written("| type | name | label::Қазақша (kk) | label::Русский (ru) |\n| text | a | | Имя |")
    assert FORMS.questionnaire(half).questions[0].label == Bilingual.same("Имя")


@pytest.mark.parametrize(
    "name", ["Қазақша (kk)", "kk", "Kazakh", "қазақша", "Қазақ тілі (kk-KZ)", "Казахский"]
)
def test_kazakh_is_known_by_its_names(name: str) -> None:
    assert language_of(name) is Language.KK
    assert language_of("English (en)") is None


def test_answers_stand_in_labels_in_the_readers_words() -> None:
    sheet = FORMS.sheet(KEPT["household"], {"region": "n", "village": "a1", "needs": "water road",
                                            "order": "road water"}, NOW)  # fmt: skip

    assert at(sheet, "thanks").label == Bilingual(
        kk="a1 үшін бірінші кезекте: Жол", ru="Для a1 прежде всего: Дорога"
    )
    # What is kept is in the form's own language; what is read, in the reader's.
    assert sheet.values["first_name"] == "Жол"
    assert sheet.values["summary"] == "Солтүстік, Ақсу: 2 / unknown"


def test_a_day_in_a_label_is_written_as_days_are_here() -> None:
    kept = written("| type | name | label |\n| date | d | Когда? |\n| note | n | Значит, ${d}. |")

    assert at(FORMS.sheet(kept, {"d": "2026-05-09"}, NOW), "n").label == Bilingual.same("Значит, 09.05.2026.")


# ----------------------------------------------------------------------------------------- what somebody said


def test_a_list_is_cut_down_and_a_choice_that_went_does_not_hold() -> None:
    sheet = FORMS.sheet(KEPT["household"], {"region": "s", "village": "a1"}, NOW)

    village = at(sheet, "village")
    assert [each.name for each in village.options] == ["b1"]
    assert (village.said, village.holds, village.message) == (True, False, Bilingual())
    assert "village" not in sheet.values
    assert sheet.next == at(sheet, "hello")


def test_what_is_required_may_not_be_passed_over_and_what_is_not_may() -> None:
    sheet = FORMS.sheet(KEPT["household"], {"region": "", "street": "", "hello": ""}, NOW)

    assert at(sheet, "region").message == Bilingual(kk="Ауданды таңдаңыз", ru="Выберите район")
    assert not at(sheet, "region").done
    assert at(sheet, "street").done
    assert at(sheet, "hello").done


def test_a_default_is_shown_until_it_is_said_and_does_not_count_before() -> None:
    untouched = FORMS.sheet(KEPT["household"], {}, NOW)
    adults = at(untouched, "family/adults")
    assert (adults.value, adults.said, adults.done) == ("2", False, False)
    assert "family/adults" not in untouched.values
    # The form itself reckons with it, as JavaRosa does.
    assert untouched.values["size"] == "2"

    assert at(FORMS.sheet(KEPT["health"], {}, NOW), "day").value == "2026-11-23"
    assert FORMS.sheet(KEPT["household"], {"family/adults": "3"}, NOW).values["size"] == "3"


def test_what_is_only_read_counts_and_is_done_once_seen() -> None:
    sheet = FORMS.sheet(KEPT["water"], {"district": ""}, NOW)
    unseen = at(FORMS.sheet(KEPT["water"], {}, NOW), "district")

    assert unseen.read_only
    assert not unseen.done
    assert at(sheet, "district").done
    assert FORMS.sheet(KEPT["water"], {}, NOW).values["district"] == "Ақсу ауылдық округі"


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        ("visited", "2026-02-28", "2026-02-30"),
        ("visited", "2026-11-23", "23.11.2026"),
        ("began", "09:30", "25:00"),
        ("place", "43.25 76.95 0 0", "143.25 76.95"),
        ("place", "43.25 -76.95", "43.25"),
        ("flow", "2.5", "2,5"),
        ("source", "well", "well spring"),
    ],
)
def test_an_answer_of_another_sort_does_not_hold(path: str, good: str, bad: str) -> None:
    assert at(FORMS.sheet(KEPT["water"], {"source": "well", path: good}, NOW), path).holds
    refused = FORMS.sheet(KEPT["water"], {"source": "well", path: bad}, NOW)
    # Of a source that is none, nothing that hangs on it is asked.
    assert not at(refused, path).holds
    assert path not in refused.values


def test_answers_to_what_no_longer_applies_are_left_aside_and_hold_again() -> None:
    answers = {"has_child": "yes", "child/born": "2016-01-01", "child/class": "low", "child/way/how": "bus"}
    first = FORMS.sheet(KEPT["school"], answers, NOW)
    without = FORMS.sheet(KEPT["school"], {**answers, "has_child": "no"}, NOW)

    assert first.values["child/age"] == "10"
    assert without.at("child/class") is None
    assert without.values == {"has_child": "no", "risk": "none"}
    assert FORMS.sheet(KEPT["school"], {**answers, "has_child": "yes"}, NOW) == first


def test_what_is_given_once_stays_when_it_is_given_back() -> None:
    kept = written(
        "| type | name | label | calculation |\n| text | a | A | |\n| calculate | c | | once(random()) |"
    )
    first = FORMS.sheet(kept, {}, NOW).values
    later = datetime(2026, 11, 24, tzinfo=UTC)

    assert FORMS.sheet(kept, first, later).values == first
    assert FORMS.sheet(kept, {}, later).values != first


@given(data=some.data(), name=some.sampled_from(NAMES))
@settings(max_examples=60, deadline=None)
def test_an_answer_taken_back_leaves_no_trace(data: some.DataObject, name: str) -> None:
    kept = KEPT[name]
    sets = chance(name, FORMS.questionnaire(kept))
    answers, others = data.draw(some.sampled_from(sets)), data.draw(some.sampled_from(sets))
    before = FORMS.sheet(kept, answers, NOW)

    added: Answers = {**others, **answers}
    FORMS.sheet(kept, added, NOW)

    assert FORMS.sheet(kept, answers, NOW) == before
    assert EvaluatedForms().sheet(kept, answers, NOW) == before
    assert set(before.values) <= {each.path for each in FORMS.questionnaire(kept).questions}
    order = [each.path for each in FORMS.questionnaire(kept).questions]
    assert all(order.index(a.question.path) < order.index(b.question.path) for a, b in pairwise(before.asked))


# ------------------------------------------------------------------------------------------------ expressions


@pytest.mark.parametrize(
    ("expression", "answers", "said"),
    [
        ("today()", {}, "2026-11-23"),
        ("now()", {}, "2026-11-23T10:30:00.000+00:00"),
        ("${d} + 1", {"d": "2026-11-23"}, "20781"),
        ("date(${d} + 1)", {"d": "2026-12-31"}, "2027-01-01"),
        ("concat('№ ', ${d})", {"d": "2026-11-23"}, "№ 2026-11-23"),
        ("${d} = '2026-11-23'", {"d": "2026-11-23"}, "true"),
        ("format-date(${d}, '%Y-%m-%d') = '2026-11-23'", {"d": "2026-11-23"}, "true"),
        ("string-length(${d})", {"d": "2026-11-23"}, "10"),
        ("${t} > '09:00'", {"t": "09:30"}, "true"),
        ("decimal-time('06:00')", {}, "0.25"),
        ("decimal-date-time('1970-01-02T12:00:00')", {}, "1.5"),
        ("format-date-time(now(), '%H:%M:%S.%3 %h %%')", {}, "10:30:00.000 10 %"),
        ("format-date('2026-05-09', '%e %b')", {}, "9 мам."),
        ("format-date('', '%Y')", {}, ""),
        ("coalesce('', ${w}, 'c')", {}, "c"),
        ("round(2.5)", {}, "3"),
        ("round(-2.5)", {}, "-2"),
        ("round(1.005, 2)", {}, "1.01"),
        ("round(1234, -2)", {}, "1200"),
        ("int(-2.7)", {}, "-2"),
        ("0.1 + 0.2", {}, "0.30000000000000004"),
        ("pow(10, 21)", {}, "1000000000000000000000"),
        ("pow(-8, 0.5)", {}, ""),
        ("sqrt(-1)", {}, ""),
        ("log(0)", {}, ""),
        ("pow(10, 400)", {}, "Infinity"),
        ("min(3, ${a}, 2)", {"a": "1.5"}, "1.5"),
        ("max(3, ${a})", {}, ""),
        ("substr('abcdef', 1, 3)", {}, "bc"),
        ("substr('abcdef', -2)", {}, "ef"),
        ("substring('12345', 1.5, 2.6)", {}, "234"),
        ("substring('12345', 2)", {}, "2345"),
        ("substring-before('a', '-')", {}, ""),
        ("translate('bar', 'abc', 'AB')", {}, "BAr"),
        ("selected-at(${s}, 5)", {"s": "x y"}, ""),
        ("selected(${s}, ' y ')", {"s": "x y"}, "true"),
        ("jr:choice-name(${s}, '${s}')", {"s": "x y"}, "Икс, Игрек"),
        ("boolean-from-string('1')", {}, "true"),
        ("${w} and true()", {"w": "false"}, "true"),
        ("${w} or false()", {}, "false"),
        ("${w} = true()", {}, "false"),
        ("not(${a})", {"a": "0"}, "true"),
        ("regex(${w}, '[А-Я][а-яәғқңөұүһі]+')", {"w": "Сәуле"}, "true"),
        ("regex(${w}, ${w})", {"w": "("}, "false"),
        ("count(instance('of')/root/item)", {}, "2"),
        ("instance('of')/root/item[position() = 2]/name", {}, "y"),
        ("string-length(uuid())", {}, "36"),
        ("random() < 1 and random() >= 0", {}, "true"),
        ("number('1_000')", {}, ""),
        ("current()/../w", {"w": "да"}, "да"),
        ("exp(0) + log10(100) + floor(pi())", {}, "6"),
    ],
)
def test_an_expression_comes_to_what_odk_says(expression: str, answers: dict[str, str], said: str) -> None:
    assert worked_out(expression, **answers) == said


@pytest.mark.parametrize(
    ("expression", "trouble", "what"),
    [
        ("pulldata('a', 'b')", Trouble.UNKNOWN_FUNCTION, "pulldata"),
        ("document('file:///etc/passwd')", Trouble.UNKNOWN_FUNCTION, "document"),
        ("re:test(., 'a')", Trouble.UNKNOWN_FUNCTION, "re:test"),
        ("if(${a}, 1)", Trouble.ARGUMENTS, "if"),
        ("today(1)", Trouble.ARGUMENTS, "today"),
        ("${a} >", Trouble.SYNTAX, ""),
        ("(${a}", Trouble.SYNTAX, ""),
        ("concat('a', $b)", Trouble.SYNTAX, "$"),
        ("regex(., '(a')", Trouble.PATTERN, "(a"),
        ("//a", Trouble.TOO_DEEP, "//"),
        ("following::a", Trouble.TOO_DEEP, "following::"),
        ("/a[/b[/c[/d]]]", Trouble.TOO_DEEP, "["),
        ("(" * 50 + "1" + ")" * 50, Trouble.TOO_DEEP, "("),
        ("1 + " * 600 + "1", Trouble.TOO_LONG, "2401"),
    ],
)
def test_what_is_wrong_with_an_expression_is_named(expression: str, trouble: Trouble, what: str) -> None:
    assert [(each.trouble, each.what) for each in faults_of(expression)] == [(trouble, what)]


def test_all_that_is_wrong_with_an_expression_is_named_at_once() -> None:
    assert [str(each) for each in faults_of("foo(1) + if(2) + bar()")] == [
        "unknown-function: foo", "arguments: if", "unknown-function: bar",
    ]  # fmt: skip


@given(some.text(alphabet="${}ab()[]/.,'\"=<>!*|@:+- and or 1", max_size=40))
def test_no_text_stumbles_the_look_at_an_expression(text: str) -> None:
    assert all(each.trouble in Trouble for each in faults_of(text))


def test_no_pattern_keeps_the_bot_busy() -> None:
    began = time.monotonic()

    assert worked_out(r"regex(${w}, '(a+)+b')", w="a" * 5_000) == "false"
    assert worked_out(r"regex(${w}, '(.*)(.*)(.*)(.*)(.*)(.*)=')", w="a" * 5_000) == "false"
    assert time.monotonic() - began < 2


# -------------------------------------------------------------------------------------------- what is refused


def test_a_form_that_hangs_on_itself_is_refused_by_its_paths() -> None:
    with pytest.raises(FormCircular) as refused:
        written(
            "| type | name | label | calculation |\n| text | t | T | |\n"
            "| calculate | a | | ${b} + 1 |\n| calculate | b | | ${a} + 1 |"
        )
    assert set(refused.value.paths) == {"a", "b"}


@pytest.mark.parametrize(
    ("survey", "why"),
    [
        ("| type | name | label |\n| text | a | A |\n| text | a | A |", "a"),
        ("| type | name | label |\n| select_one nowhere | a | A |", "choices sheet"),
        ("| type | name | name |\n| text | a | A |", "Duplicate column header: name"),
        ("| type | name | label |\n| barcode | a | A |", "not supported: a (barcode)"),
        ("| type | name | label |\n| begin_repeat | r | R |\n| text | a | A |\n| end_repeat | | |", "repeat"),
        ("| type | name | label |\n| acknowledge | a | A |", "not supported: a"),
        ("| type | name | label | relevant |\n| text | a | A | foo(1) |", "unknown-function: foo"),
        ("| type | name | label | relevant |\n| text | a | A | position() = 1 |", "Invalid context position"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(survey: str, why: str) -> None:
    with pytest.raises(FormUnread) as refused:
        written(survey)
    assert why in str(refused.value)


def test_a_form_names_nothing_outside_itself() -> None:
    secret = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    xform = to_xform(form_named("roads")).replace("<h:html", f"{secret}<h:html", 1).replace("Улица", "&e;", 1)
    kept = KeptForm("a", "", Bilingual(), {}, xform)

    assert FORMS.questionnaire(kept).question("where/street").label == Bilingual()  # type: ignore[union-attr]


def test_forms_at_hand_are_bounded_and_read_again() -> None:
    forms = EvaluatedForms()
    many = [written(f"| type | name | label |\n| text | a | № {number} |") for number in range(AT_HAND + 2)]

    for kept in (*many, many[0]):
        assert forms.questionnaire(kept).questions[0].label.kk.startswith("№")
    assert len(forms._forms) == AT_HAND  # noqa: SLF001 - what is bounded is seen only inside

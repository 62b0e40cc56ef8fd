"""What may be wrong in a form that somebody wrote: one fact a fault, the sentence for each in ``forms.ftl``.

What is quoted of the file is cut short; a fault's cell stands beside it (``village.listing.Fault``).
"""

from village.errors import Refusal, refusal
from village.texts import Language


@refusal
class FormUnread(Refusal):
    """A file that is no form: no .xlsx."""

    message = "form-file-unread"


@refusal
class FormTooLarge(Refusal):
    """A file larger than any form, or one that swells up when it is opened."""

    message = "form-file-too-large"


@refusal
class SheetMissing(Refusal):
    """A sheet without which there is no form."""

    message = "form-fault-sheet-missing"
    sheet: str


@refusal
class SheetForeign(Refusal):
    """A sheet that a chat has no use for."""

    message = "form-fault-sheet-foreign"
    sheet: str


@refusal
class ColumnMissing(Refusal):
    """A column without which the sheet says nothing."""

    message = "form-fault-column-missing"
    column: str


@refusal
class ColumnTwice(Refusal):
    """Two columns that say the same; ``other`` is the first."""

    message = "form-fault-column-twice"
    column: str
    other: str


@refusal
class ColumnNameless(Refusal):
    """A column with something in it and nothing at its head."""

    message = "form-fault-column-nameless"


@refusal
class ColumnLike(Refusal):
    """A column nobody knows, but one that is written nearly so."""

    message = "form-fault-column-like"
    column: str
    like: str


@refusal
class ColumnForeign(Refusal):
    """A column that XLSForm knows and a chat cannot follow, with something in it."""

    message = "form-fault-column-foreign"
    column: str


@refusal
class NothingAsked(Refusal):
    """A form that asks nothing."""

    message = "form-fault-nothing-asked"


@refusal
class QuestionsTooMany(Refusal):
    """More questions than anybody answers."""

    message = "form-fault-questions-too-many"
    most: int


@refusal
class TypeMissing(Refusal):
    """A question of which it is not said what it takes."""

    message = "form-fault-type-missing"


@refusal
class TypeUnknown(Refusal):
    """A type that XLSForm does not know."""

    message = "form-fault-type-unknown"
    text: str


@refusal
class TypeForeign(Refusal):
    """A type that XLSForm knows and a chat cannot ask."""

    message = "form-fault-type-foreign"
    text: str


@refusal
class ListMissing(Refusal):
    """A question with choices of which it is not said which."""

    message = "form-fault-list-missing"
    text: str


@refusal
class ListUnknown(Refusal):
    """A list of choices that stands nowhere."""

    message = "form-fault-list-unknown"
    text: str


@refusal
class NameMissing(Refusal):
    """A question, a group or a choice without a name."""

    message = "form-fault-name-missing"


@refusal
class NameBad(Refusal):
    """A name that no question can have."""

    message = "form-fault-name-bad"
    name: str


@refusal
class NameTwice(Refusal):
    """A name that stands twice in one group; ``row`` is where first."""

    message = "form-fault-name-twice"
    name: str
    row: int


@refusal
class GroupOpen(Refusal):
    """A group that is not closed."""

    message = "form-fault-group-open"
    name: str


@refusal
class GroupNotBegun(Refusal):
    """The end of a group that has no beginning."""

    message = "form-fault-group-not-begun"


@refusal
class LabelMissing(Refusal):
    """Something people are to read that has no words."""

    message = "form-fault-label-missing"


@refusal
class LabelLong(Refusal):
    """Words that are too long for a chat."""

    message = "form-fault-label-long"
    over: int
    most: int


@refusal
class LanguageMissing(Refusal):
    """A column that has only one of the two languages."""

    message = "form-fault-language-missing"
    column: str
    wanted: str


@refusal
class TextHalf(Refusal):
    """Words written in one of the two languages."""

    message = "form-fault-text-half"
    lang: Language


@refusal
class ReferenceUnread(Refusal):
    """A reference to a question that is not written as one."""

    message = "form-fault-reference-unread"
    text: str


@refusal
class QuestionUnknown(Refusal):
    """A reference to a question that the form does not have."""

    message = "form-fault-question-unknown"
    name: str


@refusal
class QuestionLike(Refusal):
    """A reference to a question that is written nearly so."""

    message = "form-fault-question-like"
    name: str
    like: str


@refusal
class QuestionTwice(Refusal):
    """A reference to a name that stands more than once."""

    message = "form-fault-question-twice"
    name: str


@refusal
class NotKept(Refusal):
    """A reference to what the bot neither asks nor keeps."""

    message = "form-fault-not-kept"
    name: str


@refusal
class AskedLater(Refusal):
    """A condition that looks at a question which comes later, or at itself."""

    message = "form-fault-asked-later"
    name: str


@refusal
class CalculationCircular(Refusal):
    """A calculation that needs its own result."""

    message = "form-fault-calculation-circular"
    name: str


@refusal
class CalculationMissing(Refusal):
    """A calculation without its expression."""

    message = "form-fault-calculation-missing"


@refusal
class CalculationShown(Refusal):
    """A calculation on a question that people answer."""

    message = "form-fault-calculation-shown"


@refusal
class ExpressionUnread(Refusal):
    """An expression that cannot be read."""

    message = "form-fault-expression-unread"
    text: str


@refusal
class FunctionUnknown(Refusal):
    """A function that conditions do not have."""

    message = "form-fault-function-unknown"
    name: str


@refusal
class FunctionArguments(Refusal):
    """A function with too few or too many values in its brackets."""

    message = "form-fault-function-arguments"
    name: str


@refusal
class PatternUnread(Refusal):
    """A pattern that is none."""

    message = "form-fault-pattern-unread"
    text: str


@refusal
class ExpressionDeep(Refusal):
    """An expression that would take too long."""

    message = "form-fault-expression-deep"


@refusal
class ChoiceUnknown(Refusal):
    """A choice that the question does not offer."""

    message = "form-fault-choice-unknown"
    choice: str
    name: str


@refusal
class NeverShown(Refusal):
    """A condition that can never be true."""

    message = "form-fault-never-shown"


@refusal
class NothingFits(Refusal):
    """A constraint that no answer meets."""

    message = "form-fault-nothing-fits"


@refusal
class NeverOffered(Refusal):
    """A filter of choices that leaves none."""

    message = "form-fault-never-offered"


@refusal
class FilterMisplaced(Refusal):
    """A filter of choices where there are none."""

    message = "form-fault-filter-misplaced"


@refusal
class FilterColumnUnknown(Refusal):
    """A filter by a column that the choices do not have."""

    message = "form-fault-filter-column-unknown"
    name: str


@refusal
class RequiredButFixed(Refusal):
    """An answer that is required and cannot be given."""

    message = "form-fault-required-but-fixed"


@refusal
class ParameterForeign(Refusal):
    """A parameter that a chat cannot follow."""

    message = "form-fault-parameter-foreign"
    text: str


@refusal
class AppearanceForeign(Refusal):
    """An appearance that would leave something unasked."""

    message = "form-fault-appearance-foreign"
    text: str


@refusal
class ChoiceListless(Refusal):
    """A choice that stands in no list."""

    message = "form-fault-choice-listless"


@refusal
class ChoiceNameBad(Refusal):
    """A choice's name with a blank in it."""

    message = "form-fault-choice-name-bad"
    name: str


@refusal
class ChoiceTwice(Refusal):
    """A choice's name that stands twice in its list; ``row`` is where first."""

    message = "form-fault-choice-twice"
    name: str
    row: int


@refusal
class ChoicesTooMany(Refusal):
    """More choices than a chat can show."""

    message = "form-fault-choices-too-many"
    most: int


@refusal
class TitleMissing(Refusal):
    """A form without a title."""

    message = "form-fault-title-missing"


@refusal
class TitleHalf(Refusal):
    """A title in one language."""

    message = "form-fault-title-half"
    text: str


@refusal
class FormIdBad(Refusal):
    """An id that no form can have."""

    message = "form-fault-id-bad"
    text: str


@refusal
class DefaultLanguageUnknown(Refusal):
    """A default language that the form does not have."""

    message = "form-fault-default-language"
    text: str


@refusal
class FormRefused(Refusal):
    """What pyxform says of a form in which we found nothing; its own words, in English."""

    message = "form-fault-refused"
    text: str

# Reading a form (XLSForm): what is to be mended in the file. The cell stands before each: “survey!C7: …”.

## The file

form-file-unread = This file cannot be read as a form. Save the XLSForm in Excel again as .xlsx and send it.
form-file-too-large = The file is too large: 10 MB, 5000 rows and 100 columns a sheet at most. Leave only the form in it.

## Sheets and columns

form-fault-sheet-missing = There is no sheet “{ $sheet }”. The questions must stand on it.
form-fault-sheet-foreign = The sheet “{ $sheet }” is not used in a chat. Take it out.
form-fault-column-missing = There is no column “{ $column }”. Write it in the first row.
form-fault-column-twice = “{ $column }” and “{ $other }” are the same column. Leave one of them.
form-fault-column-nameless = The first row of this column is empty, so it is not read. Name it or clear the column.
form-fault-column-like = There is no column “{ $column }”; did you mean “{ $like }”?
form-fault-column-foreign = The column “{ $column }” does not work in a chat. Take it out.

## Questions

form-fault-nothing-asked = The form asks nothing. Write at least one question.
form-fault-questions-too-many = Too many questions. At most: { $most }. Divide the form.
form-fault-type-missing = The question has no type. Write “text” or “select_one”, for example.
form-fault-type-unknown = There is no type “{ $text }”. Check how it is written.
form-fault-type-foreign = The type “{ $text }” cannot be asked in a chat. Ask in another way or take the row out.
form-fault-list-missing = After “{ $text }” comes the name of a list. For example: “select_one yes_no”.
form-fault-list-unknown = The list “{ $text }” is not on the sheet choices. Check the name or write the list there.
form-fault-name-missing = There is no name. Write a short one in Latin letters in the column name, such as water.
form-fault-name-bad = The name “{ $name }” will not do. Begin with a letter; then letters, digits, hyphens and underscores only, no blanks.
form-fault-name-twice = The name “{ $name }” is in this group already, row { $row }. Give another.
form-fault-group-open = The group “{ $name }” is not closed. Add a row “end_group” after its last question.
form-fault-group-not-begun = There is no group to close here. Take the row out or see where “begin_group” stands.

## Texts and the two languages

form-fault-label-missing = There is no text. Write in Kazakh and in Russian what people will see.
form-fault-label-long = The text is too long by { $over } characters. At most: { $most }.
form-fault-language-missing = The column “{ $column }” is in one language only. Add the other: “{ $wanted }”.
form-fault-text-half = There is no text in { $lang }. Write it in this cell.

## Conditions

form-fault-reference-unread = A reference to a question is not written right. It is written “{ $text }”.
form-fault-question-unknown = There is no question “{ $name }” in the form. Check the name.
form-fault-question-like = There is no question “{ $name }” in the form; did you mean “{ $like }”?
form-fault-question-twice = The name “{ $name }” stands more than once in the form, so it is not clear which is meant. Rename one.
form-fault-not-kept = The bot neither asks nor keeps “{ $name }”. For the day, write “today()”.
form-fault-asked-later = The condition looks at “{ $name }”, which is asked later. Change the order of the questions.
form-fault-calculation-circular = The calculation “{ $name }” needs its own result. Mend the expression.
form-fault-calculation-missing = The calculation has no expression. Write it in the column calculation.
form-fault-calculation-shown = A calculation on a question that people answer would wipe the answer. Take the type “calculate”, or write “yes” in read_only.
form-fault-expression-unread = The expression cannot be read: “{ $text }”. Check brackets and quotation marks.
form-fault-function-unknown = There is no function “{ $name }”. Check how it is written or take another.
form-fault-function-arguments = The function “{ $name }” has too few or too many values in its brackets. Check it.
form-fault-pattern-unread = The pattern in regex cannot be read: “{ $text }”. Mend it.
form-fault-expression-deep = The expression is too intricate. Divide it into several “calculate” rows.
form-fault-choice-unknown = The list of the question “{ $name }” has no choice “{ $choice }”. Write the name from the column name.
form-fault-never-shown = This condition can never be true, so nobody will see the row. Mend the condition.
form-fault-nothing-fits = No answer meets this condition. Mend it.
form-fault-never-offered = This filter leaves no choice. Mend choice_filter.
form-fault-filter-misplaced = choice_filter goes only with a question that has a list. Clear this cell.
form-fault-filter-column-unknown = The sheet choices has no column “{ $name }”. Check the name.
form-fault-required-but-fixed = An answer is required but nobody can give it: read_only. Clear required or read_only.
form-fault-parameter-foreign = The parameter “{ $text }” does not work in a chat. Clear this cell.
form-fault-appearance-foreign = The appearance “{ $text }” cannot be in a chat: questions are asked one by one, not in a table. Clear this cell.

## Lists of choices

form-fault-choice-listless = It is not said which list this choice belongs to. Fill in list_name.
form-fault-choice-name-bad = The name “{ $name }” has a blank in it. Put an underscore there, such as very_good.
form-fault-choice-twice = The name “{ $name }” is in this list already, row { $row }. Give another.
form-fault-choices-too-many = This list has too many choices. At most: { $most }. Divide it by choice_filter: ask for the village first, say.

## Settings

form-fault-title-missing = The form has no title. On the sheet settings write in form_title: “Kazakh / Russian”.
form-fault-title-half = The title “{ $text }” is in one language only. Write “Kazakh / Russian”.
form-fault-id-bad = This form_id will not do: “{ $text }”. Write it in Latin letters without blanks, such as needs_2026.
form-fault-default-language = default_language is “{ $text }”, but the form has no such language. Write it as the columns do.

## What is left

form-fault-refused = The program pyxform did not take the form. It says: “{ $text }”

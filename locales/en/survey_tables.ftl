# The tables of a survey: one sheet, one row.

survey-tables-coming = The tables of survey № { $number } are being made. They will come here.
survey-tables-here = The sheets of survey № { $number } as tables, in all: { $sheets }. They hold people’s own answers: do not pass the files on.
survey-tables-files-large = The photos and voice recordings are too large for the chat. The bot’s operator can give them: asar export survey, survey № { $number }
survey-tables-files-missing = Photos and recordings not fetched yet, or gone: { $files }. Their cells in the table are empty.
survey-tables-many = Survey № { $number } has too many sheets ({ $sheets }); the chat gives up to { $most }. Ask the bot’s operator for the table: asar export survey
survey-tables-wide = The form’s table is too wide: columns { $columns }, while an Excel sheet has { $most }. Ask the operator to write it as CSV.
survey-tables-open = The anonymous survey № { $number } is still open. Its tables are given when it is over: now they would show who has just answered.
survey-tables-few = Fewer than { $least } people answered the anonymous survey № { $number }. So that nobody can learn who said what, its sheets are not given.
survey-tables-stopped = Survey № { $number } was stopped by the bot’s operator; it has no tables.

## Words in the table

survey-tables-sheets = Sheets
survey-tables-codebook = Codebook
survey-tables-word = { $word }
survey-tables-row = Row
survey-tables-survey = Survey №
survey-tables-version = Form version
survey-tables-language = Language
survey-tables-network = Messenger
survey-tables-settlement = Settlement
survey-tables-level = Level
survey-tables-interviewer = Filled in by
survey-tables-began = Began
survey-tables-handed-in = Handed in

# Paper sheets: printing them, the lines that the akim’s office types in, and lines in dispute.

button-onpaper = Paper sheets
onpaper-sheets = Sheets printed: { $sheets }. Typed in whole: { $entered }.
onpaper-left = Sheets still to be typed in: { $count }
onpaper-sheet-line = Sheet No { $sheet } – { $place }, lines typed in: { $lines }
button-onpaper-sheet = Type in sheet No { $sheet }
button-onpaper-place = Print for: { $place }
button-onpaper-print = Sheets to print: { $count }
button-onpaper-compare = Lines in dispute: { $count }
onpaper-how-many = For: { $place }. Lines on a sheet: { $lines }. How many sheets do you need?
onpaper-printed = The sheets are ready: No { $first }–{ $last }, { $place }. Print the file.
onpaper-printed-how = Each sheet has a number of its own: print a new one instead of copying. Give signed sheets to the akim’s office, where the lines are typed in.
onpaper-expected = The author of the appeal has printed paper sheets. When a signed one is brought to you, scan the code on it or press the button, and type in its lines.
onpaper-sheet = Sheet No { $sheet }, { $place }. Lines typed in: { $lines } / { $most }
onpaper-line = { $line }. { $name }
onpaper-line-disputed = { $line }. { $name } – in dispute
button-onpaper-type = Type in lines
button-onpaper-done = The whole sheet is typed in
onpaper-lines-ask =
    Sheet No { $sheet }, { $place }. Write the lines in one message, each on a line of its own:
    { $next } Serikova | Aigul | Bolatkyzy | 8 701 000 00 00
    Leave out the patronymic and the phone where there is none. To take back a wrong line, put a dash after its number: 3 -
onpaper-page-link = The lines of sheet No { $sheet } are typed in on the bot’s own page: an IIN is not written in a chat. The link works until { $at }.
button-onpaper-page = Type in lines on the page
onpaper-page-lines = Lines of the sheet
onpaper-page-hint = Write each on a line of its own: { $next } Serikova | Aigul | Bolatkyzy | IIN | phone. To take back a wrong one, put a dash after its number.
onpaper-check = Sheet No { $sheet }. Compare it with the paper: is all of it right?
onpaper-taken-back = { $line }. This line is taken back.
button-onpaper-keep = Right, keep it
onpaper-counted = Lines counted: { $count }
onpaper-repeats = Line { $line } does not count: this person has signed already, No { $row } in the register.
onpaper-doubtful = Line { $line } is in dispute: it has the same name as signature No { $row } in the register. Until two people have compared, it does not count.
act-petition-sheets-printed = paper sheets of a collective appeal printed
act-petition-lines-typed = lines of a paper sheet typed in
act-petition-line-compared = a disputed line on paper compared

## Lines in dispute

onpaper-doubts = Lines in dispute: { $count }. Until two people have compared them, they do not count.
onpaper-doubt =
    Sheet No { $sheet }, line { $line }, { $place }
    { $name }
    The register has this name already:
onpaper-like = No { $row } { $name }, { $place }, in the messenger: { $at }
onpaper-like-paper = No { $row } { $name }, { $place }, sheet No { $sheet }, line { $line }
onpaper-doubt-how = Is it one person, or a namesake? Look at the sheet, and ask where you need to. It is settled when two people say the same.
button-onpaper-same = One person
button-onpaper-other = Somebody else, a namesake
onpaper-said = Your answer is kept. One more person compares.
onpaper-settled = Settled: a namesake, the line counts.
onpaper-struck = Settled: one person, the line does not count.
onpaper-nothing-left = No line in dispute is left for you.

## If something is wrong

onpaper-no-lines = There is no line to be seen. Write the lines of the sheet.
onpaper-line-unread = Line { $line } cannot be read: “{ $text }”. Write it like this: Serikova | Aigul | Bolatkyzy | 8 701 000 00 00
onpaper-no-such-line = There is no line { $line }: a sheet has { $most } lines.
onpaper-line-twice = Line { $line } is written twice.
onpaper-line-without-iin = Line { $line } has no IIN, and this appeal needs one.
onpaper-line-taken = Line { $line } is typed in already. If it is wrong, take it back first: put a dash after its number.
onpaper-line-empty = Line { $line } is not typed in, there is nothing to take back.
onpaper-no-such-sheet = This appeal has no sheet No { $sheet }, or it belongs to another village.
onpaper-no-page = This appeal needs IINs, and this bot has no page of its own to type them in on. The bot’s operator can add one.
onpaper-doubt-settled = Others have compared this line already.
onpaper-doubt-late = The appeal was registered or stopped: disputed lines are settled no more.

## The form

form-sheet = lines of a paper sheet
question-sheet-lines = Lines of the sheet

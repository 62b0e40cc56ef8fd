# The roll of residents: levels, being found in it, neighbours’ word, the office’s table.

## Levels

level-0 = 0 – in the village’s chat
level-1 = 1 – phone confirmed
level-2 = 2 – on the residents’ roll, or confirmed by neighbours
my-next-step = Go to level 2
my-vouches = Neighbours I confirm

roll-phone-ask = First confirm your phone: press the button below. If your number is on the residents’ roll, you are found at once. We show it to nobody.
roll-step-ask = Your phone is confirmed, but the number is not on the residents’ roll. Shall we look for you by name, or will neighbours confirm you?
roll-button-name = Look for me by name
roll-not-here = The residents’ roll is not in the bot yet. The akim’s office brings it. Phone: { $phone }.
roll-already = You are on level 2, nothing else is needed.
roll-phone-first = First confirm your phone: /my, “Confirm my phone”.

## Looked for by name

roll-consent-ask =
    Consent to be looked for on the residents’ roll (version { $version })
    The roll is kept by: { $operator }
    What we ask: your year of birth, your surname and name
    What for: to know that the person on the roll is you
    Who sees it: if your phone is not the one on the roll, two people of the akim’s office
    How long: until it is decided. Then what you wrote is deleted from the bot; only that you were found is kept.
    What you write travels through the messenger and servers abroad. Do not write your IIN.
    Do you agree?
roll-consent-first = First press “I agree”. If you do not, press “Cancel”.
roll-year-ask = Write your year of birth, for example: 1985
roll-name-ask = Write your surname and name as in your document, for example: Nurlanova Aigul
roll-found = You were found on the residents’ roll, or your neighbours confirmed you. You are on level 2 now.
roll-claim-sent = Thank you. Two people of the akim’s office will look at this. The answer comes here.
roll-claim-waits = The akim’s office is looking at your request. The answer comes here.
roll-claimed-too-often = We have looked many times today. Try again tomorrow, or ask neighbours to confirm you.
roll-not-found = You were not found on the residents’ roll. Neighbours who know you can confirm you, or have yourself listed at the akim’s office.
roll-lost = Your level 2 has ended: the residents’ roll changed, or a neighbour took their word back. If this is a mistake, call the akim’s office: { $phone }.

## The office: a doubtful pair

roll-doubt-name =
    Is this the same person?
    On the roll: { $listed } · { $section }
    The person wrote: { $said }
roll-doubt-phone =
    Is this the same person?
    On the roll: { $listed } · { $section }
    The phone is the one on the roll.
roll-doubt-taken = Another person is registered for this line of the roll. After two “Yes” their level 2 ends.
roll-doubt-ask = Level 2 is given when two people of the office say “Yes”. One “No” is enough not to give it. If in doubt, talk to the person.
roll-doubt-one-more = One person has said “Yes”. The word of one more of the office is needed.
roll-doubt-yes = Yes, it is
roll-doubt-no = No, it is not
roll-doubt-decided-yes = Decided: two people have confirmed it.
roll-doubt-decided = Decided: this pair is closed.
roll-word-kept = Your word is kept.
roll-doubt-over = This pair was decided before.
roll-own-claim = Nobody decides on themselves. Your colleagues will look at it.
roll-second-person = You have said “Yes” already. Another person of the office is needed.

## Neighbours’ word

vouch-button = Ask neighbours to confirm me
vouch-link =
    Hand this link to neighbours who know you well. Only those found on the residents’ roll can confirm. Needed: { $wanted }. So far: { $given }.
    { $link }
    Days for which the link holds: { $days }. The neighbour sees your name in the messenger. Who refuses is told to nobody.
vouch-nameless = no name given
vouch-question =
    A neighbour asks for your word. Name in the messenger: “{ $name }”. Lives in: { $section }.
    The name may be any: look at who gave you the link. Do you know this person, and do they live here? Your word goes into the record by number, without a name; you can take it back in /my.
vouch-yes = Yes, I know them, they live here
vouch-no = No
vouch-kept = Thank you, your word is kept. To take it back: /my.
vouch-not-given = All right. Nobody is told.
vouch-over = The time of this link is over, or no word is needed any more.
vouch-not-oneself = Nobody confirms themselves. Hand the link to neighbours.
vouch-roll-needed = Only people found on the residents’ roll can confirm. Whether you are there you see in /my.
vouch-enough = The most neighbours one person can confirm: { $most }. You can take one word back in /my.
vouch-before = You have confirmed this person already.
vouch-none = You confirm nobody at the moment.
vouch-list = Neighbours you confirm: { $people }. To take a word back, press its button.
vouch-take-back = Take back: { $name } ({ $day })
vouch-take-back-ask = Take your word back? “{ $name }”, { $day }. With fewer than two left, the person’s level 2 ends.
vouch-take-back-sure = Yes, take it back
vouch-taken-back = Your word is taken back.

## The office: bringing the roll

roll-file-ask =
    Send the residents’ roll as a file: Excel (.xlsx) or .csv, 10 MB at most. On the roll now: { $listed }.
    Columns: settlement, surname and name (or full name), year or date of birth; phone and IIN if you have them. Only those who are eighteen.
    It is checked first; nothing changes until you say “Write”. The file is deleted from the bot; delete it from the chat yourself.
roll-file-kept = The file is here. It is being checked, the outcome comes to this chat.
roll-file-needed = A file is needed here: Excel (.xlsx) or .csv. Send it as a document.
roll-file-lost = The file could not be fetched. Write /roll and send it again.
roll-sheet-unread = This file cannot be read as a table. Save it in Excel again, as .xlsx or .csv.
roll-sheet-too-large = The table is too large: a file of 10 MB and 50,000 rows at most. Leave only the residents’ roll in it.
roll-headings-missing = No headings were found. Write in the first row: settlement, surname, name, birth year, phone, IIN.
roll-column-missing = The table has no column: { $column }.
roll-column-twice = A column stands twice: { $column }. Leave one.
roll-nobody-listed = The table lists nobody.
roll-cell-empty = Not filled in: { $column }.
roll-section-unknown = No settlement “{ $text }”.
roll-section-like = No settlement “{ $text }”; did you mean “{ $section }”?
roll-name-unread = A surname and a name are needed, in letters.
roll-birth-unread = No year or date of birth: “{ $text }”. For example: 1985 or 12.03.1985
roll-not-adult = Not eighteen yet. The roll lists adults only.
roll-birthday-needed = Turns eighteen this year. Write the whole date of birth, so that it is known whether they have.
roll-phone-unread = No phone: “{ $text }”. Write one number a cell, for example: +7 701 123 45 67
roll-iin-wrong = A wrong IIN: its check digit does not agree. Compare it with the document.
roll-listed-twice = This person is in the table already, row { $row }.
roll-fault = { $cell }: { $wrong }
roll-faults = The roll was not written. To be mended: { $faults }. Mend it and send it again with /roll.
roll-faults-more = Left besides: { $faults }.
roll-difference =
    The table is in order. Written, it would mean:
    New: { $added }
    Changed: { $changed }
    The same: { $same }
    Gone from the roll: { $gone }
roll-difference-losing = Losing level 2: { $people }
roll-button-write = Write
roll-written = The roll is written. On it now: { $listed }. The file is deleted from the bot.
roll-left = All right, the roll is as it was. The file is deleted from the bot.

roll-column-section = settlement
roll-column-full-name = full name
roll-column-surname = surname
roll-column-name = name
roll-column-patronymic = patronymic
roll-column-born = birth year
roll-column-phone = phone
roll-column-iin = IIN

## Menu, forms, the record

menu-roll = Bring the residents’ roll
form-roll = bringing the residents’ roll
form-claim = being looked for on the roll
question-roll-file = File
question-claim-consent = Consent
question-claim-year = Year of birth
question-claim-name = Surname and name
act-roll-imported = the residents’ roll was written
act-roll-confirmed = confirmed as the person on the roll
act-roll-refused = said not to be the person on the roll
act-roll-moved = a line of the roll given to another person
act-vouched = a neighbour confirmed somebody
act-vouch-taken-back = a neighbour took their word back

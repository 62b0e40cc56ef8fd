# A survey: several questions, with conditions, in two languages. An opinion, not a vote in law.

survey-title = SURVEY No. { $number }
survey-title-draft = SURVEY (not published yet)
survey-name = { $title }
survey-anonymous = The survey is anonymous: nobody can learn who answered what, neither the akim nor the bot.
survey-named = The office sees the answers without names. The results are published as totals.
survey-length = Questions: { $count }, about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
survey-sections = Sections: { $sections }
survey-handed-in = Filled in: { $people }
survey-you-handed-in = You have filled in this survey.
button-survey-fill = Fill in
button-survey-change = Change my answers
button-survey-interview = Fill in for somebody

## Reminder

survey-nudge =
    You have not yet filled in survey No. { $number }: { $title }
    Until: { $at }
survey-nudge-begun =
    You began survey No. { $number } and did not finish: { $title }
    Your answers are kept, you go on where you stopped. Until: { $at }

## Beginning: a file, a ready one, made in the chat

survey-begin = What shall the survey begin with? Below: a new one, ready-made ones, drafts, the last surveys.
survey-ready = Ready-made: { $title }
survey-open-draft = Draft: { $title }
survey-open = No. { $number }: { $title }
survey-interview-choose = Which survey do you fill in for somebody?
survey-none-open = No survey is open now.
button-survey-by-file = Send a file (XLSForm)
button-survey-here = Make one here in the chat
survey-file-ask =
    Send the survey as an Excel file (.xlsx) in the form language XLSForm, which KoboToolbox and ODK use.
    Its texts are needed in two languages, each in a column of its own: Kazakh (kk) and Russian (ru).
survey-file-lost = The file could not be fetched. Write /survey and send it again.
survey-form-good = The file is in order, there are no faults.
survey-faults = The survey was not taken. To be mended: { $faults }. Mend it and send it again with /survey.
button-survey-take = Keep as a draft

## A draft

survey-draft = DRAFT OF A SURVEY. Version: { $version } ({ $at })
survey-languages = Languages: { $langs }
survey-conditional = Asked on a condition: { $names }
survey-draft-next = Nobody has seen it yet. Fill it in yourself first: what you try is deleted when it is published.
survey-file-here = The survey as an XLSForm file. You may change it and send it again with /survey.
survey-drop-ask = Delete the draft “{ $title }”? What was tried in it goes, too.
survey-dropped = The draft is deleted: { $title }
button-survey-try = Fill it in as a test
button-survey-file = XLSForm file
button-survey-drop = Delete the draft
button-survey-drop-sure = Yes, delete it

## Made in the chat

survey-title-ask = What is the survey called? Language: { $lang }. In both languages at once: Kazakh / Russian
survey-title-second = The same title in the second language ({ $lang }):
survey-made-text-ask = Question { $place }. What do you want to ask? Language: { $lang }. In both languages at once: Kazakh / Russian
survey-kind-ask = How is it answered?
survey-kind-yes-no = Yes or no
survey-kind-one = Choose one answer
survey-kind-several = Choose several
survey-kind-rank = Put in order of weight
survey-kind-text = Write in words
survey-kind-number = Write a number
survey-kind-date = Choose a day
survey-kind-photo = Send a photo
survey-kind-voice = Say it by voice
survey-kind-place = Mark a place on the map
survey-required-ask = Must this question be answered?
survey-required-yes = It must
survey-required-no = It may be passed over
survey-made-so-far =
    The questions so far (at most { $most }):
    { $items }
survey-made-more = One more question
survey-made-done = That is all of them
survey-made-remove = Take off the last one

## Publishing

survey-anonymous-ask =
    Shall the survey be anonymous?
    Yes: a sheet handed in is cut from the person for good, it can be neither changed nor withdrawn, and nobody can learn who wrote what.
    No: everybody may change their answers until the end, and the office sees them without names.
    Once published, this cannot be changed.
survey-frozen = Once published, the questions and the rules do not change. Only the time may be prolonged.
survey-published = Published: survey No. { $number }.

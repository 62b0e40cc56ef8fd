# What came out of a survey: how it goes, its result, "you said, the village said", headings, report and pictures.
# It is an opinion, not a vote: the word "vote" is not said here, but for what it is not.

## While it runs

survey-live-finished = Finished: { $people }
survey-live-finished-few = Finished: fewer than { $least } people.
survey-live-begun = Begun and not finished yet: { $people }
survey-live-begun-few = Begun and not finished yet: fewer than { $least } people.
survey-live-stops = At which question they stopped
survey-live-stop = { $place }/{ $most }. { $question } – { $people }
survey-by-how = Who filled it in
survey-by-section = From which settlement
survey-how-own = the residents themselves
survey-how-other = an interviewer
survey-part = { $part }: { $people } people
survey-part-adults = { $part }: { $people } people. Adult residents: { $adults } ({ $percent }%)

## The result

survey-result-title = SURVEY RESULT No { $number }
survey-result-line = { $question } – chosen most: { $options } ({ $percent }%)
survey-result-first = { $question } – put first most often: { $options } ({ $percent }%)
survey-few = Fewer than { $least } people answered. So that nobody can tell who said what, the result is not shown.
survey-kept-back = Questions not shown: { $count }. Fewer than { $least } people answered them, or the answers would tell what a few people think.
survey-result-not-yet = Survey No { $number } is still open. Its result comes after: { $at }
survey-number = { $whole }.{ $part }
survey-choice = { $option } ({ $percent }%)
survey-pictures-here = Pictures of the questions: { $first }–{ $last }. In all: { $count }
button-survey-result = Result and report
button-survey-pictures = A picture of each question
button-survey-pictures-more = More pictures

## To each: you said, the village said

survey-yours = SURVEY No { $number }: you said, the village said
survey-village-said = SURVEY No { $number }: the village said
survey-question = { $question }
survey-you = You: { $options }
survey-village = The village: { $choices }
survey-village-first = The village put first: { $choices }
survey-village-number = The village: { $mean } on average, { $median } in the middle
survey-yours-more = The result of the other questions is in the pictures.

## What was written, and headings

button-survey-texts = Written answers
survey-texts-none = This survey has no question that is answered in words.
survey-texts-which = The answers to which question would you like to read?
survey-texts = Written answers: { $question }
survey-texts-end = There are no more answers.
survey-text = { $place }. { $text }
survey-text-heading = Heading: { $heading }
survey-text-group = Under which heading does this answer belong?
survey-heading = { $heading }: { $people }
survey-texts-not-yet = Survey No { $number } is anonymous. You can read the written answers once it has closed.
button-texts-next = Next answers
button-texts-first = From the beginning
button-heading-new = New heading
button-heading-none = Take from under its heading
button-headings-tell = Tell the village of the headings
button-headings-tell-sure = Yes, publish
survey-heading-ask = Write the heading ({ $lang }). For example: road repairs. Do not name people.
survey-heading-second-ask = Now write the same heading in the second language ({ $lang }).
survey-heading-too-long = The heading is too long: { $most } characters at most, { $over } too many.
survey-headings = SURVEY No { $number }: what residents wrote in their own words
survey-headings-small = Headings with fewer than { $least } answers are not shown.
survey-headings-of-few = Every heading has fewer than { $least } answers, so there is nothing to show.
survey-headings-check = Publish this in the chats?
survey-headings-done = The headings are published. The report has them now, too.
act-survey-headings-told = headings of a survey’s written answers published
form-heading = a new heading
question-heading = Heading
question-heading-second = Heading in the second language

## The report and the pictures

paper-survey-title = Survey result No { $number }
paper-survey-period = When
paper-survey-whom = Who was asked
paper-survey-mode = How answers were taken
paper-survey-named = by name
paper-survey-anonymous = anonymously: no link between an answer and a person was kept
paper-survey-questions = Questions at most
paper-survey-form = Form, version
paper-survey-answered = Answered: { $people }
paper-survey-hidden = not shown
paper-survey-place = mean place – { $number }
paper-survey-mean = On average
paper-survey-median = In the middle (half have less, half have more)
paper-survey-why-hidden = “Not shown” means: fewer than { $least } people answered, or the number of answers would tell what a few people think.
paper-survey-why-no-texts = Answers in people’s own words are not published: only those who ran the survey read them.
paper-survey-digest = Check code of the form (SHA-256): { $digest }
paper-file-survey = Survey-report-{ $number }
paper-file-question = Survey-{ $number } ({ $place })

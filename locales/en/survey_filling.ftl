# Filling in a survey: one question a message.

sheet-in-private = The survey is answered in the private chat: nobody sees your answers here.
sheet-question = { $question }
sheet-hint = { $hint }
sheet-section = { $section }
sheet-place = { $number }/{ $of }
sheet-so-far = Your answer: { $answer }
sheet-how-one = Choose one answer.
sheet-how-several = You can choose several. When you have, press “Done”.
sheet-how-rank = Press one after another, the most important first. Pressing again takes the place back.
sheet-how-text = Write your answer as a message.
sheet-how-integer = Write a whole number, for example: 12
sheet-how-decimal = Write a number, for example: 2.5
sheet-how-date = Write the date, for example: 25.12.2026
sheet-how-time = Write the time, for example: 9:30
sheet-how-place = Send a place on the map: press 📎 and choose “Location”.
sheet-how-photo = Send a photo.
sheet-how-voice = Send a voice message.
sheet-dash = To take your answer back, write a dash: -
sheet-passed-over = no answer
sheet-a-photo = photo
sheet-a-voice = voice message
sheet-a-place = place on the map
sheet-answer-again = This answer no longer fits, please answer again.

## Buttons

button-sheet-begin = Begin
button-sheet-next = Next
button-sheet-done = Done
button-sheet-so = Leave it so
button-sheet-forward = Next
button-sheet-skip = Skip
button-sheet-pause = Go on later
button-sheet-earlier = ‹ Earlier
button-sheet-later = Later ›
button-sheet-again = ✎ { $number }
button-sheet-hand-in = Hand in
button-sheet-change = Change my answers
button-sheet-try-again = Try once more
button-sheet-to-draft = Back to the draft
button-sheet-agreed = Yes, they agreed
button-sheet-unfinished = Finish the begun one
button-sheet-another = For somebody else

## Beginning

sheet-length = Questions: { $questions } at most. It takes about { $minutes } min.
sheet-until = Answers are taken until: { $at }
sheet-named = The akim’s office reads your answers. Your name and phone are not shown to it: beside your answers stand only when you answered, your language, messenger, village and whether your phone is confirmed. The bot knows that the answers are yours, so you can change them until the end.
sheet-anonymous = This survey is anonymous. Until you hand it in, you can change your answers. After that they can be neither changed nor withdrawn: the sheet is cut from you for good. Nobody, the akim’s office included, learns who said what. Only who has answered is known. What you write here stays in your own chat; delete it there if you like.
sheet-phone-ask = In this survey the answers of those count who have confirmed their phone. Press the button below. We show your number to nobody.
sheet-then-phone = Once your phone is confirmed, press this button:
sheet-then-roll = Once you are found on the residents’ roll, press this button:
sheet-then-section = Once you have chosen your village, press this button:
sheet-answered-for-good = You have answered this survey. In an anonymous survey, answers that were handed in are not changed.
sheet-change-begins = These are the answers you handed in. Until you hand them in again, they stand as they were.

## Going on

sheet-kept =
    { $title }
    Your answers are kept. To go on, press the button or open the menu.
sheet-goes-on = The survey is being filled in.
sheet-list-title = Your answers: { $title }
sheet-list-how = Please check. To change an answer, press its number. If all is right, press “Hand in”: only then do the answers count.
sheet-item =
    { $number }. { $question }
    – { $answer }

## Handing in

sheet-thanks = Thank you! Your answers were taken.
sheet-thanks-anonymous = The sheet is cut from you: nobody can find you by it now. You can delete what you wrote in this chat yourself.
sheet-may-change = You can change your answers until: { $at }
sheet-file-on-its-way = A photo or voice message is still being fetched. Wait a moment and press “Hand in” again. Your answers are kept.

## Test run

sheet-test-run = TEST RUN: the answers do not count.
sheet-test-run-begins = This is a test run: the survey is not published yet. You see what a resident will see; your answers stay nowhere.
sheet-test-over = The test run is over. Your answers are deleted.

## For somebody else

sheet-interview = FILLED IN FOR SOMEBODY ELSE
sheet-interview-ask =
    You fill this in for somebody else: { $title }
    Ask them first. They must agree, be an adult of this village, and not have answered this survey otherwise. Read the questions to them and write down what they say. The sheet tells your role; their name is not written down.
sheet-interview-section = If they agree, choose the village they live in:
sheet-interview-done = Thank you! This person’s answers were taken. Your own answers are as they were.
sheet-not-an-interviewer = Only a deputy or a member of the commission fills in for somebody else.

## When an answer does not fit

sheet-does-not-hold = { $says }
sheet-not-accepted = This answer does not fit the question. Please answer otherwise.
sheet-must-be-answered = This question needs an answer.
sheet-rank-all = Still without a place: { $left }. Please give each a place.
sheet-choose-from-list = Choose one of the ready answers: press its button or write its number.
sheet-text-too-long = The answer is too long by { $over } characters. Write it shorter.
sheet-whole-number-needed = A whole number is needed here, for example: 12
sheet-number-needed = A number is needed here, for example: 2.5
sheet-day-needed = A date is needed here, for example: 25.12.2026
sheet-year-doubtful = Please check the year: { $year }. Write all four digits, for example: 25.12.2026
sheet-hour-needed = A time is needed here, for example: 9:30
sheet-place-needed = A place on the map is needed here. Press 📎 and choose “Location”.
sheet-photo-needed = A photo is needed here. Please send one.
sheet-voice-needed = A voice message is needed here. Hold the microphone and speak.

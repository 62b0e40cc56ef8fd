# After signatures were collected: handed over, registered, the term of the answer, put off, answered.

petition-about = Collective appeal No. { $number }: { $title }
petition-ended = The signatures under collective appeal No. { $number } have been collected.
petition-ended-none = Nobody has signed, and the appeal is handed over to nobody.
petition-ended-few = Fewer than { $least } have signed, so we do not show the exact number.
petition-ended-next =
    Now the appeal is handed over. To: { $addressee }.
    The term of the answer begins with its registration; we will show it here.
petition-with-addressee = Being handed over. To: { $addressee }. The number of registration is awaited.
petition-registered = Registered: No. { $paper } of { $from }
petition-due =
    Answer due: { $due } ({ $days ->
        [one] { $days } working day
       *[other] { $days } working days
    })
petition-holidays-skipped = Holidays not counted: { $holidays }
petition-extended =
    The answer was put off. New term: { $until }
    Ground: { $ground }
petition-late =
    No answer. Late by { $days ->
        [one] { $days } day
       *[other] { $days } days
    } (as of { $today })
petition-answered = Answered: { $date }
petition-answer-took =
    The answer took { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
petition-answered-in-time = The answer came in time.
petition-answered-late =
    The answer was late by { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
petition-answer-text = Answer: { $text }
petition-answer-files = Documents with the answer: { $count }. They are in the chat of the village where the appeal began.

## How the term was counted

petition-count-from =
    Day of registration: { $date }. That day itself is not counted.
    Term: { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    }. Saturdays and Sundays are not counted.
count-span =
    { $from } – { $to }: { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
count-skipped = { $date }: not counted ({ $holidays })
petition-count-due = Last day: { $due }
petition-count-moved = Days of rest were moved after the registration. The term that was announced stands: { $due }
petition-count-source = Ground: { $source }. Grade of the source: { $grade }
source-appc-90 = Administrative Procedural Code, articles 90-4 and 90-5 (they are about petitions, taken as a model for collective appeals)
source-appc-76 = Administrative Procedural Code, article 76
source-settings = a setting of the operator
holiday-moved = day of rest moved by decree
holiday-estimated = day estimated

## To the author and the office

button-petition-follow = Hand-over and answer
button-petition-register = Note the registration
button-petition-register-again = Correct the registration
button-petition-extend = The answer was put off
button-petition-give-answer = Publish the answer
button-petition-answer = Read the answer
petition-hand-over-author = Hand over the package of documents. Once it is registered, note its number and day here: the term of the answer begins with that day.
petition-hand-over-office = Register the package of documents and note its number and day here: the term of the answer begins with that day.
petition-register-reminder = The number of registration has not been noted yet. Without it the term of the answer is not counted.
petition-answer-soon =
    Answer due: { $due }. Left: { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
petition-answer-today = The term of the answer ends today.
petition-ask-them = Nobody in the chat answers for this body. Ask there yourself, and note the answer here when it comes.
petition-follow-told = Kept. The message in the group will be updated.
petition-paper-ask =
    Registered by: { $addressee }
    Write the number and day of registration, like this: { $text }
petition-register-check = Check: this is how the group will see it, and the term of the answer is counted from this day.
petition-until-ask = The term is now: { $due }. Until which day was the answer put off? Write the day, like this: 20.02
petition-until-most =
    The latest day: { $day }, which is { $months ->
        [one] { $months } month
       *[other] { $months } months
    } after the first term. Ground: { $source }.
petition-extend-ground-ask = Why was it put off? Write the ground: everybody will see it.
petition-extend-check = Check: the new term and its ground will be published in the group and stay in the message.
petition-reply-ask = Write the text of the answer. If it came on paper, write what matters: the document itself you add later.
petition-reply-second = Now write the answer in { $lang }.
petition-files-ask = Send photos or a PDF of the answer one by one. Added: { $count }, at most { $most }
petition-files-done = Done
petition-answer-check = Check: the answer goes to the group and to each who signed. It cannot be changed later.
form-petition-in = registration of an appeal
form-put-off = putting off an answer
form-reply = answer to an appeal
question-registered = Number and day of registration
question-extended-to = New term
question-reply = Answer
question-reply-second = Answer (second language)
question-reply-files = Documents of the answer
act-petition-registered = a collective appeal was registered
act-petition-extended = the answer to a collective appeal was put off
act-petition-answered = a collective appeal was answered

## What may not be

petition-answer-not-theirs = Only its author and whoever answers for the body may write about appeal No. { $number }.
petition-not-handed-over = This appeal was handed over to nobody.
petition-not-registered = First note the registration: the term of the answer begins with it.
petition-registered-before = { $day } is too early: the appeal was not ready then.
petition-registered-ahead = { $day } has not come yet. Write the day on which it was registered.
petition-registration-day-needed = Write the day as well, like this: 05.12.2026
petition-extended-already = The answer was put off already: { $until }. The registration can no longer be changed.
petition-extended-to-past = { $day } is not a day to come. Write a later day.
petition-extended-not-later = The new term must be later than the present one: { $due }
petition-extended-too-far =
    An answer may be put off by { $months ->
        [one] { $months } month
       *[other] { $months } months
    } at most. Last day: { $day }.
petition-answered-already = This appeal has been answered.
petition-answer-file-needed = Send a photo or a PDF of the answer. If there is no document, press the button below.

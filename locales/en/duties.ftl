# Duties: who owes what by when, reminders, handing over, moving a day.

cycle-of-quarter = { $procedure }: quarter { $part } of { $year }
cycle-of-half-year = { $procedure }: half { $part } of { $year }
cycle-of-year = { $procedure }: { $year }
cycle-of-event = { $procedure }: { $date }
period-quarter = Quarter { $part } of { $year }
period-half-year = Half { $part } of { $year }
period-year = { $year }
light-late = 🔴
light-near = 🟡
light-open = ⚪
light-done = 🟢
duty-is-done = done on { $date }
duty-is-done-late =
    done on { $date }, { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late
duty-is-late =
    was due on { $due }, { $days ->
        [one] { $days } day
       *[other] { $days } days
    } late
duty-is-today = due today, { $due }; days left: { $days }
duty-is-ahead =
    due on { $due }, { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    } left
duty-is-in-order = after the step before, no day is set
duty-line = { $light } { $number }. { $step } – { $role }: { $state }
duty-listed = { $light } { $number }. { $step }: { $state }
duty-of = { $cycle }
duty-named = { $cycle }. Step { $number }: { $step }
duty-step = Step { $number } of { $of }: { $step }
duty-whose = Who: { $role }
duty-state = { $light } { $state }
duty-put-off = The day was moved: { $due }. By the rule: { $rule }. Ground: { $ground }
duty-set = The day was set: { $due }. Ground: { $ground }
duty-follows = Step { $number } comes first: { $step } ({ $role })
duty-nobodys = Nobody is there to do this: { $role }
duty-offered-by-you = You have offered this to another. Until they accept, it is yours.
duty-offered-open = It is being offered to another.
duty-taken-by-you = You have taken this over.
duty-taken-by-another = One person has taken this over.
duty-snoozed = You are not reminded. Next time: { $until }
duty-unable = You have said that you cannot.
duty-history = What was done:
duty-act = { $at }: { $did } ({ $role })
duty-act-words = { $at }: { $did } ({ $role }) – { $words }
did-done = done
did-reopened = opened again
did-moved = the day was moved
did-offered = offered to another
did-taken = taken over
did-refused = declined
did-cannot = cannot do it
proof-word = a word or two
proof-photo = a photo
proof-pdf = a PDF
proof-link = a link
duty-proof-ask = What shows that it is done? Send one of these: { $wanted }
duty-reopen-ask = Mark this step as not done? Its history stays.
duty-snooze-ask = After how many days shall we remind you? The day itself does not change.
duty-refused = All right, it stays with whoever offered it.
duty-reason-ask = Why can you not? Write it shortly. Those who share the role and those above will see it.
duty-reason = The reason: { $words }
duty-due-now = Due now: { $due }
duty-day-ask = Which day instead? For example: 20.12
duty-ground-ask = On what ground? A sentence or two; it stays visible. In both languages: қазақша / по-русски
duty-ground-told = Ground: { $ground }
duty-moved-line = { $number }. { $step }: { $due }
duty-move-check = The days become these. Is it right?
duty-source = Known from: { $source }
duty-grade = Grade of the source: { $grade }
duty-rule-month-day = The rule: day { $day } of the month after the period.
duty-rule-year-day = The rule: this day each year.
duty-rule-same-day = The rule: the same day, after the step: { $step }
duty-rule-in-order = The rule: after the step before; no day is named.
duty-rule-calendar-after =
    The rule: { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    } after: { $step }
duty-rule-calendar-before =
    The rule: { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    } before: { $step }
duty-rule-working-after =
    The rule: { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } after: { $step }
duty-rule-working-before =
    The rule: { $days ->
        [one] { $days } working day
       *[other] { $days } working days
    } before: { $step }
duty-rule-event = the day of the event itself
duty-counted-from = Counted from: { $from }
duty-counted-due = Due: { $due }
duty-day-off = This is a day off. No rule that moves it was found, so we remind on the last working day: { $remind }
duties-title-mine = My duties
duties-title-open = Open duties of the village
duties-title-late = Late duties
duties-title-done = Duties done
duties-none = There is nothing here.
duties-more = More: { $count }
duties-mine = Mine
duties-open = Open
duties-late = Late
duties-done = Done
duty-open = No { $number }
duty-board-title = { $unit }: who, what, by when
duty-board-cycle = { $light } { $cycle }. Done: { $done } of { $of }
duty-board-empty = No procedure runs now.
cycle-stop-ask = End this procedure? Nobody will be reminded of it any more.
cycle-stopped = The procedure is ended.
cycle-renew-ask = The rules have changed. Go on by these days for what is open?
cycle-procedure-ask = Which procedure begins?
cycle-period-ask = For which period?
cycle-event-ask = { $procedure }. Write the day of the event, for example: 20.12
cycle-check = Look at the days. Once it has begun, any of them can be moved on a ground.
cycle-started = A procedure has begun.
digest-title = A reminder of what is due
digest-mine = Yours:
digest-settled = Settled:
digest-asks = Late; you may ask:
digest-raised = Those who owe it say they cannot:
digest-empty = Nobody is there: { $role }. Steps without anybody: { $count }. The nearest: { $step }, { $state }
duty-turn = It is your turn.
duty-offer = You are asked to take this over.
duty-offer-taken = Somebody has taken it over. It is no longer yours.
duty-offer-refused = Nobody took it. It stays with you.
duty-cannot-others = One person says that they cannot. It is now with the others: { $role }
duty-cannot-up = It was said that it cannot be done: { $role }. It is for you to decide.
duty-moved = The day was moved: { $role }
duties-passed = Open duties come with this role: { $role }. In all: { $count }
duties-month = { $unit }. { $from } – { $to }: steps due { $of }, done { $done }
duty-not-yours = This is not yours to do. It is done by: { $role }
duty-done-already = This step is done already: { $day }
duty-not-done = This step is open as it is.
duty-followed = The step that follows it is done already. Open that one first.
cycle-steps-differ = The new rules have other steps. End this procedure and begin it anew.
duty-step-before = This step comes only after: { $number }. { $step }
duty-proof-needed = This proves nothing here. One of these is needed: { $wanted }
duty-moved-to-past = This day is over: { $day }
duty-moved-nowhere = It is due on this day as it is: { $day }
duty-nobody-to-take = There is nobody to take it, you alone hold this role: { $role }
duty-not-offered = This is not being offered any more.
cycle-runs-already = This procedure runs already: { $procedure }, { $date }
button-cycle = The whole procedure
button-cycle-open = { $procedure }
button-cycle-begin = Begin a procedure
button-cycle-begin-sure = Begin
button-cycle-stop = End the procedure
button-cycle-stop-sure = Yes, end it
button-cycle-renew = By the new rules
button-cycle-renew-sure = Yes, by these days
button-monthly-on = Tell the group each month
button-monthly-off = Do not tell the group each month
button-duty-board = All that is due in the village
button-duties-mine = My duties
button-duty-open = Open
button-duty-done = Done
button-duty-snooze = Remind me later
button-snooze-days =
    In { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
button-duty-offer = Hand over
button-duty-cannot = I cannot
button-duty-move = Move the day
button-duty-move-done = Yes, move it
button-duty-reopen = Not done after all
button-duty-feed = Calendar
button-duty-feed-open = The calendar’s address
duty-feed-file = A calendar of your duties. Open the file, and the days are added to your phone’s calendar.
duty-feed-address = Add the address to your phone’s calendar, and it keeps itself up to date. It is for you alone, give it to nobody; a new one shuts the one before.
paper-duties-name = { $unit }: duties
duty-calendar-title = Due: { $step }
duty-calendar-done = Done: { $step }
paper-file-duties = Duties
button-duty-proof = What proves it
form-cycle = beginning a procedure
form-duty-done = marking a duty as done
form-duty-cannot = why it cannot be done
form-duty-move = moving a day
question-procedure = Procedure
question-period = Period
question-event = Day of the event
question-proof = Proof
question-reason = Reason
question-moved-to = New day
question-duty-ground = Ground
question-duty-ground-second = Ground (second language)

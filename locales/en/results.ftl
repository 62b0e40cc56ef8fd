# The result of a quick poll: its text in the chat, its picture, its tables.
# It is an opinion, not a vote: the word “vote” is not said here but once.

result-title = RESULT OF POLL No. { $number }
result-option = { $place }. { $option } – { $people } ({ $percent }%)
result-winner = Chosen most often: { $option }
result-tie = Chosen most often, and equally: { $options }
result-none = Nobody answered.
result-few = Fewer than { $least } people answered in the chat. So that nobody can find out who chose what, the result is not shown.
result-several = Several answers could be chosen ({ $most } at most), so the percentages may add up to more than 100.
result-answered = Answered: { $people }
result-turnout = Answered: { $people }. Adult residents: { $adults } ({ $percent }%)
result-turnout-role = Answered: { $people }. Could answer ({ $role }): { $adults } ({ $percent }%)
result-changes = Times an answer was changed: { $changes }
result-left = Answered and left the chat later: { $left }
result-meaning = This is the residents’ opinion, not a legal vote.
result-digest = Check code: { $digest }

## Parts

result-by-how = How the answers came
result-by-level = How far it is known who answered
result-by-section = From which village
result-by-living = Where they live
result-part = { $part }: { $people ->
        [one] { $people } person
       *[other] { $people } people
    }. { $choices }
result-choice = { $place } – { $percent }%
result-small-parts = Parts of fewer than { $least } people are not shown apart.
result-how-chat = in the chat
result-how-office = by mouth or on paper, through the akim’s office
result-level-0 = in the village chat
result-level-1 = phone confirmed
result-level-2 = on the list of residents
result-living-here = live here
result-living-away = moved away
result-unknown = not known
result-others = the others

## While a poll is open


## Picture and tables

paper-result-title = Result of poll No. { $number }
paper-result-period = { $begins } – { $ends }
paper-result-winner = chosen most often
paper-result-tie = equal
paper-result-turnout = Answered: { $people }, adult residents: { $adults }
paper-result-turnout-role = Answered: { $people }, could answer: { $adults }
paper-result-people = { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
paper-file-result = Poll-{ $number }
paper-table-what = Figure
paper-table-value = Value
paper-table-option = Answer
paper-table-people = People
paper-table-percent = Percent
paper-table-split = Split by
paper-table-part = Part
paper-table-name = Name
paper-table-choices = Chose
paper-table-result = Result
paper-table-parts = Parts
paper-table-ballots = Answers
paper-table-question = Question
paper-table-number = Number
paper-table-entitled = Could answer
paper-table-answered = Answered
paper-table-changes = Times an answer was changed
paper-table-left = Answered and left the chat later
paper-table-digest = Check code (SHA-256)
paper-table-opened = Opened
paper-table-closed = Closed
paper-table-nameless = (name deleted)

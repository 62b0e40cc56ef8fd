# A quick poll: one question, answered by one tap. An opinion, not a vote in law.

poll-title = QUICK POLL No. { $number }
poll-title-draft = QUICK POLL (not published yet)
poll-question = { $question }
poll-until = Answers are taken until: { $date }, { $time }
poll-choose-most = You may choose several, at most: { $most }
poll-final = An answer once given cannot be changed.
poll-secret = Nobody sees who chose what.
poll-open = This is an open poll: your name stands beside your answer.
poll-native-until = Answers are taken until: { $date }, { $time }. If this is prolonged, it is said in this chat.
poll-native-open = Your name stands beside your answer. Only answers of residents in this chat count in the result.
poll-live-fives = Numbers are shown in fives: 5, 10, 15…
opinion-not-vote = This is the residents’ opinion, not a legal vote.
poll-among = Who answers: { $role }
poll-in-section = Which village answers: { $section }
poll-level-1 = Answers count of those who confirmed their phone.
poll-level-2 = Answers count of those who are on the village’s roll.
poll-answered = Answered: { $people }
poll-closed = Closed: { $at }
poll-closed-early = Closed early: { $at }
poll-stopped = This was stopped. There will be no result.

## Answering

poll-answer-kept = Your answer: { $options }
poll-answer-waits = Your answer: { $options }. It does not count yet, one step is missing.
poll-answer-empty = Your answer was taken back.
poll-now-counted = Now your answer counts: { $options }
poll-step-phone = Your answer is kept. For it to count, confirm your phone.
poll-step-roll = Your answer is kept. For it to count, find yourself on the village’s roll.
poll-step-section = Your answer is kept. For it to count, say which village you live in.
poll-phone-ask = In this poll the answers of those count who confirmed their phone. Press the button below: your answer will count by itself, there is no need to tap again. We show your number to nobody.
poll-over = No. { $number } has closed, no more answers or signatures are taken.
poll-not-in-chat = Only members of this village’s chat may answer.
poll-too-new = You have only just joined the chat. Those answer who have been in it for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}. You may answer from this moment on: { $at }
poll-for-role = Here these answer: { $role }
poll-of-section = Here the residents of one village answer: { $section }
poll-too-many = You may choose { $most } at most. First take one of them off.
poll-answer-final = In poll No. { $number } an answer once given cannot be changed.
poll-native-not-counted = Your last answer in poll No. { $number } was not counted.
button-poll-names = Who chose what
poll-names = { $option }: { $names }
poll-names-none = Nobody has answered yet.
button-take-back = Take my answer back
button-poll-change = Change my answer
button-poll-mine = My answer
button-poll-stopped = The poll was stopped

## Reminder

poll-nudge =
    You have not yet answered poll No. { $number }: { $question }
    Until: { $at }

## Drafting

poll-question-ask = What do you want to ask? Language: { $lang }. In both languages at once: Kazakh / Russian
poll-question-second = The same question in the second language ({ $lang }):
poll-question-too-long = The question is too long by { $over } characters. Write it shorter.
poll-template-ask = Choose a template:
poll-template-draft-name = Opinion on a draft
poll-template-draft = Your opinion on this draft: { $details }
poll-template-need-name = Is it needed?
poll-template-need = Does the village need it: { $details }
poll-template-service-name = Rate a service
poll-template-service = How do you rate it: { $details }
poll-template-day-name = Which day suits?
poll-template-day = Which day suits you: { $details }
poll-details-ask = Template: “{ $template }”. Write what it is about. Language: { $lang }
poll-details-second = The same in the second language ({ $lang }):
poll-options-ask = Which answers are there? Each on a new line, from two to twelve. Language: { $lang }
poll-options-second = The same answers in the second language ({ $lang }), in the same order, each on a new line:
poll-options-do-not-pair = In the second language { $wanted } answers are needed; you wrote { $lines } lines.
poll-options-number = There must be from { $least } to { $most } answers. You have: { $given }
poll-option-too-long = An answer has { $most } characters at most: “{ $option }”
poll-option-twice = One answer is there twice: “{ $option }”
poll-set-need-name = Yes / No / I do not mind
poll-set-need =
    Yes, it is needed
    No
    I do not mind
poll-set-support-name = For / Against / Abstain
poll-set-support =
    For
    Against
    Abstain
poll-set-rate-name = Very good … Very bad
poll-set-rate =
    Very good
    Good
    Fair
    Bad
    Very bad
poll-set-day =
    Saturday
    Sunday
    A weekday evening
    I do not mind
poll-section-ask = Whom do we ask?
poll-most-ask = How many answers may one person choose?
poll-most-one = Only one
poll-most = At most { $most }
poll-closes-ask = Until when are answers taken? Choose or write it, for example: 20.12 18:00
poll-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
poll-when-ask = When is it to be published? Now, or write a day and an hour, for example: 20.12 09:00
poll-level-ask = Whose answer counts?
poll-level-choice-0 = Any resident in the chat
poll-level-choice-1 = Those who confirmed their phone
poll-level-choice-2 = Those on the village’s roll
poll-shown-ask = What is seen in the chat while the poll is open?
poll-shown-turnout = How many have answered
poll-shown-live = How many chose each answer
poll-shown-after = Nothing until the end
poll-changeable-ask = May an answer be changed?
poll-names-ask = Shall everybody see who chose what?
poll-among-ask = Who answers?
poll-among-all = All residents
poll-native-ask = Shall the chat be asked by the messenger’s own poll? In it everybody sees who chose what.
poll-native-question-too-long = The messenger’s own poll cannot carry this question: { $most } characters at most in both languages together, { $over } too many. Write it shorter or ask by buttons.
poll-native-option-too-long = The messenger’s own poll cannot carry this answer: { $most } characters at most in both languages together, { $over } too many: “{ $option }”. Write it shorter or ask by buttons.
poll-no-election-ask = This is not about an election, a candidate, a party or a referendum, is it? By law only special organisations may ask about that.
poll-no-election-sure = The text has these words: { $words }. Is it really not about an election, a party or a referendum?
button-no-election = It is not about them
button-election = It is about them
poll-elections-not-here = Polls on elections, parties, candidates or referendums are for organisations that notified the election commission (Administrative Offences Code, 120(3)). Not here: choose another subject.
poll-needs-admin = Where the bot is no admin of the chat “{ $chat }”, it cannot check who answers. Make it an admin first.
poll-goes-at = Will be published: { $at }
poll-shown-is = Seen while the poll is open: { $shown }
poll-native-is = In the chat this is asked by the messenger’s own poll.
poll-frozen = Once published, the question, the answers and the rules do not change. Only the time may be prolonged.
poll-published = Published: poll No. { $number }.
poll-closes-too-soon = The end is too near: at least { $minutes } minutes must be left.
poll-closes-too-late = It lasts { $days } days at most. The latest end: { $latest }
button-poll-template = A template

## Running it

poll-stands = No. { $number } is open. Until: { $at }
poll-few = So far fewer than 5 people have answered.
poll-planned = No. { $number } is not open yet. It opens: { $at }
poll-not-yours = No. { $number } is managed only by whoever published it.
button-poll-numbers = How it stands
button-poll-prolong = Prolong
button-poll-paper = Answers by mouth or on paper
button-poll-close = Close
button-poll-close-sure = Yes, close it
button-poll-tables = Tables
button-poll-clone = Another one like it
poll-close-ask = Close No. { $number } now? It cannot be opened again.
poll-close-done = No. { $number } is closed.
poll-still-open = Poll No. { $number } is still open. The tables come when it has closed.
poll-tables-here = The tables of the result. They hold no more than was said in the chat.
poll-prolong-ask = The end is now: { $at }. By how much shall it be prolonged? You may write the day yourself, for example: 20.12 18:00
poll-prolong-days = { $days ->
    [one] { $days } more day
   *[other] { $days } more days
}
poll-prolong-check = This is what the chat will read. The question and the answers stay as they are.
poll-prolonged = No. { $number } was prolonged. The new end: { $at }
poll-prolong-done = Prolonged: No. { $number }. The new end: { $at }
poll-not-later = The new end must be later than the old one. Now: { $at }
poll-paper-how-ask = How were the answers taken?
poll-taken-mouth = By mouth
poll-taken-paper = On paper
poll-paper-people-ask = How many people answered? Write the number.
poll-paper-counts-ask = How many people for each answer? Write { $count } numbers with blanks between them, in this order: { $options }
poll-paper-kept = Added: the answers of { $people } people. They stand apart in the result.
poll-counts-number = { $wanted } numbers are needed; you wrote { $given }.
poll-counts-over = Too many answers: { $people } people cannot give { $sum } answers.
number-needed = Write it as a number, for example: 12
poll-stopped-by-operator = No. { $number } was stopped by the bot’s operator. Ask the operator why.

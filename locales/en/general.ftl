# Common words: languages, messengers, menu, help, buttons, forms, refusals.
# The bot speaks politely, briefly and warmly, as a village clerk would.

bot-name = Asar

## Languages and messengers

language-kk = Kazakh
language-ru = Russian
language-en = English
# The same in all three files: people see their language in their own language.
language-kk-itself = Қазақша
language-ru-itself = Русский
language-en-itself = English

network-telegram = Telegram
network-whatsapp = WhatsApp
network-simulator = the simulator

## Menu and help

menu = { $unit }. What do you need? Choose below.
menu-resume = Continue: { $form }
menu-start = Start the bot
menu-now = What is ahead
menu-my = My data
menu-language = Change the language
menu-help = Help
menu-cancel = Stop what I began
menu-bind = Connect this chat
menu-gathering = Convene a gathering or a meeting
menu-announce = Write an announcement
menu-poll = Hold a quick poll
menu-survey = Hold or fill in a survey
menu-invite = Give someone a role
menu-roles = Who holds which role
menu-duties = Duties and dates
menu-record = Record of official acts

help =
    This is our village’s bot: { $unit }.
    It tells you in good time of gatherings and important news, and you answer with one tap whether you will come.

    You may write to the bot in private:
    now (/now) – what is ahead
    petition (/petition) – begin collecting signatures
    my (/my) – what the bot knows about you, how to change or delete it
    vouch (/vouch) – ask neighbours to confirm you
    language (/language) – change the language
    help (/menu) – all the buttons
    cancel (/cancel) – stop what you began
    /start – get to know the bot

    Is a notice genuine? Write its number, for example: 14

    For the akim and the office: gathering (/gathering), announce (/announce), invite (/invite), roles (/roles), roll (/roll), record (/record). For holders of a role: duties and dates (/duties). Deputies too: poll (/poll), survey (/survey). To connect a chat, write /bind in that chat.

## What is ahead, checking a notice, the record

now-title = What is ahead
now-nothing = Nothing is planned so far.
now-gathering = No. { $number }. { $kind }: { $date }, { $time }. Place: { $place }
now-poll = Poll No. { $number }: { $question } Until: { $at }
now-survey = Survey No. { $number }: { $title } Until: { $at }
now-open = Open: No. { $number }
now-announcement =
    Announcement No. { $number } ({ $at })
    { $text }

check-number = No. { $number }: this notice is genuine. Published: { $at }. The original is below.
no-such-notice = There has been no notice with this number: No. { $number }. Please check the number.

record-title = Record of official acts
record-empty = The record is empty so far.
record-line = { $at } · { $what } · No. { $number } · { $role }
record-line-unnumbered = { $at } · { $what } · { $role }

act-announced = announcement published
act-announcement-corrected = announcement corrected
act-announcement-recalled = announcement taken back
act-gathering-called = gathering or meeting announced
act-gathering-changed = time or place of a gathering or meeting changed
act-gathering-cancelled = gathering or meeting called off
act-chat-bound = chat connected
act-role-invited = invitation to a role given
act-role-accepted = role accepted
act-role-ended = role ended
act-cycle-begun = a procedure was begun
act-cycle-stopped = a procedure was ended
act-cycle-renewed = a procedure goes on by new rules
act-duty-done = a duty was done
act-duty-reopened = a duty was opened again
act-duty-moved = a day was moved
act-duty-offered = a duty was offered
act-duty-taken = a duty was taken over
act-duty-refused = a duty was declined
act-duty-cannot = it was said that a duty cannot be done
act-invitation-cancelled = invitation cancelled
act-poll-published = a poll was published
act-poll-closed = a poll was closed early
act-poll-prolonged = a poll was prolonged
act-poll-paper = answers by mouth or on paper were added to a poll
act-poll-stopped = a poll was stopped
act-survey-published = a survey was published
act-survey-closed = a survey was closed early
act-survey-prolonged = a survey was prolonged
act-survey-stopped = a survey was stopped
act-survey-dropped = a draft of a survey was deleted
act-survey-exported = the sheets of a survey were taken out as tables

## Common buttons

button-yes = Yes
button-no = No
button-none = None
button-now = Now
button-same = Same in both languages
button-back = Back
button-leave = Cancel
button-continue = Continue
button-publish = Publish
button-correct = Correct
button-try = Send only to me
button-keep = Keep as a draft
button-open-private = Open a private chat with the bot

none = none
unknown = not given
whole-unit = All villages

## Calendar

month-of = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Forms: preview, draft, correction

preview =
    Please check: this is what residents will see. It will reach { $people ->
        [one] { $people } person
       *[other] { $people } people
    } and { $chats ->
        [one] { $chats } chat
       *[other] { $chats } chats
    }.
preview-too-long =
    It does not fit into one message: { $over ->
        [one] { $over } character
       *[other] { $over } characters
    } too many. Please shorten it.
correct-ask = What shall we correct?
draft-kept = What you wrote is kept. To go on, press “Continue”.
form-left = All right, stopped. Nothing was sent.

form-gathering = gathering or meeting
form-change = change of time or place
form-call-off = calling off
form-board = photo of a board
form-forward = forwarding to other chats
form-announce = announcement
form-correct = correction of an announcement
form-invite = giving a role
form-poll = a quick poll
form-poll-longer = prolonging a poll
form-poll-paper = answers by mouth or on paper
form-survey-file = a survey’s file
form-survey-making = making a survey
form-survey-plan = publishing a survey
form-survey-longer = prolonging a survey

# Buttons in the list “What shall we correct?”.
question-kind = Kind
question-section = Village
question-basis = Basis
question-basis-number = Number and date of the paper
question-convener = Who convenes
question-day = Day
question-time = Time
question-keep-day = Keep this day
question-place = Place
question-place-second = Place (second language)
question-agenda = Agenda
question-agenda-second = Agenda (second language)
question-phone = Phone for questions
question-link = Broadcast link
question-point = Place on the map
question-files = Documents
question-what = What changes
question-moment = New time
question-ground = Reason
question-ground-second = Reason (second language)
question-photo = Photo
question-board = Where it hangs
question-group = Chat
question-text = Text
question-text-second = Text (second language)
question-details = When and where
question-details-second = When and where (second language)
question-channel = Where it goes
question-when = When it goes
question-urgent = Is it urgent?
question-urgent-sure = Confirm that it is urgent
question-pin = Pin in the chat
question-spread = At once or little by little
question-role = Role
question-until = Term
question-question = Question
question-question-second = Question (second language)
question-options = Answers
question-options-second = Answers (second language)
question-most = How many may be chosen
question-closes = Until when
question-level = Whose answer counts
question-shown = What is seen while it is open
question-changeable = Changing an answer
question-names = Who chose what
question-among = Who answers
question-native = The messenger’s own poll
question-no-campaign = No campaigning
question-no-election = Not about an election
question-no-election-sure = Not about an election (confirmed)
question-how = How they were taken
question-people = How many people
question-counts = How many for each answer
question-survey-file = File
question-title = Title
question-title-second = Title (second language)
question-made-text = Question
question-made-text-second = Question (second language)
question-made-kind = How it is answered
question-made-ways = Answers
question-made-ways-second = Answers (second language)
question-made-required = Must it be answered
question-made-next = One more question
question-anonymous = Anonymous?

## Refusals and explanations

error = Something went wrong on our side, and your last answer was not saved. Please try again a little later.
store-away = We cannot save anything just now. Please press again a little later: what was saved is safe.
presence-unknown = We cannot tell just now whether you are in the village’s chat. Tap again in a minute.
file-again = The file did not come this time. Please press the same button again.
not-understood = I did not understand. Press a button or write “help”.
button-old = This button is out of date. For a new one, write “help” to the bot.
anonymous = You are writing on behalf of the chat, so it is not known who you are. Please write to the bot in private.
start-first = First let us get acquainted: open a private chat with the bot and press Start (or write /start).
not-for-you = This is not open to you. Who can do it: { $role }.
words-needed = An answer in words is needed here. Please write it as text.
choose-one = One of the ready answers is needed here. Please press its button.
too-long =
    The text is too long: { $over ->
        [one] { $over } character
       *[other] { $over } characters
    } too many. Please shorten it.
basis-needs-number = First write the number of the paper, then its date. For example: № 14, 05.12.2026
no-such-day = There is no such day in the calendar: { $text }. Write it like this: 20.12
no-such-hour = There is no such time: { $text }. Write it like this: 15:00
year-far = Please check the year: { $year }. Write a day of this year or the next.
day-passed = This day has passed: { $day }. Please write a day to come.
hour-passed = This time has passed: { $day }, { $hour }. Please write a later time.
day-needed = The day is missing. Write the day and the time together, for example: 20.12 15:00
hour-needed = The day is clear: { $day }. Now write the day and the time together, for example: 20.12 15:00

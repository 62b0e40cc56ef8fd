# Papers: the notice for the board, the registration sheet, the proof of notice, the calendar entry.
# These words are printed on official papers. A gathering and an assembly are different things.

paper-kind-gathering = Gathering of the local community
paper-kind-assembly = Assembly of the local community
paper-kind-separate = Separate gathering of the local community
paper-kind-report = Reporting meeting of the akim
paper-kind-hearing = Public hearing
paper-kind-meeting = Meeting with residents

paper-who-gathering = Residents aged 18 and over who are registered here take part. Registration is held before the gathering.
paper-who-assembly = Members of the assembly take part. Residents may come and listen.
paper-who-separate = Residents aged 18 and over who are registered in this settlement take part. Registration is held before the gathering.
paper-who-report = All residents may come and ask the akim questions.
paper-who-hearing = All residents may come and speak.
paper-who-meeting = All residents are invited. No decisions are taken at the meeting.

paper-convener = Convened by
paper-convener-akim = the akim
paper-convener-community = members of the local community
paper-convener-members = members of the assembly of the local community
paper-basis = Basis
paper-basis-order = order No. { $number } of { $day }
paper-basis-protocol = minutes No. { $number } of { $day }
paper-section = Settlement: { $section }
paper-phone = Phone for questions
paper-live = Broadcast
paper-agenda = Agenda
paper-agenda-elsewhere = The agenda has { $items ->
        [one] { $items } item
       *[other] { $items } items
    }. The full list is in the village chat and on the notice board.
paper-ground = Reason
paper-hour = starts at { $hour }
paper-moment = { $day }, { $hour }
paper-moment-full = { $day }, { $hour }
paper-none = none

paper-notice-title = NOTICE No. { $number }
paper-notice-changed = Changed: put up in place of the earlier notice.
paper-notice-cancelled = CANCELLED
paper-notice-check = To check this notice, write its number to the bot: { $number }
paper-notice-next = The English text is on the next page.
paper-notice-earlier = The English text is on the page before.

paper-sheet-title-gathering = Registration sheet of the gathering of the local community
paper-sheet-title-assembly = Registration sheet of the members of the assembly of the local community
paper-sheet-title-separate = Registration sheet of the separate gathering of the local community
paper-sheet-title-report = Registration sheet of the reporting meeting of the akim
paper-sheet-title-hearing = Registration sheet of the public hearing
paper-sheet-title-meeting = Registration sheet of the meeting with residents
paper-sheet-notice = Notice No. { $number }
paper-sheet-name = Family name, first name, patronymic (if any)
paper-sheet-address = Address
paper-sheet-signature = Signature
paper-sheet-total = Registered in all
paper-sheet-keeper = Registration kept by (name, signature)

paper-proof-title = STATEMENT
paper-proof-about-gathering = on the notice given to residents of a gathering of the local community
paper-proof-about-assembly = on the notice given to members and residents of an assembly of the local community
paper-proof-about-separate = on the notice given to residents of a separate gathering of the local community
paper-proof-about-report = on the notice given to residents of a reporting meeting of the akim
paper-proof-about-hearing = on the notice given to residents of a public hearing
paper-proof-about-meeting = on the notice given to residents of a meeting
paper-proof-registration = Reg. No.
paper-proof-pen-date = “_____” __________________ 20____
paper-proof-notice = Notice
paper-proof-notice-value = No. { $number }, published: { $at }
paper-proof-what = What is held
paper-proof-when = Time
paper-proof-place = Place
paper-proof-cancelled = Cancelled
paper-proof-chats = Chats in which the notice was published
paper-proof-chat = Chat
paper-proof-published = Published
paper-proof-messages = Message number
paper-proof-edition = Edition
paper-proof-edition-first = first
paper-proof-edition-changed = change No. { $number }
paper-proof-forwarded = Chats it was forwarded to by hand
paper-proof-sent = Forwarded
paper-proof-boards = Places where the notice was put up
paper-proof-board = Place
paper-proof-hung = Photo sent
paper-proof-photo = Photo
paper-proof-photo-number = photo No. { $number }
paper-proof-photo-missing = not attached
paper-proof-photo-broken = could not be opened
paper-proof-photos = Annex. Photos of the notice on the boards
paper-proof-letters = Private messages
paper-proof-delivered = Private message delivered to { $people ->
        [one] { $people } person
       *[other] { $people } people
    }.
paper-proof-limit = “Delivered” means that the message was sent without an error; whether it was read is not known.
paper-proof-changes = Changes of time and place
paper-proof-changed-at = Changed
paper-proof-old = Before
paper-proof-new = Now
paper-proof-term = Term of notice
paper-proof-notice-day = Day of notice: { $day }.
paper-proof-days-between = Full days between the day of notice and the day it is held: { $days }.
paper-proof-rule = Term: { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    }.
paper-proof-counting-clear = Neither the day of notice nor the day it is held counts.
paper-proof-counting-plain = The day of notice does not count, the day it is held does.
paper-proof-version = Version of the rule set in the bot: { $version }.
paper-proof-kept = The term of notice was kept: { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    }.
paper-proof-made = Made from the bot’s records, which can only be added to. Time of making: { $at }.
paper-proof-office = Position, name
paper-proof-signature = Signature
paper-proof-seal = Seal

paper-calendar-title = { $kind } ({ $unit })
paper-calendar-cancelled = CANCELLED: { $kind } ({ $unit })
paper-line = { $label }: { $value }

paper-file-notice = Notice-{ $number }-A4
paper-file-small = Notice-{ $number }-small
paper-file-sheet = Registration-{ $number }
paper-file-proof = Proof-{ $number }
paper-file-calendar = Calendar-{ $number }

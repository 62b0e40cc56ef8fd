# Gathering, assembly, separate gathering, the akim’s report, public hearing, meeting with residents.
# A gathering is of all residents, an assembly of its elected members. Never mix them up.
# { $kind } is one of these six, alone: no verb has to agree with it.

kind-gathering = Gathering
kind-assembly = Assembly
kind-separate = Separate gathering
kind-report = Reporting meeting of the akim
kind-hearing = Public hearing
kind-meeting = Meeting with residents

convener-akim = the akim
convener-community = members of the local community
convener-members = members of the assembly of the local community

## The notice

notice-title = NOTICE No. { $number }
notice-title-draft = NOTICE (not yet published)
notice-changed = CHANGED. This is the latest version.
notice-kind = { $kind } · { $where }
notice-when =
    When: { $date }, { $time }
    Where: { $place }
notice-agenda =
    Agenda:
    { $agenda }
notice-convener = Convened by: { $convener }
notice-basis-order = Basis: order No. { $number }
notice-basis-order-of = Basis: order No. { $number } of { $day }
notice-basis-protocol = Basis: minutes No. { $number }
notice-basis-protocol-of = Basis: minutes No. { $number } of { $day }
notice-who-gathering = Residents aged 18 and over who are registered here take part. You register before the gathering.
notice-who-assembly = Members of the assembly take part. Residents may come and listen.
notice-who-separate = Residents aged 18 and over who are registered in this village take part. You register before the gathering.
notice-who-report = All residents may come and ask the akim questions.
notice-who-hearing = All residents may come and speak.
notice-who-meeting = All residents are invited. No decisions are taken at the meeting.
notice-phone = Phone for questions: { $phone }
notice-link = Broadcast: { $link }

## Will you come?

rsvp-ask = Will you come? Press a button. Your name is not shown in the chat.
rsvp-ask-members = Members of the assembly, will you come? Press a button. Your name is not shown in the chat.
rsvp-ask-again = Will you come at the new time? Your earlier answer no longer counts, please press again.
rsvp-yes = I will come
rsvp-no = I cannot come
rsvp-unsure = I do not know yet
button-calendar = Add to calendar
rsvp-yes-answer = Noted: you will come. This is not registration yet: that is done on the spot, before it begins.
rsvp-no-answer = Noted: you cannot come. We will not remind you of it again.
rsvp-unsure-answer =
    { $days ->
        [one] All right. We will remind you the day before.
       *[other] All right. We will remind you { $days } days before.
    }
rsvp-unsure-answer-unheard = All right. Once you know, simply change your answer.
answers-closed = The time has passed, answers are no longer taken.
members-only = Only members of the assembly answer here. Residents may come and listen.
gathering-cancelled-already = This is called off: notice No. { $number } no longer stands.
gathering-over = The time of notice No. { $number } has passed, it can no longer be changed.

entry-in-private = The calendar file is given in the private chat.
entry-here = Open the file to add it to your phone’s calendar.
entry-sent = The file was sent to your private chat.

## Reminders

remind-first =
    { $kind } in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }: { $date }, { $time }. Place: { $place }.
remind-eve = { $kind } tomorrow at { $time }. Place: { $place }. See you there!
remind-eve-days =
    { $days ->
        [0] { $kind } today at { $time }. Place: { $place }. See you there!
        [one] { $kind } in { $days } day: { $date }, { $time }. Place: { $place }. See you there!
       *[other] { $kind } in { $days } days: { $date }, { $time }. Place: { $place }. See you there!
    }
remind-soon =
    { $kind } in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }: { $date }, { $time }. Place: { $place }. See you there!

## Changed and called off

gathering-changed = CHANGE. { $kind }, notice No. { $number }
changed-time =
    The time has changed.
    Before: { $old }
    Now: { $new }
changed-place =
    The place has changed.
    Before: { $old }
    Now: { $new }
changed-time-stays = The time stays the same: { $new }.
changed-place-stays = The place stays the same: { $place }.
gathering-ground = Reason: { $ground }
gathering-cancelled = CALLED OFF: { $kind }, { $date }, { $time } (notice No. { $number })
gathering-cancelled-next = If a new day is set, we will tell you in good time.

ground-blizzard = blizzard
ground-road = the road is closed
ground-light = no electricity
ground-mourning = mourning in the village

change-what-ask = What changes?
change-moment = The time
change-place = The place
change-both = Both time and place
change-moment-ask = It is set for { $old }. Write the new day, the new time or both, for example: 20.12 15:00
ground-ask = What is the reason? Choose or write.
ground-second = Now write the reason in { $lang }.
preview-change = Please check: this is what residents will see. Everyone whom the notice reached will be told.
change-published = The change is published, everyone will be told.
cancel-ask = Tell everyone that it will not take place? This cannot be undone.
cancel-published = The cancellation is published, everyone will be told.
nothing-changed = This is the same day and time as before. Please write another.
preview-change-warned = Please note: { $warning }. This goes into the record of official acts.
postponed-without-recount = moved to a later day without counting the notice anew

## Convening: the questions

g-kind-ask =
    What are you convening?
    All residents come to a gathering, elected members come to an assembly.
g-audience-ask = Which village shall we tell?
g-basis-ask = Is there a basis? For example: an order of the akim, or minutes.
basis-number-ask = Write the number and date, for example: № 14, { $today }
g-convener-ask = Who convenes it?
g-day-ask = On which day? The earliest day: { $earliest }. Choose a day or write it, for example: 20.12
g-time-ask = { $day }. At what time does it begin? For example: 15:00
g-day-warning = This time coincides with: { $reason }. Keep it all the same?
button-keep-day = Keep it
button-other-day = Another day
g-place-ask = Where will it be? For example: the house of culture
g-place-second = Now write the place in { $lang }.
g-agenda-ask = Write the agenda in { $lang }, each item on a new line.
g-agenda-second =
    Now write the same items, in the same order, in { $lang }. { $lines ->
        [one] { $lines } line
       *[other] { $lines } lines
    } in all.
    { $items }
g-phone-ask = Which phone should people call with questions?
g-link-ask = If there is a broadcast, please send its link.
g-point-ask = Please send the place on the map.
g-files-ask = Please send a document or a photo.

clash-friday-prayer = Friday prayer
clash-harvest = the harvest
holiday-new-year = New Year
holiday-christmas = Orthodox Christmas
holiday-women = International Women’s Day
holiday-constitution-day = Constitution Day
holiday-nauryz = Nauryz
holiday-unity = Day of Unity of the People of Kazakhstan
holiday-defender = Defender of the Fatherland Day
holiday-victory = Victory Day
holiday-capital = Capital Day
holiday-republic = Republic Day
holiday-independence = Independence Day
holiday-oraza-ait = Oraza Ait
holiday-kurban-ait = Kurban Ait
holiday-easter = Orthodox Easter
holiday-other = a holiday

## Convening: refusals and explanations

gathering-too-early =
    { $day } is too early. Residents must be told { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    } beforehand. The earliest day: { $earliest }.
g-too-early-why =
    Day of notice: { $notice }.
    Full days after it: { $between } ({ $first } – { $last }).
    The earliest day: { $earliest }.
rule-source = Ground: { $source }. Rule set of { $since }.
rule-unchecked = This is a setting of the program; no lawyer has checked it yet.
source-law-148 = Law on local government and self-government of 23 January 2001 No. 148, article 39-3
source-order-122 = order of the Minister of National Economy of 23 June 2023 No. 122
source-order-295 = order of the Minister of National Economy of 7 August 2017 No. 295
source-caution = no document found, ten days are kept out of caution
g-too-early-way =
    Is it needed sooner? Announce a meeting with residents: no decisions are taken there, and there is no need to wait { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
button-take-day = Take { $day }
button-how-counted = How was it counted?
button-as-meeting = Announce a meeting with residents
no-chat-bound = The chat for this notice is not connected yet. Add the bot to the village chat and write /bind there.
agenda-too-long =
    An agenda holds { $most ->
        [one] { $most } item
       *[other] { $most } items
    } at most, and yours has { $lines }.
agenda-does-not-pair = Lines needed: { $wanted }, received: { $lines }. Each item goes on a new line.
point-needed = A place on the map is needed here. Please send it as a location.
file-needed = A document or a photo is needed here. Please send it.
g-published = Notice No. { $number } is published and will now appear in the chat. The papers to print will come at once. When it hangs on the board, send a photo with the button “Add a photo of a board”.

## For the akim’s office

button-office = What can be done
button-numbers = How many will come
button-papers = Papers to print
button-board = Add a photo of a board
button-board-more = Another photo
button-forward = Forward to another chat
button-forwarded = Forwarded
button-forward-more = Forwarded to one more chat
button-proof = Proof of notice
button-change = Change the time or place
button-call-off = Tell everyone it is off

office-title = No. { $number }: { $date }
office-numbers =
    Will come: { $yes }
    Cannot come: { $no }
    Do not know yet: { $unsure }
quorum-now = Needed for a quorum: { $need }, so far “I will come”: { $yes }. This is a forecast; registration gives the exact number.
notice-late = Notice No. { $number } appeared in the chat too late for its day: { $date }. The earliest day is now { $earliest }. Please change the day.

papers-here = Please print: the notice for the board, the small notice for school bags (four to a page), the registration sheet.
proof-here = The proof of notice, in Kazakh and in Russian. The registration number, signature and seal are yours to add.

board-photo-ask = Please send a photo of the notice on the board.
board-place-ask = Where does it hang? Choose or write.
board-shop = shop
board-medpost = medical post
board-school = school
board-office = akimat building
board-club = house of culture
board-kept = Thank you, the photo is added to the proof.
photo-needed = A photo is needed here. Please take a picture of the board and send it.

forward-check = Is this notice genuine? To check, write its number to the bot: { $number }
forward-card = Please forward the message above to the chats where there is no bot, and press “Forwarded”.
forward-group-ask = Which chat did you forward it to? Choose it or write its name.
forward-kept = Thank you, it is added to the proof.

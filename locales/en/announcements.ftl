# Announcements: writing, templates, preview, publishing, correcting, recalling.

## What the reader sees

a-title = ANNOUNCEMENT No. { $number }
a-title-urgent = URGENT MESSAGE No. { $number }
a-title-draft = ANNOUNCEMENT (not yet published)
a-corrected = CORRECTED: { $at }
a-one-language = This message is urgent and came out in one language only. Still missing: { $lang }.
a-recalled = Announcement No. { $number } was taken back: { $at }. Please disregard it.

## Writing

a-text-ask = Write the announcement in { $lang }, or send a voice message. A photo, a document or a place on the map will do too.
a-line-ask = Now write in { $lang }, in a few words, what it is about.
a-text-second = Now write the same text in { $lang }.
a-template-ask = Which ready-made text shall we take?
a-details-ask = For “{ $template }”, write in { $lang } when and where. For example: 24.11, 10:00–16:00, Abai Street
a-details-second = Now write the same in { $lang }.
a-section-ask = Which village is it for?
a-channel-ask = Where shall we send it?
channel-group = To the chat only
channel-private = In private only
channel-both = To the chat and in private
a-when-ask = When shall we send it? Write the day and the time, for example: 20.12 15:00
a-urgent-ask = Is this urgent? For example: a blizzard, a fire, a flood, tainted drinking water.
a-urgent-sure-ask = Urgent messages also arrive in quiet hours. Can it wait until the morning?
a-no-campaign-ask = It is an election period, and the text has these words: { $words }. Is this campaigning for or against anybody?
button-no-campaign = No, it is not
button-campaign = Yes, campaigning
campaigning-not-here = In an election period campaigning may not be published here. The period’s last day: { $until }
a-spread-ask = Readers in private: { $people }. Shall we send it to all of them at once, or over some hours?
spread-at-once = To all at once
spread-hours =
    { $hours ->
        [one] Over { $hours } hour
       *[other] Over { $hours } hours
    }
a-pin-ask = Pin it in the chat?
pin-days =
    { $days ->
        [one] For { $days } day
       *[other] For { $days } days
    }
button-template = Ready-made text
button-can-wait = It can wait
button-urgent = No, it is urgent

## Preview and publishing

a-goes-where = Where it goes: { $channel }
a-goes-urgent = Urgent: it goes out in quiet hours too
a-goes-pinned = It will be pinned in the chat
a-goes-spread =
    { $hours ->
        [one] Private messages go out little by little, over { $hours } hour. Whoever is in quiet hours by then gets theirs after them.
       *[other] Private messages go out little by little, over { $hours } hours. Whoever is in quiet hours by then gets theirs after them.
    }
a-goes-now = It will be sent as soon as you publish it.
a-goes-at = It will be sent: { $at }.
a-goes-after-quiet = These are quiet hours, so it will be sent later: { $at }.
a-published = Announcement No. { $number } is accepted. A separate message will show how many it has reached.
a-report-title = How announcement No. { $number } arrived
a-report =
    Delivered: { $sent } (chats: { $chats }, in private: { $people })
    Waiting: { $waiting }
    Blocked the bot: { $blocked }
    Failed: { $failed }
a-report-spread = Private messages are going out little by little. The last ones go: { $at }.
one-language-missing = The text is in one language only. Press “Correct” and add it in the other.

## Correcting and recalling

button-recall = Take back
button-recall-sure = Yes, take it back
a-correct-ask = Write the corrected text in { $lang }.
preview-correction = Please check: the text in the chat will change to this. Those who got it in private will be told once.
a-correction-done = Corrected. Those who got it in private will be told once.
a-recall-ask = Take announcement No. { $number } back? The chat will show “taken back”, and those who got it in private will be told.
a-recall-done = Announcement No. { $number } is taken back.
already-recalled = Announcement No. { $number } has already been taken back.

## Ready-made texts: { $details } are the author’s words, such as “24.11, 10:00–16:00, Abai Street”

template-water-name = No water
template-water = There will be no water for a while: { $details }. Please store some beforehand.
template-light-name = No electricity
template-light = There will be no electricity for a while: { $details }. Please charge your phones beforehand.
template-blizzard-name = Blizzard
template-blizzard = A blizzard is expected: { $details }. Do not travel unless you must, and bring your animals under a roof.
template-road-name = Road closed
template-road = The road is closed: { $details }. Please ask before you set out.
template-vet-name = Vet
template-vet = The vet is coming: { $details }. Please have your animals ready.
template-doctor-name = Doctor
template-doctor = The doctor sees patients: { $details }. Please bring your identity card.
template-service-name = Mobile service centre
template-service = The mobile public service centre is coming: { $details }. Please bring your identity card.
template-vaccination-name = Vaccination
template-vaccination = Vaccination: { $details }. Please bring your identity card or the child’s document.
template-pension-name = Pensions and benefits
template-pension = Pensions and benefits are paid out: { $details }. Please bring your identity card.
template-fire-name = Fire danger
template-fire = The danger of fire is high: { $details }. Do not light fires in the open. In case of fire call 101 or 112.
template-cattle-name = Owners of animals
template-cattle = To all owners of animals: { $details }. Please do not leave animals untended.
template-asar-name = Asar
template-asar = We invite you to an asar: { $details }. Many hands make light work: come and help.
template-concert-name = Concert
template-concert = We invite you to a concert: { $details }. Everyone is welcome!

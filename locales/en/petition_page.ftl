# Signing with an IIN on the bot’s own page, and from door to door.

## The IIN: never in a chat

petition-with-iin = Each signature needs an IIN. It is given on the bot’s own page or on a paper sheet, never in a chat.
petition-paper-only = This appeal is signed on paper only: each signature needs an IIN, and this bot has no page of its own to give it on.
petition-page-link = One thing is left: your IIN. It is given on the bot’s own page, not in the chat. The link works once, until { $at }.
petition-iin-left = One thing is left: your IIN. It is given on the bot’s own page, not in the chat.
button-iin-page = Give my IIN on the page
button-iin-link = Get the link
petition-code-over = This link no longer works: its time is over, or it was used. If you have signed, the receipt is in your chat with the bot; if not, ask for a new link there.
petition-iin-signed = Somebody has already signed with this IIN. One person’s signature counts once. If it was not you, tell the village office.
iin-not-twelve = An IIN has { $digits } digits. Check the number.
iin-in-chat = An IIN is not written in a chat. We have kept nothing of it; delete your message too.

## The page

page-asked-by = Put forward by: { $role }, { $unit }
page-signs-as = You sign as: { $name }
page-who-sees =
    Who sees your IIN: { $addressee }, together with your signature.
    { $operator } keeps it encrypted and shows it to nobody else.
page-iin = Your IIN
page-iin-hint = 12 digits, as on your identity card.
page-check = Next
page-read-again = Read the number again, digit by digit. Is it the one on your identity card?
page-no-day = An IIN mostly begins with the date of birth, and this number does not. Compare it with your identity card.
page-sign = Right, I sign
page-correct = Correct it
page-done = The receipt is also in your chat with the bot. You can close this page.
page-not-taken = This page was not sent as it should be. Open the link from the chat once more.

## From door to door

button-door = Collect from door to door
petition-door =
    People scan this picture with their own phones and sign there while you stand by. Any number of people, until: { $at }
    It is recorded that you stood by.
petition-door-link = The same as a link: { $link }
petition-door-again = The picture is not kept. Press the button for a new one.
petition-witnessed = Signed while you stood by: { $signed }
petition-beside = Stands by while you sign: { $witness }. This is recorded.
petition-own-witness = Nobody stands by their own signature. Sign from the appeal in the chat.

# Collective appeals: a deputy collects signatures, a resident signs in two taps. This is no official petition.

petition-title = SIGNATURES FOR A COLLECTIVE APPEAL No { $number }
petition-title-draft = COLLECTIVE APPEAL (not published yet)
petition-name = { $title }
petition-problem = The matter: { $problem }
petition-demand = The demand: { $demand }
petition-to = To: { $addressee }
petition-evidence = Documents and photos attached: { $count }
petition-in-sections = Residents of these places sign: { $sections }
petition-level-1 = Adult residents with a confirmed phone sign.
petition-level-2 = Adult residents on the village roll sign.
petition-goal = The goal: { $goal } signatures. The first ones are coming in.
petition-signed = Signed: { $signed }. The goal: { $goal }
petition-split = Of these: { $parts }
petition-part-chat = in the chat – { $count }
petition-part-phone = phone confirmed – { $count }
petition-part-roll = on the village roll – { $count }
petition-part-paper = on paper – { $count }
petition-disputed = In dispute, not counted yet: { $count }
petition-note = Note, { $at }: { $text }
petition-until = Signatures are collected until: { $date }, { $time }
petition-not-official = This is a collective appeal, not an official petition on epetition.kz.

## Signing

button-sign = Sign
button-signers = Who has signed
petition-in-private = You read the text and sign in the private chat.
petition-who-sees = Only the body it is addressed to and its author will see your full name; if a paper sheet has the same name, so will the akim’s office, which compares them.
petition-adult = By pressing the button you confirm that you are 18 or older and agree with the text.
petition-shown-yes = In the group you will appear as: { $shown }
petition-shown-no = Your name will not appear in the group, only your number.
button-sign-begin = Sign
button-sign-as = Sign as { $name }
button-sign-name = Correct my name
button-sign-withdraw = Withdraw my signature
button-sign-again = Sign again
petition-signed-note = Signed. Thank you!
petition-withdrawn = Your signature is withdrawn. While signatures are collected you may sign again.
petition-receipt =
    You have signed.
    Number in the register: { $row }
    Receipt code: { $code }
    Time: { $at }
    Control code of the text: { $digest }
petition-surname-ask = Write your surname as in your document.
petition-given-ask = Write your given name as in your document.
petition-patronymic-ask = Write your patronymic as in your document. If there is none, press the button below.
button-no-patronymic = There is none in my document
petition-shown-ask = Shall your name be shown in the list of those who signed?
button-shown-yes = Yes, like this: { $shown }
button-shown-no = No, only my number
petition-phone-ask = For your signature to count, confirm your phone. Press the button below: it is then signed by itself, there is no need to tap again. We show your number to nobody.
petition-signers-last = The last who signed: { $count }
petition-signer-named = No { $row } { $name }
petition-signer-unnamed = No { $row }
petition-signed-already = You have signed already. Your number in the register: { $number }
petition-signed-elsewhere = It was signed with this phone and this name. One person’s signature counts once.
petition-not-signed = You have not signed this appeal.
petition-name-needed = To sign, write your name.
petition-no-name = “{ $text }” does not look like a name. Write letters only, for example: Serikova
petition-name-too-long = Too long by { $over } characters. { $most } at most.
petition-iin-needed = Signing this appeal needs an IIN. We never ask for it in a chat: it is written on a paper sheet or on the bot’s own page.
petition-not-open-here = Appeal No { $number } is signed by residents of other villages.
petition-not-living-here = This appeal is signed by those who live here. If you have moved, correct it with /my.
petition-of-sections = This appeal is signed by residents of: { $sections }
petition-not-adult = Residents who are 18 or older sign this appeal. By the village roll you are not 18 yet. If the roll is wrong, tell the akim’s office.

## Receipts

my-signatures = Collective appeals that you have signed:
my-signature =
    No { $number }: { $title }
    Your number in the register: { $row }. Receipt code: { $code }
    Time: { $at }
button-my-signature-open = No { $number }: read
button-my-signature-withdraw = No { $number }: withdraw
petition-receipt-found =
    { $code } – this receipt is in a register of this village.
    Appeal No { $number }: { $title }
    Number in the register: { $row }
    Signed: { $at }
petition-receipt-stands = This signature counts.
petition-receipt-taken-back = This signature was taken back and does not count.
petition-receipt-unknown = { $code } – no such receipt in the village’s registers. Check the code against the receipt once more.

## How it goes on

button-petition-read = Read the text
petition-nudge =
    Signatures are being collected for appeal No { $number }: { $title }
    Until: { $at }
petition-prolonged = Collecting signatures for appeal No { $number } goes on longer. The new end: { $at }
petition-stopped-by-operator = The bot’s operator has stopped the collection for appeal No { $number }. The signatures are given to nobody.
petition-not-put = No deputy has put this appeal forward yet.
petition-needs-members = Another deputy or an assembly member confirms this appeal.
petition-alone-too-soon = There is nobody else to confirm it, so you may confirm it yourself after a day: { $at }
form-sign = name for signing

## The record, and names of questions

act-petition-closed = collection of signatures closed
act-petition-stopped = collective appeal stopped
act-petition-prolonged = collection of signatures prolonged
question-surname = Surname
question-given = Given name
question-patronymic = Patronymic

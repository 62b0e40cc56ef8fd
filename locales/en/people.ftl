# People: the first talk, consent, where they live, private messages, “My data”.

## The first talk

# The same in all three files: the one text that is read before a language is chosen.
language-ask =
    Тілді таңдаңыз
    Выберите язык
    Choose a language

welcome = Hello! This is our village’s bot ({ $unit }). Here you hear in good time of gatherings and important news. One tap tells whether you will come.
welcome-trust = The bot is run by { $operator }. It never asks for an SMS code, a card number, a password or an IIN. Whoever asks for these is a swindler. To check, call { $phone }.

## Consent. A lawyer reads it; when its content changes, so does its version.

consent-ask =
    Consent to the collection and processing of personal data (version { $version })
    Who keeps it: { $operator }, BIN { $bin }
    What: your number (ID) in the messenger, encrypted; your language, village, quiet hours, your answers to notices, any role you hold; your phone only if you send it yourself
    What for: to send you messages and to count answers
    How long: until you take the consent back or delete your data
    Nothing is given to third parties or published. Messages travel through { $messenger }, so the data pass through servers abroad.
    Do you agree?
consent-full-text =
    Consent to the collection and processing of personal data. Full text (version { $version })

    Who collects and keeps it: { $operator }, BIN { $bin }.

    What is kept:
    – your number (ID) in the messenger: not in the open, but as a fingerprint (hash) made with a secret key and as an encrypted address;
    – your language, your village, your quiet hours, whether you want private messages;
    – your answers to notices: whether you will come;
    – which messages were sent to you and whether they arrived; an unfinished draft, if there is one;
    – if you hold a role: which one, on what basis, for how long;
    – your phone number: only if you send it yourself, encrypted;
    – the version of this consent and the time you gave it.
    Your name and year of birth are asked for only if you wish to be found on the residents’ roll, with a consent of its own. Your IIN, home address and documents are not asked of you.

    What for: to send you messages and to count answers. The data are used for nothing else. The akim’s office sees only how many answered.

    How long: until you take the consent back or delete your data.

    The data are not given to third parties, not published and not put into open sources.

    Transfer abroad: messages travel through { $messenger }, so the data pass through servers abroad.

    At any time you may:
    – see what the bot knows about you: /my;
    – change your language, village and quiet hours, or stop private messages;
    – take the consent back and delete your data: /my, “Delete my data”. It is done at once. The records of the consent and of official acts stay without a name, under a bare number;
    – complain to the operator or to the state body in charge of personal data protection.

    Without consent you can still read the village news in the chat.
consent-yes = I agree
consent-full = Full text
consent-no = I do not agree
consent-refused = All right, we keep nothing about you. You can read the announcements in the village chat; if you press a button there, the answer is kept without a name, only to be counted. If you change your mind, write /start.

## Where they live, private messages

section-ask = In which village do you live?
section-elsewhere = I live elsewhere
subscribe-ask = Shall we send you important news in private too?
subscribe-yes = Yes, please
subscribe-no = No, I read the chat
start-done = Done, nothing else is needed. What is ahead is below.

## My data

my =
    What is kept about you:
    Language: { $lang }
    Village: { $section }
    Phone: { $phone }
    Your level: { $level }
    Roles: { $roles }
    Private messages: { $subscription }
    Quiet hours: { $from }–{ $to }
    Number of answers: { $answers }
letters-on = on
letters-off = off
my-change-language = Change the language
my-change-section = Change the village
my-change-phone = Confirm my phone
my-change-letters = Private messages
my-change-quiet = Quiet hours
my-change-forget = Delete my data

phone-ask = To confirm your number, press the button below. It is needed so that everyone answers only once. We show it to nobody.
phone-button = Send my number
phone-kept = Thank you, your number is confirmed.
not-your-phone = This is someone else’s number. Please send your own with the button below.
quiet-ask = At what hours should we not disturb you? Only urgent messages will come.

delete-ask = Everything about you will be deleted, and any role you hold will end. This cannot be undone. Delete?
delete-yes = Yes, delete everything
delete-done = Your data are deleted. Official records keep a bare number without a name. What you yourself wrote in the chat the bot cannot delete.

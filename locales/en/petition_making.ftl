# A collective appeal drafted, put forward, published and run: for deputies, residents and whoever confirms.

menu-petition = Begin a collective appeal
now-petition = Signatures for No. { $number }: { $title } Until: { $at }

## Drafting

petition-drafts = There are drafts that concern you. Open one of them, or begin a new one.
button-petition-new = A new appeal
petition-title-ask = What shall the appeal be called? Be short, { $most } characters at most. Language: { $lang }. In both at once: Kazakh / Russian
petition-title-second = The title in the second language ({ $lang }):
petition-similar-ask = There is an appeal like this already. If you sign that one, the signatures stay together.
petition-similar = No { $number }: { $title }
button-petition-similar = Open appeal No { $number }
button-petition-own = Mine is different, go on
petition-problem-ask = What is the matter? Write what is happening, { $most } characters at most. Language: { $lang }
petition-problem-second = The matter in the second language ({ $lang }):
petition-demand-ask = What do you demand? Be exact, { $most } characters at most. Language: { $lang }
petition-demand-second = The demand in the second language ({ $lang }):
petition-addressee-ask = Whom is it addressed to?
petition-addressee-gone = The body that this appeal is addressed to is no longer on the list. Correct whom it is addressed to.
petition-sections-ask = Residents of which places sign? You may choose several.
petition-villages-ask = Do residents of other districts sign too? The districts in which you are a deputy:
petition-only-here = This district only
button-enough = Done
petition-evidence-ask = Send photos or PDF files as evidence, { $most } at most. If there are none, press “None”.
petition-evidence-more = Files: { $count }. You may send more, { $most } in all.
button-evidence-away = Take the files out
petition-evidence-needed = A photo or a PDF file is needed, 10 MB at most.
petition-evidence-too-many = No more files can be added. At most: { $most }.
petition-evidence-not-here = The file “{ $name }” is not loaded yet. Try again in a minute, or take it out.
petition-goal-ask = How many signatures do you wish for? Choose, or write a number.
petition-no-threshold = For a village no number set by law is known to us, so the goal is your own. For information, the numbers for official petitions:
petition-threshold-district-small = A district of up to 50,000 people. To the akimat – { $akimat }, to the maslikhat – { $maslikhat }
petition-threshold-district-large = A district of more than 50,000 people. To the akimat – { $akimat }, to the maslikhat – { $maslikhat }
petition-threshold-oblast = A region. To the akimat – { $akimat }, to the maslikhat – { $maslikhat }
petition-people = { $people } people
petition-share = { $percent } % of those who live there
petition-threshold-source = Source: { $source }. Grade: { $grade } (from the press, the official text was not checked).
petition-goal-outside = The goal is a number: { $least } at least, { $most } at most.
petition-closes-ask = Until when are signatures collected? Choose or write, for example: 20.12 18:00
petition-level-ask = Whose signature counts?
petition-sends-ask = When the goal is reached, shall the collection end and the appeal be handed over by itself?
petition-iin-ask = Does a signature need an IIN? It is never asked for in a chat: only on a paper sheet or on the bot’s own page.
petition-no-election-ask = This is not about an election, a candidate, a party or a referendum, is it? Signatures for that are not collected here.
petition-no-election-sure = The text has these words: { $words }. Is it really not about an election, a party or a referendum?
petition-elections-not-here = Signatures on elections, candidates, parties or referendums are not collected here. Choose another subject.
petition-rules = The goal: { $goal } signatures. Until: { $at }
petition-sends-itself = When the goal is reached, the collection ends and the appeal is handed over by itself.
petition-sends-later = Signatures are collected until the end, past the goal too.
petition-asks-iin = A signature needs an IIN.
petition-also-in = Signatures are collected in other districts too: { $count }
petition-frozen = Once published, the text does not change. The time may be prolonged and notes may be added.
button-petition-send = Send it to the deputies
button-petition-put = Put it forward

## A resident’s draft

petition-draft-sent = Your draft was sent to the deputies: { $people }. You will hear here what they decide.
petition-no-deputy = There is no deputy in the bot yet, so nobody can publish the appeal. Your draft is kept: a deputy will see it once there is one.
petition-drafts-too-many = Too many of your drafts wait for a deputy. At most: { $most }. Finish those first.
petition-drafted = A resident has sent a draft of an appeal. Will you take it on?
button-petition-take = I take it on
button-petition-decline = Decline
button-petition-go-on = Correct it and go on
petition-draft-taken = Another deputy has taken this draft on.
petition-ground-ask = Write the reason. Whoever drafted it will read it.
petition-ground = Why it was declined: { $ground }
petition-decline-kept = They will hear that it was declined.
petition-declined = A deputy has declined your draft. The reason: { $ground }. You may correct it and send it again.

## The second person

petition-put-sent = The appeal was sent to be confirmed. People who can: { $people }. As soon as one of them does, it is published.
petition-put-alone = There is nobody else to confirm it. Think it over for a day, then confirm it yourself: { $at }. We will send the button then.
petition-put = A deputy has put an appeal forward. Read it, then confirm or decline. Once confirmed, it is published at once.
button-petition-confirm = I confirm
petition-alone = A day has passed, and there is nobody else to confirm it. Now you may confirm the appeal yourself.
petition-returned = Your appeal was not confirmed. The reason: { $ground }. You may correct it and put it forward again.
petition-text-changed = The text was changed since you read it. Read the latest message and confirm there.
petition-published-already = This appeal is published already: No { $number }.
petition-no-mandate-there = You are no deputy in this district: { $unit }. Only its own deputy may collect signatures there.
petition-confirmed = Confirmed. The appeal is published: No { $number }.
petition-published = The appeal is published, signatures are being collected: No { $number }. { $title }

## Running it

button-petition-numbers = How it stands
button-petition-share = Pass on the link
button-petition-note = Add a note
petition-stands = Signatures are being collected. Days left: { $days }. Until: { $at }
petition-share-of-goal = { $percent } % of the goal is reached.
petition-by-day = Signed on the last 7 days:
petition-on-day = { $day } – { $count }
petition-shared =
    { $title }
    Read and sign: { $link }
petition-close-ask = End the collection for appeal No { $number } now? It cannot be opened again.
petition-close-done = The collection for appeal No { $number } has ended.
petition-prolong-ask = The end is now: { $at }. By how much shall it be prolonged? You may write the day yourself, for example: 20.12 18:00
petition-prolong-check = This is what the chat will read. The text and the signatures stay as they are.
petition-prolong-done = Prolonged: No { $number }. Signatures are now collected until: { $at }
petition-note-ask = What shall be added? The text itself does not change, the note stands below it. { $most } characters at most. Language: { $lang }
petition-note-second = The note in the second language ({ $lang }):
petition-note-check = This is how the note is read in the chat and below the appeal. It cannot be taken away later.
petition-noted = A note to appeal No { $number }: { $text }
petition-note-kept = The note was added.
petition-notes-too-many = No more notes can be added. At most: { $most }.
petition-told = Appeal No { $number }: { $title } Signed: { $signed }. The goal: { $goal }
petition-told-all = The goal is reached! Appeal No { $number }: { $title } Signed: { $signed }. The goal: { $goal }
petition-ends = The collection for appeal No { $number } ends soon. Days left: { $days }. Until: { $at }. Signed: { $signed }. The goal: { $goal }

## The record, and names of forms and questions

act-petition-published = collective appeal published
act-petition-noted = note added to a collective appeal
form-petition = draft of a collective appeal
form-petition-put = collective appeal
form-petition-no = reason for declining
form-petition-end = prolonging a collection of signatures
form-petition-note = note to an appeal
question-similar = Appeals like it
question-problem = The matter
question-problem-second = The matter (second language)
question-demand = The demand
question-demand-second = The demand (second language)
question-addressee = To whom
question-sections = Places that sign
question-villages = Other districts
question-evidence = Evidence
question-goal = The goal
question-sends = Handing over at the goal
question-iin = Whether an IIN is needed

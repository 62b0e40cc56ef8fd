# The package of a collective appeal: the letter, the signature sheets, what is said when it is given.

petition-package-here =
    The collective appeal No. { $number } as a package. Signatures: { $signed }.
    The PDF is the letter to whom it is addressed; the ZIP holds it all: the signature sheets, the tables, the register.
    There are full names in it: give it only to whom it is addressed.
petition-package-iin = The IINs are left out: they are not sent in a chat. The operator of the bot gives them.
petition-package-large = All of it is too large for the chat. The operator of the bot exports the rest: asar export petition, appeal No. { $number }
petition-package-lost = Attached files that could not be fetched: { $files }. They are not in the package.
petition-package-coming = The package of appeal No. { $number } is being made. It will come here.
petition-package-not-closed = The package of appeal No. { $number } is given once the signatures are collected.
petition-package-changed = Names were deleted just now. Please ask for the package once more.
petition-package-broken = The register of appeal No. { $number } does not add up, so no package is given. Please tell the operator of the bot.
button-petition-package = Letter and signatures (files)
act-petition-exported = package of a collective appeal taken out

## On paper

paper-file-petition = Letter of appeal { $number }
paper-file-package = Package of appeal { $number }
paper-petition-title = COLLECTIVE APPEAL No. { $number }
paper-petition-is = This is a collective appeal of residents (art. 39-2 of the law of 23 January 2001 No 148 “On local state government and self-government”). The signatures were given in a messenger or on paper. It is not an official petition on epetition.kz, and there is no electronic digital signature in it.
paper-petition-to = To
paper-petition-author = Put to the village by
paper-petition-collected = Signatures collected
paper-petition-places = Open to residents of
paper-petition-level = What a signature needed
paper-petition-problem = What is wrong
paper-petition-demand = What we demand
paper-petition-counts = How many signed
paper-petition-all = Signatures that count
paper-petition-by-chat = members of the village chat
paper-petition-by-phone = with a confirmed phone
paper-petition-by-roll = found on the residents’ roll
paper-petition-by-paper = on paper
paper-petition-disputed = In dispute, not counted
paper-petition-notes = Notes of its author
paper-petition-evidence = Attached
paper-petition-attached = Attachment { $number }
paper-petition-lost = could not be fetched, is not in the package
paper-petition-digest = Check code of the text (SHA-256)
paper-petition-head = Head of the register, row { $number }
paper-petition-how = The text and every signature can be checked: the check code stands on every receipt and sheet, and the head of the register seals all rows before it. The program that checks needs nothing but the package: asar verify petition. How it reckons is written in petition.json.
paper-petition-arithmetic = “text” gives “digest” by SHA-256 (UTF-8). In register.jsonl a row’s line is the JSON of its fields at, leaf, level, number, of, section, village, what, witnessed: names sorted, no blanks, letters unescaped. Its digest is the SHA-256 of the digest before it (hex), a line feed and the line; before row 1 stands the digest of the text. “leaf” is the SHA-256 of the bytes of “salt” and the JSON of “content” written in the same way; a name without salt was given with an IIN, which is left out here. A row withdrawn, disputed, settled, struck or erased speaks of the row in “of”; erased without “of” means all rows before. The last digest is “head”. “files” are SHA-256 of the other files, “seal” that of this file without “seal”, written in the same way.
paper-petition-registration = Incoming No.
paper-petition-pen = Handed over by (name, signature)
paper-petition-foot = Collective appeal No. { $number }
paper-petition-sheets = Signature sheets of collective appeal No. { $number }
paper-petition-erased = name deleted
paper-petition-short-chat = chat
paper-petition-short-phone = phone
paper-petition-short-roll = roll
paper-petition-short-paper = paper
paper-petition-column-name = Family name, first name, patronymic
paper-petition-column-day = Date
paper-petition-column-level = How known
paper-petition-column-paper = Sheet, line
paper-petition-column-row = Row in the register

## Paper sheets

paper-file-blank = sheets of appeal { $number } – { $sheets }
paper-blank-sheet = Sheet No { $number }
paper-blank-code = Scan the code to read the whole text, or to sign by phone.
paper-blank-place = Settlement: { $place }
paper-blank-agrees = By signing I confirm that I am 18 or older, that I agree with the text, and that my name may be given to the body it is addressed to. The lines are typed in by: { $operator }. The phone is only there so that nobody signs twice; it may be left out.
paper-blank-surname = Surname
paper-blank-given = Given name
paper-blank-patronymic = Patronymic
paper-blank-iin = IIN
paper-blank-phone = Phone
paper-blank-day = Date
paper-blank-pen = Signature
paper-blank-collector = Collected by (name, signature, date)

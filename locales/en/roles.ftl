# Roles: invited, accepted, ended.

role-resident = resident
role-assembly = assembly member
role-commission = commission member
role-deputy = maslikhat deputy
role-office = member of the akim’s office
role-akim = akim
role-operator = the bot’s operator


basis-order = Order
basis-protocol = Minutes
basis-order-number = order No. { $number }
basis-order-of = order No. { $number } of { $day }
basis-protocol-number = minutes No. { $number }
basis-protocol-of = minutes No. { $number } of { $day }

## To whoever is invited

role-offer =
    You are offered a role: { $role } ({ $unit })
    Basis: { $basis }
    Term: { $from }–{ $to }
    Do you accept?
button-accept = I accept
button-decline = I decline
role-accepted =
    Your role is recorded: { $role } ({ $unit })
    Term: { $from }–{ $to }
    What you can do is in the menu.
role-declined = All right. If you change your mind, open the same link again: the invitation is good for seven days.
role-announced =
    A new role in the bot: { $role } ({ $unit })
    Basis: { $basis }
    Term: { $from }–{ $to }
code-refused = This invitation code does not work: it has been used or is out of date. Ask whoever gave it to you for a new one.

## To whoever invites

invite-role-ask = Which role do you give?
invite-order-ask = By which order is the person appointed? Write its number and date, for example: № 14, { $today }
invite-protocol-ask = In which minutes is the election recorded? Write their number and date, for example: № 14, { $today }
invite-until-ask = For how long is the role? Choose, or write the last day.
invite-years =
    { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
invite-made =
    The invitation is ready: { $role } ({ $unit })
    Basis: { $basis }
    Term: { $from }–{ $to }
    Send this link to that person alone: { $link }
    If the link does not open, they can write to the bot: /start { $code }
    The invitation is good for seven days and for one use.
button-invite = Give a role

roles-title = Who holds which role
roles-held = { $role }: { $people }. Basis: { $basis }. Term: { $from }–{ $to }
roles-invited = Invitation sent, waiting for an answer: { $role }. Basis: { $basis }. Term: { $from }–{ $to }
button-end-mandate = End: { $role } (until { $to })
button-end-sure = Yes, end it
button-cancel-invitation = Cancel the invitation: { $role }
end-mandate-ask = This role will end right now: { $role }, term { $from }–{ $to }. End it?
mandate-ended = The role is ended: { $role }.
invitation-cancelled = The invitation is cancelled: { $role }. Its code no longer works.

not-yours-to-end = This role is not yours to end: { $role }. Only those who gave it can end it.
role-not-yours = This role is not yours to give: { $role }.
protocol-needed = The number and date of the minutes of the election are needed here: { $role }.

# Өкілеттіктер: шақыру, қабылдау, тоқтату.

role-resident = тұрғын
role-assembly = жиналыс мүшесі
role-commission = комиссия мүшесі
role-deputy = мәслихат депутаты
role-office = әкім аппаратының қызметкері
role-akim = әкім
role-operator = бот операторы


basis-order = Өкім
basis-protocol = Хаттама
basis-order-number = № { $number } өкім
basis-order-of = № { $number } өкім, { $day }
basis-protocol-number = № { $number } хаттама
basis-protocol-of = № { $number } хаттама, { $day }

## Шақырылған адамға

role-offer =
    Сізге мына өкілеттік ұсынылды: { $role } ({ $unit })
    Негізі: { $basis }
    Мерзімі: { $from } – { $to }
    Қабылдайсыз ба?
button-accept = Қабылдаймын
button-decline = Бас тартамын
role-accepted =
    Өкілеттігіңіз тіркелді: { $role } ({ $unit })
    Мерзімі: { $from } – { $to }
    Не істей алатыныңыз мәзірде тұр.
role-declined = Жарайды. Ойыңыз өзгерсе, сол сілтемені қайта ашыңыз: шақыру жеті күн жарамды.
role-announced =
    Ботта жаңа өкілеттік тіркелді: { $role } ({ $unit })
    Негізі: { $basis }
    Мерзімі: { $from } – { $to }
code-refused = Бұл шақыру коды жарамсыз: бұрын қолданылған немесе мерзімі өткен. Жаңасын кодты берген адамнан сұраңыз.

## Шақырушыға

invite-role-ask = Қандай өкілеттік бересіз?
invite-order-ask = Қай өкіммен тағайындалды? Нөмірі мен күнін жазыңыз, мысалы: № 14, { $today }
invite-protocol-ask = Қай хаттамамен сайланды? Нөмірі мен күнін жазыңыз, мысалы: № 14, { $today }
invite-until-ask = Өкілеттік мерзімі қанша? Таңдаңыз немесе соңғы күнін жазыңыз.
invite-years = { $years } жыл
invite-made =
    Шақыру дайын: { $role } ({ $unit })
    Негізі: { $basis }
    Мерзімі: { $from } – { $to }
    Мына сілтемені сол адамның өзіне ғана жіберіңіз: { $link }
    Сілтеме ашылмаса, ботқа былай жазсын: /start { $code }
    Шақыру жеті күн жарамды, бір-ақ рет қолданылады.
button-invite = Өкілеттік беру

roles-title = Кімде қандай өкілеттік бар
roles-held = { $role }: { $people }. Негізі: { $basis }. Мерзімі: { $from } – { $to }
roles-invited = Шақыру жіберілді, жауап күтілуде: { $role }. Негізі: { $basis }. Мерзімі: { $from } – { $to }
button-end-mandate = Тоқтату: { $role } ({ $to })
button-end-sure = Иә, тоқтату
button-cancel-invitation = Шақыруды жою: { $role }
end-mandate-ask = Бұл өкілеттік дәл қазір тоқтайды: { $role }, мерзімі { $from } – { $to }. Тоқтатамыз ба?
mandate-ended = Өкілеттік тоқтатылды: { $role }.
invitation-cancelled = Шақыру жойылды: { $role }. Оның коды енді жарамайды.

not-yours-to-end = Бұл өкілеттікті сіз тоқтата алмайсыз: { $role }. Оны берген жақ қана тоқтатады.
role-not-yours = Бұл өкілеттікті сіз бере алмайсыз: { $role }.
protocol-needed = Мұнда сайланғаны туралы хаттаманың нөмірі мен күні керек: { $role }.

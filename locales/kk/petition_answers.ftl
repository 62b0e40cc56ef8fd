# Қол жинау біткеннен кейін: тапсыру, тіркеу, жауап мерзімі, ұзарту, жауап.

petition-about = Ұжымдық өтініш № { $number }: { $title }
petition-ended = № { $number } ұжымдық өтінішке қол жинау аяқталды.
petition-ended-none = Ешкім қол қойған жоқ, өтініш ешкімге тапсырылмайды.
petition-ended-few = Қол қойғандар саны аз: { $least } адамға жетпеді, нақты санын көрсетпейміз.
petition-ended-next =
    Енді өтініш тапсырылады. Кімге: { $addressee }.
    Тіркелген күннен бастап жауап мерзімі саналады, оны осы жерде көрсетеміз.
petition-with-addressee = Тапсырылып жатыр. Кімге: { $addressee }. Тіркеу нөмірі күтілуде.
petition-registered = Тіркелді: № { $paper }, { $from }
petition-due =
    Жауап мерзімі: { $due } ({ $days } жұмыс күні)
petition-holidays-skipped = Есепке кірмеген мерекелер: { $holidays }
petition-extended =
    Жауап мерзімі ұзартылды. Жаңа мерзім: { $until }
    Негізі: { $ground }
petition-late =
    Жауап жоқ. Кешіккен күн саны: { $days } ({ $today } күнгі есеп)
petition-answered = Жауап берілді: { $date }
petition-answer-took =
    Жауапқа { $days } күн кетті.
petition-answered-in-time = Жауап мерзімінде берілді.
petition-answered-late =
    Жауап { $days } күн кешікті.
petition-answer-text = Жауап: { $text }
petition-answer-files = Жауапқа қоса берілген құжат: { $count }. Олар өтініш басталған ауылдың чатында.

## Мерзім қалай саналды

petition-count-from =
    Тіркелген күні: { $date }. Ол күннің өзі есепке кірмейді.
    Мерзім: { $days } жұмыс күні. Сенбі мен жексенбі есепке кірмейді.
count-span =
    { $from } – { $to }: { $days } күн
count-skipped = { $date }: есепке кірмейді ({ $holidays })
petition-count-due = Соңғы күні: { $due }
petition-count-moved = Тіркегеннен кейін демалыс күндері ауыстырылды. Жарияланған мерзім өзгерген жоқ: { $due }
petition-count-source = Негізі: { $source }. Дереккөз деңгейі: { $grade }
source-appc-90 = Әкімшілік рәсімдік-процестік кодекс, 90-4 және 90-5-баптар (петицияға арналған, ұжымдық өтінішке үлгі ретінде алынды)
source-appc-76 = Әкімшілік рәсімдік-процестік кодекс, 76-бап
source-settings = бот операторының баптауы
holiday-moved = қаулымен ауыстырылған демалыс күні
holiday-estimated = күні шамамен алынды

## Авторға және органға

button-petition-follow = Тапсыру және жауап
button-petition-register = Тіркеу нөмірін жазу
button-petition-register-again = Тіркеу нөмірін түзету
button-petition-extend = Мерзім ұзартылды
button-petition-give-answer = Жауапты жариялау
button-petition-answer = Жауапты оқу
petition-hand-over-author = Құжаттар топтамасын тапсырыңыз. Тіркеген соң нөмірі мен күнін осында жазыңыз: жауап мерзімі содан басталады.
petition-hand-over-office = Құжаттар топтамасын тіркеп, нөмірі мен күнін осында жазыңыз: жауап мерзімі содан басталады.
petition-register-reminder = Тіркеу нөмірі әлі жазылған жоқ. Ол жазылмайынша жауап мерзімі саналмайды.
petition-answer-soon =
    Жауап мерзімі: { $due }. Қалған уақыт: { $days } күн
petition-answer-today = Жауап мерзімі бүгін бітеді.
petition-ask-them = Бұл органның чатта өкілі жоқ. Жауапты өзіңіз сұрап, келгенде осында жазыңыз.
petition-follow-told = Сақталды. Топтағы хабарлама жаңарады.
petition-paper-ask =
    Тіркеген орган: { $addressee }
    Тіркеу нөмірі мен күнін жазыңыз, мысалы: { $text }
petition-register-check = Тексеріңіз: топқа осылай жарияланады, жауап мерзімі осы күннен саналады.
petition-until-ask = Қазіргі мерзім: { $due }. Жауап қай күнге дейін ұзартылды? Күнін жазыңыз, мысалы: 20.02
petition-until-most = Ең соңғы мүмкін күн: { $day }, яғни бастапқы мерзімнен кейінгі { $months } ай. Негізі: { $source }.
petition-extend-ground-ask = Неге ұзартылды? Негізін жазыңыз: бәріне көрінеді.
petition-extend-check = Тексеріңіз: ұзарту мен оның негізі топқа жарияланып, хабарландыруда қалады.
petition-reply-ask = Жауаптың мәтінін жазыңыз. Қағазбен келсе, негізгі мазмұнын жазыңыз: құжаттың өзін кейін қосасыз.
petition-reply-second = Енді жауапты { $lang } жазыңыз.
petition-files-ask = Жауаптың фотосын немесе PDF құжатын бір-бірден жіберіңіз. Қосылғаны: { $count }, ең көбі: { $most }
petition-files-done = Болды
petition-answer-check = Тексеріңіз: жауап топқа және қол қойған әр адамға жіберіледі. Кейін өзгертуге болмайды.
form-petition-in = өтінішті тіркеу
form-put-off = жауап мерзімін ұзарту
form-reply = өтінішке жауап
question-registered = Тіркеу нөмірі мен күні
question-extended-to = Жаңа мерзім
question-reply = Жауап
question-reply-second = Жауап (екінші тілде)
question-reply-files = Жауап құжаттары
act-petition-registered = ұжымдық өтініш тіркелді
act-petition-extended = ұжымдық өтінішке жауап мерзімі ұзартылды
act-petition-answered = ұжымдық өтінішке жауап берілді

## Болмайтыны

petition-answer-not-theirs = № { $number } өтініш бойынша оның авторы мен жауап беретін органның өкілі ғана жаза алады.
petition-not-handed-over = Бұл өтініш ешкімге тапсырылған жоқ.
petition-not-registered = Алдымен тіркеу нөмірін жазыңыз: жауап мерзімі содан басталады.
petition-registered-before = { $day } – тым ерте: өтініш ол күні әлі дайын болмаған.
petition-registered-ahead = { $day } әлі келген жоқ. Тіркелген күнін жазыңыз.
petition-registration-day-needed = Күнін де жазыңыз, мысалы: 05.12.2026
petition-extended-already = Мерзім ұзартылып қойған: { $until }. Тіркеу нөмірін енді өзгертуге болмайды.
petition-extended-to-past = { $day } – бүгіннен кейінгі күн емес. Алдағы күнді жазыңыз.
petition-extended-not-later = Жаңа мерзім қазіргіден кейін болуы керек. Қазіргісі: { $due }
petition-extended-too-far =
    Жауапты ең көбі { $months } айға ұзартуға болады. Соңғы күні: { $day }.
petition-answered-already = Бұл өтінішке жауап берілген.
petition-answer-file-needed = Жауаптың фотосын немесе PDF құжатын жіберіңіз. Құжат болмаса, төмендегі түймені басыңыз.

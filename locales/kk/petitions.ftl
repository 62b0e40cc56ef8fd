# Ұжымдық өтініш: депутат қол жинайды, тұрғын екі рет басып қол қояды. Бұл – ресми петиция емес.

petition-title = ҰЖЫМДЫҚ ӨТІНІШКЕ ҚОЛ ЖИНАУ № { $number }
petition-title-draft = ҰЖЫМДЫҚ ӨТІНІШ (әлі жарияланған жоқ)
petition-name = { $title }
petition-problem = Мәселе: { $problem }
petition-demand = Талап: { $demand }
petition-to = Кімге: { $addressee }
petition-evidence = Қоса берілген құжат пен фото: { $count }
petition-in-sections = Қай ауылдың тұрғындары қол қояды: { $sections }
petition-level-1 = Телефонын растаған ересек тұрғын қол қояды.
petition-level-2 = Ауыл тізіміндегі ересек тұрғын қол қояды.
petition-goal = Мақсат: { $goal } қол. Алғашқы қолдар жиналып жатыр.
petition-signed = Қол қойғандар: { $signed }. Мақсат: { $goal }
petition-split = Оның ішінде: { $parts }
petition-part-chat = чаттағы тұрғын – { $count }
petition-part-phone = телефоны расталған – { $count }
petition-part-roll = ауыл тізімінде бар – { $count }
petition-part-paper = қағазда – { $count }
petition-disputed = Даулы, әзірге есепке кірмейді: { $count }
petition-note = Ескерту, { $at }: { $text }
petition-until = Қол жинау мерзімі: { $date }, сағат { $time }
petition-not-official = Бұл – ұжымдық өтініш, epetition.kz сайтындағы ресми петиция емес.

## Қол қою

button-sign = Қол қою
button-signers = Кім қол қойды
petition-in-private = Мәтінді оқып, қолды жеке чатта қоясыз.
petition-who-sees = Толық аты-жөніңізді тек өтініш жолданған орган мен өтініштің авторы көреді. Қағазда дәл сондай аты-жөн болса, салыстыратын әкім аппараты да көреді.
petition-adult = Түймені басып, 18 жасқа толғаныңызды және мәтінмен келісетініңізді растайсыз.
petition-shown-yes = Топта былай көрінесіз: { $shown }
petition-shown-no = Топта атыңыз көрінбейді, тек реттік нөміріңіз тұрады.
button-sign-begin = Қол қоямын
button-sign-as = Қол қоямын: { $name }
button-sign-name = Аты-жөнімді түзету
button-sign-withdraw = Қолымды қайтарып алу
button-sign-again = Қайта қол қою
petition-signed-note = Қол қойдыңыз. Рақмет!
petition-withdrawn = Қолыңыз қайтарып алынды. Мерзімі біткенше қайта қол қоя аласыз.
petition-receipt =
    Қол қойдыңыз.
    Тізілімдегі нөміріңіз: { $row }
    Түбіртек коды: { $code }
    Уақыты: { $at }
    Мәтіннің бақылау коды: { $digest }
petition-surname-ask = Тегіңізді құжаттағыдай жазыңыз.
petition-given-ask = Есіміңізді құжаттағыдай жазыңыз.
petition-patronymic-ask = Әкеңіздің атын құжаттағыдай жазыңыз. Құжатта жоқ болса, төмендегі түймені басыңыз.
button-no-patronymic = Құжатта жоқ
petition-shown-ask = Қол қойғандар тізімінде атыңызды көрсетейік пе?
button-shown-yes = Иә, былай: { $shown }
button-shown-no = Жоқ, тек нөмірім тұрсын
petition-phone-ask = Қол есепке кіруі үшін телефоныңызды растаңыз. Төмендегі түймені басыңыз: қол өзі қойылады, қайта басудың қажеті жоқ. Нөміріңізді ешкімге көрсетпейміз.
petition-signers-last = Соңғы қол қойғандар: { $count }
petition-signer-named = № { $row } { $name }
petition-signer-unnamed = № { $row }
petition-signed-already = Сіз қол қойып қойғансыз. Тізілімдегі нөміріңіз: { $number }
petition-signed-elsewhere = Осы телефон мен осы аты-жөн бойынша қол қойылған. Бір адамның бір ғана қолы есептеледі.
petition-not-signed = Сіз бұл өтінішке қол қойған жоқсыз.
petition-name-needed = Қол қою үшін аты-жөніңізді жазыңыз.
petition-no-name = «{ $text }» – аты-жөнге ұқсамайды. Тек әріппен жазыңыз, мысалы: Серікова
petition-name-too-long = Тым ұзын: { $over } таңба артық. Ең көбі { $most } таңба.
petition-iin-needed = Бұл өтінішке қол қою үшін ЖСН керек. Оны чатта сұрамаймыз: қағаз парақта немесе боттың өз бетінде жазасыз.
petition-not-open-here = № { $number } өтінішке басқа ауылдың тұрғындары қол қояды.
petition-not-living-here = Бұл өтінішке осында тұратындар қол қояды. Тұратын жеріңіз өзгерсе, /my арқылы түзетіңіз.
petition-of-sections = Бұл өтінішке мына ауылдың тұрғындары қол қояды: { $sections }
petition-not-adult = Бұл өтінішке 18 жасқа толған тұрғындар қол қояды. Ауыл тізімінде сіз 18-ге толмағансыз. Тізім қате болса, округ әкімінің аппаратына айтыңыз.

## Түбіртек

my-signatures = Сіз қол қойған ұжымдық өтініштер:
my-signature =
    № { $number }: { $title }
    Тізілімдегі нөміріңіз: { $row }. Түбіртек коды: { $code }
    Уақыты: { $at }
button-my-signature-open = № { $number } оқу
button-my-signature-withdraw = № { $number } қайтарып алу
petition-receipt-found =
    { $code } – осы ауылдың тізілімінде бар түбіртек.
    № { $number } өтініш: { $title }
    Тізілімдегі нөмірі: { $row }
    Қол қойылған уақыты: { $at }
petition-receipt-stands = Бұл қол есепте тұр.
petition-receipt-taken-back = Бұл қол қайтарып алынған, есепке кірмейді.
petition-receipt-unknown = { $code } – ауыл тізілімінде мұндай түбіртек жоқ. Кодты түбіртектен қайта қарап, тексеріңіз.

## Барысы

button-petition-read = Мәтінді оқу
petition-nudge =
    № { $number } өтінішке қол жиналып жатыр: { $title }
    Мерзімі: { $at }
petition-prolonged = № { $number } өтінішке қол жинау ұзартылды. Жаңа мерзімі: { $at }
petition-stopped-by-operator = № { $number } өтінішке қол жинауды бот операторы тоқтатты. Жиналған қол ешкімге берілмейді.
petition-not-put = Бұл өтінішті депутат әлі ұсынған жоқ.
petition-needs-members = Бұл өтінішті басқа депутат немесе жиналыс мүшесі растайды.
petition-alone-too-soon = Растайтын басқа адам жоқ, сондықтан өзіңіз бір тәуліктен кейін растайсыз: { $at }
form-sign = қол қою үшін аты-жөн

## Тіркелім мен сұрақ атаулары

act-petition-closed = ұжымдық өтінішке қол жинау аяқталды
act-petition-stopped = ұжымдық өтініш тоқтатылды
act-petition-prolonged = ұжымдық өтініштің мерзімі ұзартылды
question-surname = Тегі
question-given = Есімі
question-patronymic = Әкесінің аты

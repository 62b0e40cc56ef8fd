# Ұжымдық өтінішті дайындау, ұсыну, жариялау және жүргізу: депутатқа, тұрғынға, растайтын адамға.

menu-petition = Ұжымдық өтініш бастау
now-petition = Қол жиналып жатыр № { $number }: { $title } Мерзімі: { $at }

## Дайындау

petition-drafts = Сізге қатысты жобалар бар. Біреуін ашыңыз немесе жаңасын бастаңыз.
button-petition-new = Жаңа өтініш
petition-title-ask = Өтінішті қалай атаймыз? Қысқа жазыңыз, { $most } таңбаға дейін. Тілі: { $lang }. Екі тілде бірден: қазақша / орысша
petition-title-second = Атауы екінші тілде ({ $lang }):
petition-similar-ask = Осыған ұқсас өтініш бар. Соған қол қойсаңыз, бәріміз бір өтінішке бірігеміз.
petition-similar = № { $number }: { $title }
button-petition-similar = № { $number } өтінішті ашу
button-petition-own = Менікі басқа, жалғастырамын
petition-problem-ask = Мәселе неде? Не болып жатқанын жазыңыз, { $most } таңбаға дейін. Тілі: { $lang }
petition-problem-second = Мәселе екінші тілде ({ $lang }):
petition-demand-ask = Не талап етесіз? Нақты жазыңыз, { $most } таңбаға дейін. Тілі: { $lang }
petition-demand-second = Талап екінші тілде ({ $lang }):
petition-addressee-ask = Кімге жолдаймыз?
petition-addressee-gone = Бұл өтініш жолданған орган тізімде енді жоқ. «Кімге» деген жерін түзетіңіз.
petition-sections-ask = Қай ауылдың тұрғындары қол қояды? Бірнешеуін таңдауға болады.
petition-villages-ask = Басқа округтердің тұрғындары да қол қоя ма? Сіз депутат болып отырған округтер:
petition-only-here = Тек осы округ
button-enough = Болды
petition-evidence-ask = Дәлел ретінде фото не PDF жіберіңіз, { $most } файлға дейін. Болмаса, «Жоқ» түймесін басыңыз.
petition-evidence-more = Файлдар: { $count }. Тағы жіберуге болады, ең көбі: { $most }.
button-evidence-away = Файлдарды алып тастау
petition-evidence-needed = Фото не PDF файл керек, 10 МБ-тан аспасын.
petition-evidence-too-many = Одан көп файл қосылмайды. Ең көбі: { $most }.
petition-evidence-not-here = «{ $name }» файлы әлі жүктелген жоқ. Бір минуттан кейін қайталаңыз немесе оны алып тастаңыз.
petition-goal-ask = Қанша қол жинағыңыз келеді? Таңдаңыз немесе санын жазыңыз.
petition-no-threshold = Ауыл үшін заңда белгіленген сан бізге белгілі емес, сондықтан мақсатты өзіңіз қоясыз. Ресми петицияларға арналған сандар, мәлімет үшін:
petition-threshold-district-small = Аудан, 50 000 адамға дейін. Әкімдікке – { $akimat }, мәслихатқа – { $maslikhat }
petition-threshold-district-large = Аудан, 50 000 адамнан көп. Әкімдікке – { $akimat }, мәслихатқа – { $maslikhat }
petition-threshold-oblast = Облыс. Әкімдікке – { $akimat }, мәслихатқа – { $maslikhat }
petition-people = { $people } адам
petition-share = тұрғындардың { $percent } %
petition-threshold-source = Дереккөзі: { $source }. Сенімділігі: { $grade } (баспасөзден, ресми мәтіні тексерілмеген).
petition-goal-outside = Мақсат санмен жазылады: кемінде { $least }, ең көбі { $most }.
petition-closes-ask = Қол қашанға дейін жиналады? Таңдаңыз немесе жазыңыз, мысалы: 20.12 18:00
petition-level-ask = Кімнің қолы есепке кіреді?
petition-sends-ask = Мақсатқа жеткенде қол жинау тоқтап, өтініш өзі жолдансын ба?
petition-iin-ask = Қол қоюға ЖСН керек пе? Ол чатта сұралмайды: қағаз парақта не боттың өз бетінде жазылады.
petition-no-election-ask = Өтініш сайлау, кандидат, партия не референдум туралы емес пе? Ондайға мұнда қол жиналмайды.
petition-no-election-sure = Мәтінде мына сөздер бар: { $words }. Өтініш шынымен де сайлау, партия не референдум туралы емес пе?
petition-elections-not-here = Сайлау, кандидат, партия, референдум туралы өтінішке мұнда қол жиналмайды. Басқа тақырып таңдаңыз.
petition-rules = Мақсат: { $goal } қол. Мерзімі: { $at }
petition-sends-itself = Мақсатқа жеткенде қол жинау аяқталып, өтініш өзі жолданады.
petition-sends-later = Мақсатқа жеткен соң да қол мерзімі біткенше жиналады.
petition-asks-iin = Қол қоюға ЖСН керек.
petition-also-in = Қол жиналатын басқа округтер саны: { $count }
petition-frozen = Жарияланған соң мәтіні өзгермейді. Мерзімін ұзартуға, ескерту қосуға болады.
button-petition-send = Депутатқа жіберу
button-petition-put = Жариялауға ұсыну

## Тұрғынның жобасы

petition-draft-sent = Жобаңыз депутаттарға жіберілді: { $people }. Шешімін осында хабарлаймыз.
petition-no-deputy = Ботта әзірге депутат жоқ, сондықтан өтінішті жариялайтын ешкім жоқ. Жобаңыз сақталды: депутат қосылғанда көреді.
petition-drafts-too-many = Депутатты күтіп тұрған жобаңыз көп. Ең көбі: { $most }. Алдымен соларды аяқтаңыз.
petition-drafted = Тұрғын өтініш жобасын жіберді. Жариялауды қолға аласыз ба?
button-petition-take = Қолға аламын
button-petition-decline = Қабылдамаймын
button-petition-go-on = Түзетіп, жалғастыру
petition-draft-taken = Бұл жобаны басқа депутат алып қойды.
petition-ground-ask = Себебін жазыңыз. Оны жобаның иесі оқиды.
petition-ground = Қабылданбау себебі: { $ground }
petition-decline-kept = Қабылданбағаны хабарланды.
petition-declined = Депутат жобаңызды қабылдамады. Себебі: { $ground }. Түзетіп, қайта жібере аласыз.

## Екінші адам

petition-put-sent = Өтініш растауға жіберілді. Растай алатын адам: { $people }. Біреуі растаса, бірден жарияланады.
petition-put-alone = Растай алатын басқа адам жоқ. Бір тәулік ойланыңыз, содан кейін өзіңіз растайсыз: { $at }. Сол кезде түймесін жібереміз.
petition-put = Депутат өтінішті жариялауға ұсынды. Мәтінін оқып, растаңыз немесе қабылдамаңыз. Растасаңыз, бірден жарияланады.
button-petition-confirm = Растаймын
petition-alone = Бір тәулік өтті, растай алатын басқа адам жоқ. Енді өтінішті өзіңіз растай аласыз.
petition-returned = Өтінішіңізді растамады. Себебі: { $ground }. Түзетіп, қайта ұсына аласыз.
petition-text-changed = Мәтін сіз оқығаннан кейін өзгерді. Соңғы хабардағы мәтінді оқып, сол жерден растаңыз.
petition-published-already = Бұл өтініш жарияланып қойған: № { $number }.
petition-no-mandate-there = Бұл округте депутат емессіз: { $unit }. Ол жерде қол жинау үшін сол округтің депутаты болу керек.
petition-confirmed = Расталды. Өтініш № { $number } болып жарияланды.
petition-published = Өтініш жарияланды, қол жиналып жатыр: № { $number }. { $title }

## Жүргізу

button-petition-numbers = Қол жинау барысы
button-petition-share = Сілтемесімен бөлісу
button-petition-note = Ескерту қосу
petition-stands = Қол жиналып жатыр. Қалған күн: { $days }. Мерзімі: { $at }
petition-share-of-goal = Мақсаттың { $percent } % орындалды.
petition-by-day = Соңғы 7 күнде қол қойғандар:
petition-on-day = { $day } – { $count }
petition-shared =
    { $title }
    Оқып, қол қою: { $link }
petition-close-ask = № { $number } өтінішке қол жинауды қазір аяқтаймыз ба? Қайта ашылмайды.
petition-close-done = № { $number } өтінішке қол жинау аяқталды.
petition-prolong-ask = Қазіргі мерзімі: { $at }. Қанша ұзартамыз? Күнін өзіңіз де жаза аласыз, мысалы: 20.12 18:00
petition-prolong-check = Чатта осылай жазылады. Мәтіні мен қойылған қолдар өзгермейді.
petition-prolong-done = Ұзартылды: № { $number }. Қол жинаудың жаңа мерзімі: { $at }
petition-note-ask = Не қосасыз? Мәтіннің өзі өзгермейді, ескерту оның астында тұрады. { $most } таңбаға дейін. Тілі: { $lang }
petition-note-second = Ескерту екінші тілде ({ $lang }):
petition-note-check = Ескерту чатта осылай жазылып, өтініштің астында тұрады. Кейін өшірілмейді.
petition-noted = № { $number } өтінішке ескерту: { $text }
petition-note-kept = Ескерту қосылды.
petition-notes-too-many = Ескерту одан көп қосылмайды. Ең көбі: { $most }.
petition-told = № { $number } өтініш: { $title } Қол қойғандар: { $signed }. Мақсат: { $goal }
petition-told-all = Мақсатқа жеттік! № { $number } өтініш: { $title } Қол қойғандар: { $signed }. Мақсат: { $goal }
petition-ends = № { $number } өтінішке қол жинау аяқталуға жақын. Қалған күн: { $days }. Мерзімі: { $at }. Қол қойғандар: { $signed }. Мақсат: { $goal }

## Тіркелім, форма мен сұрақ атаулары

act-petition-published = ұжымдық өтініш жарияланды
act-petition-noted = ұжымдық өтінішке ескерту қосылды
form-petition = ұжымдық өтініш жобасы
form-petition-put = ұжымдық өтініш
form-petition-no = қабылдамау себебі
form-petition-end = қол жинау мерзімін ұзарту
form-petition-note = өтінішке ескерту
question-similar = Ұқсас өтініштер
question-problem = Мәселе
question-problem-second = Мәселе (екінші тілде)
question-demand = Талап
question-demand-second = Талап (екінші тілде)
question-addressee = Кімге
question-sections = Қол қоятын ауылдар
question-villages = Басқа округтер
question-evidence = Дәлелдер
question-goal = Мақсат
question-sends = Мақсатқа жеткенде өзі жолдану
question-iin = ЖСН керек пе

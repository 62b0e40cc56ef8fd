# Жедел сауалнама: бір сұрақ, бір басумен жауап. Бұл – пікір, заңды дауыс беру емес.

poll-title = ЖЕДЕЛ САУАЛНАМА № { $number }
poll-title-draft = ЖЕДЕЛ САУАЛНАМА (әлі жарияланған жоқ)
poll-question = { $question }
poll-until = Жауап беру мерзімі: { $date }, сағат { $time }
poll-choose-most = Бірнешеуін таңдауға болады, ең көбі: { $most }
poll-final = Берген жауап өзгертілмейді.
poll-secret = Кімнің не таңдағанын ешкім көрмейді.
poll-open = Бұл – ашық сауалнама: атыңыз жауабыңыздың қасында көрінеді.
opinion-not-vote = Бұл – тұрғындардың пікірі, заңды дауыс беру емес.
poll-among = Кім жауап береді: { $role }
poll-in-section = Қай ауыл жауап береді: { $section }
poll-level-1 = Телефонын растаған тұрғынның жауабы есептеледі.
poll-level-2 = Ауыл тізіміндегі тұрғынның жауабы есептеледі.
poll-answered = Жауап бергендер: { $people }
poll-closed = Сауалнама аяқталды: { $at }
poll-closed-early = Сауалнама мерзімінен бұрын аяқталды: { $at }
poll-stopped = Сауалнама тоқтатылды. Нәтижесі шығарылмайды.

## Жауап

poll-answer-kept = Жауабыңыз: { $options }
poll-answer-waits = Жауабыңыз: { $options }. Әлі есептелген жоқ, бір қадам қалды.
poll-answer-empty = Жауабыңыз қайтарып алынды.
poll-now-counted = Енді жауабыңыз есептелді: { $options }
poll-step-phone = Жауабыңыз сақталды. Есептелуі үшін телефоныңызды растаңыз.
poll-step-roll = Жауабыңыз сақталды. Есептелуі үшін ауыл тізімінен өзіңізді табыңыз.
poll-step-section = Жауабыңыз сақталды. Есептелуі үшін қай ауылда тұратыныңызды айтыңыз.
poll-phone-ask = Осы сауалнамада телефонын растаған тұрғынның жауабы есептеледі. Төмендегі түймені басыңыз: жауабыңыз өзі есептеледі, қайта басудың қажеті жоқ. Нөміріңізді ешкімге көрсетпейміз.
poll-over = № { $number } сауалнама аяқталды, жауап енді алынбайды.
poll-not-in-chat = Осы ауылдың чатындағы адамдар ғана жауап береді.
poll-too-new = Чатқа жаңа қосылдыңыз. Мұнда { $hours } сағаттан бері жүргендер жауап береді. Сіз осы уақыттан бастап жауап бере аласыз: { $at }
poll-for-role = Бұл сауалнамада жауап беретіндер: { $role }
poll-of-section = Бұл сауалнамада бір ауылдың тұрғындары жауап береді: { $section }
poll-too-many = Ең көбі { $most } жауап таңдауға болады. Алдымен біреуін алып тастаңыз.
poll-answer-final = № { $number } сауалнамада берген жауап өзгертілмейді.
button-take-back = Жауабымды қайтарып алу
button-poll-change = Жауабымды өзгерту

## Еске салу

poll-nudge =
    № { $number } сауалнамаға әлі жауап бермедіңіз: { $question }
    Мерзімі: { $at }

## Құрастыру

poll-question-ask = Не сұрайсыз? Тілі: { $lang }. Екі тілде бірден жазсаңыз: қазақша / орысша
poll-question-second = Сұрақтың екінші тілдегі мәтіні ({ $lang }):
poll-question-too-long = Сұрақ ұзын: { $over } таңба артық. Қысқартып жазыңыз.
poll-template-ask = Үлгіні таңдаңыз:
poll-template-draft-name = Жобаға пікір
poll-template-draft = Мына жобаға пікіріңіз қандай: { $details }
poll-template-need-name = Керек пе?
poll-template-need = Ауылға керек пе: { $details }
poll-template-service-name = Қызметті бағалау
poll-template-service = Бағаңыз қандай: { $details }
poll-template-day-name = Қай күн ыңғайлы?
poll-template-day = Сізге қай күн ыңғайлы: { $details }
poll-details-ask = Үлгі: { $template }. Не туралы екенін жазыңыз. Тілі: { $lang }
poll-details-second = Сол сөздің екінші тілдегісі ({ $lang }):
poll-options-ask = Қандай жауаптар болады? Әрқайсысын жаңа жолдан жазыңыз, екеуден он екіге дейін. Тілі: { $lang }
poll-options-second = Сол жауаптардың екінші тілдегісі ({ $lang }), дәл сол ретпен, әрқайсысы жаңа жолдан:
poll-options-do-not-pair = Екінші тілде { $wanted } жауап керек, сіз { $lines } жол жаздыңыз.
poll-options-number = Жауап саны { $least } бен { $most } арасында болуы керек. Сіз жазғаны: { $given }
poll-option-too-long = Бір жауап { $most } таңбадан аспайды: «{ $option }»
poll-option-twice = Бір жауап екі рет жазылған: «{ $option }»
poll-set-need-name = Иә / Жоқ / Бәрібір
poll-set-need =
    Иә, керек
    Жоқ
    Бәрібір
poll-set-support-name = Қолдаймын / Қарсымын / Қалыс қаламын
poll-set-support =
    Қолдаймын
    Қарсымын
    Қалыс қаламын
poll-set-rate-name = Өте жақсы … Өте нашар
poll-set-rate =
    Өте жақсы
    Жақсы
    Орташа
    Нашар
    Өте нашар
poll-set-day =
    Сенбі
    Жексенбі
    Жұмыс күні кешке
    Бәрібір
poll-section-ask = Кімнен сұраймыз?
poll-most-ask = Бір адам неше жауап таңдай алады?
poll-most-one = Біреуін ғана
poll-most = Ең көбі { $most }
poll-closes-ask = Жауап қашанға дейін алынады? Күнді таңдаңыз немесе жазыңыз, мысалы: 20.12 18:00
poll-days = { $days } күн
poll-when-ask = Қашан жариялаймыз? Қазір немесе күні мен сағатын жазыңыз, мысалы: 20.12 09:00
poll-level-ask = Кімнің жауабы есептеледі?
poll-level-choice-0 = Чаттағы кез келген тұрғын
poll-level-choice-1 = Телефонын растағандар
poll-level-choice-2 = Ауыл тізіміндегілер
poll-shown-ask = Сауалнама жүріп жатқанда чатта не көрінеді?
poll-shown-turnout = Неше адам жауап бергені
poll-shown-live = Кімге неше жауап түскені
poll-shown-after = Аяқталғанша ештеңе
poll-changeable-ask = Берген жауапты өзгертуге бола ма?
poll-names-ask = Кімнің не таңдағаны бәріне көрінсін бе?
poll-among-ask = Кім жауап береді?
poll-among-all = Барлық тұрғын
poll-no-election-ask = Сауалнама сайлау, кандидат, партия не референдум туралы емес пе? Ондай сауалнаманы заң бойынша тек арнайы ұйымдар жүргізеді.
poll-no-election-sure = Мәтінде мына сөздер бар: { $words }. Сауалнама шынымен де сайлау, партия не референдум туралы емес пе?
button-no-election = Олар туралы емес
button-election = Сол туралы
poll-elections-not-here = Сайлау, партия, кандидат, референдум туралы сауалнаманы ОСК-ге хабарлаған ұйым ғана жүргізеді (Әкімшілік құқық бұзушылық кодексі, 120-бап, 3-бөлік). Мұнда болмайды, басқа тақырып таңдаңыз.
looks-like-campaigning = Сайлау кезеңінде мұндай хабар жарияланбайды, үгітке ұқсайды. Сөздері: { $words }. Кезеңнің соңғы күні: { $until }
poll-goes-at = Жарияланатын уақыты: { $at }
poll-shown-is = Сауалнама жүргенде көрінетіні: { $shown }
poll-frozen = Жарияланған соң сұрақ, жауаптар мен ережелер өзгермейді. Мерзімін ғана ұзартуға болады.
poll-published = Жарияланды: № { $number } сауалнама.
poll-closes-too-soon = Жауап беруге кемінде { $minutes } минут қалуы керек.
poll-closes-too-late = Сауалнама { $days } күннен аспайды. Ең кеш мерзімі: { $latest }
button-poll-template = Дайын үлгі

## Жүргізу

poll-stands = № { $number } сауалнама жүріп жатыр. Мерзімі: { $at }
poll-planned = № { $number } сауалнама әлі ашылған жоқ. Ашылатын уақыты: { $at }
poll-not-yours = № { $number } сауалнаманы оны жариялаған адам ғана басқарады.
button-poll-numbers = Қазіргі жағдайы
button-poll-prolong = Мерзімін ұзарту
button-poll-paper = Ауызша не қағазбен алынған жауаптар
button-poll-close = Аяқтау
button-poll-close-sure = Иә, аяқтаймын
button-poll-tables = Кестелер
button-poll-clone = Осындай тағы біреу
poll-close-ask = № { $number } сауалнаманы қазір аяқтаймыз ба? Қайта ашылмайды.
poll-close-done = № { $number } сауалнама аяқталды.
poll-still-open = № { $number } сауалнама әлі жүріп жатыр. Кестелер аяқталған соң беріледі.
poll-tables-here = Нәтиженің кестелері. Мұнда чатта айтылғаннан артық ештеңе жоқ.
poll-prolong-ask = Қазіргі мерзімі: { $at }. Қанша ұзартамыз? Күнін өзіңіз де жаза аласыз, мысалы: 20.12 18:00
poll-prolong-days = Тағы { $days } күн
poll-prolong-check = Чатта осылай жазылады. Сұрақ пен жауаптар өзгермейді.
poll-prolonged = № { $number } сауалнаманың мерзімі ұзартылды. Жаңа мерзімі: { $at }
poll-prolong-done = Ұзартылды: № { $number }. Жаңа мерзімі: { $at }
poll-not-later = Жаңа мерзім бұрынғысынан кеш болуы керек. Қазіргісі: { $at }
poll-paper-how-ask = Жауаптар қалай алынды?
poll-taken-mouth = Ауызша
poll-taken-paper = Қағазбен
poll-paper-people-ask = Неше адам жауап берді? Санын жазыңыз.
poll-paper-counts-ask = Әр жауапқа неше адам? Мына ретпен, бос орын қалдырып, { $count } сан жазыңыз: { $options }
poll-paper-kept = Қосылды: { $people } адамның жауабы. Нәтижеде бөлек тұрады.
poll-counts-number = { $wanted } сан керек, сіз { $given } сан жаздыңыз.
poll-counts-over = Жауап тым көп: { $people } адам { $sum } жауап бере алмайды.
number-needed = Санмен жазыңыз, мысалы: 12
poll-stopped-by-operator = № { $number } сауалнаманы бот операторы тоқтатты. Себебін операторға хабарласып біліңіз.

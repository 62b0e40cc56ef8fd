# Сауалнаманың қорытындысы: барысы, нәтижесі, әркімге «сіз айттыңыз, ауыл айтты», тақырыптар, есеп пен суреттер.
# Бұл – пікір, дауыс беру емес: «дауыс» деген сөз мұнда айтылмайды.

## Сауалнама жүріп жатқанда

survey-live-finished = Толық толтырғандар: { $people }
survey-live-finished-few = Толық толтырғандар { $least } адамнан аз.
survey-live-begun = Бастап, әлі аяқтамағандар: { $people }
survey-live-begun-few = Бастап, әлі аяқтамағандар { $least } адамнан аз.
survey-live-stops = Қай сұрақта тоқтады
survey-live-stop = { $place }/{ $most }. { $question } – { $people }
survey-by-how = Кім толтырды
survey-by-section = Қай ауылдан
survey-how-own = тұрғынның өзі
survey-how-other = сұхбат алушы
survey-part = { $part }: { $people } адам
survey-part-adults = { $part }: { $people } адам. Ересек тұрғындар: { $adults } ({ $percent } %)

## Нәтижесі

survey-result-title = САУАЛНАМА НӘТИЖЕСІ № { $number }
survey-result-line = { $question } – ең көп таңдалғаны: { $options } ({ $percent } %)
survey-result-first = { $question } – бірінші орынға көбіне осы қойылды: { $options } ({ $percent } %)
survey-few = Жауап бергендер { $least } адамнан аз. Кімнің не айтқаны белгілі болып қалмауы үшін нәтиже көрсетілмейді.
survey-kept-back = Көрсетілмеген сұрақ саны: { $count }. Оларға { $least } адамнан аз жауап берді немесе жауабынан аз адамның пікірі белгілі болып қалар еді.
survey-result-not-yet = Сауалнама № { $number } әлі жүріп жатыр. Нәтижесі мына уақыттан кейін шығады: { $at }
survey-number = { $whole },{ $part }
survey-choice = { $option } ({ $percent } %)
survey-pictures-here = Сұрақтардың суреттері: { $first }–{ $last }. Барлығы: { $count }
button-survey-result = Нәтижесі мен есебі
button-survey-pictures = Әр сұрақтың суреті
button-survey-pictures-more = Келесі суреттер

## Әркімге: сіз айттыңыз, ауыл айтты

survey-yours = САУАЛНАМА № { $number }: сіз айттыңыз, ауыл айтты
survey-village-said = САУАЛНАМА № { $number }: ауыл айтты
survey-question = { $question }
survey-you = Сіз: { $options }
survey-village = Ауыл: { $choices }
survey-village-first = Ауыл бірінші орынға қойғаны: { $choices }
survey-village-number = Ауыл: орташа мәні – { $mean }, ортасындағы мәні – { $median }
survey-yours-more = Қалған сұрақтардың нәтижесі – суреттерде.

## Жазылған сөздер мен тақырыптар

button-survey-texts = Жазылған жауаптар
survey-texts-none = Бұл сауалнамада сөзбен жауап беретін сұрақ жоқ.
survey-texts-which = Қай сұрақтың жауаптарын оқисыз?
survey-texts = Жазылған жауаптар: { $question }
survey-texts-end = Бұдан әрі жауап жоқ.
survey-text = { $place }. { $text }
survey-text-heading = Тақырыбы: { $heading }
survey-text-group = Мына жауапты қай тақырыпқа қосасыз?
survey-heading = { $heading }: { $people }
survey-texts-not-yet = Сауалнама № { $number } анонимді. Жазылған жауаптарды сауалнама аяқталғаннан кейін оқисыз.
button-texts-next = Келесі жауаптар
button-texts-first = Басынан бастау
button-heading-new = Жаңа тақырып
button-heading-none = Тақырыптан алып тастау
button-headings-tell = Тақырыптарды ауылға айту
button-headings-tell-sure = Иә, жариялау
survey-heading-ask = Тақырыпты жазыңыз ({ $lang }). Мысалы: жол жөндеу. Адамның аты-жөнін жазбаңыз.
survey-heading-second-ask = Енді сол тақырыпты екінші тілде жазыңыз ({ $lang }).
survey-heading-too-long = Тақырып тым ұзын: ең көбі { $most } таңба, артығы { $over }.
survey-headings = САУАЛНАМА № { $number }: тұрғындар өз сөзімен не жазды
survey-headings-small = { $least } жауаптан аз тақырыптар көрсетілмейді.
survey-headings-of-few = Әр тақырыпта { $least } жауаптан аз, сондықтан көрсететін ештеңе жоқ.
survey-headings-check = Осыны чаттарға жариялаймыз ба?
survey-headings-done = Тақырыптар жарияланды. Енді олар есепте де тұрады.
act-survey-headings-told = сауалнамаға жазылған жауаптардың тақырыптары жарияланды
form-heading = жаңа тақырып
question-heading = Тақырып
question-heading-second = Тақырыптың екінші тілі

## Есебі мен суреттері

paper-survey-title = Сауалнама нәтижесі № { $number }
paper-survey-period = Қашан өтті
paper-survey-whom = Кімнен сұралды
paper-survey-mode = Жауаптар қалай алынды
paper-survey-named = атымен
paper-survey-anonymous = анонимді: жауап пен адамның арасында байланыс сақталмады
paper-survey-questions = Сұрақ саны, ең көбі
paper-survey-form = Сауалнама парағы, нұсқасы
paper-survey-answered = Жауап бергендер: { $people }
paper-survey-hidden = көрсетілмейді
paper-survey-place = орташа орны – { $number }
paper-survey-mean = Орташа мәні
paper-survey-median = Ортасындағы мәні (жартысы одан аз, жартысы көп)
paper-survey-why-hidden = «Көрсетілмейді» дегені: сұраққа { $least } адамнан аз жауап берді немесе жауап саны аз адамның пікірін ашып қояр еді.
paper-survey-why-no-texts = Өз сөзімен жазылған жауаптар жарияланбайды: оларды тек ұйымдастырушы оқиды.
paper-survey-digest = Сауалнама парағының бақылау коды (SHA-256): { $digest }
paper-file-survey = Сауалнама-есебі-{ $number }
paper-file-question = Сауалнама-{ $number } ({ $place })

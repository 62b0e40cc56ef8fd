# Қағаз парақтар: басып шығару, әкім аппараты теріп енгізетін жолдар, даулы жолдар.

button-onpaper = Қағаз парақтар
onpaper-sheets = Басылған парақ: { $sheets }. Толық енгізілгені: { $entered }.
onpaper-left = Әлі енгізілмеген парақ: { $count }
onpaper-sheet-line = № { $sheet } парақ – { $place }, енгізілген жол: { $lines }
button-onpaper-sheet = № { $sheet } парақты енгізу
button-onpaper-place = Басу: { $place }
button-onpaper-print = { $count } парақ басу
button-onpaper-compare = Даулы жолдар: { $count }
onpaper-how-many = Қай жерге: { $place }. Бір парақта { $lines } жол бар. Неше парақ керек?
onpaper-printed = Парақтар дайын: № { $first }–{ $last }, { $place }. Файлды басып шығарыңыз.
onpaper-printed-how = Әр парақтың өз нөмірі бар: көшірмесін жасамай, жаңасын басыңыз. Қол қойылған парақты әкім аппаратына беріңіз, жолдарды сол жерде енгізеді.
onpaper-expected = Өтініштің автор басып шығарған қағаз парақтары бар. Қол қойылған парақ келгенде кодын сканерлеңіз немесе төмендегі түймені басып, жолдарын енгізіңіз.
onpaper-sheet = № { $sheet } парақ, { $place }. Енгізілген жол: { $lines } / { $most }
onpaper-line = { $line }. { $name }
onpaper-line-disputed = { $line }. { $name } – даулы
button-onpaper-type = Жолдарды енгізу
button-onpaper-done = Парақ толық енгізілді
onpaper-lines-ask =
    № { $sheet } парақ, { $place }. Жолдарды бір хабармен жазыңыз, әрқайсысы жаңа жолдан:
    { $next } Серікова | Айгүл | Болатқызы | 8 701 000 00 00
    Әкесінің аты мен телефоны жазылмаса, қалдырып кетіңіз. Қате енгізілген жолды өшіру үшін нөмірінен кейін сызықша қойыңыз: 3 -
onpaper-page-link = № { $sheet } парақтың жолдарын боттың өз бетінде енгізесіз: ЖСН чатта жазылмайды. Сілтеменің мерзімі: сағат { $at }
button-onpaper-page = Жолдарды бетте енгізу
onpaper-page-lines = Парақтың жолдары
onpaper-page-hint = Әр жолды жаңа жолдан жазыңыз: { $next } Серікова | Айгүл | Болатқызы | ЖСН | телефон. Қате жолды өшіру үшін нөмірінен кейін сызықша қойыңыз.
onpaper-check = № { $sheet } парақ. Парақпен салыстырыңыз, бәрі дұрыс па?
onpaper-taken-back = { $line }. Бұл жол өшіріледі.
button-onpaper-keep = Дұрыс, сақтау
onpaper-counted = Есепке кірген жол: { $count }
onpaper-repeats = { $line }-жол есепке кірмейді: бұл адам бұрын қол қойған, тізілімде № { $row }.
onpaper-doubtful = { $line }-жол даулы: тізілімдегі № { $row } қолмен аты-жөні бірдей. Екі адам салыстырғанша есепке кірмейді.
act-petition-sheets-printed = ұжымдық өтініштің қағаз парақтары басылды
act-petition-lines-typed = қағаз парақтың жолдары енгізілді
act-petition-line-compared = қағаздағы даулы жол салыстырылды

## Даулы жолдар

onpaper-doubts = Даулы жолдар: { $count }. Олар екі адам салыстырғанша есепке кірмейді.
onpaper-doubt =
    № { $sheet } парақ, { $line }-жол, { $place }
    { $name }
    Тізілімде осындай аты-жөн бар:
onpaper-like = № { $row } { $name }, { $place }, мессенджерде: { $at }
onpaper-like-paper = № { $row } { $name }, { $place }, № { $sheet } парақ, { $line }-жол
onpaper-doubt-how = Бұл бір адам ба, әлде аттас па? Параққа қараңыз, қажет болса, сұраңыз. Екі адам бірдей айтқанда ғана шешіледі.
button-onpaper-same = Бір адам
button-onpaper-other = Басқа адам, аттас
onpaper-said = Жауабыңыз жазылды. Тағы бір адам салыстырады.
onpaper-settled = Шешілді: аттас екен, жол есепке кірді.
onpaper-struck = Шешілді: бір адам екен, жол есепке кірмейді.
onpaper-nothing-left = Сіз салыстыратын даулы жол қалмады.

## Қате болса

onpaper-no-lines = Бірде-бір жол көрінбейді. Парақтағы жолдарды жазыңыз.
onpaper-line-unread = { $line }-жол түсініксіз: «{ $text }». Былай жазыңыз: Серікова | Айгүл | Болатқызы | 8 701 000 00 00
onpaper-no-such-line = { $line }-жол жоқ: бір парақта { $most } жол бар.
onpaper-line-twice = { $line }-жол екі рет жазылған.
onpaper-line-without-iin = { $line }-жолда ЖСН жоқ, ал бұл өтінішке ЖСН керек.
onpaper-line-taken = { $line }-жол енгізіліп қойған. Қате болса, алдымен өшіріңіз: жол нөмірінен кейін сызықша қойыңыз.
onpaper-line-empty = { $line }-жол енгізілмеген, өшіретін ештеңе жоқ.
onpaper-no-such-sheet = Бұл өтініштің № { $sheet } парағы жоқ, немесе ол басқа ауылдікі.
onpaper-no-page = Бұл өтінішке ЖСН керек, ал бұл боттың ЖСН жазатын өз беті жоқ. Оны бот операторы қоса алады.
onpaper-doubt-settled = Бұл жолды басқалар салыстырып қойды.
onpaper-doubt-late = Өтініш тіркелді немесе тоқтатылды: даулы жолдар енді шешілмейді.

## Форма

form-sheet = қағаз парақтың жолдары
question-sheet-lines = Парақтың жолдары

# Жалпы сөздер: тілдер, мессенджерлер, мәзір, көмек, түймелер, формалар, бас тарту сөздері.
# Бот адаммен «сіз» деп, ауыл хатшысындай қысқа әрі жылы сөйлейді.

bot-name = Асар

## Тілдер мен мессенджерлер

language-kk = қазақша
language-ru = орысша
language-en = ағылшынша
# Үш файлда бірдей: адам өз тілін өз тілінде көреді.
language-kk-itself = Қазақша
language-ru-itself = Русский
language-en-itself = English

network-telegram = Telegram
network-whatsapp = WhatsApp
network-simulator = симулятор

## Мәзір мен көмек

menu = { $unit }. Қайсысы керек? Төменнен таңдаңыз.
menu-resume = Жалғастыру: { $form }
menu-start = Ботты бастау
menu-now = Алда не бар
menu-my = Менің деректерім
menu-language = Тілді ауыстыру
menu-help = Көмек
menu-cancel = Бастаған істі тоқтату
menu-bind = Осы чатты қосу
menu-gathering = Жиын не кездесу өткізу
menu-announce = Хабарландыру жазу
menu-poll = Жедел сауалнама жүргізу
menu-survey = Сауалнама жүргізу, толтыру
menu-invite = Өкілеттік беру
menu-roles = Кімде қандай өкілеттік бар
menu-duties = Міндеттер мен мерзімдер
menu-record = Ресми әрекеттер тіркелімі

help =
    Бұл – ауылымыздың боты: { $unit }.
    Жиын қашан болатынын, ауылдағы маңызды хабарды дер кезінде айтады. Барасыз ба, жоқ па – бір түймемен жауап бересіз.

    Ботқа жеке жазуға болады:
    қазір (/now) – алда не бар
    ұжымдық өтініш (/petition) – қол жинауды бастау
    менің деректерім (/my) – бот сіз туралы не біледі, оны қалай өзгертуге не өшіруге болады
    мені таниды (/vouch) – көршілерден растауын сұрау
    тіл (/language) – тілді ауыстыру
    мәзір (/menu) – барлық түйме
    бас тарту (/cancel) – бастаған істі тоқтату
    бастау (/start) – ботпен танысу

    Хабарландыру рас па? Нөмірін жазыңыз, мысалы: 14

    Әкім мен аппаратқа: жиын (/gathering), хабарландыру (/announce), шақыру (/invite), өкілеттіктер (/roles), тізім (/roll), тіркелім (/record). Рөлі барларға: міндеттер мен мерзімдер (/duties). Депутатқа да: жедел сауалнама (/poll), сауалнама парағы (/survey). Чатты қосу үшін чаттың өзінде /bind деп жазыңыз.

## Алда не бар, хабарландыруды тексеру, тіркелім

now-title = Алда не бар
now-nothing = Әзірге жоспарланған ештеңе жоқ.
now-gathering = № { $number }. { $kind }: { $date }, сағат { $time }. Орны: { $place }
now-poll = Сауалнама № { $number }: { $question } Мерзімі: { $at }
now-survey = Сауалнама № { $number }: { $title } Мерзімі: { $at }
now-open = Ашу: № { $number }
now-announcement =
    Хабарландыру № { $number } ({ $at })
    { $text }

check-number = № { $number }: хабарландыру рас. Жарияланған уақыты: { $at }. Түпнұсқасы төменде.
no-such-notice = Мұндай нөмірмен хабарландыру шыққан жоқ: № { $number }. Нөмірін тексеріңіз.

record-title = Ресми әрекеттер тіркелімі
record-empty = Тіркелім әзірге бос.
record-line = { $at } · { $what } · № { $number } · { $role }
record-line-unnumbered = { $at } · { $what } · { $role }

act-announced = хабарландыру жарияланды
act-announcement-corrected = хабарландыру түзетілді
act-announcement-recalled = хабарландыру қайтарып алынды
act-gathering-called = жиын не кездесу жарияланды
act-gathering-changed = жиынның не кездесудің уақыты не орны өзгертілді
act-gathering-cancelled = жиынның не кездесудің өтпейтіні хабарланды
act-chat-bound = чат қосылды
act-role-invited = өкілеттікке шақыру берілді
act-role-accepted = өкілеттік қабылданды
act-role-ended = өкілеттік тоқтатылды
act-cycle-begun = рәсім басталды
act-cycle-stopped = рәсім тоқтатылды
act-cycle-renewed = рәсім жаңа ережемен жүрді
act-duty-done = міндет орындалды
act-duty-reopened = міндет қайта ашылды
act-duty-moved = мерзім ауыстырылды
act-duty-offered = міндет басқаға ұсынылды
act-duty-taken = міндетті басқа адам алды
act-duty-refused = міндетті алудан бас тартылды
act-duty-cannot = орындай алмайтыны айтылды
act-invitation-cancelled = шақыру жойылды
act-poll-published = сауалнама жарияланды
act-poll-closed = сауалнама мерзімінен бұрын аяқталды
act-poll-prolonged = сауалнаманың мерзімі ұзартылды
act-poll-paper = сауалнамаға ауызша не қағазбен алынған жауаптар қосылды
act-poll-stopped = сауалнама тоқтатылды
act-survey-published = сауалнама жарияланды
act-survey-closed = сауалнама мерзімінен бұрын аяқталды
act-survey-prolonged = сауалнаманың мерзімі ұзартылды
act-survey-stopped = сауалнама тоқтатылды
act-survey-dropped = сауалнама жобасы өшірілді
act-survey-exported = сауалнаманың парақтары кестеге шығарылды

## Жалпы түймелер

button-yes = Иә
button-no = Жоқ
button-none = Жоқ
button-now = Қазір
button-same = Екі тілге ортақ
button-back = Артқа
button-leave = Бас тарту
button-continue = Жалғастыру
button-publish = Жариялау
button-correct = Түзету
button-try = Өзіме жіберіп көру
button-keep = Сақтап қою
button-open-private = Ботпен жеке чатты ашу

none = жоқ
unknown = берілмеген
whole-unit = Барлық ауыл

## Күнтізбе

month-of = { $month } { $year }
month-1 = Қаңтар
month-2 = Ақпан
month-3 = Наурыз
month-4 = Сәуір
month-5 = Мамыр
month-6 = Маусым
month-7 = Шілде
month-8 = Тамыз
month-9 = Қыркүйек
month-10 = Қазан
month-11 = Қараша
month-12 = Желтоқсан

## Формалар: тексеру, сақтау, түзету

preview = Тексеріңіз: тұрғындарға осылай көрінеді. Жетеді: { $people } адам, { $chats } чат.
preview-too-long = Бір хабарға сыймай тұр: { $over } таңба артық. Қысқартыңыз.
correct-ask = Қай жерін түзетеміз?
draft-kept = Жазғаныңыз сақталды. Жалғастыру үшін «Жалғастыру» түймесін басыңыз.
form-left = Жарайды, тоқтаттық. Ештеңе жіберілген жоқ.

form-gathering = жиын не кездесу
form-change = уақытын не орнын өзгерту
form-call-off = өтпейтінін хабарлау
form-board = тақтаның суреті
form-forward = басқа чаттарға жіберу
form-announce = хабарландыру
form-correct = хабарландыруды түзету
form-invite = өкілеттік беру
form-poll = жедел сауалнама
form-poll-longer = сауалнама мерзімін ұзарту
form-poll-paper = ауызша не қағазбен алынған жауаптар
form-survey-file = сауалнама файлы
form-survey-making = сауалнама құрастыру
form-survey-plan = сауалнаманы жариялау
form-survey-longer = сауалнама мерзімін ұзарту

# Түзету тізіміндегі түймелер.
question-kind = Түрі
question-section = Ауыл
question-basis = Негізі
question-basis-number = Құжаттың нөмірі мен күні
question-convener = Шақырушы
question-day = Күні
question-time = Сағаты
question-keep-day = Осы күнді қалдыру
question-place = Орны
question-place-second = Орны (екінші тілде)
question-agenda = Күн тәртібі
question-agenda-second = Күн тәртібі (екінші тілде)
question-phone = Сұрақтар бойынша телефон
question-link = Эфир сілтемесі
question-point = Картадағы орны
question-files = Құжаттар
question-what = Не өзгереді
question-moment = Жаңа уақыты
question-ground = Себебі
question-ground-second = Себебі (екінші тілде)
question-photo = Сурет
question-board = Ілінген жері
question-group = Чат
question-text = Мәтіні
question-text-second = Мәтіні (екінші тілде)
question-details = Қашан, қайда
question-details-second = Қашан, қайда (екінші тілде)
question-channel = Қайда шығады
question-when = Қашан жіберіледі
question-urgent = Шұғыл ма?
question-urgent-sure = Шұғыл екенін растау
question-pin = Чатта бекіту
question-spread = Бірден бе, бөліп пе
question-role = Өкілеттік
question-until = Мерзімі
question-question = Сұрақ
question-question-second = Сұрақ (екінші тілде)
question-options = Жауаптар
question-options-second = Жауаптар (екінші тілде)
question-most = Неше жауап таңдалады
question-closes = Мерзімі
question-level = Кімнің жауабы есептеледі
question-shown = Жүріп жатқанда не көрінеді
question-changeable = Жауапты өзгерту
question-names = Кім не таңдағаны
question-among = Кім жауап береді
question-native = Мессенджердің өз сауалнамасы
question-no-campaign = Үгіт емес
question-no-election = Сайлау туралы емес
question-no-election-sure = Сайлау туралы емес (растау)
question-how = Қалай алынды
question-people = Адам саны
question-counts = Әр жауапқа неше адам
question-survey-file = Файл
question-title = Атауы
question-title-second = Атауы (екінші тілде)
question-made-text = Сұрақ
question-made-text-second = Сұрақ (екінші тілде)
question-made-kind = Жауап түрі
question-made-ways = Жауаптар
question-made-ways-second = Жауаптар (екінші тілде)
question-made-required = Міндетті ме
question-made-next = Тағы сұрақ
question-anonymous = Атаусыз ба

## Бас тарту және түсіндіру

error = Бізде қате шықты, соңғы жауабыңыз сақталмады. Сәлден кейін қайталап көріңіз.
store-away = Қазір сақтай алмай тұрмыз. Сәлден кейін қайта басып көріңіз: бұрын сақталғаны орнында.
presence-unknown = Ауыл чатында бар-жоғыңызды қазір біле алмай тұрмыз. Бір минуттан кейін қайта басып көріңіз.
file-again = Файл бұл жолы келмеді. Сол түймені қайта басыңыз.
not-understood = Түсінбедім. Түймені басыңыз немесе «көмек» деп жазыңыз.
button-old = Бұл түйме ескірген. Жаңасы керек болса, ботқа «мәзір» деп жазыңыз.
anonymous = Сіз чат атынан жазып отырсыз, кім екеніңіз белгісіз. Ботқа жеке жазыңыз.
start-first = Алдымен танысайық: ботпен жеке чатты ашып, Start түймесін басыңыз (немесе /start деп жазыңыз).
not-for-you = Мұны тек { $role } жасай алады.
words-needed = Мұнда сөзбен жауап беру керек. Мәтін жазып жіберіңіз.
choose-one = Мұнда дайын жауаптың бірі керек. Түймесін басыңыз.
too-long = Мәтін тым ұзын: { $over } таңба артық. Қысқартыңыз.
basis-needs-number = Алдымен құжаттың нөмірін, одан кейін күнін жазыңыз. Мысалы: № 14, 05.12.2026
no-such-day = Күнтізбеден мұндай күн табылмады: { $text }. Былай жазыңыз: 20.12
no-such-hour = Мұндай уақыт болмайды: { $text }. Былай жазыңыз: 15:00
year-far = Жылын тексеріңіз: { $year }. Биылғы немесе келер жылғы күнді жазыңыз.
day-passed = Бұл күн өтіп кетті: { $day }. Алдағы күнді жазыңыз.
hour-passed = Бұл уақыт өтіп кетті: { $day }, { $hour }. Кешірек уақыт жазыңыз.
day-needed = Күні жазылмай қалды. Күні мен сағатын бірге жазыңыз, мысалы: 20.12 15:00
hour-needed = Күні түсінікті: { $day }. Енді күні мен сағатын бірге жазыңыз, мысалы: 20.12 15:00

# Жедел сауалнаманың нәтижесі: чаттағы мәтіні, суреті, кестелері.
# Бұл – пікір, дауыс беру емес: «дауыс» деген сөз мұнда айтылмайды.

result-title = САУАЛНАМА НӘТИЖЕСІ № { $number }
result-option = { $place }. { $option } – { $people } ({ $percent } %)
result-winner = Ең көп таңдалғаны: { $option }
result-tie = Ең көп таңдалғандары тең түсті: { $options }
result-none = Ешкім жауап берген жоқ.
result-few = Чат арқылы жауап бергендер { $least } адамнан аз. Кімнің не таңдағаны белгілі болып қалмауы үшін нәтиже көрсетілмейді.
result-several = Бір адам бірнеше жауап таңдай алды (ең көбі { $most }), сондықтан пайыздардың қосындысы 100-ден асуы мүмкін.
result-answered = Жауап бергендер: { $people }
result-turnout = Жауап бергендер: { $people }. Ересек тұрғындар: { $adults } ({ $percent } %)
result-turnout-role = Жауап бергендер: { $people }. Жауап бере алатындар ({ $role }): { $adults } ({ $percent } %)
result-changes = Жауабын өзгерту саны: { $changes }
result-left = Жауап беріп, кейін чаттан шыққандар: { $left }
result-meaning = Бұл – тұрғындардың пікірі, заңды дауыс беру емес.
result-digest = Бақылау коды: { $digest }

## Бөліктері

result-by-how = Жауап қалай берілді
result-by-level = Жауап бергендер қаншалықты расталған
result-by-section = Қай ауылдан
result-by-living = Қайда тұрады
result-part = { $part }: { $people } адам. { $choices }
result-choice = { $place } – { $percent } %
result-small-parts = { $least } адамнан аз бөліктер бөлек көрсетілмейді.
result-how-chat = чат арқылы
result-how-office = ауызша не қағазбен, әкім аппараты арқылы
result-level-0 = чаттағы тұрғын
result-level-1 = телефоны расталған
result-level-2 = ауыл тізімінде бар
result-living-here = осында тұрады
result-living-away = көшіп кеткен
result-unknown = белгісіз
result-others = қалғандары

## Сауалнама жүріп жатқанда


## Суреті мен кестелері

paper-result-title = Сауалнама нәтижесі № { $number }
paper-result-period = { $begins } – { $ends }
paper-result-winner = ең көп таңдалғаны
paper-result-tie = тең түсті
paper-result-turnout = Жауап бергендер: { $people }, ересек тұрғындар: { $adults }
paper-result-turnout-role = Жауап бергендер: { $people }, жауап бере алатындар: { $adults }
paper-result-people = { $people } адам
paper-file-result = Сауалнама-{ $number }
paper-table-what = Көрсеткіш
paper-table-value = Мәні
paper-table-option = Жауап нұсқасы
paper-table-people = Адам саны
paper-table-percent = Пайызы
paper-table-split = Неге бөлінген
paper-table-part = Бөлігі
paper-table-name = Аты
paper-table-choices = Таңдағаны
paper-table-result = Нәтиже
paper-table-parts = Бөліктер
paper-table-ballots = Жауаптар
paper-table-question = Сұрақ
paper-table-number = Нөмірі
paper-table-entitled = Жауап бере алатындар
paper-table-answered = Жауап бергендер
paper-table-changes = Жауабын өзгерту саны
paper-table-left = Жауап беріп, кейін чаттан шыққандар
paper-table-digest = Бақылау коды (SHA-256)
paper-table-opened = Басталған уақыты
paper-table-closed = Аяқталған уақыты
paper-table-nameless = (аты өшірілген)

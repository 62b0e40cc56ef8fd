# Ұжымдық өтініштің пакеті: хат, қол қою парақтары және оны беру кезіндегі сөздер.

petition-package-here =
    № { $number } ұжымдық өтініштің толық пакеті. Қол қойғандар: { $signed }.
    PDF – өтініш жолданған органға хат; ZIP ішінде бәрі бар: қол қою парақтары, кестелер, тізілім.
    Ішінде толық аты-жөндер бар: пакетті тек өтініш жолданған органға беріңіз.
petition-package-iin = Пакетте ЖСН жоқ: оны чатта жібермейміз. ЖСН-ді бот операторы береді.
petition-package-large = Пакет чатқа толық сыймайды. Қалғанын бот операторы шығарып береді: asar export petition, № { $number } өтініш
petition-package-lost = Қоса берілген, бірақ жүктелмеген файлдар: { $files }. Олар пакетте жоқ.
petition-package-coming = № { $number } өтініштің пакеті дайындалып жатыр. Осында келеді.
petition-package-not-closed = № { $number } өтініштің пакетін қол жинау аяқталғанда береміз.
petition-package-changed = Жаңа ғана бірнеше аты-жөн жойылды. Пакетті қайта сұраңыз.
petition-package-broken = № { $number } өтініштің тізілімінде қате бар, сондықтан пакет берілмейді. Бот операторына айтыңыз.
button-petition-package = Хат пен қолдар (файл)
act-petition-exported = ұжымдық өтініштің пакеті алынды

## Қағазда

paper-file-petition = { $number } өтініштің хаты
paper-file-package = { $number } өтініштің пакеті
paper-petition-title = № { $number } ҰЖЫМДЫҚ ӨТІНІШ
paper-petition-is = Бұл – тұрғындардың ұжымдық өтініші («Жергілікті мемлекеттік басқару және өзін-өзі басқару туралы» 2001 жылғы 23 қаңтардағы № 148 Заңның 39-2-бабы). Қол мессенджерде немесе қағазда қойылған. Бұл – epetition.kz сайтындағы ресми петиция емес, мұнда электрондық цифрлық қолтаңба (ЭЦҚ) жоқ.
paper-petition-to = Кімге
paper-petition-author = Ұсынған
paper-petition-collected = Қол жинау мерзімі
paper-petition-places = Қай жердің тұрғындары қол қойды
paper-petition-level = Кім қол қоя алды
paper-petition-problem = Мәселе
paper-petition-demand = Талап
paper-petition-counts = Қанша қол жиналды
paper-petition-all = Барлық қол
paper-petition-by-chat = ауыл чатындағы тұрғын
paper-petition-by-phone = телефоны расталған
paper-petition-by-roll = тұрғындар тізімінде бар
paper-petition-by-paper = қағазда
paper-petition-disputed = Даулы, есепке кірмеді
paper-petition-notes = Автордың ескертулері
paper-petition-evidence = Қоса берілді
paper-petition-attached = { $number }-қосымша
paper-petition-lost = файл жүктелмеген, пакетте жоқ
paper-petition-digest = Мәтіннің бақылау коды (SHA-256)
paper-petition-head = Тізілімнің соңғы коды, { $number }-жол
paper-petition-how = Мәтінді де, әр қолды да тексеруге болады: мәтіннің бақылау коды әр түбіртекте және әр парақта тұр, тізілімнің соңғы коды оған дейінгі барлық жолды бекітеді. Тексеретін бағдарламаға осы пакеттің өзі жеткілікті: asar verify petition. Қалай есептейтіні petition.json файлында жазылған.
paper-petition-arithmetic = «text» мәтінінен SHA-256 (UTF-8) арқылы «digest» шығады. register.jsonl файлында жолдың жазбасы – оның at, leaf, level, number, of, section, village, what, witnessed өрістерінің JSON жазбасы: өріс аттары әліпби ретімен, бос орынсыз, әріптер алмастырылмаған. Жолдың коды (digest) – алдыңғы жолдың коды (hex), жаңа жол таңбасы және жазба бойынша SHA-256; 1-жолдың алдында мәтіннің коды тұр. «leaf» – «salt» байттары мен дәл солай жазылған «content» JSON жазбасы бойынша SHA-256; «salt» жоқ аты-жөн ЖСН-мен бірге берілген, ЖСН мұнда жоқ. withdrawn, disputed, settled, struck, erased жолдары «of» өрісіндегі жол туралы айтады; «of» өрісі жоқ erased – оған дейінгі барлық жол туралы. Соңғы код – «head». «files» – басқа файлдардың SHA-256 коды, «seal» – осы файлдың «seal» өрісінсіз дәл солай жазылған SHA-256 коды.
paper-petition-registration = Кіріс №
paper-petition-pen = Тапсырған (аты-жөні, қолы)
paper-petition-foot = № { $number } ұжымдық өтініш
paper-petition-sheets = № { $number } ұжымдық өтінішке қол қою парақтары
paper-petition-erased = аты-жөні жойылған
paper-petition-short-chat = чат
paper-petition-short-phone = телефон
paper-petition-short-roll = тізім
paper-petition-short-paper = қағаз
paper-petition-column-name = Тегі, аты, әкесінің аты
paper-petition-column-day = Күні
paper-petition-column-level = Немен расталған
paper-petition-column-paper = Парақ, жол
paper-petition-column-row = Тізілім жолы

## Қағаз парақтар

paper-file-blank = { $number } өтініштің парақтары { $sheets }
paper-blank-sheet = № { $number } парақ
paper-blank-code = Кодты сканерлеп, толық мәтінді оқыңыз немесе телефонмен қол қойыңыз.
paper-blank-place = Елді мекен: { $place }
paper-blank-agrees = Қол қойып, 18 жасқа толғанымды, мәтінмен келісетінімді және аты-жөнімнің өтініш жолданған органға берілуіне келісетінімді растаймын. Жолдарды енгізетін: { $operator }. Телефон бір адамның екі рет қол қоймауы үшін ғана керек, оны жазбауға болады.
paper-blank-surname = Тегі
paper-blank-given = Аты
paper-blank-patronymic = Әкесінің аты
paper-blank-iin = ЖСН
paper-blank-phone = Телефон
paper-blank-day = Күні
paper-blank-pen = Қолы
paper-blank-collector = Қол жинаған (аты-жөні, қолы, күні)

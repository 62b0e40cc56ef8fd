# Сауалнама: бірнеше сұрақ, шарттары мен екі тілі бар. Бұл – пікір, заңды дауыс беру емес.

survey-title = САУАЛНАМА № { $number }
survey-title-draft = САУАЛНАМА (әлі жарияланған жоқ)
survey-name = { $title }
survey-anonymous = Жауаптар атаусыз: кім не жауап бергенін ешкім, әкім де, бот та біле алмайды.
survey-named = Жауабыңызды кеңсе атыңызсыз көреді. Нәтижесі жалпы түрде жарияланады.
survey-length = Сұрақтар саны: { $count }, шамамен { $minutes } минут
survey-sections = Бөлімдері: { $sections }
survey-handed-in = Толтырып бергендер: { $people }
survey-you-handed-in = Сіз бұл сауалнаманы толтырып бердіңіз.
button-survey-fill = Толтыру
button-survey-change = Жауаптарымды өзгерту
button-survey-interview = Біреу үшін толтыру

## Еске салу

survey-nudge =
    № { $number } сауалнаманы әлі толтырған жоқсыз: { $title }
    Мерзімі: { $at }
survey-nudge-begun =
    № { $number } сауалнаманы бастап, аяқтамай қойдыңыз: { $title }
    Жауаптарыңыз сақтаулы, тоқтаған жеріңізден жалғастырасыз. Мерзімі: { $at }

## Бастау: файл, дайын сауалнама, чатта құрастыру

survey-begin = Сауалнаманы неден бастаймыз? Төменде: жаңа сауалнама, дайын үлгілер, жобалар, соңғы сауалнамалар.
survey-ready = Дайын үлгі: { $title }
survey-open-draft = Жоба: { $title }
survey-open = № { $number }: { $title }
survey-interview-choose = Қай сауалнаманы біреу үшін толтырасыз?
survey-none-open = Қазір ашық сауалнама жоқ.
button-survey-by-file = Файл жіберу (XLSForm)
button-survey-here = Осы чатта құрастыру
survey-file-ask =
    Сауалнаманы Excel файлымен (.xlsx) жіберіңіз, пішімі – XLSForm. KoboToolbox пен ODK дәл осы пішімді қолданады.
    Мәтіні екі тілде болсын: label::Қазақша (kk) және label::Русский (ru).
survey-file-lost = Файлды ала алмадық. /survey деп жазып, қайта жіберіңіз.
survey-form-good = Файл дұрыс, қате жоқ.
survey-faults = Сауалнама қабылданған жоқ. Түзетілетін жерлері: { $faults }. Түзетіп, /survey арқылы қайта жіберіңіз.
button-survey-take = Жоба етіп сақтау

## Жоба

survey-draft = САУАЛНАМА ЖОБАСЫ. Нұсқасы: { $version } ({ $at })
survey-languages = Тілдері: { $langs }
survey-conditional = Шартпен қойылатындары: { $names }
survey-draft-next = Әлі ешкім көрген жоқ. Алдымен өзіңіз толтырып көріңіз: сынақ жауаптарыңыз жарияланғанда өшіріледі.
survey-file-here = Сауалнаманың XLSForm файлы. Оны өзгертіп, /survey арқылы қайта жіберуге болады.
survey-drop-ask = «{ $title }» жобасын өшіреміз бе? Сынақ жауаптары да өшеді.
survey-dropped = Жоба өшірілді: { $title }
button-survey-try = Өзім толтырып көру
button-survey-file = XLSForm файлы
button-survey-drop = Жобаны өшіру
button-survey-drop-sure = Иә, өшіремін

## Чатта құрастыру

survey-title-ask = Сауалнаманың атауы қандай? Тілі: { $lang }. Екі тілде бірден жазсаңыз: қазақша / орысша
survey-title-second = Атауының екінші тілдегісі ({ $lang }):
survey-made-text-ask = Сұрақ № { $place }. Не сұрайсыз? Тілі: { $lang }. Екі тілде бірден жазсаңыз: қазақша / орысша
survey-kind-ask = Қалай жауап береді?
survey-kind-yes-no = Иә не жоқ
survey-kind-one = Бір жауап таңдайды
survey-kind-several = Бірнешеуін таңдайды
survey-kind-rank = Маңызына қарай реттейді
survey-kind-text = Сөзбен жазады
survey-kind-number = Сан жазады
survey-kind-date = Күнін таңдайды
survey-kind-photo = Фото жібереді
survey-kind-voice = Дауыспен айтады
survey-kind-place = Картадан орнын белгілейді
survey-required-ask = Бұл сұраққа жауап беру міндетті ме?
survey-required-yes = Міндетті
survey-required-no = Өткізіп жіберуге болады
survey-made-so-far =
    Дайын сұрақтар (ең көбі { $most }):
    { $items }
survey-made-more = Тағы сұрақ қосу
survey-made-done = Болды, сұрақтар жетеді
survey-made-remove = Соңғысын алып тастау

## Жариялау

survey-anonymous-ask =
    Жауаптар атаусыз болсын ба?
    Иә: толтырып берген парақ адамнан біржола ажыратылады, оны өзгертуге де, қайтарып алуға да болмайды, кім не жазғанын ешкім біле алмайды.
    Жоқ: мерзімі біткенше әркім өз жауабын өзгерте алады, кеңсе аттарсыз көреді.
    Жарияланған соң мұны өзгертуге болмайды.
survey-frozen = Жарияланған соң сұрақтар мен ережелер өзгермейді. Мерзімін ғана ұзартуға болады.
survey-published = Жарияланды: № { $number } сауалнама.

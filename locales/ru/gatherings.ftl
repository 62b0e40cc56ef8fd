# Сход, собрание, раздельный сход, отчёт акима, общественные слушания, встреча с жителями.
# Сход — это все жители; собрание — избранные члены. Не путайте их.
# { $kind } — одно из этих шести, в именительном падеже: ни глагол, ни падеж от него не зависят.

kind-gathering = Сход
kind-assembly = Собрание
kind-separate = Раздельный сход
kind-report = Отчётная встреча акима
kind-hearing = Общественные слушания
kind-meeting = Встреча с жителями

convener-akim = аким
convener-community = члены местного сообщества
convener-members = члены собрания местного сообщества

## Объявление

notice-title = ОБЪЯВЛЕНИЕ № { $number }
notice-title-draft = ОБЪЯВЛЕНИЕ (ещё не опубликовано)
notice-changed = ИЗМЕНЕНО. Это последняя редакция.
notice-kind = { $kind } · { $where }
notice-when =
    Когда: { $date }, { $time }
    Где: { $place }
notice-agenda =
    Повестка дня:
    { $agenda }
notice-convener = Созывает: { $convener }
notice-basis-order = Основание: распоряжение № { $number }
notice-basis-order-of = Основание: распоряжение № { $number } от { $day }
notice-basis-protocol = Основание: протокол № { $number }
notice-basis-protocol-of = Основание: протокол № { $number } от { $day }
notice-who-gathering = Участвуют жители от 18 лет, зарегистрированные здесь по месту жительства. Перед сходом — регистрация.
notice-who-assembly = Участвуют члены собрания. Жители могут прийти и послушать.
notice-who-separate = Участвуют жители от 18 лет, зарегистрированные в этом селе. Перед сходом — регистрация.
notice-who-report = Прийти и задать вопросы акиму могут все жители.
notice-who-hearing = Прийти и высказаться могут все жители.
notice-who-meeting = Приглашаются все жители. Решения на встрече не принимаются.
notice-phone = Телефон для вопросов: { $phone }
notice-link = Трансляция: { $link }

## Придёте?

rsvp-ask = Придёте? Нажмите кнопку. Имя в чате не видно.
rsvp-ask-members = Члены собрания, придёте? Нажмите кнопку. Имя в чате не видно.
rsvp-ask-again = Придёте в новое время? Прежний ответ не считается, нажмите ещё раз.
rsvp-yes = Приду
rsvp-no = Не смогу
rsvp-unsure = Пока не знаю
button-calendar = Добавить в календарь
rsvp-yes-answer = Отметили: вы придёте. Это ещё не регистрация: она будет на месте, перед началом.
rsvp-no-answer = Отметили: не сможете. Больше об этом не напоминаем.
rsvp-unsure-answer =
    { $days ->
        [one] Хорошо. Напомним за { $days } день.
        [few] Хорошо. Напомним за { $days } дня.
       *[many] Хорошо. Напомним за { $days } дней.
    }
rsvp-unsure-answer-unheard = Хорошо. Когда решите, просто измените ответ.
answers-closed = Время вышло, ответы больше не принимаются.
members-only = Здесь отвечают только члены собрания. Жители могут прийти и послушать.
gathering-cancelled-already = Это не состоится: объявление № { $number } больше не действует.
gathering-over = Время по объявлению № { $number } прошло, изменить его уже нельзя.

entry-in-private = Файл для календаря пришлём в личный чат.
entry-here = Откройте файл, и дата появится в календаре телефона.
entry-sent = Файл отправлен вам в личный чат.

## Напоминания

remind-first =
    { $kind } — через { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }: { $date }, { $time }. Место: { $place }.
remind-eve = { $kind } — завтра, начало в { $time }. Место: { $place }. Ждём вас!
remind-eve-days =
    { $days ->
        [0] { $kind } — сегодня, начало в { $time }. Место: { $place }. Ждём вас!
        [one] { $kind } — через { $days } день: { $date }, { $time }. Место: { $place }. Ждём вас!
        [few] { $kind } — через { $days } дня: { $date }, { $time }. Место: { $place }. Ждём вас!
       *[many] { $kind } — через { $days } дней: { $date }, { $time }. Место: { $place }. Ждём вас!
    }
remind-soon =
    { $kind } — через { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[many] { $hours } часов
    }: { $date }, { $time }. Место: { $place }. Ждём вас!

## Изменение и отмена

gathering-changed = ИЗМЕНЕНИЕ. { $kind }, объявление № { $number }
changed-time =
    Время изменилось.
    Было: { $old }
    Стало: { $new }
changed-place =
    Место изменилось.
    Было: { $old }
    Стало: { $new }
changed-time-stays = Время прежнее: { $new }.
changed-place-stays = Место прежнее: { $place }.
gathering-ground = Причина: { $ground }
gathering-cancelled = ОТМЕНА: { $kind }, { $date }, { $time } (объявление № { $number })
gathering-cancelled-next = Если назначат новый день, сообщим заранее.

ground-blizzard = буран
ground-road = дорога закрыта
ground-light = нет света
ground-mourning = в селе похороны

change-what-ask = Что меняется?
change-moment = Время
change-place = Место
change-both = И время, и место
change-moment-ask = Сейчас назначено: { $old }. Напишите новый день, время или то и другое, например: 20.12 15:00
ground-ask = Какая причина? Выберите или напишите.
ground-second = Теперь причина на втором языке: { $lang }.
preview-change = Проверьте: так увидят жители. Сообщим каждому, кому дошло объявление.
change-published = Изменение опубликовано, сообщаем всем.
cancel-ask = Сообщить всем, что не состоится? Вернуть это будет нельзя.
cancel-published = Отмена опубликована, сообщаем всем.
nothing-changed = Это прежние день и время. Напишите другие.
preview-change-warned = Обратите внимание: { $warning }. Это попадёт в журнал официальных действий.
postponed-without-recount = перенос на более поздний день без нового отсчёта срока

## Созыв: вопросы

g-kind-ask =
    Что проводите?
    На сход приходят все жители, на собрание — избранные члены.
g-audience-ask = Какое село оповещаем?
g-basis-ask = Есть основание? Например: распоряжение акима или протокол.
basis-number-ask = Напишите номер и дату, например: № 14, { $today }
g-convener-ask = Кто созывает?
g-day-ask = Какого числа? Самый ранний день: { $earliest }. Выберите день или напишите, например: 20.12
g-time-ask = { $day }. Во сколько начало? Например: 15:00
g-day-warning = На это время приходится: { $reason }. Всё равно оставить?
button-keep-day = Оставить
button-other-day = Другой день
g-place-ask = Где пройдёт? Например: дом культуры
g-place-second = Теперь место на втором языке: { $lang }.
g-agenda-ask = Напишите повестку дня (язык: { $lang }). Каждый вопрос — с новой строки.
g-agenda-second =
    Теперь те же вопросы по порядку на втором языке: { $lang }. Всего строк: { $lines }.
    { $items }
g-phone-ask = По какому телефону отвечать на вопросы?
g-link-ask = Если будет трансляция, пришлите ссылку на неё.
g-point-ask = Пришлите место на карте.
g-files-ask = Пришлите документ или фото.

clash-friday-prayer = пятничная молитва
clash-harvest = уборка урожая
holiday-new-year = Новый год
holiday-christmas = православное Рождество
holiday-women = Международный женский день
holiday-constitution-day = День Конституции
holiday-nauryz = Наурыз мейрамы
holiday-unity = Праздник единства народа Казахстана
holiday-defender = День защитника Отечества
holiday-victory = День Победы
holiday-capital = День столицы
holiday-republic = День Республики
holiday-independence = День Независимости
holiday-oraza-ait = Ораза айт
holiday-kurban-ait = Курбан айт
holiday-easter = православная Пасха
holiday-other = праздник

## Созыв: отказы и пояснения

gathering-too-early =
    { $day } — слишком рано. Жителей нужно оповестить за { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
       *[many] { $days } календарных дней
    }. Самый ранний день: { $earliest }.
g-too-early-why =
    День оповещения: { $notice }.
    Полных дней после него: { $between } ({ $first } — { $last }).
    Самый ранний день: { $earliest }.
g-too-early-way =
    Нужно скорее? Объявите встречу с жителями: решений на ней не принимают, ждать { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } не нужно.
button-take-day = Пусть будет { $day }
button-how-counted = Как посчитано?
button-as-meeting = Объявить встречу с жителями
no-chat-bound = Чат, где выйдет это объявление, ещё не подключён. Добавьте бота в чат села и напишите там /bind.
agenda-too-long = Вопросов в повестке может быть не больше { $most }, а у вас — { $lines }.
agenda-does-not-pair = Нужно строк: { $wanted }, получено: { $lines }. Каждый вопрос — с новой строки.
point-needed = Здесь нужно место на карте. Отправьте его как геолокацию.
file-needed = Здесь нужен документ или фото. Пришлите его.
g-published = Объявление № { $number } опубликовано, сейчас выйдет в чате. Бумаги для печати придут сразу. Когда повесите на доску, пришлите фото кнопкой «Добавить фото доски».

## Аппарату акима

button-office = Что можно сделать
button-numbers = Сколько придёт
button-papers = Бумаги для печати
button-board = Добавить фото доски
button-board-more = Ещё фото
button-forward = Переслать в другой чат
button-forwarded = Переслано
button-forward-more = Переслано ещё в один чат
button-proof = Справка об оповещении
button-change = Изменить время или место
button-call-off = Сообщить об отмене

office-title = № { $number }: { $date }
office-numbers =
    Ответили «приду»: { $yes }
    Ответили «не смогу»: { $no }
    Ответили «пока не знаю»: { $unsure }
quorum-now = Для кворума нужно: { $need }, пока ответили «приду»: { $yes }. Это прогноз, точное число даст регистрация.
notice-late = Объявление № { $number } вышло в чате поздно, до этого дня срок не выдержан: { $date }. Теперь самый ранний день: { $earliest }. Перенесите день.

papers-here = Распечатайте: объявление для доски, малое объявление для школьных портфелей (четыре на листе), лист регистрации.
proof-here = Справка об оповещении жителей: на казахском и русском. Регистрационный номер, подпись и печать — ваши.

board-photo-ask = Пришлите фото объявления на доске.
board-place-ask = Где оно висит? Выберите или напишите.
board-shop = магазин
board-medpost = медпункт
board-school = школа
board-office = здание акимата
board-club = дом культуры
board-kept = Спасибо, фото добавлено в справку.
photo-needed = Здесь нужно фото. Сфотографируйте доску и пришлите.

forward-check = Объявление настоящее? Чтобы проверить, напишите боту его номер: { $number }
forward-card = Перешлите сообщение выше в чаты, где нет бота, и нажмите «Переслано».
forward-group-ask = В какой чат переслали? Выберите или напишите название.
forward-kept = Спасибо, добавлено в справку.

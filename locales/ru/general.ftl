# Общие слова: языки, мессенджеры, меню, помощь, кнопки, формы, отказы.
# Бот говорит с человеком на «вы», коротко и тепло, как сельский секретарь.

bot-name = Асар

## Языки и мессенджеры

language-kk = казахский
language-ru = русский
language-en = английский
# Одинаково в трёх файлах: человек видит свой язык на своём языке.
language-kk-itself = Қазақша
language-ru-itself = Русский
language-en-itself = English

network-telegram = Telegram
network-whatsapp = WhatsApp
network-simulator = симулятор

## Меню и помощь

menu = { $unit }. Что вам нужно? Выберите ниже.
menu-resume = Продолжить: { $form }
menu-start = Запустить бота
menu-now = Что впереди
menu-my = Мои данные
menu-language = Сменить язык
menu-help = Помощь
menu-cancel = Прервать начатое
menu-bind = Подключить этот чат
menu-gathering = Провести сход или встречу
menu-announce = Написать объявление
menu-poll = Провести экспресс-опрос
menu-survey = Провести или заполнить опрос
menu-invite = Дать полномочия
menu-roles = У кого какие полномочия
menu-duties = Обязанности и сроки
menu-record = Журнал официальных действий

help =
    Это бот нашего села: { $unit }.
    Он вовремя сообщает о сходах и важных новостях, а вы одним нажатием отвечаете, придёте или нет.

    Что можно написать боту лично:
    сейчас (/now) — что впереди
    коллективное обращение (/petition) — начать сбор подписей
    мои данные (/my) — что бот о вас знает, как это изменить или удалить
    меня знают (/vouch) — попросить соседей подтвердить вас
    язык (/language) — сменить язык
    меню (/menu) — все кнопки
    отмена (/cancel) — прервать начатое
    старт (/start) — познакомиться с ботом

    Объявление настоящее? Напишите его номер, например: 14

    Акиму и аппарату: сход (/gathering), объявление (/announce), пригласить (/invite), полномочия (/roles), список жителей (/roll), журнал (/record). Тем, у кого есть роль: обязанности и сроки (/duties). И депутату: экспресс-опрос (/poll), анкета (/survey). Чтобы подключить чат, напишите /bind в самом чате.

## Что впереди, проверка объявления, журнал

now-title = Что впереди
now-nothing = Пока ничего не запланировано.
now-gathering = № { $number }. { $kind }: { $date }, { $time }. Место: { $place }
now-poll = Опрос № { $number }: { $question } Срок: { $at }
now-survey = Опрос № { $number }: { $title } Срок: { $at }
now-open = Открыть: № { $number }
now-announcement =
    Объявление № { $number } ({ $at })
    { $text }

check-number = № { $number }: объявление настоящее. Опубликовано: { $at }. Оригинал ниже.
no-such-notice = Объявления с таким номером не было: № { $number }. Проверьте номер.

record-title = Журнал официальных действий
record-empty = В журнале пока ничего нет.
record-line = { $at } · { $what } · № { $number } · { $role }
record-line-unnumbered = { $at } · { $what } · { $role }

act-announced = опубликовано объявление
act-announcement-corrected = исправлено объявление
act-announcement-recalled = отозвано объявление
act-gathering-called = объявлен сход или встреча
act-gathering-changed = изменено время или место схода или встречи
act-gathering-cancelled = отменён сход или встреча
act-chat-bound = подключён чат
act-role-invited = выдано приглашение к полномочиям
act-role-accepted = приняты полномочия
act-role-ended = прекращены полномочия
act-cycle-begun = начата процедура
act-cycle-stopped = процедура прекращена
act-cycle-renewed = процедура идёт по новым правилам
act-duty-done = обязанность исполнена
act-duty-reopened = обязанность открыта снова
act-duty-moved = срок перенесён
act-duty-offered = обязанность предложена другому
act-duty-taken = обязанность принята
act-duty-refused = от обязанности отказались
act-duty-cannot = сообщено, что исполнить нельзя
act-invitation-cancelled = аннулировано приглашение
act-poll-published = опубликован опрос
act-poll-closed = опрос завершён досрочно
act-poll-prolonged = продлён срок опроса
act-poll-paper = к опросу добавлены ответы, данные устно или на бумаге
act-poll-stopped = опрос остановлен
act-survey-published = опубликован опрос (анкета)
act-survey-closed = опрос (анкета) завершён досрочно
act-survey-prolonged = продлён срок опроса (анкеты)
act-survey-stopped = опрос (анкета) остановлен
act-survey-dropped = удалён черновик опроса
act-survey-exported = анкеты опроса выданы в таблицах

## Общие кнопки

button-yes = Да
button-no = Нет
button-none = Нет
button-now = Сейчас
button-same = Общий для обоих языков
button-back = Назад
button-leave = Отмена
button-continue = Продолжить
button-publish = Опубликовать
button-correct = Исправить
button-try = Прислать только мне
button-keep = Оставить черновиком
button-open-private = Открыть личный чат с ботом

none = нет
unknown = не указан
whole-unit = Все сёла

## Календарь

month-of = { $month } { $year }
month-1 = Январь
month-2 = Февраль
month-3 = Март
month-4 = Апрель
month-5 = Май
month-6 = Июнь
month-7 = Июль
month-8 = Август
month-9 = Сентябрь
month-10 = Октябрь
month-11 = Ноябрь
month-12 = Декабрь

## Формы: проверка, черновик, исправление

preview =
    Проверьте: так увидят жители. Получат: { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[many] { $people } человек
    }, { $chats ->
        [one] { $chats } чат
        [few] { $chats } чата
       *[many] { $chats } чатов
    }.
preview-too-long =
    В одно сообщение не помещается: { $over ->
        [one] { $over } лишний знак
        [few] { $over } лишних знака
       *[many] { $over } лишних знаков
    }. Сократите текст.
correct-ask = Что исправить?
draft-kept = Написанное сохранено. Чтобы продолжить, нажмите «Продолжить».
form-left = Хорошо, остановились. Ничего не отправлено.

form-gathering = сход или встреча
form-change = перенос времени или места
form-call-off = сообщение об отмене
form-board = фото доски
form-forward = пересылка в другие чаты
form-announce = объявление
form-correct = исправление объявления
form-invite = выдача полномочий
form-poll = экспресс-опрос
form-poll-longer = продление опроса
form-poll-paper = ответы устно или на бумаге
form-survey-file = файл опроса
form-survey-making = составление опроса
form-survey-plan = публикация опроса
form-survey-longer = продление опроса (анкеты)

# Кнопки в списке «Что исправить?».
question-kind = Вид
question-section = Село
question-basis = Основание
question-basis-number = Номер и дата документа
question-convener = Кто созывает
question-day = День
question-time = Время
question-keep-day = Оставить этот день
question-place = Место
question-place-second = Место (второй язык)
question-agenda = Повестка дня
question-agenda-second = Повестка дня (второй язык)
question-phone = Телефон для вопросов
question-link = Ссылка на трансляцию
question-point = Место на карте
question-files = Документы
question-what = Что меняется
question-moment = Новое время
question-ground = Причина
question-ground-second = Причина (второй язык)
question-photo = Фото
question-board = Где висит
question-group = Чат
question-text = Текст
question-text-second = Текст (второй язык)
question-details = Когда и где
question-details-second = Когда и где (второй язык)
question-channel = Куда отправить
question-when = Когда отправить
question-urgent = Срочно ли?
question-urgent-sure = Подтвердить срочность
question-pin = Закрепить в чате
question-spread = Сразу или постепенно
question-role = Полномочия
question-until = Срок
question-question = Вопрос
question-question-second = Вопрос (второй язык)
question-options = Ответы
question-options-second = Ответы (второй язык)
question-most = Сколько ответов выбрать
question-closes = Срок
question-level = Чей ответ считается
question-shown = Что видно, пока идёт
question-changeable = Можно ли менять ответ
question-names = Кто что выбрал
question-among = Кто отвечает
question-native = Опрос самого мессенджера
question-no-campaign = Не агитация
question-no-election = Не о выборах
question-no-election-sure = Не о выборах (подтверждение)
question-how = Как получены
question-people = Сколько человек
question-counts = Сколько за каждый ответ
question-survey-file = Файл
question-title = Название
question-title-second = Название (второй язык)
question-made-text = Вопрос
question-made-text-second = Вопрос (второй язык)
question-made-kind = Вид ответа
question-made-ways = Ответы
question-made-ways-second = Ответы (второй язык)
question-made-required = Обязателен ли
question-made-next = Ещё вопрос
question-anonymous = Анонимно ли

## Отказы и пояснения

error = У нас произошёл сбой, последний ответ не сохранился. Попробуйте ещё раз чуть позже.
store-away = Сейчас сохранить не получается. Нажмите ещё раз чуть позже: всё, что было сохранено, на месте.
presence-unknown = Сейчас не удаётся узнать, состоите ли вы в чате села. Нажмите ещё раз через минуту.
file-again = Файл на этот раз не пришёл. Нажмите ту же кнопку ещё раз.
not-understood = Ответ непонятен. Нажмите кнопку или напишите «помощь».
button-old = Эта кнопка устарела. Нужна новая? Напишите боту «меню».
anonymous = Вы пишете от имени чата, и неизвестно, кто вы. Напишите боту лично.
start-first = Сначала познакомимся: откройте личный чат с ботом и нажмите Start (или напишите /start).
not-for-you = Вам это недоступно. Кто может это сделать: { $role }.
words-needed = Здесь нужен ответ словами. Напишите его текстом.
choose-one = Здесь нужен один из готовых ответов. Нажмите его кнопку.
too-long =
    Текст слишком длинный: { $over ->
        [one] { $over } лишний знак
        [few] { $over } лишних знака
       *[many] { $over } лишних знаков
    }. Сократите его.
basis-needs-number = Сначала напишите номер документа, потом его дату. Например: № 14, 05.12.2026
no-such-day = Такого дня в календаре нет: { $text }. Напишите так: 20.12
no-such-hour = Такого времени не бывает: { $text }. Напишите так: 15:00
year-far = Проверьте год: { $year }. Напишите день этого или следующего года.
day-passed = Этот день уже прошёл: { $day }. Напишите будущую дату.
hour-passed = Это время уже прошло: { $day }, { $hour }. Напишите время попозже.
day-needed = Не указан день. Напишите день и время вместе, например: 20.12 15:00
hour-needed = День понятен: { $day }. Теперь напишите день и время вместе, например: 20.12 15:00

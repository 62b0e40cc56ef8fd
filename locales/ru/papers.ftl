# Бумаги: объявление для доски, лист регистрации, справка об оповещении, запись календаря.
# Эти слова печатаются на официальных бумагах. Сход и собрание — разные понятия.

paper-kind-gathering = Сход местного сообщества
paper-kind-assembly = Собрание местного сообщества
paper-kind-separate = Раздельный сход местного сообщества
paper-kind-report = Отчётная встреча акима
paper-kind-hearing = Общественные слушания
paper-kind-meeting = Встреча с жителями

paper-who-gathering = Участвуют жители от 18 лет, зарегистрированные здесь по месту жительства. Перед сходом — регистрация.
paper-who-assembly = Участвуют члены собрания. Жители могут прийти и послушать.
paper-who-separate = Участвуют жители от 18 лет, зарегистрированные в этом населённом пункте. Перед сходом — регистрация.
paper-who-report = Прийти и задать вопросы акиму могут все жители.
paper-who-hearing = Прийти и высказаться могут все жители.
paper-who-meeting = Приглашаются все жители. Решения на встрече не принимаются.

paper-convener = Созывает
paper-convener-akim = аким
paper-convener-community = члены местного сообщества
paper-convener-members = члены собрания местного сообщества
paper-basis = Основание
paper-basis-order = распоряжение № { $number } от { $day }
paper-basis-protocol = протокол № { $number } от { $day }
paper-section = Населённый пункт: { $section }
paper-phone = Телефон для вопросов
paper-live = Трансляция
paper-agenda = Повестка дня
paper-agenda-elsewhere = В повестке дня { $items ->
        [one] { $items } вопрос
        [few] { $items } вопроса
       *[many] { $items } вопросов
    }. Полный список — в чате села и на доске объявлений.
paper-ground = Причина
paper-hour = начало в { $hour }
paper-moment = { $day }, { $hour }
paper-moment-full = { $day }, { $hour }
paper-none = нет

paper-notice-title = ОБЪЯВЛЕНИЕ № { $number }
paper-notice-changed = Изменено: вывешивается взамен прежнего объявления.
paper-notice-cancelled = ОТМЕНЕНО
paper-notice-check = Чтобы проверить объявление, напишите боту его номер — { $number }.
paper-notice-next = Текст на русском языке — на следующем листе.
paper-notice-earlier = Текст на русском языке — на предыдущем листе.

paper-sheet-title-gathering = Лист регистрации участников схода местного сообщества
paper-sheet-title-assembly = Лист регистрации членов собрания местного сообщества
paper-sheet-title-separate = Лист регистрации участников раздельного схода местного сообщества
paper-sheet-title-report = Лист регистрации участников отчётной встречи акима
paper-sheet-title-hearing = Лист регистрации участников общественных слушаний
paper-sheet-title-meeting = Лист регистрации участников встречи с жителями
paper-sheet-notice = Объявление № { $number }
paper-sheet-name = Фамилия, имя, отчество (при наличии)
paper-sheet-address = Адрес
paper-sheet-signature = Подпись
paper-sheet-total = Всего зарегистрировано
paper-sheet-keeper = Регистрацию ведёт (Ф.И.О., подпись)

paper-proof-title = СПРАВКА
paper-proof-about-gathering = об оповещении жителей о сходе местного сообщества
paper-proof-about-assembly = об оповещении о собрании местного сообщества его членов и жителей
paper-proof-about-separate = об оповещении жителей о раздельном сходе местного сообщества
paper-proof-about-report = об оповещении жителей об отчётной встрече акима
paper-proof-about-hearing = об оповещении жителей об общественных слушаниях
paper-proof-about-meeting = об оповещении жителей о встрече
paper-proof-registration = Рег. №
paper-proof-pen-date = «_____» __________________ 20____ г.
paper-proof-notice = Объявление
paper-proof-notice-value = № { $number }, опубликовано: { $at }
paper-proof-what = Что проводится
paper-proof-when = Время проведения
paper-proof-place = Место проведения
paper-proof-cancelled = Отменено
paper-proof-chats = Чаты, в которых опубликовано объявление
paper-proof-chat = Чат
paper-proof-published = Опубликовано
paper-proof-messages = Номер сообщения
paper-proof-edition = Редакция
paper-proof-edition-first = первая
paper-proof-edition-changed = изменение № { $number }
paper-proof-forwarded = Чаты, куда переслано вручную
paper-proof-sent = Переслано
paper-proof-boards = Места, где вывешено объявление
paper-proof-board = Место
paper-proof-hung = Фото прислано
paper-proof-photo = Фото
paper-proof-photo-number = фото № { $number }
paper-proof-photo-missing = не приложено
paper-proof-photo-broken = не открылось
paper-proof-photos = Приложение. Фотографии объявления на досках
paper-proof-letters = Личные сообщения
paper-proof-delivered = Личное сообщение доставлено: { $people ->
        [one] { $people } человеку
        [few] { $people } людям
       *[many] { $people } людям
    }.
paper-proof-limit = «Доставлено» значит, что сообщение ушло без ошибки; прочитано ли оно, неизвестно.
paper-proof-changes = Изменения времени и места
paper-proof-changed-at = Изменено
paper-proof-old = Было
paper-proof-new = Стало
paper-proof-term = Срок оповещения
paper-proof-notice-day = День оповещения: { $day }.
paper-proof-days-between = Полных дней между днём оповещения и днём проведения: { $days }.
paper-proof-rule = Срок: { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
       *[many] { $days } календарных дней
    }.
paper-proof-counting-clear = День оповещения и день проведения в срок не входят.
paper-proof-counting-plain = День оповещения в срок не входит, день проведения входит.
paper-proof-version = Версия свода правил в боте: { $version }.
paper-proof-kept = Срок оповещения соблюдён: { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
       *[many] { $days } календарных дней
    }.
paper-proof-made = Справка составлена по записям бота, которые можно только дополнять. Время составления: { $at }.
paper-proof-office = Должность, Ф.И.О.
paper-proof-signature = Подпись
paper-proof-seal = М.П.

paper-calendar-title = { $kind } ({ $unit })
paper-calendar-cancelled = ОТМЕНЕНО: { $kind } ({ $unit })
paper-line = { $label }: { $value }

paper-file-notice = Объявление-{ $number }-A4
paper-file-small = Объявление-{ $number }-малое
paper-file-sheet = Лист-регистрации-{ $number }
paper-file-proof = Справка-{ $number }
paper-file-calendar = Календарь-{ $number }

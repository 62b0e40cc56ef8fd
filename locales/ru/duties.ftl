# Обязанности: кто, что и к какому сроку, напоминания, передача, перенос.

cycle-of-quarter = { $procedure }: { $part } квартал { $year } года
cycle-of-half-year = { $procedure }: { $part } полугодие { $year } года
cycle-of-year = { $procedure }: { $year } год
cycle-of-event = { $procedure }: { $date }
period-quarter = { $part } квартал { $year } года
period-half-year = { $part } полугодие { $year } года
period-year = { $year } год
light-late = 🔴
light-near = 🟡
light-open = ⚪
light-done = 🟢
duty-is-done = сделано { $date }
duty-is-done-late =
    сделано { $date }, с опозданием на { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
duty-is-late =
    срок был { $due }, опоздание { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
duty-is-today = срок сегодня, { $due }; осталось дней: { $days }
duty-is-ahead =
    срок { $due }, осталось { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
       *[many] { $days } календарных дней
    }
duty-is-in-order = после предыдущего шага, день не назначен
duty-line = { $light } { $number }. { $step } — { $role }: { $state }
duty-listed = { $light } { $number }. { $step }: { $state }
duty-of = { $cycle }
duty-named = { $cycle }. Шаг { $number }: { $step }
duty-step = Шаг { $number } из { $of }: { $step }
duty-whose = Кто: { $role }
duty-state = { $light } { $state }
duty-put-off = Срок перенесён: { $due }. По правилу: { $rule }. Основание: { $ground }
duty-set = Срок назначен: { $due }. Основание: { $ground }
duty-follows = Сначала нужен шаг { $number }: { $step } ({ $role })
duty-nobodys = Эту обязанность некому исполнять: { $role }
duty-offered-by-you = Вы предложили это другому. Пока он не принял, обязанность у вас.
duty-offered-open = Обязанность предложено передать.
duty-taken-by-you = Эту обязанность вы взяли на себя.
duty-taken-by-another = Эту обязанность взял на себя один человек.
duty-snoozed = Напоминаний вам не будет. Следующее: { $until }
duty-unable = Вы сообщили, что не можете.
duty-history = Что сделано:
duty-act = { $at }: { $did } ({ $role })
duty-act-words = { $at }: { $did } ({ $role }) — { $words }
did-done = сделано
did-reopened = открыто снова
did-moved = срок перенесён
did-offered = предложено другому
did-taken = принято другим
did-refused = отказ
did-cannot = не может исполнить
proof-word = пара слов
proof-photo = фото
proof-pdf = PDF
proof-link = ссылка
duty-proof-ask = Чем подтвердите? Пришлите одно из этого: { $wanted }
duty-reopen-ask = Отметить этот шаг как не сделанный? История останется.
duty-snooze-ask = Через сколько дней напомнить? Сам срок не изменится.
duty-refused = Хорошо, обязанность останется у того, кто её предложил.
duty-reason-ask = Почему не можете? Напишите коротко. Это увидят те, у кого та же обязанность, и те, кто выше.
duty-reason = Причина: { $words }
duty-due-now = Сейчас срок: { $due }
duty-day-ask = Какой день теперь? Например: 20.12
duty-ground-ask = На каком основании? Одно-два предложения, они останутся видны. На двух языках: қазақша / по-русски
duty-ground-told = Основание: { $ground }
duty-moved-line = { $number }. { $step }: { $due }
duty-move-check = Сроки станут такими. Верно?
duty-source = Откуда известно: { $source }
duty-grade = Степень источника: { $grade }
duty-rule-month-day = Правило: { $day } число месяца после периода.
duty-rule-year-day = Правило: каждый год в этот день.
duty-rule-same-day = Правило: в тот же день, после шага: { $step }
duty-rule-in-order = Правило: после предыдущего шага, день не назван.
duty-rule-calendar-after =
    Правило: { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
       *[many] { $days } календарных дней
    }. После чего: { $step }
duty-rule-calendar-before =
    Правило: за { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
       *[many] { $days } календарных дней
    }. До чего: { $step }
duty-rule-working-after =
    Правило: { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
       *[many] { $days } рабочих дней
    }. После чего: { $step }
duty-rule-working-before =
    Правило: за { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
       *[many] { $days } рабочих дней
    }. До чего: { $step }
duty-rule-event = день самого события
duty-counted-from = Считаем от дня: { $from }
duty-counted-due = Срок: { $due }
duty-day-off = Это выходной. Правила о переносе не нашлось, поэтому напомним в последний рабочий день: { $remind }
duties-title-mine = Мои обязанности
duties-title-open = Открытые обязанности села
duties-title-late = Просроченные обязанности
duties-title-done = Исполненные обязанности
duties-none = Здесь ничего нет.
duties-more = Ещё: { $count }
duties-mine = Мои
duties-open = Открытые
duties-late = Просроченные
duties-done = Сделанные
duty-open = № { $number }
duty-board-title = { $unit }: кто, что и к какому сроку
duty-board-cycle = { $light } { $cycle }. Сделано: { $done } из { $of }
duty-board-empty = Сейчас ни одна процедура не идёт.
cycle-stop-ask = Прекратить эту процедуру? Напоминаний по ней больше не будет.
cycle-stopped = Процедура прекращена.
cycle-renew-ask = Правила изменились. Вести открытые шаги по этим дням?
cycle-procedure-ask = Какую процедуру начать?
cycle-period-ask = За какой период?
cycle-event-ask = { $procedure }. Напишите день события, например: 20.12
cycle-check = Посмотрите дни. После начала любой из них можно перенести, указав основание.
cycle-started = Процедура началась.
digest-title = Напоминание о сроках
digest-mine = Ждём от вас:
digest-settled = Сделано:
digest-asks = Опаздывают, вы можете спросить:
digest-raised = Исполнители сообщили, что не могут:
digest-empty = Никого нет: { $role }. Шагов без исполнителя: { $count }. Ближайший: { $step }, { $state }
duty-turn = Подошла ваша очередь.
duty-offer = Вас просят взять эту обязанность.
duty-offer-taken = Обязанность взял другой. Теперь она не у вас.
duty-offer-refused = Никто не взял. Обязанность остаётся у вас.
duty-cannot-others = Один человек сообщил, что не может. Теперь обязанность у остальных: { $role }
duty-cannot-up = Сообщают, что не могут: { $role }. Решение за вами.
duty-moved = Срок перенесён: { $role }
duties-passed = Вместе с этой ролью к вам перешли обязанности: { $role }. Всего: { $count }
duties-month = { $unit }. { $from } – { $to }: шагов по сроку { $of }, сделано { $done }
duty-not-yours = Эта обязанность не ваша. Её исполняют: { $role }
duty-done-already = Этот шаг уже сделан: { $day }
duty-not-done = Этот шаг и так открыт.
duty-followed = Следующий за ним шаг уже сделан. Сначала откройте его.
cycle-steps-differ = По новым правилам шаги другие. Прекратите эту процедуру и начните новую.
duty-step-before = Этот шаг делают только после такого: { $number }. { $step }
duty-proof-needed = Это не подтверждает. Нужно одно из этого: { $wanted }
duty-moved-to-past = Этот день уже прошёл: { $day }
duty-moved-nowhere = Срок и так в этот день: { $day }
duty-nobody-to-take = Передать некому, в этой роли только вы: { $role }
duty-not-offered = Эту обязанность уже никому не передают.
cycle-runs-already = Эта процедура уже идёт: { $procedure }, { $date }
button-cycle = Вся процедура
button-cycle-open = { $procedure }
button-cycle-begin = Начать процедуру
button-cycle-begin-sure = Начать
button-cycle-stop = Прекратить процедуру
button-cycle-stop-sure = Да, прекратить
button-cycle-renew = По новым правилам
button-cycle-renew-sure = Да, по этим дням
button-monthly-on = Сообщать группе каждый месяц
button-monthly-off = Не сообщать группе каждый месяц
button-duty-board = Все сроки села
button-duties-mine = Мои обязанности
button-duty-open = Открыть
button-duty-done = Сделано
button-duty-snooze = Напомнить позже
button-snooze-days =
    Через { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
button-duty-offer = Передать другому
button-duty-cannot = Не могу
button-duty-move = Перенести срок
button-duty-move-done = Да, перенести
button-duty-reopen = Всё же не сделано
button-duty-feed = Календарь
button-duty-feed-open = Адрес календаря
duty-feed-file = Календарь ваших обязанностей. Откройте файл, и сроки добавятся в календарь телефона.
duty-feed-address = Добавьте адрес в календарь телефона, и он будет обновляться сам. Адрес только для вас, никому его не давайте; новый закроет прежний.
paper-duties-name = { $unit }: обязанности
duty-calendar-title = Срок: { $step }
duty-calendar-done = Сделано: { $step }
paper-file-duties = Обязанности
button-duty-proof = Подтверждение
form-cycle = начало процедуры
form-duty-done = отметка об исполнении
form-duty-cannot = причина невозможности
form-duty-move = перенос срока
question-procedure = Процедура
question-period = Период
question-event = День события
question-proof = Подтверждение
question-reason = Причина
question-moved-to = Новый срок
question-duty-ground = Основание
question-duty-ground-second = Основание (второй язык)

# Полномочия: приглашение, принятие, прекращение.

role-resident = житель
role-assembly = член собрания
role-commission = член комиссии
role-deputy = депутат маслихата
role-office = сотрудник аппарата акима
role-akim = аким
role-operator = оператор бота


basis-order = Распоряжение
basis-protocol = Протокол
basis-order-number = распоряжение № { $number }
basis-order-of = распоряжение № { $number } от { $day }
basis-protocol-number = протокол № { $number }
basis-protocol-of = протокол № { $number } от { $day }

## Тому, кого пригласили

role-offer =
    Вам предложены полномочия: { $role } ({ $unit })
    Основание: { $basis }
    Срок: { $from }–{ $to }
    Принимаете?
button-accept = Принимаю
button-decline = Отказываюсь
role-accepted =
    Полномочия приняты: { $role } ({ $unit })
    Срок: { $from }–{ $to }
    Что вам доступно — в меню.
role-declined = Хорошо. Передумаете — откройте ту же ссылку: приглашение действует семь дней.
role-announced =
    В боте новые полномочия: { $role } ({ $unit })
    Основание: { $basis }
    Срок: { $from }–{ $to }
code-refused = Код приглашения не действует: уже использован или истёк. Попросите новый у того, кто его дал.

## Тому, кто приглашает

invite-role-ask = Какие полномочия вы даёте?
invite-order-ask = Каким распоряжением назначен человек? Напишите номер и дату, например: № 14, { $today }
invite-protocol-ask = Каким протоколом оформлено избрание? Напишите номер и дату, например: № 14, { $today }
invite-until-ask = На какой срок полномочия? Выберите или напишите последний день.
invite-years =
    { $years ->
        [one] { $years } год
        [few] { $years } года
       *[many] { $years } лет
    }
invite-made =
    Приглашение готово: { $role } ({ $unit })
    Основание: { $basis }
    Срок: { $from }–{ $to }
    Отправьте эту ссылку только самому человеку: { $link }
    Если ссылка не откроется, пусть напишет боту: /start { $code }
    Приглашение действует семь дней и только один раз.
button-invite = Дать полномочия

roles-title = У кого какие полномочия
roles-held = { $role }: { $people }. Основание: { $basis }. Срок: { $from }–{ $to }
roles-invited = Приглашение отправлено, ждём ответа: { $role }. Основание: { $basis }. Срок: { $from }–{ $to }
button-end-mandate = Прекратить: { $role } (до { $to })
button-end-sure = Да, прекратить
button-cancel-invitation = Отменить приглашение: { $role }
end-mandate-ask = Эти полномочия прекратятся прямо сейчас: { $role }, срок { $from }–{ $to }. Прекратить?
mandate-ended = Полномочия прекращены: { $role }.
invitation-cancelled = Приглашение отменено: { $role }. Его код больше не действует.

not-yours-to-end = Эти полномочия прекращаете не вы: { $role }. Это может сделать только тот, кто их дал.
role-not-yours = Эти полномочия даёте не вы: { $role }.
protocol-needed = Здесь нужны номер и дата протокола об избрании: { $role }.

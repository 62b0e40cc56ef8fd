# Экспресс-опрос: один вопрос, ответ одним нажатием. Это мнение, а не законное голосование.

poll-title = ЭКСПРЕСС-ОПРОС № { $number }
poll-title-draft = ЭКСПРЕСС-ОПРОС (ещё не опубликован)
poll-question = { $question }
poll-until = Ответы принимаются до: { $date }, { $time }
poll-choose-most = Можно выбрать несколько, не больше: { $most }
poll-final = Данный ответ изменить нельзя.
poll-secret = Кто что выбрал, не увидит никто.
poll-open = Это открытый опрос: ваше имя стоит рядом с ответом.
poll-native-until = Ответы принимаются до: { $date }, { $time }. Если продлим, скажем в этом чате.
poll-native-open = Ваше имя видно рядом с ответом. В итоге считаются только ответы жителей из этого чата.
poll-live-fives = Числа показываем пятёрками: 5, 10, 15…
opinion-not-vote = Это мнение жителей, а не законное голосование.
poll-among = Кто отвечает: { $role }
poll-in-section = Какое село отвечает: { $section }
poll-level-1 = Считается ответ тех, кто подтвердил телефон.
poll-level-2 = Считается ответ тех, кто есть в списке жителей.
poll-answered = Ответили: { $people }
poll-closed = Опрос завершён: { $at }
poll-closed-early = Опрос завершён досрочно: { $at }
poll-stopped = Опрос остановлен. Итогов не будет.

## Ответ

poll-answer-kept = Ваш ответ: { $options }
poll-answer-waits = Ваш ответ: { $options }. Он ещё не засчитан, остался один шаг.
poll-answer-empty = Ваш ответ снят.
poll-now-counted = Теперь ваш ответ засчитан: { $options }
poll-step-phone = Ответ сохранён. Чтобы он был засчитан, подтвердите телефон.
poll-step-roll = Ответ сохранён. Чтобы он был засчитан, найдите себя в списке жителей.
poll-step-section = Ответ сохранён. Чтобы он был засчитан, скажите, в каком селе вы живёте.
poll-phone-ask = В этом опросе считается ответ тех, кто подтвердил телефон. Нажмите кнопку ниже: ответ засчитается сам, нажимать ещё раз не нужно. Номер мы никому не показываем.
poll-over = № { $number }: приём завершён, ответы и подписи больше не принимаются.
poll-not-in-chat = Отвечают только те, кто состоит в чате этого села.
poll-too-new = Вы только что вступили в чат. Отвечают те, кто в нём не меньше { $hours ->
    [one] { $hours } часа
    [few] { $hours } часов
   *[many] { $hours } часов
}. Вы сможете ответить с этого времени: { $at }
poll-for-role = В этом опросе отвечают: { $role }
poll-of-section = В этом опросе отвечают жители одного села: { $section }
poll-too-many = Больше выбрать нельзя, самое большее: { $most }. Сначала снимите один из ответов.
poll-answer-final = В опросе № { $number } данный ответ изменить нельзя.
poll-native-not-counted = Ваш последний ответ в опросе № { $number } не учтён.
button-poll-names = Кто что выбрал
poll-names = { $option }: { $names }
poll-names-none = Пока никто не ответил.
button-take-back = Снять мой ответ
button-poll-change = Изменить мой ответ
button-poll-mine = Мой ответ
button-poll-stopped = Опрос остановлен

## Напоминание

poll-nudge =
    Вы ещё не ответили на опрос № { $number }: { $question }
    Срок: { $at }

## Составление

poll-question-ask = О чём спросим? Язык: { $lang }. Сразу на двух языках: по-казахски / по-русски
poll-question-second = Тот же вопрос на втором языке ({ $lang }):
poll-question-too-long = Вопрос слишком длинный, лишних знаков: { $over }. Напишите короче.
poll-template-ask = Выберите образец:
poll-template-draft-name = Мнение о проекте
poll-template-draft = Ваше мнение об этом проекте: { $details }
poll-template-need-name = Нужно ли?
poll-template-need = Нужно ли это селу: { $details }
poll-template-service-name = Оценить услугу
poll-template-service = Как вы это оцениваете: { $details }
poll-template-day-name = Какой день удобен?
poll-template-day = Какой день вам удобен: { $details }
poll-details-ask = Образец: «{ $template }». Напишите, о чём речь. Язык: { $lang }
poll-details-second = То же на втором языке ({ $lang }):
poll-options-ask = Какие будут ответы? Каждый — с новой строки, от двух до двенадцати. Язык: { $lang }
poll-options-second = Те же ответы на втором языке ({ $lang }), в том же порядке, каждый с новой строки:
poll-options-do-not-pair = На втором языке нужно ответов: { $wanted }. Вы написали строк: { $lines }
poll-options-number = Ответов должно быть от { $least } до { $most }. У вас: { $given }
poll-option-too-long = Один ответ — не больше { $most } знаков: «{ $option }»
poll-option-twice = Один ответ написан дважды: «{ $option }»
poll-set-need-name = Да / Нет / Всё равно
poll-set-need =
    Да, нужно
    Нет
    Всё равно
poll-set-support-name = Поддерживаю / Против / Воздержусь
poll-set-support =
    Поддерживаю
    Против
    Воздержусь
poll-set-rate-name = Отлично … Очень плохо
poll-set-rate =
    Отлично
    Хорошо
    Средне
    Плохо
    Очень плохо
poll-set-day =
    Суббота
    Воскресенье
    Вечер рабочего дня
    Всё равно
poll-section-ask = Кого спросим?
poll-most-ask = Сколько ответов может выбрать один человек?
poll-most-one = Только один
poll-most = Не больше { $most }
poll-closes-ask = До какого времени принимать ответы? Выберите или напишите, например: 20.12 18:00
poll-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
poll-when-ask = Когда опубликовать? Сейчас или напишите день и час, например: 20.12 09:00
poll-level-ask = Чей ответ считается?
poll-level-choice-0 = Любого жителя из чата
poll-level-choice-1 = Подтвердивших телефон
poll-level-choice-2 = Тех, кто в списке жителей
poll-shown-ask = Что видно в чате, пока опрос идёт?
poll-shown-turnout = Сколько человек ответили
poll-shown-live = Сколько выбрали каждый ответ
poll-shown-after = Ничего до конца опроса
poll-changeable-ask = Можно ли менять данный ответ?
poll-names-ask = Показывать всем, кто что выбрал?
poll-among-ask = Кто отвечает?
poll-among-all = Все жители
poll-native-ask = Спросить в чате опросом самого мессенджера? В нём все видят, кто что выбрал.
poll-native-question-too-long = Вопрос не помещается в опрос мессенджера: на двух языках вместе не больше { $most } знаков, лишних { $over }. Сократите или спросите кнопками.
poll-native-option-too-long = Ответ не помещается в опрос мессенджера: на двух языках вместе не больше { $most } знаков, лишних { $over }: «{ $option }». Сократите или спросите кнопками.
poll-no-election-ask = Опрос не о выборах, кандидатах, партиях или референдуме? Такие опросы по закону проводят только особые организации.
poll-no-election-sure = В тексте есть слова: { $words }. Опрос точно не о выборах, партиях или референдуме?
button-no-election = Не о них
button-election = Как раз о них
poll-elections-not-here = Опросы о выборах, партиях, кандидатах и референдуме вправе вести только организации, уведомившие ЦИК (КоАП, ст. 120, ч. 3). Здесь это нельзя, выберите другую тему.
poll-needs-admin = Если в чате «{ $chat }» бот не администратор, он не сможет проверить, кто отвечает. Сначала сделайте его администратором.
poll-goes-at = Будет опубликован: { $at }
poll-shown-is = Пока опрос идёт, видно: { $shown }
poll-native-is = В чате спросим опросом самого мессенджера.
poll-frozen = После публикации вопрос, ответы и правила не меняются. Можно только продлить срок.
poll-published = Опубликован опрос № { $number }.
poll-closes-too-soon = Срок слишком близко: нужно не меньше { $minutes } минут.
poll-closes-too-late = Слишком долго: можно не больше { $days } дней. Самый поздний срок: { $latest }
button-poll-template = Готовый образец

## Проведение

poll-stands = Опрос № { $number } идёт. Срок: { $at }
poll-few = Пока ответили меньше 5 человек.
poll-planned = Опрос № { $number } ещё не открыт. Откроется: { $at }
poll-not-yours = Этим (№ { $number }) управляет только тот, кто это опубликовал.
button-poll-numbers = Как идёт опрос
button-poll-prolong = Продлить
button-poll-paper = Ответы устно или на бумаге
button-poll-close = Завершить
button-poll-close-sure = Да, завершить
button-poll-tables = Таблицы
button-poll-clone = Ещё один такой
poll-close-ask = Завершить опрос № { $number } сейчас? Открыть его снова нельзя.
poll-close-done = Опрос № { $number } завершён.
poll-still-open = Опрос № { $number } ещё идёт. Таблицы будут после его завершения.
poll-tables-here = Таблицы с итогами. В них не больше того, что сказано в чате.
poll-prolong-ask = Сейчас срок такой: { $at }. На сколько продлить? Можно написать день самим, например: 20.12 18:00
poll-prolong-days = Ещё { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
poll-prolong-check = Так будет написано в чате. Вопрос и ответы не меняются.
poll-prolonged = Срок опроса № { $number } продлён. Новый срок: { $at }
poll-prolong-done = Продлено: № { $number }. Новый срок: { $at }
poll-not-later = Новый срок должен быть позже прежнего. Сейчас: { $at }
poll-paper-how-ask = Как получены ответы?
poll-taken-mouth = Устно
poll-taken-paper = На бумаге
poll-paper-people-ask = Сколько человек ответили? Напишите число.
poll-paper-counts-ask = Сколько человек за каждый ответ? Напишите через пробел { $count ->
    [one] { $count } число
    [few] { $count } числа
   *[many] { $count } чисел
} в таком порядке: { $options }
poll-paper-kept = Добавлены ответы, человек: { $people }. В итогах они стоят отдельно.
poll-counts-number = Нужно чисел: { $wanted }. Вы написали: { $given }
poll-counts-over = Ответов слишком много: { $people } человек не могли дать { $sum } ответов.
number-needed = Напишите числом, например: 12
poll-stopped-by-operator = Опрос № { $number } остановил оператор бота. О причине спросите у оператора.

# Коллективное обращение: составить, внести, опубликовать, вести. Для депутата, жителя и того, кто подтверждает.

menu-petition = Начать коллективное обращение
now-petition = Сбор подписей № { $number }: { $title } Срок: { $at }

## Составление

petition-drafts = Есть проекты, которые вас касаются. Откройте один из них или начните новый.
button-petition-new = Новое обращение
petition-title-ask = Как назовём обращение? Коротко, до { $most } знаков. Язык: { $lang }. Сразу на двух языках: по-казахски / по-русски
petition-title-second = Название на втором языке ({ $lang }):
petition-similar-ask = Похожее обращение уже есть. Если подписать его, голоса не разделятся.
petition-similar = № { $number }: { $title }
button-petition-similar = Открыть обращение № { $number }
button-petition-own = Моё о другом, продолжаю
petition-problem-ask = В чём дело? Опишите, что происходит, до { $most } знаков. Язык: { $lang }
petition-problem-second = То же на втором языке ({ $lang }):
petition-demand-ask = Чего вы требуете? Напишите точно, до { $most } знаков. Язык: { $lang }
petition-demand-second = Требование на втором языке ({ $lang }):
petition-addressee-ask = Кому адресуем?
petition-addressee-gone = Органа, которому адресовано обращение, в списке больше нет. Исправьте, кому оно адресовано.
petition-sections-ask = Жители каких сёл подписывают? Можно выбрать несколько.
petition-villages-ask = Подписывают ли жители других округов? Округа, где вы депутат:
petition-only-here = Только этот округ
button-enough = Готово
petition-evidence-ask = Пришлите фото или PDF в подтверждение, до { $most } файлов. Если их нет, нажмите «Нет».
petition-evidence-more = Файлов: { $count }. Можно прислать ещё, всего не больше { $most }.
button-evidence-away = Убрать файлы
petition-evidence-needed = Нужно фото или файл PDF, не больше 10 МБ.
petition-evidence-too-many = Больше файлов добавить нельзя. Всего можно: { $most }.
petition-evidence-not-here = Файл «{ $name }» ещё не загружен. Повторите через минуту или уберите его.
petition-goal-ask = Сколько подписей вы хотите собрать? Выберите или напишите число.
petition-no-threshold = Для села установленное законом число нам не известно, поэтому цель ставите вы сами. Для сведения, числа для официальных петиций:
petition-threshold-district-small = Район до 50 000 жителей. Акимату — { $akimat }, маслихату — { $maslikhat }
petition-threshold-district-large = Район больше 50 000 жителей. Акимату — { $akimat }, маслихату — { $maslikhat }
petition-threshold-oblast = Область. Акимату — { $akimat }, маслихату — { $maslikhat }
petition-people = { $people } чел.
petition-share = { $percent } % жителей
petition-threshold-source = Источник: { $source }. Надёжность: { $grade } (по прессе, официальный текст не проверен).
petition-goal-outside = Цель — это число: не меньше { $least } и не больше { $most }.
petition-closes-ask = До какого времени собирать подписи? Выберите или напишите, например: 20.12 18:00
petition-level-ask = Чья подпись считается?
petition-sends-ask = Когда цель достигнута, завершить сбор и передать обращение само собой?
petition-iin-ask = Нужен ли для подписи ИИН? В чате его не спрашивают: только на бумажном листе или на странице бота.
petition-no-election-ask = Обращение не о выборах, кандидатах, партиях или референдуме? Под такими здесь подписи не собирают.
petition-no-election-sure = В тексте есть слова: { $words }. Обращение точно не о выборах, партиях или референдуме?
petition-elections-not-here = Под обращениями о выборах, кандидатах, партиях и референдуме здесь подписи не собирают. Выберите другую тему.
petition-rules = Цель: { $goal }. Срок: { $at }
petition-sends-itself = Когда цель достигнута, сбор завершится и обращение будет передано само собой.
petition-sends-later = Сбор идёт до конца срока и после достижения цели.
petition-asks-iin = Для подписи нужен ИИН.
petition-also-in = Подписи собираются и в других округах: { $count }
petition-frozen = После публикации текст не меняется. Можно продлить срок и добавить примечание.
button-petition-send = Отправить депутату
button-petition-put = Внести на публикацию

## Проект жителя

petition-draft-sent = Проект отправлен депутатам: { $people }. Об их решении скажем здесь.
petition-no-deputy = Депутата в боте пока нет, и опубликовать обращение некому. Проект сохранён: депутат увидит его, когда появится.
petition-drafts-too-many = Ваших проектов, которые ждут депутата, уже много. Можно не больше { $most }. Сначала закончите их.
petition-drafted = Житель прислал проект обращения. Возьмётесь опубликовать?
button-petition-take = Беру
button-petition-decline = Отклонить
button-petition-go-on = Исправить и продолжить
petition-draft-taken = Этот проект уже взял другой депутат.
petition-ground-ask = Напишите причину. Её прочтёт тот, кто это составил.
petition-ground = Причина отказа: { $ground }
petition-decline-kept = Отказ передан.
petition-declined = Депутат отклонил ваш проект. Причина: { $ground }. Можно исправить и отправить снова.

## Второй человек

petition-put-sent = Обращение отправлено на подтверждение. Кто может подтвердить: { $people }. Как только один подтвердит, оно будет опубликовано.
petition-put-alone = Подтвердить больше некому. Подумайте сутки, потом подтвердите сами: { $at }. Тогда пришлём кнопку.
petition-put = Депутат внёс обращение на публикацию. Прочтите и подтвердите или отклоните. После подтверждения оно сразу публикуется.
button-petition-confirm = Подтверждаю
petition-alone = Сутки прошли, подтвердить больше некому. Теперь вы можете подтвердить обращение сами.
petition-returned = Ваше обращение не подтвердили. Причина: { $ground }. Можно исправить и внести снова.
petition-text-changed = Текст изменился после того, как вы его читали. Прочтите последнее сообщение и подтвердите там.
petition-published-already = Это обращение уже опубликовано: № { $number }.
petition-no-mandate-there = В этом округе вы не депутат: { $unit }. Собирать подписи там может только его депутат.
petition-confirmed = Подтверждено. Обращение опубликовано: № { $number }.
petition-published = Обращение опубликовано, идёт сбор подписей: № { $number }. { $title }

## Ведение

button-petition-numbers = Как идёт сбор
button-petition-share = Поделиться ссылкой
button-petition-note = Добавить примечание
petition-stands = Сбор идёт. Осталось дней: { $days }. Срок: { $at }
petition-share-of-goal = Выполнено { $percent } % цели.
petition-by-day = Подписи за последние 7 дней:
petition-on-day = { $day } — { $count }
petition-shared =
    { $title }
    Прочитать и подписать: { $link }
petition-close-ask = Завершить сбор подписей под обращением № { $number } сейчас? Открыть его снова нельзя.
petition-close-done = Сбор подписей под обращением № { $number } завершён.
petition-prolong-ask = Сейчас срок такой: { $at }. На сколько продлить? Можно написать день самим, например: 20.12 18:00
petition-prolong-check = Так будет написано в чате. Текст и подписи не меняются.
petition-prolong-done = Продлено: № { $number }. Новый срок сбора: { $at }
petition-note-ask = Что добавить? Сам текст не меняется, примечание стоит под ним. До { $most } знаков. Язык: { $lang }
petition-note-second = Примечание на втором языке ({ $lang }):
petition-note-check = Так примечание появится в чате и под обращением. Убрать его потом нельзя.
petition-noted = Примечание к обращению № { $number }: { $text }
petition-note-kept = Примечание добавлено.
petition-notes-too-many = Больше примечаний добавить нельзя. Всего можно: { $most }.
petition-told = Обращение № { $number }: { $title } Подписали: { $signed }. Цель: { $goal }
petition-told-all = Цель достигнута! Обращение № { $number }: { $title } Подписали: { $signed }. Цель: { $goal }
petition-ends = Сбор подписей под обращением № { $number } скоро закончится. Осталось дней: { $days }. Срок: { $at }. Подписали: { $signed }. Цель: { $goal }

## Журнал, названия форм и вопросов

act-petition-published = коллективное обращение опубликовано
act-petition-noted = к коллективному обращению добавлено примечание
form-petition = проект коллективного обращения
form-petition-put = коллективное обращение
form-petition-no = причина отказа
form-petition-end = продление сбора подписей
form-petition-note = примечание к обращению
question-similar = Похожие обращения
question-problem = В чём дело
question-problem-second = В чём дело (второй язык)
question-demand = Требование
question-demand-second = Требование (второй язык)
question-addressee = Кому
question-sections = Какие сёла подписывают
question-villages = Другие округа
question-evidence = Подтверждения
question-goal = Цель
question-sends = Передать само у цели
question-iin = Нужен ли ИИН

# Итог экспресс-опроса: текст в чате, картинка, таблицы.
# Это мнение, а не голосование: слова «голос» здесь нет.

result-title = ИТОГ ОПРОСА № { $number }
result-option = { $place }. { $option } — { $people } ({ $percent } %)
result-winner = Чаще всего выбирали: { $option }
result-tie = Чаще всего выбирали, поровну: { $options }
result-none = Никто не ответил.
result-few = В чате ответили меньше { $least } человек. Чтобы нельзя было узнать, кто что выбрал, итог не показываем.
result-several = Можно было выбрать несколько ответов (не больше { $most }), поэтому сумма процентов может быть больше 100.
result-answered = Ответили: { $people }
result-turnout = Ответили: { $people }. Взрослых жителей: { $adults } ({ $percent } %)
result-turnout-role = Ответили: { $people }. Могли ответить ({ $role }): { $adults } ({ $percent } %)
result-changes = Меняли ответ, раз: { $changes }
result-left = Ответили и потом вышли из чата: { $left }
result-meaning = Это мнение жителей, а не законное голосование.
result-digest = Контрольный код: { $digest }

## Части

result-by-how = Как получены ответы
result-by-level = Насколько подтверждены ответившие
result-by-section = Из какого села
result-by-living = Где живут
result-part = { $part }: { $people } чел. { $choices }
result-choice = { $place } — { $percent } %
result-small-parts = Части меньше { $least } человек отдельно не показываем.
result-how-chat = через чат
result-how-office = устно или на бумаге, через аппарат акима
result-level-0 = в чате села
result-level-1 = телефон подтверждён
result-level-2 = в списке жителей
result-living-here = живут здесь
result-living-away = уехали
result-unknown = неизвестно
result-others = остальные

## Пока опрос идёт


## Картинка и таблицы

paper-result-title = Итог опроса № { $number }
paper-result-period = { $begins } — { $ends }
paper-result-winner = выбирали чаще всего
paper-result-tie = поровну
paper-result-turnout = Ответили: { $people }, взрослых жителей: { $adults }
paper-result-turnout-role = Ответили: { $people }, могли ответить: { $adults }
paper-result-people = { $people } чел.
paper-file-result = Опрос-{ $number }
paper-table-what = Показатель
paper-table-value = Значение
paper-table-option = Вариант ответа
paper-table-people = Человек
paper-table-percent = Процент
paper-table-split = По чему разделено
paper-table-part = Часть
paper-table-name = Имя
paper-table-choices = Выбор
paper-table-result = Итог
paper-table-parts = Части
paper-table-ballots = Ответы
paper-table-question = Вопрос
paper-table-number = Номер
paper-table-entitled = Могли ответить
paper-table-answered = Ответили
paper-table-changes = Меняли ответ, раз
paper-table-left = Ответили и потом вышли из чата
paper-table-digest = Контрольный код (SHA-256)
paper-table-opened = Начало
paper-table-closed = Окончание
paper-table-nameless = (имя удалено)

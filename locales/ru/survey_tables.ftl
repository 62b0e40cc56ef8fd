# Таблицы опроса: одна анкета — одна строка.

survey-tables-coming = Таблицы опроса № { $number } готовятся. Они придут сюда.
survey-tables-here = Анкеты опроса № { $number } в таблицах, всего: { $sheets }. Здесь ответы самих людей: не передавайте файлы посторонним.
survey-tables-files-large = Фото и записи голоса не помещаются в чат. Их даст оператор бота: asar export survey, опрос № { $number }
survey-tables-files-missing = Ещё не загружены или удалены фото и записи: { $files }. Их ячейки в таблице пусты.
survey-tables-many = В опросе № { $number } слишком много анкет ({ $sheets }), в чате даём до { $most }. Попросите таблицу у оператора бота: asar export survey
survey-tables-wide = Таблица формы слишком широкая: столбцов { $columns }, а в таблицу Excel помещается { $most }. Попросите оператора выгрузить её в CSV.
survey-tables-open = Анонимный опрос № { $number } ещё идёт. Таблицы дадим после завершения: сейчас по ним было бы видно, кто только что ответил.
survey-tables-few = На анонимный опрос № { $number } ответили меньше { $least } человек. Чтобы нельзя было узнать, кто что сказал, анкеты не выдаём.
survey-tables-stopped = Опрос № { $number } остановлен оператором бота, таблиц у него нет.

## Слова в таблице

survey-tables-sheets = Анкеты
survey-tables-codebook = Словарь
survey-tables-word = { $word }
survey-tables-row = Строка
survey-tables-survey = Опрос №
survey-tables-version = Версия формы
survey-tables-language = Язык
survey-tables-network = Мессенджер
survey-tables-settlement = Село
survey-tables-level = Уровень
survey-tables-interviewer = Кто заполнил
survey-tables-began = Начато
survey-tables-handed-in = Сдано

# Чтение формы (XLSForm): что исправить в файле. Перед каждой фразой стоит ячейка: «survey!C7: …».

## Файл

form-file-unread = Файл не читается как форма. Сохраните XLSForm в Excel заново как .xlsx и пришлите ещё раз.
form-file-too-large = Файл слишком большой: до 10 МБ, на листе до 5000 строк и 100 столбцов. Оставьте в нём только форму.

## Листы и столбцы

form-fault-sheet-missing = Нет листа «{ $sheet }». Вопросы должны стоять на нём.
form-fault-sheet-foreign = Лист «{ $sheet }» в чате не используется. Уберите его.
form-fault-column-missing = Нет столбца «{ $column }». Впишите его в первую строку.
form-fault-column-twice = «{ $column }» и «{ $other }» — один и тот же столбец. Оставьте один.
form-fault-column-nameless = Первая строка этого столбца пуста, поэтому он не читается. Назовите его или очистите столбец.
form-fault-column-like = Столбца «{ $column }» нет. Может быть, «{ $like }»?
form-fault-column-foreign = Столбец «{ $column }» в чате не работает. Уберите его.

## Вопросы

form-fault-nothing-asked = В форме нет ни одного вопроса. Напишите хотя бы один.
form-fault-questions-too-many = Слишком много вопросов. Не больше: { $most }. Разделите форму.
form-fault-type-missing = Не указан тип вопроса. Напишите, например, «text» или «select_one».
form-fault-type-unknown = Типа «{ $text }» нет. Проверьте, как он написан.
form-fault-type-foreign = Тип «{ $text }» в чате не спросить. Спросите иначе или уберите строку.
form-fault-list-missing = После «{ $text }» нужно имя списка. Например: «select_one yes_no».
form-fault-list-unknown = Списка «{ $text }» нет на листе choices. Проверьте имя или впишите список на этот лист.
form-fault-name-missing = Нет имени. Впишите в столбец name короткое имя латиницей, например: water.
form-fault-name-bad = Имя «{ $name }» не годится. Начните с буквы; внутри только буквы, цифры, дефис и подчёркивание, без пробелов.
form-fault-name-twice = Имя «{ $name }» в этой группе уже есть, строка { $row }. Дайте другое.
form-fault-group-open = Группа «{ $name }» не закрыта. Добавьте строку «end_group» после её последнего вопроса.
form-fault-group-not-begun = Здесь нечего закрывать. Уберите строку или проверьте, где стоит «begin_group».

## Тексты и два языка

form-fault-label-missing = Нет текста. Впишите по-казахски и по-русски то, что увидят люди.
form-fault-label-long = Текст слишком длинный, лишних знаков: { $over }. Не больше: { $most }.
form-fault-language-missing = Столбец «{ $column }» только на одном языке. Добавьте и другой: «{ $wanted }».
form-fault-text-half = Нет перевода. Впишите его в эту ячейку. Язык: { $lang }.

## Условия

form-fault-reference-unread = Ссылка на вопрос написана неверно. Верно так: «{ $text }».
form-fault-question-unknown = Вопроса «{ $name }» в форме нет. Проверьте имя.
form-fault-question-like = Вопроса «{ $name }» в форме нет. Может быть, «{ $like }»?
form-fault-question-twice = Имя «{ $name }» встречается в форме не раз, неясно, какой это вопрос. Переименуйте один из них.
form-fault-not-kept = Значение «{ $name }» бот не спрашивает и не хранит. Если нужен день, напишите «today()».
form-fault-asked-later = Условие смотрит на вопрос «{ $name }», а его зададут позже. Поменяйте порядок вопросов.
form-fault-calculation-circular = Расчёт «{ $name }» опирается на собственный результат и не сойдётся. Исправьте выражение.
form-fault-calculation-missing = У расчёта нет выражения. Впишите его в столбец calculation.
form-fault-calculation-shown = Расчёт стоит на вопросе, где отвечают, и затрёт ответ. Возьмите тип «calculate» или впишите «yes» в read_only.
form-fault-expression-unread = Выражение не читается: «{ $text }». Проверьте скобки и кавычки.
form-fault-function-unknown = Функции «{ $name }» нет. Проверьте, как она написана, или возьмите другую.
form-fault-function-arguments = В скобках функции «{ $name }» не столько значений, сколько нужно. Проверьте.
form-fault-pattern-unread = Образец в regex не читается: «{ $text }». Исправьте его.
form-fault-expression-deep = Выражение слишком сложное. Разделите его на несколько строк «calculate».
form-fault-choice-unknown = В списке вопроса «{ $name }» нет ответа «{ $choice }». Впишите имя из столбца name.
form-fault-never-shown = Это условие никогда не выполнится, и строку никто не увидит. Исправьте условие.
form-fault-nothing-fits = Этому условию не подходит ни один ответ. Исправьте условие.
form-fault-never-offered = Этот фильтр не оставляет ни одного ответа. Исправьте choice_filter.
form-fault-filter-misplaced = choice_filter бывает только у вопроса с выбором из списка. Очистите эту ячейку.
form-fault-filter-column-unknown = На листе choices нет столбца «{ $name }». Проверьте имя.
form-fault-required-but-fixed = Ответ обязателен, но вписать его нельзя: read_only. Очистите required или read_only.
form-fault-parameter-foreign = Параметр «{ $text }» в чате не работает. Очистите эту ячейку.
form-fault-appearance-foreign = Вид «{ $text }» в чате невозможен: вопросы задаются по одному, не таблицей. Очистите эту ячейку.

## Списки ответов

form-fault-choice-listless = Не указано, из какого списка этот ответ. Заполните list_name.
form-fault-choice-name-bad = В имени «{ $name }» есть пробел. Поставьте вместо него подчёркивание, например: very_good.
form-fault-choice-twice = Имя «{ $name }» в этом списке уже есть, строка { $row }. Дайте другое.
form-fault-choices-too-many = В этом списке слишком много ответов. Не больше: { $most }. Разделите через choice_filter: спросите, например, сначала село.

## Настройки

form-fault-title-missing = У формы нет названия. Впишите на листе settings в form_title: «по-казахски / по-русски».
form-fault-title-half = Название «{ $text }» только на одном языке. Напишите так: «по-казахски / по-русски».
form-fault-id-bad = form_id не годится: «{ $text }». Напишите латиницей, без пробелов, например: needs_2026.
form-fault-default-language = В default_language стоит «{ $text }», но такого языка в форме нет. Напишите его так же, как в столбцах.

## Остальное

form-fault-refused = Программа pyxform не приняла форму. Её слова: «{ $text }»

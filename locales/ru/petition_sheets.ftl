# Бумажные листы: печать, строки, которые вносит аппарат акима, и спорные строки.

button-onpaper = Бумажные листы
onpaper-sheets = Листов напечатано: { $sheets }. Внесено полностью: { $entered }.
onpaper-left = Ещё не внесено листов: { $count }
onpaper-sheet-line = Лист № { $sheet } — { $place }, внесено строк: { $lines }
button-onpaper-sheet = Внести лист № { $sheet }
button-onpaper-place = Печатать: { $place }
button-onpaper-print = Печатать листов: { $count }
button-onpaper-compare = Спорные строки: { $count }
onpaper-how-many = Для кого: { $place }. На листе строк: { $lines }. Сколько листов нужно?
onpaper-printed = Листы готовы: № { $first }–{ $last }, { $place }. Распечатайте файл.
onpaper-printed-how = У каждого листа свой номер: не копируйте лист, а напечатайте новый. Подписанные листы отдайте в аппарат акима, строки вносят там.
onpaper-expected = Автор обращения напечатал бумажные листы. Когда вам принесут подписанный лист, сканируйте код на нём или нажмите кнопку и внесите строки.
onpaper-sheet = Лист № { $sheet }, { $place }. Внесено строк: { $lines } / { $most }
onpaper-line = { $line }. { $name }
onpaper-line-disputed = { $line }. { $name } — спорная
button-onpaper-type = Внести строки
button-onpaper-done = Лист внесён целиком
onpaper-lines-ask =
    Лист № { $sheet }, { $place }. Напишите строки одним сообщением, каждую с новой строки:
    { $next } Серикова | Айгуль | Болатовна | 8 701 000 00 00
    Отчество и телефон пропустите, если их нет. Чтобы убрать ошибочную строку, поставьте после её номера чёрточку: 3 -
onpaper-page-link = Строки листа № { $sheet } вносят на странице бота: ИИН в чате не пишут. Ссылка работает до { $at }.
button-onpaper-page = Внести строки на странице
onpaper-page-lines = Строки листа
onpaper-page-hint = Каждую строку пишите с новой: { $next } Серикова | Айгуль | Болатовна | ИИН | телефон. Чтобы убрать ошибочную, поставьте после её номера чёрточку.
onpaper-check = Лист № { $sheet }. Сверьте с листом, всё верно?
onpaper-taken-back = { $line }. Эта строка будет убрана.
button-onpaper-keep = Верно, сохранить
onpaper-counted = Засчитано строк: { $count }
onpaper-repeats = Строка { $line } не считается: этот человек уже подписал, в реестре № { $row }.
onpaper-doubtful = Строка { $line } спорная: имя то же, что у подписи № { $row } в реестре. Пока двое не сравнят, она не считается.
act-petition-sheets-printed = напечатаны бумажные листы коллективного обращения
act-petition-lines-typed = внесены строки бумажного листа
act-petition-line-compared = сравнена спорная строка на бумаге

## Спорные строки

onpaper-doubts = Спорные строки: { $count }. Пока двое их не сравнят, они не считаются.
onpaper-doubt =
    Лист № { $sheet }, строка { $line }, { $place }
    { $name }
    Такое имя уже есть в реестре:
onpaper-like = № { $row } { $name }, { $place }, в мессенджере: { $at }
onpaper-like-paper = № { $row } { $name }, { $place }, лист № { $sheet }, строка { $line }
onpaper-doubt-how = Это один человек или тёзка? Посмотрите на лист, если нужно — спросите. Решено будет, когда двое скажут одно и то же.
button-onpaper-same = Один человек
button-onpaper-other = Другой человек, тёзка
onpaper-said = Ваш ответ записан. Сравнит ещё один человек.
onpaper-settled = Решено: это тёзка, строка засчитана.
onpaper-struck = Решено: это один человек, строка не считается.
onpaper-nothing-left = Спорных строк для вас не осталось.

## Если что-то не так

onpaper-no-lines = Ни одной строки не видно. Напишите строки с листа.
onpaper-line-unread = Строку { $line } не разобрать: «{ $text }». Пишите так: Серикова | Айгуль | Болатовна | 8 701 000 00 00
onpaper-no-such-line = Строки { $line } нет: на листе строк { $most }.
onpaper-line-twice = Строка { $line } написана дважды.
onpaper-line-without-iin = В строке { $line } нет ИИН, а для этого обращения он нужен.
onpaper-line-taken = Строка { $line } уже внесена. Если в ней ошибка, сначала уберите её: поставьте чёрточку после номера.
onpaper-line-empty = Строка { $line } не внесена, убирать нечего.
onpaper-no-such-sheet = Листа № { $sheet } у этого обращения нет, или он другого села.
onpaper-no-page = Для этого обращения нужен ИИН, а своей страницы для него у этого бота нет. Её может добавить оператор бота.
onpaper-doubt-settled = Эту строку уже сравнили другие.
onpaper-doubt-late = Обращение зарегистрировано или остановлено: спорные строки больше не решают.

## Форма

form-sheet = строки бумажного листа
question-sheet-lines = Строки листа

# Коллективное обращение: депутат собирает подписи, житель подписывает в два касания. Это не официальная петиция.

petition-title = СБОР ПОДПИСЕЙ ПОД КОЛЛЕКТИВНЫМ ОБРАЩЕНИЕМ № { $number }
petition-title-draft = КОЛЛЕКТИВНОЕ ОБРАЩЕНИЕ (ещё не опубликовано)
petition-name = { $title }
petition-problem = В чём дело: { $problem }
petition-demand = Требование: { $demand }
petition-to = Кому: { $addressee }
petition-evidence = Приложено документов и фото: { $count }
petition-in-sections = Подписывают жители: { $sections }
petition-level-1 = Подписывают взрослые жители, подтвердившие телефон.
petition-level-2 = Подписывают взрослые жители из списка села.
petition-goal = Цель: { $goal }. Собираются первые подписи.
petition-signed = Подписали: { $signed }. Цель: { $goal }
petition-split = Из них: { $parts }
petition-part-chat = из чата – { $count }
petition-part-phone = телефон подтверждён – { $count }
petition-part-roll = есть в списке жителей – { $count }
petition-part-paper = на бумаге – { $count }
petition-disputed = Спорные, пока не считаются: { $count }
petition-note = Примечание, { $at }: { $text }
petition-until = Подписи собираются до: { $date }, { $time }
petition-not-official = Это коллективное обращение, а не официальная петиция на сайте epetition.kz.

## Подпись

button-sign = Подписать
button-signers = Кто подписал
petition-in-private = Прочитать текст и подписать можно в личном чате.
petition-who-sees = Ваше полное имя увидят только тот, кому адресовано обращение, и его автор, а если такое же имя есть на бумажном листе — и аппарат акима, который их сравнит.
petition-adult = Нажимая кнопку, вы подтверждаете, что вам есть 18 лет и что вы согласны с текстом.
petition-shown-yes = В группе вы будете видны так: { $shown }
petition-shown-no = В группе вашего имени не будет, только порядковый номер.
button-sign-begin = Подписать
button-sign-as = Подписываю: { $name }
button-sign-name = Исправить имя
button-sign-withdraw = Отозвать подпись
button-sign-again = Подписать снова
petition-signed-note = Ваша подпись принята. Спасибо!
petition-withdrawn = Ваша подпись отозвана. Пока идёт сбор, можно подписать снова.
petition-receipt =
    Ваша подпись принята.
    Номер в реестре: { $row }
    Код квитанции: { $code }
    Время: { $at }
    Контрольный код текста: { $digest }
petition-surname-ask = Напишите фамилию, как в документе.
petition-given-ask = Напишите имя, как в документе.
petition-patronymic-ask = Напишите отчество, как в документе. Если его там нет, нажмите кнопку ниже.
button-no-patronymic = В документе его нет
petition-shown-ask = Показывать ваше имя в списке подписавших?
button-shown-yes = Да, так: { $shown }
button-shown-no = Нет, только номер
petition-phone-ask = Чтобы подпись была засчитана, подтвердите телефон. Нажмите кнопку ниже: подпись встанет сама, нажимать ещё раз не нужно. Номер мы никому не показываем.
petition-signers-last = Последние подписавшие: { $count }
petition-signer-named = № { $row } { $name }
petition-signer-unnamed = № { $row }
petition-signed-already = Вы уже подписали. Номер в реестре: { $number }
petition-signed-elsewhere = С этим телефоном и этим именем уже подписано. Считается одна подпись одного человека.
petition-not-signed = Вы не подписывали это обращение.
petition-name-needed = Чтобы подписать, напишите своё имя.
petition-no-name = «{ $text }» не похоже на имя. Пишите только буквами, например: Серикова
petition-name-too-long = Слишком длинно: лишних знаков { $over }. Можно не больше { $most }.
petition-iin-needed = Для подписи под этим обращением нужен ИИН. В чате мы его не спрашиваем: его пишут на бумажном листе или на странице бота.
petition-not-open-here = Обращение № { $number } подписывают жители других сёл.
petition-not-living-here = Это обращение подписывают те, кто здесь живёт. Если вы переехали, исправьте это через /my.
petition-of-sections = Это обращение подписывают жители: { $sections }
petition-not-adult = Это обращение подписывают жители, которым исполнилось 18 лет. По списку жителей вам ещё нет 18. Если в списке ошибка, скажите в аппарате акима.

## Квитанция

my-signatures = Коллективные обращения, которые вы подписали:
my-signature =
    № { $number }: { $title }
    Ваш номер в реестре: { $row }. Код квитанции: { $code }
    Время: { $at }
button-my-signature-open = № { $number }: читать
button-my-signature-withdraw = № { $number }: отозвать
petition-receipt-found =
    { $code } — такая квитанция есть в реестре этого села.
    Обращение № { $number }: { $title }
    Номер в реестре: { $row }
    Подписано: { $at }
petition-receipt-stands = Эта подпись действует.
petition-receipt-taken-back = Эта подпись отозвана и не считается.
petition-receipt-unknown = { $code } — такой квитанции в реестре села нет. Сверьте код с квитанцией ещё раз.

## Ход сбора

button-petition-read = Прочитать текст
petition-nudge =
    Идёт сбор подписей под обращением № { $number }: { $title }
    До: { $at }
petition-prolonged = Сбор подписей под обращением № { $number } продлён. Новый срок: { $at }
petition-stopped-by-operator = Сбор подписей под обращением № { $number } остановил оператор бота. Собранные подписи никому не передаются.
petition-not-put = Это обращение ещё не внёс депутат.
petition-needs-members = Это обращение подтверждает другой депутат или член собрания.
petition-alone-too-soon = Другого, кто мог бы подтвердить, нет, поэтому подтвердите сами через сутки: { $at }
form-sign = имя для подписи

## Журнал и названия вопросов

act-petition-closed = сбор подписей завершён
act-petition-stopped = коллективное обращение остановлено
act-petition-prolonged = сбор подписей продлён
question-surname = Фамилия
question-given = Имя
question-patronymic = Отчество

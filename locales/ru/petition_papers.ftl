# Пакет коллективного обращения: письмо, подписные листы и слова, с которыми он выдаётся.

petition-package-here =
    Коллективное обращение № { $number }, весь пакет. Подписей: { $signed }.
    PDF — письмо адресату; в ZIP всё вместе: подписные листы, таблицы, реестр.
    Внутри полные имена: передавайте пакет только адресату.
petition-package-iin = ИИН в пакете нет: в чате мы их не передаём. Их даст оператор бота.
petition-package-large = Целиком пакет в чат не помещается. Остальное выгрузит оператор бота: asar export petition, обращение № { $number }
petition-package-lost = Приложенные файлы не загрузились: { $files }. В пакете их нет.
petition-package-coming = Пакет обращения № { $number } готовится. Он придёт сюда.
petition-package-not-closed = Пакет обращения № { $number } выдаём, когда сбор подписей завершён.
petition-package-changed = Только что были удалены имена. Запросите пакет ещё раз.
petition-package-broken = В реестре обращения № { $number } ошибка, поэтому пакет не выдаём. Сообщите оператору бота.
button-petition-package = Письмо и подписи (файлы)
act-petition-exported = пакет коллективного обращения выгружен

## На бумаге

paper-file-petition = Письмо к обращению { $number }
paper-file-package = Пакет обращения { $number }
paper-petition-title = КОЛЛЕКТИВНОЕ ОБРАЩЕНИЕ № { $number }
paper-petition-is = Это коллективное обращение жителей (статья 39-2 Закона РК от 23 января 2001 года № 148 «О местном государственном управлении и самоуправлении»). Подписи поставлены в мессенджере или на бумаге. Это не официальная петиция на сайте epetition.kz, электронной цифровой подписи (ЭЦП) здесь нет.
paper-petition-to = Кому
paper-petition-author = Внёс
paper-petition-collected = Срок сбора подписей
paper-petition-places = Подписывали жители
paper-petition-level = Кто мог подписать
paper-petition-problem = В чём дело
paper-petition-demand = Требование
paper-petition-counts = Сколько подписей собрано
paper-petition-all = Всего подписей
paper-petition-by-chat = из сельского чата
paper-petition-by-phone = телефон подтверждён
paper-petition-by-roll = есть в списке жителей
paper-petition-by-paper = на бумаге
paper-petition-disputed = Спорные, не засчитаны
paper-petition-notes = Примечания автора
paper-petition-evidence = Приложено
paper-petition-attached = Приложение { $number }
paper-petition-lost = файл не загрузился, в пакете его нет
paper-petition-digest = Контрольный код текста (SHA-256)
paper-petition-head = Конечный код реестра, строка { $number }
paper-petition-how = Текст и каждую подпись можно проверить: контрольный код текста стоит на каждой квитанции и на каждом листе, конечный код реестра скрепляет все строки до него. Программе проверки нужен только сам пакет: asar verify petition. Как она считает, написано в файле petition.json.
paper-petition-arithmetic = Из «text» получается «digest»: SHA-256 (UTF-8). В register.jsonl запись строки — это JSON её полей at, leaf, level, number, of, section, village, what, witnessed: имена полей по алфавиту, без пробелов, буквы без замены. Код строки (digest) — SHA-256 от кода предыдущей строки (hex), перевода строки и записи; перед строкой 1 стоит код текста. «leaf» — SHA-256 от байтов «salt» и JSON поля «content», записанного так же; имя без «salt» дано вместе с ИИН, которого здесь нет. Строки withdrawn, disputed, settled, struck и erased говорят о строке из «of»; erased без «of» — обо всех строках до неё. Последний код — «head». В «files» SHA-256 остальных файлов, «seal» — SHA-256 этого файла без поля «seal», записанного так же.
paper-petition-registration = Входящий №
paper-petition-pen = Передал (имя, подпись)
paper-petition-foot = Коллективное обращение № { $number }
paper-petition-sheets = Подписные листы коллективного обращения № { $number }
paper-petition-erased = имя удалено
paper-petition-short-chat = чат
paper-petition-short-phone = телефон
paper-petition-short-roll = список
paper-petition-short-paper = бумага
paper-petition-column-name = Фамилия, имя, отчество
paper-petition-column-day = Дата
paper-petition-column-level = Чем подтверждён
paper-petition-column-paper = Лист, строка
paper-petition-column-row = Строка реестра

## Бумажные листы

paper-file-blank = листы обращения { $number } — { $sheets }
paper-blank-sheet = Лист № { $number }
paper-blank-code = Сканируйте код, чтобы прочитать весь текст или подписать с телефона.
paper-blank-place = Населённый пункт: { $place }
paper-blank-agrees = Подписывая, подтверждаю, что мне есть 18 лет, что я согласен с текстом и с передачей моего имени тому, кому адресовано обращение. Строки вносит: { $operator }. Телефон нужен только затем, чтобы один человек не подписал дважды, его можно не писать.
paper-blank-surname = Фамилия
paper-blank-given = Имя
paper-blank-patronymic = Отчество
paper-blank-iin = ИИН
paper-blank-phone = Телефон
paper-blank-day = Дата
paper-blank-pen = Подпись
paper-blank-collector = Собрал (имя, подпись, дата)

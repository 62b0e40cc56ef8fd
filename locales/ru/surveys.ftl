# Опрос: несколько вопросов, с условиями и на двух языках. Это мнение, а не законное голосование.

survey-title = ОПРОС № { $number }
survey-title-draft = ОПРОС (ещё не опубликован)
survey-name = { $title }
survey-anonymous = Опрос анонимный: кто что ответил, не узнает никто, ни аким, ни бот.
survey-named = Аппарат видит ответы без имён. Итоги публикуются в общем виде.
survey-length = Вопросов: { $count }, займёт около { $minutes ->
    [one] { $minutes } минуты
    [few] { $minutes } минут
   *[many] { $minutes } минут
}
survey-sections = Разделы: { $sections }
survey-handed-in = Заполнили: { $people }
survey-you-handed-in = Вы этот опрос уже заполнили.
button-survey-fill = Заполнить
button-survey-change = Изменить мои ответы
button-survey-interview = Заполнить за другого

## Напоминание

survey-nudge =
    Вы ещё не заполнили опрос № { $number }: { $title }
    Срок: { $at }
survey-nudge-begun =
    Вы начали опрос № { $number } и не закончили: { $title }
    Ваши ответы сохранены, продолжите с того же места. Срок: { $at }

## Начало: файл, готовый опрос, составление в чате

survey-begin = С чего начнём опрос? Ниже: новый опрос, готовые образцы, черновики, последние опросы.
survey-ready = Образец: { $title }
survey-open-draft = Черновик: { $title }
survey-open = № { $number }: { $title }
survey-interview-choose = Какой опрос вы заполняете за другого?
survey-none-open = Открытых опросов сейчас нет.
button-survey-by-file = Прислать файл (XLSForm)
button-survey-here = Составить здесь, в чате
survey-file-ask =
    Пришлите опрос файлом Excel (.xlsx) в формате XLSForm. Им пользуются KoboToolbox и ODK.
    Тексты нужны на двух языках: label::Қазақша (kk) и label::Русский (ru).
survey-file-lost = Не удалось получить файл. Напишите /survey и пришлите его ещё раз.
survey-form-good = Файл в порядке, ошибок нет.
survey-faults = Опрос не принят. Что исправить, мест: { $faults }. Исправьте и пришлите снова через /survey.
button-survey-take = Сохранить черновиком

## Черновик

survey-draft = ЧЕРНОВИК ОПРОСА. Версия: { $version } ({ $at })
survey-languages = Языки: { $langs }
survey-conditional = Задаются по условию: { $names }
survey-draft-next = Его пока никто не видел. Сначала заполните сами: пробные ответы удалятся при публикации.
survey-file-here = Опрос файлом XLSForm. Его можно изменить и прислать снова через /survey.
survey-drop-ask = Удалить черновик «{ $title }»? Пробные ответы тоже удалятся.
survey-dropped = Черновик удалён: { $title }
button-survey-try = Заполнить на пробу
button-survey-file = Файл XLSForm
button-survey-drop = Удалить черновик
button-survey-drop-sure = Да, удалить

## Составление в чате

survey-title-ask = Как назовём опрос? Язык: { $lang }. Сразу на двух языках: по-казахски / по-русски
survey-title-second = То же название на втором языке ({ $lang }):
survey-made-text-ask = Вопрос { $place }. Что спросим? Язык: { $lang }. Сразу на двух языках: по-казахски / по-русски
survey-kind-ask = Как на него отвечают?
survey-kind-yes-no = Да или нет
survey-kind-one = Выбрать один ответ
survey-kind-several = Выбрать несколько
survey-kind-rank = Расставить по важности
survey-kind-text = Написать словами
survey-kind-number = Написать число
survey-kind-date = Выбрать дату
survey-kind-photo = Прислать фото
survey-kind-voice = Сказать голосом
survey-kind-place = Отметить место на карте
survey-required-ask = Обязательно ли отвечать на этот вопрос?
survey-required-yes = Обязательно
survey-required-no = Можно пропустить
survey-made-so-far =
    Готовые вопросы (не больше { $most }):
    { $items }
survey-made-more = Ещё вопрос
survey-made-done = Хватит, вопросы готовы
survey-made-remove = Убрать последний

## Публикация

survey-anonymous-ask =
    Сделать опрос анонимным?
    Да: сданный лист навсегда отделён от человека, его нельзя ни изменить, ни отозвать, и никто не узнает, кто что написал.
    Нет: до конца срока каждый может изменить свои ответы, аппарат видит их без имён.
    После публикации этого не изменить.
survey-frozen = После публикации вопросы и правила не меняются. Можно только продлить срок.
survey-published = Опубликован опрос № { $number }.

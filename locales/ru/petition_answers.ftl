# После сбора подписей: передача, регистрация, срок ответа, продление, ответ.

petition-about = Коллективное обращение № { $number }: { $title }
petition-ended = Сбор подписей под коллективным обращением № { $number } завершён.
petition-ended-none = Никто не подписал, обращение никому не передаётся.
petition-ended-few = Подписавших меньше { $least }, поэтому точное число не показываем.
petition-ended-next =
    Теперь обращение передают. Кому: { $addressee }.
    Срок ответа считается со дня регистрации, мы покажем его здесь.
petition-with-addressee = Передаётся. Кому: { $addressee }. Ждём номер регистрации.
petition-registered = Зарегистрировано: № { $paper } от { $from }
petition-due =
    Срок ответа: { $due } ({ $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
       *[many] { $days } рабочих дней
    })
petition-holidays-skipped = Не считаются праздники: { $holidays }
petition-extended =
    Срок ответа продлён. Новый срок: { $until }
    Основание: { $ground }
petition-late =
    Ответа нет. Опоздание: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } (на { $today })
petition-answered = Ответ дан: { $date }
petition-answer-took =
    На ответ ушло: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }.
petition-answered-in-time = Ответ дан в срок.
petition-answered-late =
    Ответ опоздал на { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }.
petition-answer-text = Ответ: { $text }
petition-answer-files = К ответу приложено документов: { $count }. Они в чате села, где обращение начато.

## Как посчитан срок

petition-count-from =
    День регистрации: { $date }. Сам он не считается.
    Срок: { $days ->
        [one] { $days } рабочий день
        [few] { $days } рабочих дня
       *[many] { $days } рабочих дней
    }. Суббота и воскресенье не считаются.
count-span =
    { $from } – { $to }: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
count-skipped = { $date }: не считается ({ $holidays })
petition-count-due = Последний день: { $due }
petition-count-moved = После регистрации дни отдыха перенесли. Объявленный срок не изменился: { $due }
petition-count-source = Основание: { $source }. Степень источника: { $grade }
source-appc-90 = Административный процедурно-процессуальный кодекс, статьи 90-4 и 90-5 (они о петициях и взяты для коллективного обращения как образец)
source-appc-76 = Административный процедурно-процессуальный кодекс, статья 76
source-settings = настройка оператора бота
holiday-moved = день отдыха, перенесённый постановлением
holiday-estimated = дата приблизительная

## Автору и органу

button-petition-follow = Передача и ответ
button-petition-register = Записать номер регистрации
button-petition-register-again = Исправить номер регистрации
button-petition-extend = Срок продлён
button-petition-give-answer = Опубликовать ответ
button-petition-answer = Прочитать ответ
petition-hand-over-author = Передайте пакет документов. Когда его зарегистрируют, запишите здесь номер и дату: с этого дня пойдёт срок ответа.
petition-hand-over-office = Зарегистрируйте пакет документов и запишите здесь номер и дату: с этого дня пойдёт срок ответа.
petition-register-reminder = Номер регистрации ещё не записан. Пока его нет, срок ответа не считается.
petition-answer-soon =
    Срок ответа: { $due }. Осталось: { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
petition-answer-today = Срок ответа истекает сегодня.
petition-ask-them = У этого органа нет представителя в чате. Запросите ответ сами и, когда он придёт, запишите его здесь.
petition-follow-told = Сохранено. Сообщение в группе обновится.
petition-paper-ask =
    Кто зарегистрировал: { $addressee }
    Напишите номер и дату регистрации, например: { $text }
petition-register-check = Проверьте: так это опубликуют в группе, и с этого дня пойдёт срок ответа.
petition-until-ask = Нынешний срок: { $due }. До какого дня продлён ответ? Напишите дату, например: 20.02
petition-until-most =
    Самый поздний день: { $day }, то есть { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
       *[many] { $months } месяцев
    } после первого срока. Основание: { $source }.
petition-extend-ground-ask = Почему продлён? Напишите основание: его увидят все.
petition-extend-check = Проверьте: продление и его основание опубликуют в группе, они останутся в сообщении.
petition-reply-ask = Напишите текст ответа. Если он пришёл на бумаге, напишите главное: сам документ приложите потом.
petition-reply-second = Теперь напишите ответ на втором языке: { $lang }.
petition-files-ask = Пришлите фото ответа или PDF по одному. Приложено: { $count }, можно не больше { $most }
petition-files-done = Готово
petition-answer-check = Проверьте: ответ отправят в группу и каждому, кто подписал. Изменить его потом нельзя.
form-petition-in = регистрация обращения
form-put-off = продление срока ответа
form-reply = ответ на обращение
question-registered = Номер и дата регистрации
question-extended-to = Новый срок
question-reply = Ответ
question-reply-second = Ответ (на втором языке)
question-reply-files = Документы ответа
act-petition-registered = коллективное обращение зарегистрировано
act-petition-extended = срок ответа на коллективное обращение продлён
act-petition-answered = дан ответ на коллективное обращение

## Чего нельзя

petition-answer-not-theirs = По обращению № { $number } пишут только его автор и представитель органа, который отвечает.
petition-not-handed-over = Это обращение никому не передавали.
petition-not-registered = Сначала запишите номер регистрации: с него начинается срок ответа.
petition-registered-before = { $day } — слишком рано: обращение тогда ещё не было готово.
petition-registered-ahead = { $day } ещё не наступило. Напишите день, когда обращение зарегистрировали.
petition-registration-day-needed = Напишите и дату, например: 05.12.2026
petition-extended-already = Срок уже продлён: { $until }. Номер регистрации больше нельзя изменить.
petition-extended-to-past = { $day } — это не будущий день. Напишите день, который впереди.
petition-extended-not-later = Новый срок должен быть позже нынешнего. Сейчас: { $due }
petition-extended-too-far =
    Ответ можно продлить не больше чем на { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
       *[many] { $months } месяцев
    }. Последний день: { $day }.
petition-answered-already = На это обращение ответ уже дан.
petition-answer-file-needed = Пришлите фото ответа или PDF. Если документа нет, нажмите кнопку ниже.

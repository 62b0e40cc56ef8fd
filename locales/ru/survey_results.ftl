# Итог опроса: как идёт, что вышло, каждому «вы сказали, село сказало», темы, отчёт и картинки.
# Это мнение, а не голосование: слова «голос» здесь нет.

## Пока опрос идёт

survey-live-finished = Заполнили до конца: { $people }
survey-live-finished-few = Заполнили до конца: меньше { $least } человек.
survey-live-begun = Начали и ещё не закончили: { $people }
survey-live-begun-few = Начали и ещё не закончили: меньше { $least } человек.
survey-live-stops = На каком вопросе остановились
survey-live-stop = { $place }/{ $most }. { $question } — { $people }
survey-by-how = Кто заполнил
survey-by-section = Из какого села
survey-how-own = сам житель
survey-how-other = интервьюер
survey-part = { $part }: { $people } чел.
survey-part-adults = { $part }: { $people } чел. Взрослых жителей: { $adults } ({ $percent } %)

## Итог

survey-result-title = ИТОГ ОПРОСА № { $number }
survey-result-line = { $question } — чаще всего выбирали: { $options } ({ $percent } %)
survey-result-first = { $question } — на первое место чаще всего ставили: { $options } ({ $percent } %)
survey-few = Ответили меньше { $least } человек. Чтобы нельзя было узнать, кто что сказал, итог не показываем.
survey-kept-back = Не показано вопросов: { $count }. На них ответили меньше { $least } человек, или по ответам можно было бы узнать мнение немногих.
survey-result-not-yet = Опрос № { $number } ещё идёт. Итог будет после этого времени: { $at }
survey-number = { $whole },{ $part }
survey-choice = { $option } ({ $percent } %)
survey-pictures-here = Картинки к вопросам: { $first }–{ $last }. Всего: { $count }
button-survey-result = Итог и отчёт
button-survey-pictures = Картинка к каждому вопросу
button-survey-pictures-more = Следующие картинки

## Каждому: вы сказали, село сказало

survey-yours = ОПРОС № { $number }: вы сказали, село сказало
survey-village-said = ОПРОС № { $number }: село сказало
survey-question = { $question }
survey-you = Вы: { $options }
survey-village = Село: { $choices }
survey-village-first = Село поставило на первое место: { $choices }
survey-village-number = Село: в среднем { $mean }, посередине { $median }
survey-yours-more = Итог по остальным вопросам — на картинках.

## Что написали, и темы

button-survey-texts = Написанные ответы
survey-texts-none = В этом опросе нет вопросов, на которые отвечают словами.
survey-texts-which = Ответы на какой вопрос прочитать?
survey-texts = Написанные ответы: { $question }
survey-texts-end = Больше ответов нет.
survey-text = { $place }. { $text }
survey-text-heading = Тема: { $heading }
survey-text-group = К какой теме отнести этот ответ?
survey-heading = { $heading }: { $people }
survey-texts-not-yet = Опрос № { $number } анонимный. Написанные ответы вы прочитаете, когда он завершится.
button-texts-next = Следующие ответы
button-texts-first = Сначала
button-heading-new = Новая тема
button-heading-none = Убрать из темы
button-headings-tell = Рассказать селу о темах
button-headings-tell-sure = Да, опубликовать
survey-heading-ask = Напишите тему ({ $lang }). Например: ремонт дорог. Имён людей не пишите.
survey-heading-second-ask = Теперь напишите ту же тему на втором языке ({ $lang }).
survey-heading-too-long = Слишком длинная тема: не больше { $most } знаков, лишних { $over }.
survey-headings = ОПРОС № { $number }: о чём жители написали своими словами
survey-headings-small = Темы, в которых меньше { $least } ответов, не показываем.
survey-headings-of-few = В каждой теме меньше { $least } ответов, поэтому показать нечего.
survey-headings-check = Опубликовать это в чатах?
survey-headings-done = Темы опубликованы. Теперь они есть и в отчёте.
act-survey-headings-told = опубликованы темы написанных ответов опроса
form-heading = новая тема
question-heading = Тема
question-heading-second = Тема на втором языке

## Отчёт и картинки

paper-survey-title = Итог опроса № { $number }
paper-survey-period = Когда проходил
paper-survey-whom = Кого спрашивали
paper-survey-mode = Как получены ответы
paper-survey-named = с именами
paper-survey-anonymous = анонимно: связь ответа с человеком не сохранялась
paper-survey-questions = Вопросов, самое большее
paper-survey-form = Анкета, версия
paper-survey-answered = Ответили: { $people }
paper-survey-hidden = не показываем
paper-survey-place = среднее место — { $number }
paper-survey-mean = В среднем
paper-survey-median = Посередине (у половины меньше, у половины больше)
paper-survey-why-hidden = «Не показываем» значит: на вопрос ответили меньше { $least } человек, или число ответов выдало бы мнение немногих.
paper-survey-why-no-texts = Ответы своими словами не публикуются: их читает только тот, кто проводил опрос.
paper-survey-digest = Контрольный код анкеты (SHA-256): { $digest }
paper-file-survey = Отчёт-опроса-{ $number }
paper-file-question = Опрос-{ $number } ({ $place })

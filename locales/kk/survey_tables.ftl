# Сауалнаманың кестелері: әр парақ – бір жол.

survey-tables-coming = № { $number } сауалнаманың кестелері дайындалып жатыр. Дайын болған соң осында келеді.
survey-tables-here = № { $number } сауалнаманың парақтары кестеде, саны: { $sheets }. Мұнда адамдардың өз жауаптары тұр: файлдарды бөтен адамға жібермеңіз.
survey-tables-files-large = Фото мен дауыстық жазбалар чатқа сыймайды. Оларды бот операторы береді: asar export survey, сауалнама № { $number }
survey-tables-files-missing = Әлі жүктелмеген немесе жойылған фото мен жазбалар: { $files }. Кестеде олардың ұяшығы бос.
survey-tables-many = № { $number } сауалнамада парақ тым көп ({ $sheets }), чатта { $most } параққа дейін беріледі. Кестені бот операторынан сұраңыз: asar export survey
survey-tables-wide = Нысанның кестесі тым кең: бағаны { $columns }, ал Excel кестесіне { $most } баған сыяды. Операторға CSV түрінде шығаруды айтыңыз.
survey-tables-open = № { $number } анонимді сауалнама әлі жүріп жатыр. Кестелер аяқталған соң беріледі: қазір берсек, кімнің жаңа жауап бергені біліп қойылар еді.
survey-tables-few = № { $number } анонимді сауалнамаға { $least } адамнан аз жауап берді. Кімнің не айтқаны білінбеуі үшін парақтар берілмейді.
survey-tables-stopped = № { $number } сауалнаманы бот операторы тоқтатқан, оның кестелері жоқ.

## Кестедегі сөздер

survey-tables-sheets = Парақтар
survey-tables-codebook = Сөздік
survey-tables-word = { $word }
survey-tables-row = Жол
survey-tables-survey = Сауалнама №
survey-tables-version = Нысан нұсқасы
survey-tables-language = Тіл
survey-tables-network = Мессенджер
survey-tables-settlement = Ауыл
survey-tables-level = Деңгей
survey-tables-interviewer = Кім толтырды
survey-tables-began = Басталған уақыты
survey-tables-handed-in = Тапсырылған уақыты

# Форманы (XLSForm) оқу: файлдағы қателер. Ұяшығы алдында тұрады: «survey!C7: …».

## Файл

form-file-unread = Бұл файл форма болып оқылмады. XLSForm-ды Excel-де .xlsx етіп қайта сақтап жіберіңіз.
form-file-too-large = Файл тым үлкен: 10 МБ-тан, бір парақта 5000 жол мен 100 бағаннан аспауы керек. Форманың өзін ғана қалдырыңыз.

## Парақтар мен бағандар

form-fault-sheet-missing = «{ $sheet }» парағы жоқ. Сұрақтар сол парақта тұруы керек.
form-fault-sheet-foreign = «{ $sheet }» парағы чатта қолданылмайды. Оны алып тастаңыз.
form-fault-column-missing = «{ $column }» бағаны жоқ. Оны бірінші жолға жазыңыз.
form-fault-column-twice = «{ $column }» пен «{ $other }» – бір баған. Біреуін қалдырыңыз.
form-fault-column-nameless = Бұл бағанның бірінші жолы бос, сондықтан оқылмайды. Атауын жазыңыз не бағанды тазалаңыз.
form-fault-column-like = «{ $column }» деген баған жоқ. «{ $like }» емес пе?
form-fault-column-foreign = «{ $column }» бағаны чатта орындалмайды. Бағанды алып тастаңыз.

## Сұрақтар

form-fault-nothing-asked = Формада бірде-бір сұрақ жоқ. Кемінде біреуін жазыңыз.
form-fault-questions-too-many = Сұрақ тым көп. Ең көбі: { $most }. Форманы бөліңіз.
form-fault-type-missing = Сұрақтың түрі жазылмаған. Мысалы, «text» не «select_one» деп жазыңыз.
form-fault-type-unknown = «{ $text }» деген түр жоқ. Жазылуын тексеріңіз.
form-fault-type-foreign = «{ $text }» түрі чатта сұралмайды. Басқа түрмен сұраңыз не жолды алып тастаңыз.
form-fault-list-missing = «{ $text }» түрінен кейін тізім аты керек. Мысалы: «select_one yes_no».
form-fault-list-unknown = «{ $text }» тізімі choices парағында жоқ. Атауын тексеріңіз не тізімді сол параққа жазыңыз.
form-fault-name-missing = Атауы жоқ. name бағанына латын әріпімен қысқа атау жазыңыз, мысалы: water.
form-fault-name-bad = «{ $name }» деген атау жарамайды. Әріптен басталсын, ішінде әріп, сан, сызықша ғана болсын, бос орын болмасын.
form-fault-name-twice = «{ $name }» деген атау осы топта бұрын тұр. Жолы: { $row }. Басқа атау беріңіз.
form-fault-group-open = «{ $name }» тобы жабылмаған. Соңғы сұрағынан кейін «end_group» деген жол қосыңыз.
form-fault-group-not-begun = Бұл жерде жабылатын топ жоқ. Жолды алып тастаңыз не «begin_group» деген жолды тексеріңіз.

## Мәтіндер мен екі тіл

form-fault-label-missing = Мәтіні жазылмаған. Адамдар көретін сөзді қазақша және орысша жазыңыз.
form-fault-label-long = Мәтін тым ұзын: { $over } таңба артық. Ең көбі: { $most }.
form-fault-language-missing = «{ $column }» бағаны бір тілде ғана. Екінші тілдегі бағанды қосыңыз: «{ $wanted }».
form-fault-text-half = Мәтіннің { $lang } нұсқасы жоқ. Осы ұяшыққа жазыңыз.

## Шарттар

form-fault-reference-unread = Сұраққа сілтеме дұрыс жазылмаған. Дұрысы: «{ $text }».
form-fault-question-unknown = «{ $name }» деген сұрақ формада жоқ. Атауын тексеріңіз.
form-fault-question-like = «{ $name }» деген сұрақ формада жоқ. «{ $like }» емес пе?
form-fault-question-twice = «{ $name }» деген атау формада бірнеше рет тұр, қайсысы екені белгісіз. Біреуінің атауын өзгертіңіз.
form-fault-not-kept = «{ $name }» мәнін бот сұрамайды, сақтамайды. Күн керек болса, «today()» деп жазыңыз.
form-fault-asked-later = Шарт «{ $name }» сұрағына қарайды, ал ол кейін сұралады. Сұрақтардың ретін өзгертіңіз.
form-fault-calculation-circular = «{ $name }» есебі өз нәтижесіне сүйенеді, сондықтан шықпайды. Өрнекті түзетіңіз.
form-fault-calculation-missing = Есептің өрнегі жоқ. calculation бағанына жазыңыз.
form-fault-calculation-shown = Адам жауап беретін сұраққа есеп қойылған, ол жауапты өшіріп жібереді. «calculate» түрін алыңыз не read_only бағанына «yes» жазыңыз.
form-fault-expression-unread = Өрнек оқылмады: «{ $text }». Жақшалар мен тырнақшаларды тексеріңіз.
form-fault-function-unknown = «{ $name }» деген функция жоқ. Жазылуын тексеріңіз не басқасын алыңыз.
form-fault-function-arguments = «{ $name }» функциясының жақшасындағы мәндердің саны дұрыс емес. Тексеріңіз.
form-fault-pattern-unread = regex үлгісі оқылмады: «{ $text }». Үлгіні түзетіңіз.
form-fault-expression-deep = Өрнек тым күрделі. Оны бірнеше «calculate» жолына бөліңіз.
form-fault-choice-unknown = «{ $name }» сұрағының тізімінде «{ $choice }» деген жауап жоқ. name бағанындағы атауды жазыңыз.
form-fault-never-shown = Бұл шарт ешқашан орындалмайды, сондықтан бұл жол ешкімге көрінбейді. Шартты түзетіңіз.
form-fault-nothing-fits = Бұл шартқа ешбір жауап сай келмейді. Шартты түзетіңіз.
form-fault-never-offered = Бұл сүзгіден бірде-бір жауап өтпейді. choice_filter бағанын түзетіңіз.
form-fault-filter-misplaced = choice_filter тізімнен таңдайтын сұраққа ғана жазылады. Осы ұяшықты тазалаңыз.
form-fault-filter-column-unknown = choices парағында «{ $name }» бағаны жоқ. Атауын тексеріңіз.
form-fault-required-but-fixed = Жауап міндетті, бірақ оны ешкім жаза алмайды: read_only. required не read_only ұяшығын тазалаңыз.
form-fault-parameter-foreign = «{ $text }» параметрі чатта орындалмайды. Осы ұяшықты тазалаңыз.
form-fault-appearance-foreign = «{ $text }» көрінісі чатта болмайды: сұрақтар кестемен емес, бір-бірлеп қойылады. Осы ұяшықты тазалаңыз.

## Жауаптар тізімі

form-fault-choice-listless = Бұл жауап қай тізімдікі екені жазылмаған. list_name бағанын толтырыңыз.
form-fault-choice-name-bad = «{ $name }» деген атауда бос орын бар. Оның орнына астын сызу белгісін қойыңыз, мысалы: very_good.
form-fault-choice-twice = «{ $name }» деген атау осы тізімде бұрын тұр. Жолы: { $row }. Басқа атау беріңіз.
form-fault-choices-too-many = Бұл тізімде жауап тым көп. Ең көбі: { $most }. choice_filter арқылы бөліңіз, мысалы, алдымен ауылды сұраңыз.

## Баптаулар

form-fault-title-missing = Форманың атауы жоқ. settings парағындағы form_title бағанына былай жазыңыз: «қазақша / орысша».
form-fault-title-half = «{ $text }» деген атау бір тілде ғана. Былай жазыңыз: «қазақша / орысша».
form-fault-id-bad = form_id жарамайды: «{ $text }». Бос орынсыз, латын әріптерімен жазыңыз, мысалы: needs_2026.
form-fault-default-language = default_language бағанында «{ $text }» тұр, бірақ мұндай тіл формада жоқ. Бағандардағыдай жазыңыз.

## Қалғаны

form-fault-refused = pyxform бағдарламасы бұл форманы қабылдамады. Оның жазғаны: «{ $text }»

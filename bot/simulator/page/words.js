// The page's own words in Kazakh, Russian and English, and how each language says a day.
// Kazakh is written first. A sentence stands whole; {n} and {at} are the only blanks.

const KK = {
  language: "Қазақша",
  app: "Асар",
  whoTitle: "Кім боласыз?",
  whoLead: "Бұл – ауыл чатының жаттығу алаңы. Адамдардың бәрі ойдан шығарылған, уақытты алға жылжытуға болады.",
  search: "Аты немесе рөлі бойынша іздеу",
  nobody: "Ондай адам жоқ",
  chats: "Чаттар",
  someoneElse: "Басқа адам болу",
  members: (n) => `${n} қатысушы`,
  bot: "бот",
  write: "Хабар жазыңыз",
  send: "Жіберу",
  attach: "Тіркеу",
  attachFile: "Файл немесе фото қосу",
  dropFile: "Файлды алып тастау",
  sendPlace: "Картадан орын жіберу",
  placeTitle: "Картадағы орын",
  latitude: "Ендік",
  longitude: "Бойлық",
  menu: "Мәзір",
  start: "Бастау",
  startLead: "«Бастау» батырмасын басыңыз. Бот сізге содан кейін ғана жаза алады.",
  blockedLead: "Сіз ботты бұғаттағансыз. Ол сізге жаза алмайды.",
  edited: "түзетілген",
  silent: "дыбыссыз",
  onlyYou: "тек сізге көрінеді",
  pinned: "Қадалған хабар",
  photo: "Фото",
  document: "Файл",
  voice: "Дауыстық хабар",
  video: "Видео",
  point: "Картадағы орын",
  contact: "Телефон нөмірі",
  open: "Ашу",
  download: "Жүктеп алу",
  you: "Сіз",
  today: "Бүгін",
  yesterday: "Кеше",
  empty: "Әзірге хабар жоқ",
  pickChat: "Сол жақтан чатты таңдаңыз",
  earlier: "Бұрынғы хабарлар",
  newMessages: "Жаңа хабарлар",
  unread: (n) => `оқылмаған: ${n}`,
  time: "Ауылдағы уақыт",
  timeAndSettings: "Уақыт және баптаулар",
  ahead: (n) => `Шынайы уақыттан ${n} алда`,
  days: (n) => `${n} күн`,
  hours: (n) => `${n} сағат`,
  hour: "+1 сағат",
  day: "+1 күн",
  next: "Келесі оқиғаға дейін",
  nextAt: (at) => `Келесі оқиға: ${at}`,
  nothingDue: "Күтіліп тұрған оқиға жоқ",
  moving: "Уақыт жылжып жатыр…",
  settings: "Баптаулар",
  pageLanguage: "Бет тілі",
  messenger: "Жеке чат қай мессенджерде",
  telegramHint: "Батырма көп, хабар түзетіледі және қадалады.",
  whatsappHint: "Үш батырмаға дейін, қалғаны нөмірмен. Хабар түзетілмейді.",
  groups: "Топтық чаттар",
  joinGroup: (title) => `Қосылу: ${title}`,
  leaveGroup: (title) => `Шығу: ${title}`,
  block: "Ботты бұғаттау",
  unblock: "Бұғаттан шығару",
  back: "Артқа",
  close: "Жабу",
  cancel: "Бас тарту",
  ok: "Түсінікті",
  offline: "Байланыс үзілді. Қайта қосылып жатыр…",
  errors: {
    "not-started": "Алдымен «Бастау» батырмасын басыңыз.",
    blocked: "Бот бұғатталған. Алдымен бұғаттан шығарыңыз.",
    "button-gone": "Бұл батырма енді жоқ: хабар өзгерген.",
    empty: "Хабар бос.",
    "too-long": "Хабар тым ұзын: 4096 таңбадан аспауы керек.",
    "too-large": "Файл тым үлкен: 20 МБ-тан аспауы керек.",
    "nothing-due": "Күтіліп тұрған оқиға жоқ.",
    "bot-stumbled": "Бот бұл жолы жауап бере алмады. Себебі оның журналында жазылған.",
    other: "Қате шықты. Қайталап көріңіз.",
  },
};

const RU = {
  language: "Русский",
  app: "Асар",
  whoTitle: "Кем вы будете?",
  whoLead: "Это площадка для тренировки: сельский чат. Все люди вымышлены, время можно передвигать вперёд.",
  search: "Искать по имени или роли",
  nobody: "Такого человека нет",
  chats: "Чаты",
  someoneElse: "Стать другим человеком",
  members: (n) => `${n} ${plural(n, "участник", "участника", "участников")}`,
  bot: "бот",
  write: "Напишите сообщение",
  send: "Отправить",
  attach: "Прикрепить",
  attachFile: "Добавить файл или фото",
  dropFile: "Убрать файл",
  sendPlace: "Отправить место на карте",
  placeTitle: "Место на карте",
  latitude: "Широта",
  longitude: "Долгота",
  menu: "Меню",
  start: "Начать",
  startLead: "Нажмите «Начать». Только после этого бот сможет вам писать.",
  blockedLead: "Вы заблокировали бота. Он не может вам писать.",
  edited: "изменено",
  silent: "без звука",
  onlyYou: "видите только вы",
  pinned: "Закреплённое сообщение",
  photo: "Фото",
  document: "Файл",
  voice: "Голосовое сообщение",
  video: "Видео",
  point: "Место на карте",
  contact: "Номер телефона",
  open: "Открыть",
  download: "Скачать",
  you: "Вы",
  today: "Сегодня",
  yesterday: "Вчера",
  empty: "Пока нет сообщений",
  pickChat: "Выберите чат слева",
  earlier: "Более ранние сообщения",
  newMessages: "Новые сообщения",
  unread: (n) => `непрочитанных: ${n}`,
  time: "Время в селе",
  timeAndSettings: "Время и настройки",
  ahead: (n) => `Впереди настоящего на ${n}`,
  days: (n) => `${n} ${plural(n, "день", "дня", "дней")}`,
  hours: (n) => `${n} ${plural(n, "час", "часа", "часов")}`,
  hour: "+1 час",
  day: "+1 день",
  next: "До следующего события",
  nextAt: (at) => `Следующее событие: ${at}`,
  nothingDue: "Ничего не ожидается",
  moving: "Время идёт…",
  settings: "Настройки",
  pageLanguage: "Язык страницы",
  messenger: "Личный чат в мессенджере",
  telegramHint: "Много кнопок, сообщения изменяются и закрепляются.",
  whatsappHint: "До трёх кнопок, остальное по номерам. Сообщения не изменяются.",
  groups: "Групповые чаты",
  joinGroup: (title) => `Вступить: ${title}`,
  leaveGroup: (title) => `Выйти: ${title}`,
  block: "Заблокировать бота",
  unblock: "Разблокировать",
  back: "Назад",
  close: "Закрыть",
  cancel: "Отмена",
  ok: "Понятно",
  offline: "Связь прервалась. Соединяемся снова…",
  errors: {
    "not-started": "Сначала нажмите «Начать».",
    blocked: "Бот заблокирован. Сначала разблокируйте его.",
    "button-gone": "Этой кнопки больше нет: сообщение изменилось.",
    empty: "Сообщение пустое.",
    "too-long": "Сообщение слишком длинное: можно не больше 4096 знаков.",
    "too-large": "Файл слишком большой: можно не больше 20 МБ.",
    "nothing-due": "Ничего не ожидается.",
    "bot-stumbled": "На этот раз бот не смог ответить. Причина записана в его журнале.",
    other: "Что-то не получилось. Попробуйте ещё раз.",
  },
};

const EN = {
  language: "English",
  app: "Asar",
  whoTitle: "Who will you be?",
  whoLead: "This is a village chat to practise in. Everybody here is invented, and time can be moved forward.",
  search: "Search by name or role",
  nobody: "Nobody by that name",
  chats: "Chats",
  someoneElse: "Be someone else",
  members: (n) => `${n} ${n === 1 ? "member" : "members"}`,
  bot: "bot",
  write: "Write a message",
  send: "Send",
  attach: "Attach",
  attachFile: "Add a file or a photo",
  dropFile: "Take the file away",
  sendPlace: "Send a place on the map",
  placeTitle: "A place on the map",
  latitude: "Latitude",
  longitude: "Longitude",
  menu: "Menu",
  start: "Start",
  startLead: "Press Start. Only then may the bot write to you.",
  blockedLead: "You have blocked the bot. It cannot write to you.",
  edited: "edited",
  silent: "silent",
  onlyYou: "only you see this",
  pinned: "Pinned message",
  photo: "Photo",
  document: "File",
  voice: "Voice message",
  video: "Video",
  point: "A place on the map",
  contact: "Phone number",
  open: "Open",
  download: "Download",
  you: "You",
  today: "Today",
  yesterday: "Yesterday",
  empty: "No messages yet",
  pickChat: "Choose a chat on the left",
  earlier: "Earlier messages",
  newMessages: "New messages",
  unread: (n) => `${n} unread`,
  time: "Village time",
  timeAndSettings: "Time and settings",
  ahead: (n) => `${n} ahead of real time`,
  days: (n) => `${n} ${n === 1 ? "day" : "days"}`,
  hours: (n) => `${n} ${n === 1 ? "hour" : "hours"}`,
  hour: "+1 hour",
  day: "+1 day",
  next: "To the next event",
  nextAt: (at) => `Next event: ${at}`,
  nothingDue: "Nothing is due",
  moving: "Time is passing…",
  settings: "Settings",
  pageLanguage: "Page language",
  messenger: "The private chat plays",
  telegramHint: "Many buttons; messages can be edited and pinned.",
  whatsappHint: "Up to three buttons, the rest by number. No editing.",
  groups: "Group chats",
  joinGroup: (title) => `Join: ${title}`,
  leaveGroup: (title) => `Leave: ${title}`,
  block: "Block the bot",
  unblock: "Unblock",
  back: "Back",
  close: "Close",
  cancel: "Cancel",
  ok: "OK",
  offline: "Connection lost. Reconnecting…",
  errors: {
    "not-started": "Press Start first.",
    blocked: "The bot is blocked. Unblock it first.",
    "button-gone": "This button is gone: the message has changed.",
    empty: "The message is empty.",
    "too-long": "The message is too long: 4096 characters at most.",
    "too-large": "The file is too large: 20 MB at most.",
    "nothing-due": "Nothing is due.",
    "bot-stumbled": "The bot could not answer this time. Its log says why.",
    other: "Something went wrong. Try again.",
  },
};

export const WORDS = { kk: KK, ru: RU, en: EN };

const MONTHS = {
  kk: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};
const WEEKDAYS = {
  kk: "жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі".split(" "),
  ru: "воскресенье понедельник вторник среда четверг пятница суббота".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
};

function plural(n, one, few, many) {
  if (n % 10 === 1 && n % 100 !== 11) return one;
  return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? few : many;
}

// Moments come in the village's own time ("2026-12-09T15:04:00+05:00"). What stands on its wall is read from
// the text itself: the browser's table of zones may be older than Kazakhstan's one zone of 2024.
export function wall(moment) {
  return new Date(`${moment.slice(0, 19)}Z`);
}

export function clockOf(date) {
  return date.toISOString().slice(11, 16);
}

export function dayKey(date) {
  return date.toISOString().slice(0, 10);
}

export function sayDay(date, language) {
  const day = `${date.getUTCDate()} ${MONTHS[language][date.getUTCMonth()]}`;
  return `${day}, ${WEEKDAYS[language][date.getUTCDay()]}`;
}

export function sayShort(date, language) {
  return `${date.getUTCDate()} ${MONTHS[language][date.getUTCMonth()]}, ${clockOf(date)}`;
}

export function sayDayNear(date, now, language) {
  const apart = Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(date))) / 86_400_000);
  const near = { 0: WORDS[language].today, 1: WORDS[language].yesterday }[apart];
  return near ? `${near}, ${date.getUTCDate()} ${MONTHS[language][date.getUTCMonth()]}` : sayDay(date, language);
}

export function sayAhead(seconds, words) {
  const hours = Math.floor(seconds / 3600);
  const parts = [];
  if (hours >= 24) parts.push(words.days(Math.floor(hours / 24)));
  if (hours % 24) parts.push(words.hours(hours % 24));
  return parts.length ? words.ahead(parts.join(" ")) : "";
}

export function saySize(bytes, language) {
  const units = language === "en" ? ["B", "KB", "MB"] : ["Б", "КБ", "МБ"];
  if (bytes < 1024) return `${bytes} ${units[0]}`;
  if (bytes < 1_048_576) return `${Math.round(bytes / 1024)} ${units[1]}`;
  return `${(bytes / 1_048_576).toFixed(1)} ${units[2]}`;
}

// A screen reader needs to know in which language to read what people and the bot have written.
export function languageOf(text) {
  if (/[әғқңөұүһі]/i.test(text)) return "kk";
  if (/[а-яё]/i.test(text)) return "ru";
  return /[a-z]/i.test(text) ? "en" : "";
}

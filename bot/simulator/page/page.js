// The page: one person's phone. It keeps no truth; whenever the line was cut it asks for everything anew.

import { WORDS, clockOf, dayKey, sayAhead, sayDay, sayShort, wall } from "/words.js";
import { bubble, chatLine, daySeparator, el, excerpt, face, icon, personCard } from "/view.js";

const $ = (id) => document.getElementById(id);
const LANGUAGES = ["kk", "ru", "en"];
const PROFILES = { telegram: "Telegram", whatsapp: "WhatsApp" };
const wide = matchMedia("(min-width: 700px)");
const roomy = matchMedia("(min-width: 1100px)");

const state = {
  language: remembered("language", LANGUAGES, "kk"),
  scene: null,
  people: [],
  groups: [],
  person: "",
  chats: new Map(),
  chat: "",
  messages: new Map(),
  more: false,
  loading: 0,
  late: [],
  pendingStart: null,
  moment: { at: Date.now(), from: performance.now(), ahead: 0, due: null },
  source: null,
  upload: null,
  lastFocus: null,
};

const words = () => WORDS[state.language];
const me = () => state.people.find((person) => person.id === state.person);
const here = () => state.chats.get(state.chat);
const now = () => new Date(state.moment.at + performance.now() - state.moment.from);

function remembered(key, allowed, otherwise) {
  const value = localStorage.getItem(key);
  return allowed.includes(value) ? value : otherwise;
}

// ------------------------------------------------------------------------------------------ the wire

async function ask(path, parameters = {}) {
  const response = await fetch(`${path}?${new URLSearchParams(parameters)}`);
  if (!response.ok) throw new Error(await whyNot(response));
  return response.json();
}

async function tell(path, deed) {
  const form = deed instanceof FormData;
  const response = await fetch(path, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? deed : JSON.stringify(deed),
  });
  if (!response.ok) throw new Error(await whyNot(response));
  return response.json();
}

async function whyNot(response) {
  const answer = await response.json().catch(() => ({}));
  return answer.error ?? "other";
}

const from = () => ({ person: state.person, chat: state.chat, language: state.language });

async function attempt(deed) {
  try {
    return await deed();
  } catch (error) {
    showToast(words().errors[error.message] ?? words().errors.other, true);
    return null;
  }
}

function listen() {
  state.source?.close();
  if (!state.person) return;
  const source = new EventSource(`/api/events?person=${encodeURIComponent(state.person)}`);
  state.source = source;
  const on = (kind, act) => source.addEventListener(kind, (event) => act(JSON.parse(event.data)));
  on("hello", () => { $("offline").hidden = true; attempt(loadAll); });
  on("message", ({ message, chat }) => { keepChat(chat); heard(message); refreshClockSoon(); });
  on("chat", ({ chat }) => keepChat(chat));
  on("toast", answered);
  on("people", () => attempt(loadPeople));
  on("clock", setClock);
  source.addEventListener("error", () => { $("offline").hidden = false; });
}

async function loadAll() {
  await loadPeople();
  await loadClock();
  if (state.chat) await loadMessages();
}

async function askPeople() {
  const { people, groups } = await ask("/api/people");
  Object.assign(state, { people, groups });
}

async function loadPeople() {
  await askPeople();
  if (!state.person) return;
  if (!me()) { location.hash = ""; return; }
  const { chats } = await ask("/api/chats", { person: state.person });
  state.chats = new Map(chats.map((chat) => [chat.id, chat]));
  // A group that was left while it was open is there no more.
  if (state.chat && !here()) go(state.person);
  showSide();
  showHead();
  showFoot();
  showSettings();
}

async function loadMessages(before) {
  const chat = state.chat;
  const parameters = { person: state.person, chat, limit: 100, ...(before ? { before } : {}) };
  state.loading += 1;
  const loaded = await ask("/api/messages", parameters).finally(() => { state.loading -= 1; });
  if (chat !== state.chat) return;
  const kept = before ? [...state.messages.values()] : [];
  state.messages = new Map([...loaded.messages, ...kept].map((message) => [message.id, message]));
  state.more = loaded.more;
  const height = $("scroll").scrollHeight;
  showLog();
  if (before) $("scroll").scrollTop = $("scroll").scrollHeight - height;
  else toBottom();
  for (const late of state.late.splice(0)) heard(late);
  markRead();
}

// ------------------------------------------------------------------------------------------- where we are

function route() {
  const [, person = "", chat = ""] = location.hash.split("/").map(decodeURIComponent);
  const other = person !== state.person;
  Object.assign(state, { person, upload: null });
  if (other) { state.chats = new Map(); listen(); }
  openChat(chat);
  show();
}

function openChat(chat) {
  if (chat === state.chat && state.messages.size) return;
  Object.assign(state, { chat, messages: new Map(), more: false, late: [] });
  showLog();
  closePopups();
  if (chat && state.chats.size) attempt(loadMessages);
}

function go(person, chat = "") {
  const parts = [person, chat].filter(Boolean).map(encodeURIComponent);
  location.hash = parts.length ? `#/${parts.join("/")}` : "";
}

function show() {
  $("people").hidden = Boolean(state.person);
  $("app").hidden = !state.person;
  $("app").dataset.view = state.chat ? "chat" : "list";
  if (state.person) { showSide(); showHead(); showFoot(); showSettings(); } else showPeople();
  showTitle();
}

function openPrivate(start) {
  state.pendingStart = start;
  if (state.chat === state.person) showFoot();
  else go(state.person, state.person);
}

// ------------------------------------------------------------------------------------------- what is shown

function say() {
  const spoken = words();
  document.documentElement.lang = state.language;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = spoken[node.dataset.say];
  for (const node of document.querySelectorAll("[data-label]")) { node.setAttribute("aria-label", spoken[node.dataset.label]); node.title = node.matches("button") ? spoken[node.dataset.label] : ""; }
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = spoken[node.dataset.placeholder];
  showLanguages();
  show();
  showLog();
  showClock();
}

function showTitle() {
  const unread = [...state.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  const name = me()?.name;
  document.title = `${unread ? `(${unread}) ` : ""}${words().app}${name ? ` · ${name}` : ""}`;
}

function showPeople() {
  if (!state.scene) return;
  $("people-village").textContent = state.scene.title[state.language];
  const wanted = $("people-search").value.trim().toLowerCase();
  const found = state.people.filter((person) => `${person.name} ${Object.values(person.who).join(" ")}`.toLowerCase().includes(wanted));
  $("people-list").replaceChildren(...found.map((person) => personCard(person, state.language, (id) => go(id, state.pendingStart === null ? "" : id))));
  $("people-none").hidden = found.length > 0;
}

function showLanguages() {
  for (const place of ["people-languages", "languages"]) {
    $(place).replaceChildren(...LANGUAGES.map((language) => el("button", {
      type: "button", lang: language, text: WORDS[language].language, "aria-pressed": String(language === state.language),
      on: { click: () => choose(language, place) },
    })));
  }
}

function choose(language, place) {
  state.language = language;
  localStorage.setItem("language", language);
  say();
  $(place).querySelector(`[lang=${language}]`).focus();
}

function showSide() {
  const person = me();
  if (!person || !state.scene) return;
  $("side-village").textContent = state.scene.title[state.language];
  $("me").replaceChildren(face(person.id, person.name),
    el("span", { class: "names" }, el("strong", { text: person.name }), el("span", { text: person.who[state.language] })), icon("swap"),
    el("span", { class: "unseen", text: words().someoneElse }));
  $("me").title = words().someoneElse;
  const chats = [...state.chats.values()].sort((one, other) => (other.last?.id ?? 0) - (one.last?.id ?? 0));
  if (wide.matches && !state.chat && chats.length) { location.replace(`#/${[state.person, chats[0].id].map(encodeURIComponent).join("/")}`); return; }
  const focused = document.activeElement?.dataset?.chat;
  $("chats").replaceChildren(...chats.map((chat) => chatLine(chat, chat.id === state.chat, now(), state.language, words(), (id) => go(state.person, id))));
  if (focused) $("chats").querySelector(`[data-chat="${CSS.escape(focused)}"]`)?.focus();
  showTitle();
}

function showHead() {
  const chat = here();
  if (!chat) { $("head-title").textContent = ""; $("head-about").textContent = ""; showPinned(); return; }
  const title = chat.title[state.language];
  const shown = face(chat.id, title, chat.kind === "group" ? "group" : "bot");
  shown.id = "head-face";
  $("head-face").replaceWith(shown);
  $("head-title").textContent = title;
  $("head-about").textContent = chat.kind === "group" ? words().members(chat.members) : `${words().bot} · ${PROFILES[me().profile]}`;
  showPinned();
}

function showPinned() {
  const pinned = here()?.pinned ?? [];
  const last = pinned.at(-1);
  $("pinned").hidden = !last;
  if (!last) return;
  const count = pinned.length > 1 ? ` · ${pinned.length}` : "";
  $("pinned").replaceChildren(icon("pin"), el("span", { class: "names" },
    el("strong", { text: words().pinned + count }), el("span", { text: excerpt({ ...last, mine: false, from: null }, here(), words()) })));
  $("pinned").onclick = () => goTo(last.id);
}

function showLog() {
  const items = [];
  let day = "", author;
  for (const message of [...state.messages.values()].sort((one, other) => one.id - other.id)) {
    const at = wall(message.at);
    if (dayKey(at) !== day) { items.push(daySeparator(at, now(), state.language)); author = undefined; }
    day = dayKey(at);
    items.push(shownMessage(message, author));
    author = message.from?.id ?? "";
  }
  $("log").replaceChildren(...items);
  $("earlier").hidden = !state.more;
  $("empty").hidden = items.length > 0 || !here();
  $("empty").textContent = words().empty;
  fadeOldContacts();
}

function shownMessage(message, previousAuthor) {
  const chat = here();
  const context = { words: words(), language: state.language, bot: state.scene?.bot ?? {}, chat: chat && { ...chat, botTitle: state.scene.bot[state.language] } };
  const node = bubble(message, context, { press, shareContact, openPrivate, goTo });
  if (previousAuthor === (message.from?.id ?? "")) node.classList.add("same");
  return node;
}

// A request for one's phone is answered once; after that, or after a newer word of the bot, its button is gone.
function fadeOldContacts() {
  const asking = [...$("log").querySelectorAll(".message")].filter((node) => node.querySelector(".contact"));
  const last = $("log").querySelector(".message:last-child");
  for (const node of asking) node.querySelector(".contact").hidden = node !== last;
}

function heard(message) {
  if (message.chat !== state.chat) { announce(message); return; }
  // What comes while the chat is being loaded may be newer than what is loaded, so it waits its turn.
  if (state.loading) { state.late.push(message); return; }
  const known = state.messages.has(message.id);
  if (!known && state.messages.size && message.id < Math.min(...state.messages.keys())) return;
  const near = nearBottom();
  state.messages.set(message.id, message);
  if (known) replaceMessage(message); else appendMessage(message);
  fadeOldContacts();
  $("empty").hidden = true;
  if (!known) announce(message);
  if (near || (message.mine && !known)) { toBottom(!known); markRead(); } else if (!known) $("jump").hidden = false;
}

function replaceMessage(message) {
  const old = $(`m${message.id}`);
  if (!old) return;
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.press : null;
  const node = shownMessage(message);
  node.classList.toggle("same", old.classList.contains("same"));
  old.replaceWith(node);
  if (focused !== null) (node.querySelector(`[data-press="${CSS.escape(focused)}"]`) ?? node).focus({ preventScroll: true });
}

function appendMessage(message) {
  const last = $("log").querySelector(".message:last-child");
  const at = wall(message.at);
  const sameDay = last && dayKey(wall(last.dataset.at)) === dayKey(at);
  if (!sameDay) $("log").append(daySeparator(at, now(), state.language));
  const node = shownMessage(message, sameDay ? last.dataset.author : undefined);
  node.classList.add("fresh");
  $("log").append(node);
}

function announce(message) {
  if (message.mine) return;
  const text = message.lines.map((line) => line.text).join(" ") || message.file?.name || "";
  const who = message.from?.name ?? state.scene.bot[state.language];
  $("spoken").textContent = `${who}: ${text}`;
}

function showFoot() {
  const chat = here();
  const whatsapp = me()?.profile === "whatsapp";
  const starts = chat?.kind === "private" && ((chat.state === "new" && !whatsapp) || state.pendingStart !== null);
  const blocked = chat?.state === "blocked";
  $("foot").hidden = !chat;
  $("gate").hidden = !(starts || blocked);
  $("composer").hidden = starts || blocked;
  if (starts || blocked) showGate(blocked, chat.state === "new");
}

function showGate(blocked, isNew) {
  $("gate-lead").textContent = blocked ? words().blockedLead : isNew ? words().startLead : "";
  $("gate-lead").hidden = !$("gate-lead").textContent;
  $("gate-do").textContent = blocked ? words().unblock : words().start;
  $("gate-do").onclick = blocked ? toggleBlock : start;
  $("gate-not").hidden = blocked || isNew;
}

function showSettings() {
  const person = me();
  if (!person) return;
  $("profiles").replaceChildren(...Object.entries(PROFILES).map(([profile, name]) => el("button", {
    type: "button", text: name, "aria-pressed": String(profile === person.profile), data: { profile },
    on: { click: () => changeProfile(profile) },
  })));
  $("profile-hint").textContent = person.profile === "whatsapp" ? words().whatsappHint : words().telegramHint;
  const focused = document.activeElement?.dataset?.group;
  $("groups").replaceChildren(...state.groups.map((group) => el("button", {
    type: "button", class: "plain wide", data: { group: group.id },
    text: group.members.includes(person.id) ? words().leaveGroup(group.title) : words().joinGroup(group.title),
    on: { click: () => toggleGroup(group) },
  })));
  if (focused) $("groups").querySelector(`[data-group="${CSS.escape(focused)}"]`)?.focus();
  $("block").textContent = person.blocked ? words().unblock : words().block;
  $("block").disabled = !person.started && !person.blocked;
}

// ------------------------------------------------------------------------------------------ what one does

async function write(text, extra = {}) {
  if (!text.trim() && !state.upload && !extra.point) return null;
  const deed = { ...from(), text, ...extra };
  if (!state.upload) return attempt(() => tell("/api/write", deed));
  const form = new FormData();
  for (const [name, value] of Object.entries(deed)) form.append(name, value);
  form.append("file", state.upload);
  dropUpload();
  return attempt(() => tell("/api/write", form));
}

async function send() {
  const text = $("text").value;
  if (!text.trim() && !state.upload) return;
  if (state.upload && state.upload.size > state.scene.file_limit) { showToast(words().errors["too-large"], true); return; }
  $("text").value = "";
  grow();
  closePopups();
  if ((await write(text)) === null && !$("text").value) { $("text").value = text; grow(); }
}

async function start() {
  const code = state.pendingStart;
  state.pendingStart = null;
  await write(code ? `/start ${code}` : "/start");
  await attempt(loadPeople);
  $("text").focus();
}

async function press(message, data, key) {
  if (key.getAttribute("aria-busy")) return;
  key.setAttribute("aria-busy", "true");
  await attempt(() => tell("/api/press", { ...from(), message: message.id, press: data }));
  key.removeAttribute("aria-busy");
}

const shareContact = () => attempt(() => tell("/api/contact", from()));

const changeProfile = (profile) => attempt(async () => {
  await tell("/api/profile", { person: state.person, profile });
  await loadPeople();
  $("profiles").querySelector(`[data-profile=${profile}]`).focus();
});

const toggleBlock = () => attempt(async () => {
  await tell("/api/block", { person: state.person, blocked: !me().blocked });
  await loadPeople();
});

const toggleGroup = (group) => attempt(async () => {
  await tell("/api/member", { person: state.person, chat: group.id, inside: !group.members.includes(state.person) });
  await loadPeople();
});

function markRead() {
  const last = Math.max(0, ...state.messages.keys());
  if (!here()?.unread || document.hidden || !last) return;
  tell("/api/read", { person: state.person, chat: state.chat, upto: last }).catch(() => null);
}

function answered(answer) {
  if (answer.start) { openPrivate(answer.start); return; }
  if (!answer.text) return;
  if (!answer.alert) { showToast(answer.text); return; }
  $("alert-text").textContent = answer.text;
  if (!$("alert").open) $("alert").showModal();
}

function showToast(text, wrong = false) {
  const toast = el("p", { class: wrong ? "toast wrong" : "toast", text });
  $("toasts").append(toast);
  // Long sentences take longer to read.
  setTimeout(() => toast.remove(), 3500 + text.length * 45);
}

function keepChat(chat) {
  state.chats.set(chat.id, chat);
  showSide();
  if (chat.id === state.chat) { showPinned(); showFoot(); }
}

async function goTo(id) {
  while (!state.messages.has(id) && state.more) await loadMessages(Math.min(...state.messages.keys()));
  const node = $(`m${id}`);
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  node.classList.add("found");
  setTimeout(() => node.classList.remove("found"), 1600);
}

const nearBottom = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 120;

function toBottom(gently = false) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || !gently;
  $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: still ? "instant" : "smooth" });
  $("jump").hidden = true;
}

// ------------------------------------------------------------------------------------------------ the clock

async function loadClock() {
  setClock(await ask("/api/clock"));
}

function setClock(clock) {
  state.moment.at = wall(clock.now).getTime() + Number(clock.now.slice(20, 23).replace(/\D.*/, "") || 0);
  state.moment.from = performance.now();
  if ("next_due" in clock) Object.assign(state.moment, { due: clock.next_due, ahead: clock.ahead_seconds });
  showClock();
}

let clockTimer;
function refreshClockSoon() {
  clearTimeout(clockTimer);
  clockTimer = setTimeout(() => loadClock().catch(() => null), 700);
}

function showClock() {
  if (!state.scene) return;
  const moment = now();
  for (const id of ["clock-time", "head-time"]) {
    $(id).textContent = clockOf(moment);
    $(id).dateTime = moment.toISOString().slice(0, 16);
  }
  $("clock-day").textContent = `${sayDay(moment, state.language)}, ${moment.getUTCFullYear()}`;
  $("clock-ahead").textContent = sayAhead(state.moment.ahead, words());
  const due = state.moment.due ? words().nextAt(sayShort(wall(state.moment.due), state.language)) : words().nothingDue;
  if ($("clock-next").textContent !== due) $("clock-next").textContent = due;
  $("to-next").disabled = !state.moment.due;
}

async function moveClock(by) {
  const steps = document.querySelector(".steps");
  if (steps.getAttribute("aria-busy")) return;
  steps.setAttribute("aria-busy", "true");
  const clock = await attempt(() => tell("/api/clock", by));
  steps.removeAttribute("aria-busy");
  if (clock) { setClock(clock); showSide(); $("spoken").textContent = `${$("clock-day").textContent}, ${$("clock-time").textContent}`; }
}

// -------------------------------------------------------------------------------- panels, popups, the composer

function openPanel(open) {
  const inPlace = roomy.matches;
  $("app").classList.toggle("panel-shown", open && !inPlace);
  $("veil").hidden = !open || inPlace;
  for (const part of ["side", "talk"]) $(part).inert = open && !inPlace;
  $("panel").inert = !open && !inPlace;
  for (const button of document.querySelectorAll(".panel-open")) button.setAttribute("aria-expanded", String(open));
  if (inPlace) return;
  if (open) { state.lastFocus = document.activeElement; $("panel-close").focus(); } else state.lastFocus?.focus();
}

function togglePopup(popup, opener, open) {
  closePopups();
  if (!open) return;
  $(popup).hidden = false;
  $(opener).setAttribute("aria-expanded", "true");
}

function closePopups() {
  for (const [popup, opener] of [["menu", "menu-open"], ["attach-menu", "attach-open"]]) {
    $(popup).hidden = true;
    $(opener).setAttribute("aria-expanded", "false");
  }
}

function showMenu(beginning = "") {
  const commands = state.scene.commands.filter((command) => command.word.startsWith(beginning));
  $("menu").replaceChildren(...commands.map((command) => el("button", { type: "button", on: { click: () => sendCommand(command.word) } },
    el("strong", { text: command.word, translate: "no" }), el("span", { text: command.about[state.language] }))));
  return commands.length > 0;
}

async function sendCommand(word) {
  closePopups();
  $("text").value = "";
  grow();
  $("text").focus();
  await write(word);
}

function typed() {
  grow();
  const text = $("text").value;
  const command = /^\/[a-z]*$/.test(text);
  if (command && showMenu(text)) togglePopup("menu", "menu-open", true);
  else if (!$("menu").hidden) closePopups();
}

function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight, 160)}px`;
}

function chooseUpload() {
  state.upload = $("file").files[0] ?? null;
  $("chosen").hidden = !state.upload;
  $("chosen-name").textContent = state.upload?.name ?? "";
  $("file").value = "";
  $("text").focus();
}

function dropUpload() {
  state.upload = null;
  $("chosen").hidden = true;
}

function escape() {
  if (!$("menu").hidden || !$("attach-menu").hidden) {
    const opener = $("menu").hidden ? "attach-open" : "menu-open";
    closePopups();
    $(opener).focus();
  } else if ($("app").classList.contains("panel-shown")) openPanel(false);
  else if (state.chat && !wide.matches) go(state.person);
}

function wire() {
  const on = (id, event, act) => $(id).addEventListener(event, act);
  on("people-search", "input", showPeople);
  on("me", "click", () => go(""));
  on("back", "click", () => go(state.person));
  on("composer", "submit", (event) => { event.preventDefault(); send(); });
  on("text", "input", typed);
  on("text", "keydown", (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); } });
  on("menu-open", "click", () => { showMenu(); togglePopup("menu", "menu-open", $("menu").hidden); });
  on("attach-open", "click", () => togglePopup("attach-menu", "attach-open", $("attach-menu").hidden));
  on("attach-file", "click", () => { closePopups(); $("file").click(); });
  on("attach-place", "click", askPlace);
  on("file", "change", chooseUpload);
  on("chosen-drop", "click", () => { dropUpload(); $("text").focus(); });
  on("place-form", "submit", () => write("", { point: { latitude: Number($("latitude").value), longitude: Number($("longitude").value) } }));
  on("place-not", "click", () => $("place").close());
  on("gate-not", "click", () => { state.pendingStart = null; showFoot(); $("text").focus(); });
  on("block", "click", toggleBlock);
  on("to-next", "click", () => moveClock({ to: "next" }));
  on("panel-close", "click", () => openPanel(false));
  on("veil", "click", () => openPanel(false));
  on("jump", "click", () => { toBottom(true); markRead(); });
  on("earlier", "click", () => attempt(() => loadMessages(Math.min(...state.messages.keys()))));
  on("scroll", "scroll", () => { if (nearBottom()) { $("jump").hidden = true; markRead(); } });
  for (const button of document.querySelectorAll(".panel-open")) button.addEventListener("click", () => openPanel(true));
  for (const button of document.querySelectorAll("[data-hours]")) button.addEventListener("click", () => moveClock({ hours: 1 }));
  for (const button of document.querySelectorAll("[data-days]")) button.addEventListener("click", () => moveClock({ days: 1 }));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !document.querySelector("dialog[open]")) escape(); });
  document.addEventListener("click", (event) => { if (!event.target.closest(".popup, #menu-open, #attach-open, #text")) closePopups(); });
  document.addEventListener("visibilitychange", markRead);
  addEventListener("hashchange", route);
  roomy.addEventListener("change", () => openPanel(false));
  wide.addEventListener("change", show);
}

function askPlace() {
  closePopups();
  const place = state.scene.place ?? { latitude: 53.2, longitude: 63.6 };
  $("latitude").value = place.latitude;
  $("longitude").value = place.longitude;
  $("place").showModal();
}

async function begin() {
  wire();
  const start = new URLSearchParams(location.search).get("start");
  if (start !== null) {
    state.pendingStart = start;
    history.replaceState(null, "", "/");
  }
  state.scene = await ask("/api/scene");
  await askPeople();
  await loadClock();
  openPanel(false);
  route();
  say();
  setInterval(showClock, 1000);
}

begin();

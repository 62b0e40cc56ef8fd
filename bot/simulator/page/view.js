// What stands on the page, made of elements. Text goes in by textContent alone, so it can never be markup.

import { clockOf, dayKey, languageOf, sayDayNear, saySize, wall } from "/words.js";

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function face(id, name, kind = "person") {
  const drawn = { bot: "shanyrak", group: "homes" }[kind];
  const dye = [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % 6;
  const look = kind === "person" ? `dye-${dye}` : `face-${kind}`;
  if (drawn) return el("span", { class: `face ${look}`, "aria-hidden": "true" }, icon(drawn));
  const initials = name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("");
  return el("span", { class: `face ${look}`, "aria-hidden": "true", text: initials });
}

export function personCard(person, language, open) {
  const mark = person.profile === "whatsapp" ? " · WhatsApp" : "";
  const names = el("span", { class: "names" },
    el("strong", { text: person.name }), el("span", { text: person.who[language] + mark }));
  return el("li", {}, el("button", { type: "button", class: "person", on: { click: () => open(person.id) } },
    face(person.id, person.name), names));
}

export function chatLine(chat, here, now, language, words, open) {
  const title = chat.title[language];
  const last = chat.last;
  const at = last ? wall(last.at) : null;
  const when = at ? (dayKey(at) === dayKey(now) ? clockOf(at) : `${at.getUTCDate()}.${String(at.getUTCMonth() + 1).padStart(2, "0")}`) : "";
  const badge = chat.unread
    ? el("span", { class: "badge" }, el("span", { "aria-hidden": "true", text: String(chat.unread) }),
        el("span", { class: "unseen", text: words.unread(chat.unread) }))
    : null;
  return el("li", {}, el("button", {
    type: "button", class: "chat", "aria-current": here ? "true" : null, data: { chat: chat.id },
    on: { click: () => open(chat.id) },
  },
    face(chat.id, title, chat.kind === "group" ? "group" : "bot"),
    el("span", { class: "chat-top" }, el("strong", { text: title }), el("span", { class: "when", text: when })),
    el("span", { class: "chat-low" }, el("span", { class: "excerpt", text: last ? excerpt(last, chat, words) : words.empty }), badge)));
}

export function excerpt(brief, chat, words) {
  const what = brief.text || brief.file || words[brief.kind] || "";
  if (brief.mine) return `${words.you}: ${what}`;
  return chat?.kind === "group" && brief.from ? `${brief.from.name.split(" ")[0]}: ${what}` : what;
}

export function daySeparator(date, now, language) {
  return el("li", { class: "day", data: { day: dayKey(date) } }, el("span", { text: sayDayNear(date, now, language) }));
}

// One message: a bubble, and its buttons under it. ``deeds`` says what a button, a quote, a contact does.
export function bubble(message, context, deeds) {
  const { words, chat } = context;
  const side = message.mine ? "mine" : message.from ? "theirs" : "bots";
  const wide = message.rows.length ? " with-buttons" : "";
  const body = el("div", { class: "bubble" },
    authorLine(message, context), quote(message.reply, chat, words, deeds), picture(message, words),
    fileChip(message, context), pointChip(message, words), contactChip(message, words), ...textLines(message.lines), foot(message, words));
  return el("li", { class: `message ${side}${wide}`, id: `m${message.id}`, tabindex: "-1", data: { id: String(message.id), at: message.at, author: message.from?.id ?? "" } },
    body, buttons(message, deeds), contactButton(message, deeds));
}

function authorLine(message, { chat, language, bot }) {
  if (message.mine || chat?.kind !== "group") return null;
  if (!message.from) return el("p", { class: "author author-bot" }, el("strong", { text: bot[language] }));
  return el("p", { class: "author" }, el("strong", { text: message.from.name }), el("span", { text: message.from.who[language] }));
}

function textLines(lines) {
  return lines.map(({ text, strong }) => {
    const line = el("p", { class: text.trim() ? "line" : "line blank", lang: languageOf(text) || null });
    const target = strong ? line.appendChild(el("strong")) : line;
    target.append(...linked(text));
    return line;
  });
}

// An address in a text can be followed; all else stays the text it is.
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, place) =>
    place % 2 ? el("a", { href: part, target: "_blank", rel: "noopener noreferrer", text: part }) : part);
}

function quote(reply, chat, words, deeds) {
  if (!reply) return null;
  const who = reply.mine ? words.you : reply.from?.name ?? chat?.botTitle ?? "";
  return el("button", { type: "button", class: "quote", on: { click: () => deeds.goTo(reply.id) } },
    el("strong", { text: who }), el("span", { text: reply.text || reply.file || words[reply.kind] }));
}

function picture({ file }, words) {
  if (!file?.picture) return null;
  const link = el("a", { class: "picture", href: file.url, target: "_blank", rel: "noopener" });
  link.append(el("img", { src: file.url, alt: `${words.photo}: ${file.name}`, loading: "lazy" }));
  return link;
}

function fileChip({ file }, { words, language }) {
  if (!file || file.picture) return null;
  const opens = file.mime === "application/pdf";
  const detail = `${opens ? words.open : words.download} · ${saySize(file.size, language)}`;
  return el("a", { class: "chip", href: file.url, target: opens ? "_blank" : null, rel: "noopener", download: opens ? null : file.name },
    el("span", { class: "chip-kind", "aria-hidden": "true", text: extension(file.name) }),
    el("span", { class: "chip-names" }, el("strong", { text: file.name }), el("span", { text: detail })));
}

function extension(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1, dot + 5).toUpperCase() : "•";
}

function pointChip({ point }, words) {
  if (!point) return null;
  const where = `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`;
  return el("p", { class: "chip" }, el("span", { class: "chip-kind" }, icon("place")),
    el("span", { class: "chip-names" }, el("strong", { text: words.point }), el("span", { text: where })));
}

function contactChip({ contact }, words) {
  if (!contact) return null;
  return el("p", { class: "chip" }, el("span", { class: "chip-kind" }, icon("phone")),
    el("span", { class: "chip-names" }, el("strong", { text: contact }), el("span", { text: words.contact })));
}

function foot(message, words) {
  const quiet = message.quiet && !message.mine ? el("span", { class: "quiet", title: words.silent }, icon("bell-off"), el("span", { class: "unseen", text: words.silent })) : null;
  const alone = message.whisper ? el("span", { class: "alone", text: words.onlyYou }) : null;
  const edited = message.edited_at ? el("span", { class: "edited", text: words.edited }) : null;
  return el("p", { class: "foot-line" }, quiet, alone, edited, el("time", { datetime: message.at, text: clockOf(wall(message.at)) }));
}

function buttons(message, deeds) {
  if (!message.rows.length) return null;
  const rows = message.rows.map((row) => el("div", { class: row.length > 4 ? "row tight" : "row" }, ...row.map((one) => button(message, one, deeds))));
  return el("div", { class: "buttons" }, ...rows);
}

function button(message, one, deeds) {
  if (one.url) {
    return el("a", { class: "key", href: one.url, target: "_blank", rel: "noopener noreferrer" }, el("span", { text: one.label, lang: languageOf(one.label) || null }), icon("out"));
  }
  const act = (event) => (one.start ? deeds.openPrivate(one.start) : deeds.press(message, one.press, event.currentTarget));
  return el("button", { type: "button", class: "key", data: { press: one.press ?? "" }, on: { click: act } },
    el("span", { text: one.label, lang: languageOf(one.label) || null }), one.start ? icon("out") : null);
}

function contactButton(message, deeds) {
  if (!message.asks_contact) return null;
  return el("div", { class: "buttons contact" }, el("button", { type: "button", class: "solid wide", on: { click: () => deeds.shareContact(message) } },
    icon("phone"), el("span", { text: message.asks_contact })));
}

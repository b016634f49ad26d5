// An answer as elements, in the order a reader needs them: what, how, whom to ask, from where.

import { element, link, questionList } from "./element.js";
import { htmlLang, text } from "./texts.js";

/** `actions` has `ask(question)`, and `rate(helpful)` which returns a promise. */
export function answerParts(answer, language, actions) {
  const say = (key, values) => text(language, key, values);
  const suggested = part(
    say(answer.status === "clarify" ? "clarify" : "suggestions"),
    answer.suggestions.length && questionList(answer.suggestions, actions.ask),
  );
  const parts = [
    answer.status === "emergency" && element("p", { class: "alarm" }, say("emergency")),
    answer.shelters.length ? shelters(answer, language, say) : bodyText(answer, say),
    answer.status === "clarify" && suggested,
    !answer.shelters.length && part(say("procedures"), procedures(answer.procedures, language)),
    answer.contact && contact(answer.contact, say),
    part(say("sources"), sources(answer, language, say)),
    ...answer.notices.map((notice) => element("p", { class: "fine" }, notice)),
    feedback(say, actions.rate),
    answer.status !== "clarify" && suggested,
  ];
  return parts.filter(Boolean);
}

function part(title, content) {
  return content && element("div", {}, element("h4", {}, title), content);
}

/** Lines become paragraphs, those with a bullet a list, those with bars a table under its head. */
function bodyText(answer, say) {
  const body = element("div", { class: "text", lang: htmlLang(answer.language) });
  for (const line of answer.text.split("\n").filter((each) => each.trim())) {
    const [, bullet, words] = /^\s*([・•*-](?!\d)\s*)?(.*)$/.exec(line);
    const cells = bullet ? [words] : words.split(" | ");
    const holder = bullet ? "UL" : cells.length > 1 ? "TABLE" : null;
    const begins = body.lastChild?.tagName !== holder;
    const parts = cells.map((cell) => inline(cell, answer, say));
    if (holder && begins) body.append(element(holder));
    if (holder === "UL") body.lastChild.append(element("li", {}, ...parts[0]));
    else if (holder) body.lastChild.append(row(parts, begins));
    else body.append(element("p", {}, ...parts[0]));
  }
  return body;
}

function row(cells, head) {
  const cell = (parts) => (head ? element("th", { scope: "col" }, ...parts) : element("td", {}, ...parts));
  return element("tr", {}, ...cells.map(cell));
}

/** `[n]` leads to the source with that number; in an emergency phone numbers can be called. */
function inline(line, answer, say) {
  const numbers = answer.sources.map((source) => `[${source.n}]`);
  return line.split(/(\[\d+\]|#?\b\d[\d-]+\d\b)/).map((piece) => {
    if (numbers.includes(piece)) {
      const n = piece.slice(1, -1);
      const named = { class: "mark", "aria-label": say("source", { n }) };
      return element("a", { ...named, href: `#${sourceId(answer, n)}` }, n);
    }
    const call = answer.status === "emergency" && /^(1\d\d|#\d{4}|0[\d-]{9,})$/.test(piece);
    return call ? element("a", { class: "call", href: `tel:${piece.replaceAll("-", "")}` }, piece) : piece;
  });
}

/** Shelters as cards: name, distance, what it is for, whether it is open, the map. */
function shelters(answer, language, say) {
  const lines = answer.text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("1."));
  const last = lines.findLastIndex((line) => line.startsWith("   "));
  const said = (some) => bodyText({ ...answer, text: some.join("\n") }, say);
  const cards = answer.shelters.map((shelter, at) => {
    const begin = lines.findIndex((line) => line.startsWith(`${at + 1}.`));
    const about = lines.slice(begin + 1, begin + 3).map((line) => element("p", {}, line.trim()));
    return element(
      "li",
      { class: `shelter ${shelter.status}` },
      element("h4", { lang: "ja" }, shelter.name),
      element("p", { class: "distance" }, distance(shelter.distance_m)),
      element("p", { class: "fine", lang: "ja" }, shelter.address),
      ...about,
      link(shelter.map_url, say("map"), language, { "aria-label": `${say("map")}: ${shelter.name}` }),
    );
  });
  return element(
    "div",
    { lang: htmlLang(answer.language) },
    said(lines.slice(0, first)),
    element("ol", { class: "shelters" }, ...cards),
    said(lines.slice(last + 1)),
  );
}

function distance(metres) {
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}

function sourceId(answer, n) {
  return `source-${answer.answer_id}-${n}`;
}

function procedures(list, language) {
  const made = list.map(({ title, url }) => link(url, title, language, { class: "procedure" }));
  return made.length && element("ul", { class: "chips" }, ...made.map((each) => element("li", {}, each)));
}

function contact(desk, say) {
  const state = desk.open_now ? "open" : "closed";
  const badge = desk.open_now !== null && element("span", { class: `badge ${state}` }, say(state));
  const number = { class: "phone", href: `tel:${desk.phone.replace(/[^\d+#]/g, "")}` };
  return element(
    "div",
    { class: "contact" },
    element("h4", {}, say("contact"), badge),
    element("p", { class: "desk", lang: "ja" }, desk.department),
    desk.phone && element("p", {}, element("a", number, desk.phone)),
    desk.hours && element("p", { class: "fine", lang: "ja" }, desk.hours),
  );
}

function sources(answer, language, say) {
  const items = answer.sources.map((source) => {
    const about = [
      source.section,
      source.page && say("page", { n: source.page }),
      source.department,
      source.updated_on && say("updated", { date: source.updated_on.replaceAll("-", ".") }),
    ];
    const quote = element("blockquote", { lang: langOf(source.quote, language) }, source.quote);
    return element(
      "li",
      { id: sourceId(answer, source.n), value: source.n, tabindex: -1 },
      link(withPage(source), source.title, language, { lang: langOf(source.title, language) }),
      element("p", { class: "fine" }, about.filter(Boolean).join(" ・ ")),
      source.quote && element("details", {}, element("summary", {}, say("quote")), quote),
    );
  });
  return items.length && element("ol", { class: "sources" }, ...items);
}

/** The city's documents are Japanese, unless it has translated them. */
function langOf(words, language) {
  return /[ぁ-ヿ]/.test(words) ? "ja" : htmlLang(language);
}

/** Browsers open a PDF at `#page=` (RFC 8118 §3). */
function withPage({ url, page }) {
  return page && /\.pdf$/i.test(url) ? `${url}#page=${page}` : url;
}

function feedback(say, rate) {
  const said = element("span", { role: "status" });
  const buttons = [["yes", true], ["no", false]].map(([key, helpful]) =>
    element("button", { type: "button", "aria-pressed": false, click: choose(helpful) }, say(key)),
  );
  function choose(helpful) {
    return async ({ currentTarget }) => {
      const kept = await rate(helpful).then(() => true, () => false);
      said.textContent = say(kept ? "thanks" : "failed");
      if (kept) for (const each of buttons) each.setAttribute("aria-pressed", each === currentTarget);
    };
  }
  const question = element("span", { class: "question-line" }, say("helpful"));
  const group = { class: "feedback", role: "group", "aria-label": say("helpful") };
  return element("div", group, question, ...buttons, said);
}

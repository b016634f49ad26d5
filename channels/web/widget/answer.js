// An answer as elements, in the order a reader needs them: what, how, whom to ask, from where.

import { answerText, clock, plainText } from "./answer_text.js";
import { call, h, heading, link, questionList } from "./dom.js";
import { feedback } from "./feedback.js";
import { shelterList } from "./shelters.js";
import { sourceList } from "./sources.js";
import { toolbar } from "./tools.js";

/** @import { Answer, Child, Contact, Nearby, Seen, Titled, Turn } from "./types.js" */

/**
 * Returns the parts of an answer.
 * @param {Turn} turn
 * @param {Answer} answer
 * @param {Seen} seen
 * @param {HTMLElement} article where they will stand
 * @returns {Child[]}
 */
export function answerParts(turn, answer, seen, article) {
  const { say } = seen;
  const suggested = part(seen, say(answer.status === "clarify" ? "clarify" : "suggestions"), answer.suggestions.length && questionList(answer.suggestions, seen.ask));
  return [
    answer.status === "emergency" && h("p", { class: "alarm" }, say("emergency")),
    answer.shelters.length ? withShelters(answer, seen, article) : answerText(answer, seen, article),
    answer.status === "clarify" && suggested,
    !answer.shelters.length && part(seen, say("procedures"), procedures(answer.procedures, seen)),
    answer.contact && contact(answer.contact, seen),
    part(seen, say("sources"), sourceList(answer, seen)),
    answer.mode !== "normal" && h("p", { class: "fine" }, say("asOf", { time: clock(answer.as_of) })),
    ...answer.notices.map((notice) => h("p", { class: "fine" }, notice)),
    toolbar(answer, seen, article),
    answer.status !== "clarify" && suggested,
    feedback(turn, seen),
  ];
}

/**
 * Returns the parts of what was found around a place.
 * @param {Nearby} nearby
 * @param {Seen} seen
 * @returns {Child[]}
 */
export function nearbyParts(nearby, seen) {
  const { say } = seen;
  const data = nearby.attribution.map(({ title, url }) => link(url, say("data", { title }), say, { lang: "ja" }));
  return [
    h("p", { class: "lead" }, say(nearby.shelters.length ? "nearTitle" : "none")),
    nearby.shelters.length && shelterList(nearby.shelters, seen),
    ...nearby.notices.map((notice) => h("p", { class: "fine" }, notice)),
    h("p", { class: "fine" }, say("asOf", { time: clock(nearby.as_of) })),
    ...data.map((each) => h("p", { class: "fine" }, each)),
  ];
}

/**
 * Returns a titled part, or nothing without content.
 * @param {Seen} seen
 * @param {string} title
 * @param {Child} content
 */
function part({ level }, title, content) {
  return content ? h("div", { class: "part" }, heading(level + 1, {}, title), content) : null;
}

/**
 * Puts cards in the place of the lines about each shelter.
 * @param {Answer} answer
 * @param {Seen} seen
 * @param {HTMLElement} article
 */
function withShelters(answer, seen, article) {
  const lines = answer.text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("1."));
  const last = lines.map((line) => line.startsWith("   ")).lastIndexOf(true);
  const said = (/** @type {string[]} */ some) => answerText({ ...answer, text: some.join("\n") }, seen, article);
  const cards = shelterList(answer.shelters, seen);
  return first < 0 ? h("div", { class: "around" }, said(lines), cards) : h("div", { class: "around" }, said(lines.slice(0, first)), cards, said(lines.slice(last + 1)));
}

/**
 * @param {Titled[]} list
 * @param {Seen} seen
 */
function procedures(list, { say }) {
  const made = list.map(({ title, url }) => h("li", {}, link(url, title, say, { class: "procedure" })));
  return made.length > 0 && h("ul", { class: "chips" }, ...made);
}

/**
 * @param {Contact} desk
 * @param {Seen} seen
 */
function contact(desk, { say, level }) {
  const state = desk.open_now ? "open" : "closed";
  const badge = desk.open_now !== null && h("span", { class: `badge ${state}` }, say(state));
  return h(
    "div",
    { class: "contact" },
    heading(level + 1, {}, say("contact"), " ", badge),
    h("p", { class: "desk", lang: "ja" }, desk.department),
    desk.phone && h("p", {}, call(desk.phone, { class: "phone" })),
    desk.hours && h("p", { class: "fine", lang: "ja" }, desk.hours),
  );
}

/**
 * Returns what a screen reader hears when the turn is done.
 * @param {Turn} turn
 * @param {Seen} seen
 */
export function spoken({ answer, nearby }, { say }) {
  if (!answer) return nearby ? say(nearby.shelters.length ? "nearTitle" : "none") : "";
  const count = answer.sources.length;
  return plainText(answer) + (count ? ` ${say("sourceCount", { n: count })}` : "");
}


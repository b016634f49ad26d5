// What is seen before the first question: what this is, what happens to what is written, examples.

import { h, heading, link, questionList } from "./dom.js";
import { langOf } from "./texts.js";

/** @import { City, Language, Say } from "./types.js" */

/**
 * Fills the welcome in a language.
 * @param {HTMLElement} place
 * @param {City | null} city
 * @param {Language} language
 * @param {Say} say
 * @param {number} level
 * @param {string[]} examples
 * @param {(question: string) => void} ask
 */
export function showWelcome(place, city, language, say, level, examples, ask) {
  const notice = city?.notice[language];
  const hours = city?.opening_hours?.text;
  const parts = [
    heading(level, { class: "greeting" }, say("greeting")),
    h("p", {}, say("intro")),
    notice && h("p", { class: "notice" }, notice),
    h("p", { class: "keeping" }, say("keeping", { days: city?.retention_days ?? 365 })),
    examples.length > 0 && heading(level + 1, {}, say("examples")),
    examples.length > 0 && questionList(examples, ask),
    hours && h("p", { class: "fine", lang: langOf(hours, language) }, say("hours", { hours })),
    city?.website && h("p", { class: "fine" }, link(city.website, city.name, say, { lang: "ja" })),
  ];
  place.replaceChildren(...parts.filter((part) => part instanceof Node));
}

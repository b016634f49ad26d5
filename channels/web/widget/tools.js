// What can be done with an answer: ふりがな, read it out, copy it, print it.

import { plainText } from "./answer_text.js";
import { button, h } from "./dom.js";
import { addFurigana } from "./furigana.js";
import { langOf } from "./texts.js";

/** @import { Answer, Seen } from "./types.js" */

/**
 * @param {Answer} answer
 * @param {Seen} seen
 * @param {HTMLElement} article
 */
export function toolbar(answer, seen, article) {
  const { say, announce } = seen;
  const copy = async () => {
    await navigator.clipboard.writeText(copied(answer));
    announce(say("copied"));
    copying.textContent = say("copied");
  };
  const copying = button({ click: copy }, say("copy"));
  return h(
    "div",
    { class: "tools" },
    furigana(seen, article),
    ...(seen.reader ? reading(answer, seen) : []),
    navigator.clipboard && copying,
    button({ click: () => seen.print(article) }, say("print")),
  );
}

/**
 * @param {Seen} seen
 * @param {HTMLElement} article
 */
function furigana(seen, article) {
  /** @type {(() => void) | null} */
  let remove = null;
  const toggle = async () => {
    if (remove) {
      remove();
      remove = null;
    } else {
      remove = await addFurigana(article, seen.furigana).catch(() => null);
      if (!remove) seen.announce(seen.say("failed"));
    }
    made.setAttribute("aria-pressed", String(remove !== null));
  };
  const made = button({ "aria-pressed": "false", click: toggle }, seen.say("furigana"));
  return made;
}

/**
 * Returns the buttons to read out: start, then pause or go on, and end.
 * @param {Answer} answer
 * @param {Seen} seen
 */
function reading(answer, { say, reader, language }) {
  const end = button({ hidden: true, click: () => reader?.stop() }, say("silence"));
  const start = button({ click: () => reader?.toggle(owner) }, say("speak"));
  const owner = {
    text: plainText(answer),
    lang: langOf(answer.text, language),
    /** @param {"idle" | "speaking" | "paused"} state */
    show(state) {
      start.textContent = say(state === "idle" ? "speak" : state === "speaking" ? "pause" : "resume");
      if (state === "idle" && end.matches(":focus")) start.focus();
      end.hidden = state === "idle";
    },
  };
  return [start, end];
}

/** @param {Answer} answer */
function copied(answer) {
  const sources = answer.sources.map(({ n, title, url }) => `[${n}] ${title} ${url}`.trim());
  const { contact } = answer;
  const desk = contact ? [`${contact.department} ${contact.phone}`.trim()] : [];
  return [answer.text, ...desk, ...sources, answer.as_of].join("\n");
}

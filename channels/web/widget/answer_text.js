// An answer's text: a small part of Markdown (paragraphs, lists, tables, bold), marks of sources, links
// to hosts that the sources or the city name, numbers to call in an emergency. All else is text.

import { button, call, h, link } from "./dom.js";
import { htmlLang } from "./texts.js";

/** @import { Answer, Child, Seen } from "./types.js" */

const PIECES = /(\[\d+\]|\*\*[^*\n]+\*\*|https?:\/\/[^\s（）()「」、。<>"']+|#?\b\d[\d-]+\d\b)/;
const NUMBER = /^(1\d\d|#\d{4}|0[\d-]{9,})$/;

/**
 * Returns the text as paragraphs, lists and tables.
 * @param {Answer} answer
 * @param {Seen} seen
 * @param {HTMLElement} article where the sources will stand
 */
export function answerText(answer, seen, article) {
  const body = h("div", { class: "text", lang: htmlLang(answer.language) });
  for (const line of answer.text.split("\n").filter((each) => each.trim())) {
    const [, bullet, words = ""] = /^\s*([・•*-](?![\d*])\s*)?(.*)$/.exec(line) ?? [];
    const cells = (bullet ? [words] : words.split(" | ")).map((cell) => inline(cell, answer, seen, article));
    const holder = bullet ? "ul" : cells.length > 1 ? "table" : "";
    const begins = body.lastElementChild?.localName !== holder;
    if (holder && begins) body.append(h(holder));
    if (holder === "ul") body.lastElementChild?.append(h("li", {}, ...(cells[0] ?? [])));
    else if (holder) body.lastElementChild?.append(row(cells, begins));
    else body.append(h("p", {}, ...(cells[0] ?? [])));
  }
  return body;
}

/**
 * @param {Child[][]} cells
 * @param {boolean} head
 */
function row(cells, head) {
  return h("tr", {}, ...cells.map((each) => (head ? h("th", { scope: "col" }, ...each) : h("td", {}, ...each))));
}

/**
 * @param {string} line
 * @param {Answer} answer
 * @param {Seen} seen
 * @param {HTMLElement} article
 * @returns {Child[]}
 */
function inline(line, answer, seen, article) {
  const urgent = answer.status === "emergency" || answer.status === "disaster";
  return line.split(PIECES).map((piece) => {
    const n = Number(/^\[(\d+)\]$/.exec(piece)?.[1]);
    if (answer.sources.some((source) => source.n === n)) return mark(n, seen, article);
    if (/^\*\*.+\*\*$/.test(piece)) return h("strong", {}, piece.slice(2, -2));
    if (/^https?:/.test(piece)) return known(piece, seen) ? link(piece, piece, seen.say) : piece;
    return urgent && NUMBER.test(piece) ? call(piece, { class: "call" }) : piece;
  });
}

/**
 * Returns what leads to a source: not a link, as a page's <base href> would lead it elsewhere.
 * @param {number} n
 * @param {Seen} seen
 * @param {HTMLElement} article
 */
function mark(n, { say }, article) {
  const show = () => {
    const source = /** @type {HTMLElement | null} */ (article.querySelector(`[data-source="${n}"]`));
    source?.focus();
    source?.scrollIntoView({ block: "nearest" });
  };
  return button({ class: "mark", "aria-label": say("source", { n }), click: show }, n);
}

/**
 * @param {string} address
 * @param {Seen} seen
 */
function known(address, { hosts }) {
  try {
    return hosts.has(new URL(address).host);
  } catch {
    return false;
  }
}

/**
 * Returns the day and time of a moment as the city told it, in the city's own zone.
 * @param {string} moment ISO 8601 with offset
 */
export function clock(moment) {
  const [, month, day, time] = /^\d+-0?(\d+)-0?(\d+)T(\d\d:\d\d)/.exec(moment) ?? [];
  return time ? `${month}/${day} ${time}` : "";
}

/**
 * Returns what is read out and copied: the text without its marks.
 * @param {Answer} answer
 */
export function plainText(answer) {
  return answer.text.replace(/\s*\[\d+\]/g, "").replace(/\*\*/g, "");
}

// Elements without markup: whatever comes from the server becomes text, and a link only if its
// address leads to a web page, a telephone or a mailbox.

/** @import { Child, Say } from "./types.js" */

/**
 * Makes an element. Attributes that are functions listen to the event of that name, `true` is an
 * empty attribute, false and missing ones are left out; strings among the children become text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, /** @type {EventListener} */ (value));
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child || child === 0).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/**
 * Makes a heading of a level.
 * @param {number} level
 * @param {Record<string, unknown>} attributes
 * @param {...Child} children
 */
export function heading(level, attributes, ...children) {
  return h(/** @type {"h2"} */ (`h${level}`), attributes, ...children);
}

/**
 * Makes a button.
 * @param {Record<string, unknown>} attributes
 * @param {...Child} children
 */
export function button(attributes, ...children) {
  return h("button", { type: "button", ...attributes }, ...children);
}

/**
 * Makes a list of buttons, each of which asks its own text.
 * @param {string[]} questions
 * @param {(question: string) => void} ask
 */
export function questionList(questions, ask) {
  const asking = (/** @type {string} */ each) => button({ class: "chip", click: () => ask(each) }, each);
  return h("ul", { class: "chips" }, ...questions.map((each) => h("li", {}, asking(each))));
}

/**
 * Makes a link that opens in a new tab, or plain text where the address isn't a web page's.
 * @param {string} address
 * @param {string} words
 * @param {Say} say
 * @param {Record<string, unknown>} [attributes]
 */
export function link(address, words, say, attributes = {}) {
  const url = webAddress(address);
  if (!url) return h("span", { lang: attributes.lang }, words);
  const opening = { href: url.href, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { ...attributes, ...opening }, words, h("span", { class: "hidden" }, say("newTab")));
}

/**
 * Reads the address of a web page. Never by prefix: browsers take `java\nscript:` for a scheme.
 * @param {string | null} address
 */
export function webAddress(address) {
  try {
    const url = new URL(address ?? "");
    return ["http:", "https:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/**
 * Makes a link that calls a number, or plain text where there is none.
 * @param {string} number
 * @param {Record<string, unknown>} [attributes]
 */
export function call(number, attributes = {}) {
  const digits = number.replace(/[^\d+#]/g, "");
  return digits ? h("a", { ...attributes, href: `tel:${digits}` }, number) : h("span", {}, number);
}

/** @type {Record<string, string>} */
const SHAPES = {
  chat: "M4 5h16v11H11l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  large: "M4 10V4h6M20 14v6h-6M4 4l7 7M20 20l-7-7",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  place: "M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21zM9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
  voice: "M9 5a3 3 0 0 1 6 0v6a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3",
  alarm: "M12 4l9 16H3zM12 10v5M12 17.5v.5",
};

/**
 * Makes a picture of lines in the colour of the text; it has no name, words stand beside it.
 * @param {string} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", "icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name] ?? "");
  picture.append(path);
  return picture;
}

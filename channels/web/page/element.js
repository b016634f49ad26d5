// Elements without markup: what comes from the server becomes text, and a link only if it leads
// to http or https.

import { text } from "./texts.js";

/** Makes an element with attributes (functions are listeners) and children, strings being text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

/** Makes a list of buttons, each of which asks its own text. */
export function questionList(questions, ask) {
  const button = (question) => element("button", { type: "button", click: () => ask(question) }, question);
  return element("ul", { class: "chips" }, ...questions.map((each) => element("li", {}, button(each))));
}

/** Makes a link that opens in a new tab, or plain text where the address is not a web page's. */
export function link(address, words, language, attributes = {}) {
  const url = webAddress(address);
  if (!url) return element("span", {}, words);
  const hint = element("span", { class: "hidden" }, text(language, "newTab"));
  const opening = { href: url.href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", { ...attributes, ...opening }, words, hint);
}

function webAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

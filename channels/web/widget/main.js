// Puts the widget on the page that has the script tag.

import { define, ELEMENT } from "./element.js";
import { readOptions } from "./options.js";

/** @import { AnnaiChat } from "./element.js" */
/** @import { Options } from "./types.js" */

/**
 * Starts the widget of a script tag; a second tag with the same place changes nothing.
 * @param {HTMLScriptElement} script
 */
export function start(script) {
  const options = readOptions(script);
  define();
  if (document.body) place(options, script);
  else document.addEventListener("DOMContentLoaded", () => place(options, script));
}

/**
 * @param {Options} options
 * @param {HTMLScriptElement} script
 */
function place(options, script) {
  const name = `${options.mode} ${options.target}`;
  if ([...document.querySelectorAll(ELEMENT)].some((each) => each.getAttribute("data-place") === name)) return;
  const chat = /** @type {AnnaiChat} */ (document.createElement(ELEMENT));
  chat.dataset.place = name;
  const target = options.target ? document.querySelector(options.target) : null;
  if (target) target.append(chat);
  else if (options.mode === "inline" && script.parentElement?.closest("body")) script.after(chat);
  else document.body.append(chat);
  chat.begin(options);
}

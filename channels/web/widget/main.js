// Puts the widget on the page that has the script tag: the element <annai-chat>, with an open shadow root
// (readers and tests see into it). A city sets data-mode, data-target and data-language.

import { Chat } from "./chat.js";
import { CSS } from "./styles.js";
import { LANGUAGES } from "./texts.js";

/** @import { Options } from "./types.js" */

const ELEMENT = "annai-chat";

class AnnaiChat extends HTMLElement {
  /** @param {Options} options */
  begin(options) {
    const sheet = new CSSStyleSheet(); // a <style> would need the page's CSP to allow it
    sheet.replaceSync(CSS);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.dataset.mode = options.mode;
    void new Chat(this, root, options).start();
  }
}

/**
 * Starts the widget of a script tag; a second tag with the same place changes nothing.
 * @param {HTMLScriptElement} script
 */
export function start(script) {
  const options = readOptions(script);
  if (!customElements.get(ELEMENT)) customElements.define(ELEMENT, AnnaiChat);
  if (document.body) place(options, script);
  else document.addEventListener("DOMContentLoaded", () => place(options, script));
}

/**
 * Reads the options of a script tag; what isn't known counts as not set.
 * @param {HTMLScriptElement} script
 * @returns {Options}
 */
function readOptions(script) {
  const { mode, target, language } = script.dataset;
  return {
    base: new URL("./", script.src).href,
    mode: mode === "inline" || mode === "page" ? mode : "button",
    target: target ?? "",
    language: LANGUAGES.find((each) => each === language) ?? null,
  };
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
  else if (options.mode === "inline" && script.closest("body")) script.after(chat);
  else document.body.append(chat);
  chat.begin(options);
}

// A question that needs a yes, as a dialog over everything; Escape is no.

import { button, h } from "./dom.js";

/**
 * @param {HTMLElement} within
 * @param {string} question
 * @param {string} yes
 * @param {string} no
 * @returns {Promise<boolean>}
 */
export function confirm(within, question, yes, no) {
  return new Promise((answered) => {
    const dialog = h("dialog", { "aria-label": question, class: "confirm" });
    const end = (/** @type {string} */ value) => () => dialog.close(value);
    const buttons = h("div", { class: "row" }, button({ class: "primary", click: end("yes") }, yes), button({ click: end("no") }, no));
    dialog.append(h("p", {}, question), buttons);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(dialog.returnValue === "yes");
    });
    within.append(dialog);
    dialog.showModal();
  });
}

// The head of the panel: what this is, the language, settings, larger, close.

import { button, h, heading, icon } from "./dom.js";
import { LANGUAGES, NAMES, htmlLang } from "./texts.js";

/** @import { Language } from "./types.js" */

/** @typedef {{ language(language: Language): void, settings(): void, enlarge(): void, close(): void }} Actions */

export class Header {
  /**
   * @param {Actions} actions
   * @param {number} level of the title
   * @param {boolean} floating whether it can be closed and enlarged
   */
  constructor(actions, level, floating) {
    this.city = h("span", { class: "city", lang: "ja" });
    this.title = heading(level, { id: "title", tabindex: -1 }, this.city, " ", h("span", { "data-t": "title" }));
    this.select = h("select", { change: () => actions.language(/** @type {Language} */ (this.select.value)) });
    this.settings = this.tool("settings", "settings", actions.settings, { "aria-expanded": "false", "aria-controls": "settings" });
    this.enlarge = this.tool("large", "enlarge", actions.enlarge, { "aria-pressed": "false", class: "enlarge" });
    this.element = h(
      "div",
      { class: "header" },
      h("div", { class: "bar" }, this.title, floating && this.tool("close", "close", actions.close)),
      h(
        "div",
        { class: "bar" },
        h("label", { class: "language" }, h("span", { class: "hidden", "data-t": "language" }), this.select),
        this.settings,
        floating && this.enlarge,
      ),
    );
    this.offer(LANGUAGES, "ja");
  }

  /**
   * @param {string} picture
   * @param {import("./types.js").Key} key
   * @param {() => void} act
   * @param {Record<string, unknown>} [attributes]
   */
  tool(picture, key, act, attributes = {}) {
    return button({ ...attributes, click: act }, icon(picture), h("span", { "data-t": key }));
  }

  /**
   * Offers languages.
   * @param {readonly Language[]} languages
   * @param {Language} chosen
   */
  offer(languages, chosen) {
    const option = (/** @type {Language} */ each) => h("option", { value: each, lang: htmlLang(each) }, NAMES[each]);
    if (languages.length !== this.select.options.length) this.select.replaceChildren(...languages.map(option));
    this.select.value = chosen;
  }
}

// What a resident sets: size of the text, contrast, whether the conversation stays, starting over.

import { button, h } from "./dom.js";

/** @import { Settings } from "./types.js" */

/** @typedef {{ changed(): void, remember(lasting: boolean): void, startOver(): void }} Actions */

export class SettingsPane {
  /**
   * @param {Settings} settings changed in place
   * @param {boolean} lasting whether the conversation stays on the device now
   * @param {Actions} actions
   */
  constructor(settings, lasting, actions) {
    this.settings = settings;
    this.actions = actions;
    this.sizes = [0, 1, 2].map((size) => button({ "data-t": `size${size}`, click: () => this.resize(/** @type {0 | 1 | 2} */ (size)) }));
    this.contrast = button({ class: "wide", "data-t": "contrast", click: () => this.invert() });
    const remember = h("input", { type: "checkbox", id: "remember", "aria-describedby": "hint", checked: lasting, change: () => actions.remember(remember.checked) });
    this.element = h(
      "div",
      { id: "settings", class: "settings", hidden: true, role: "group", "data-t-label": "settings" },
      h("div", { role: "group", "data-t-label": "size" }, h("p", { "data-t": "size" }), h("div", { class: "row" }, ...this.sizes)),
      this.contrast,
      h("label", { class: "choice" }, remember, h("span", { "data-t": "remember" })),
      h("p", { id: "hint", class: "fine", "data-t": "rememberHint" }),
      button({ class: "wide", "data-t": "startOver", click: () => actions.startOver() }),
    );
    this.show();
  }

  /** @param {0 | 1 | 2} size */
  resize(size) {
    this.settings.size = size;
    this.changed();
  }

  invert() {
    this.settings.contrast = !this.settings.contrast;
    this.changed();
  }

  changed() {
    this.show();
    this.actions.changed();
  }

  show() {
    this.sizes.forEach((each, size) => each.setAttribute("aria-pressed", String(size === this.settings.size)));
    this.contrast.setAttribute("aria-pressed", String(this.settings.contrast));
  }
}

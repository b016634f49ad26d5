// Where a resident writes: text box with a limit, send and stop, voice, "shelters near me".

import { button, h, icon } from "./dom.js";
import { recogniser } from "./senses.js";

/** @import { Say } from "./types.js" */

const COUNT_FROM = 0.8; // of the limit

/** @typedef {{ send(text: string): void, stop(): void, near(): void, voice(): void }} Actions */

export class Composer {
  /**
   * @param {Actions} actions
   * @param {Say} say
   */
  constructor(actions, say) {
    this.actions = actions;
    this.say = say;
    this.limit = 1000;
    this.busy = false;
    this.box = h("textarea", { id: "box", rows: 1, autocomplete: "off", "aria-describedby": "count privacy", input: () => this.count(), keydown: (/** @type {KeyboardEvent} */ event) => this.key(event) });
    this.sending = h("button", { class: "primary send", "data-t": "send" });
    this.stopping = button({ class: "stop", "data-t": "stop", hidden: true, click: () => actions.stop() });
    this.counter = h("p", { id: "count", class: "count", hidden: true });
    this.note = h("p", { class: "note", hidden: true });
    this.element = h(
      "form",
      { class: "composer", submit: (/** @type {Event} */ event) => this.submit(event) },
      h("label", { for: "box", "data-t": "label" }),
      h("div", { class: "row" }, this.box, this.sending, this.stopping),
      this.counter,
      this.note,
      h("div", { class: "extras" }, this.extra("place", "near", actions.near), recogniser() && this.extra("voice", "voice", actions.voice)),
      h("p", { id: "privacy", class: "fine", "data-t": "privacy" }),
    );
  }

  /**
   * @param {string} picture
   * @param {import("./types.js").Key} key
   * @param {() => void} act
   */
  extra(picture, key, act) {
    return button({ class: "extra", click: act }, icon(picture), h("span", { "data-t": key }));
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const text = this.box.value;
    if (this.busy || !text.trim()) return;
    if (text.length > this.limit) {
      this.count();
      this.box.focus();
      return;
    }
    this.actions.send(text);
    this.box.value = "";
    this.tell("");
    this.count();
  }

  /**
   * Enter sends, but not the Enter that ends an input method's conversion (Safari: keyCode 229).
   * @param {KeyboardEvent} event
   */
  key(event) {
    const converting = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !converting) this.submit(event);
  }

  /** Tells how many characters are left, from four fifths of the limit on. */
  count() {
    const n = this.box.value.length;
    const over = n > this.limit;
    this.counter.hidden = n < this.limit * COUNT_FROM;
    this.counter.textContent = over ? this.say("tooLong", { limit: this.limit, n }) : this.say("left", { n: this.limit - n });
    this.counter.classList.toggle("error", over);
    this.box.setAttribute("aria-invalid", String(over));
  }

  /**
   * Shows what is being answered; what has the focus keeps it.
   * @param {boolean} busy
   */
  setBusy(busy) {
    this.busy = busy;
    this.sending.setAttribute("aria-disabled", String(busy));
    if (!busy && this.stopping.matches(":focus")) this.box.focus();
    this.stopping.hidden = !busy;
  }

  /**
   * Shows a line under the box; empty takes it away.
   * @param {string} words
   */
  tell(words) {
    this.note.textContent = words;
    this.note.hidden = !words;
  }

  /**
   * Takes over another language.
   * @param {Say} say
   */
  relabel(say) {
    this.say = say;
    this.tell("");
    this.count();
  }

  /**
   * Adds words to what is written.
   * @param {string} words
   */
  insert(words) {
    this.box.value += words;
    this.count();
    this.box.focus();
  }
}

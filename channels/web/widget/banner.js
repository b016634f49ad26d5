// Disaster mode: asked of the server again and again, for a page stays open through a disaster; shown
// above the conversation, with the numbers to call, and nobody can close it.

import { button, call, h, icon, link, questionList } from "./dom.js";

/** @import { City, Disaster, Language, Say } from "./types.js" */
/** @import { Api } from "./api.js" */

const NORMAL_MS = 60_000;
const DISASTER_MS = 20_000;

/** @typedef {{ changed(): void, ask(question: string): void, near(): void }} Actions */

export class Banner {
  /**
   * @param {Api} api
   * @param {Actions} actions
   */
  constructor(api, actions) {
    this.api = api;
    this.actions = actions;
    /** @type {Disaster | null} */
    this.state = null;
    this.element = h("section", { class: "banner", hidden: true, "data-t-label": "banner" });
    this.timer = 0;
    this.shown = "";
  }

  get mode() {
    return this.state?.mode ?? "normal";
  }

  /** Begins to ask; a page that nobody sees asks when it is seen again. */
  watch() {
    void this.look();
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
  }

  async look() {
    clearTimeout(this.timer);
    const state = await this.api.disaster().catch(() => null);
    if (state && !this.same(state)) {
      this.state = state;
      this.actions.changed();
    }
    if (!document.hidden) this.timer = window.setTimeout(() => this.look(), this.mode === "normal" ? NORMAL_MS : DISASTER_MS);
  }

  /** @param {Disaster} state */
  same(state) {
    const said = (/** @type {Disaster | null} */ each) => JSON.stringify([each?.mode, each?.banner, each?.menu]);
    return said(state) === said(this.state);
  }

  /**
   * Returns what is said now, a line each.
   * @param {Language} language
   */
  lines(language) {
    return (this.state?.banner[language] ?? "").split("\n").filter(Boolean);
  }

  /**
   * Shows the state in a language.
   * @param {Language} language
   * @param {Say} say
   * @param {City | null} city
   */
  show(language, say, city) {
    const lines = this.lines(language);
    const shown = JSON.stringify([this.state, language, city?.links]);
    if (shown === this.shown) return; // what is open stays open
    this.shown = shown;
    const open = this.element.querySelector("details")?.open ?? false;
    this.element.hidden = lines.length === 0;
    this.element.dataset.mode = this.mode;
    this.element.replaceChildren();
    if (!lines.length) return;
    const official = city?.links[0];
    const calls = [
      h("li", {}, call("119", { "aria-label": say("callFire") })),
      h("li", {}, call("110", { "aria-label": say("callPolice") })),
    ];
    calls[0]?.firstElementChild?.replaceChildren(say("callFire"));
    calls[1]?.firstElementChild?.replaceChildren(say("callPolice"));
    const menu = this.state?.menu[language] ?? [];
    const parts = [
      ...lines.map((line, at) => h("p", { class: at ? "" : "first" }, at === 0 && icon("alarm"), line)),
      h("ul", { class: "calls" }, ...calls, official && h("li", {}, link(official.url, official.title, say))),
      h(
        "details",
        { open },
        h("summary", {}, say("menu")),
        button({ class: "chip", click: () => this.actions.near() }, say("near")),
        questionList(menu, (question) => this.actions.ask(question)),
      ),
    ];
    this.element.replaceChildren(...parts);
  }
}

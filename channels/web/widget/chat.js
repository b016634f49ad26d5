// The widget: builds its parts, and what they do with each other.

import { announce, openAnnouncer } from "./announcer.js";
import { Api } from "./api.js";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { button, h, icon, webAddress } from "./dom.js";
import { Header } from "./header.js";
import { Memory } from "./memory.js";
import { listen, locate } from "./senses.js";
import { SettingsPane } from "./settings.js";
import { Reader } from "./speech.js";
import { htmlLang, loadTexts, preferred, translate } from "./texts.js";
import { Transcript } from "./transcript.js";
import { showWelcome } from "./welcome.js";

/** @import { Answer, City, Language, Options, Say, Settings } from "./types.js" */

export class Chat {
  /**
   * @param {HTMLElement} host
   * @param {ShadowRoot} root
   * @param {Options} options
   */
  constructor(host, root, options) {
    this.host = host;
    this.root = root;
    this.options = options;
    this.floating = options.mode === "button";
    this.level = options.mode === "page" ? 1 : 2;
    this.memory = new Memory(options.base);
    this.saved = this.memory.load();
    /** @type {Settings} */
    this.settings = this.saved?.settings ?? { language: options.language, size: 0, contrast: matchMedia("(prefers-contrast: more)").matches };
    /** @type {Language} */
    this.language = this.settings.language ?? preferred([...navigator.languages]);
    this.api = new Api(options.base);
    this.reader = Reader.open();
    /** @type {City | null} */
    this.city = null;
    /** @type {Say} */
    this.say = () => "";
    this.opened = false;
    this.transcript = new Transcript(this.level + 1);
    this.conversation = new Conversation(this);
    this.ask = (/** @type {string} */ question) => void this.conversation.ask(question);
    this.near = () => void this.askNear();
    this.header = new Header({ language: (to) => void this.speak(to, true), settings: () => this.toggleSettings(), enlarge: () => this.enlarge(), close: () => this.close() }, this.level, this.floating);
    this.pane = new SettingsPane(this.settings, this.memory.lasting, { changed: () => this.settled(), remember: (lasting) => this.remember(lasting), startOver: () => void this.startOver() });
    this.banner = new Banner(this.api, { changed: () => this.alert(), ask: this.ask, near: this.near });
    this.composer = new Composer({ send: this.ask, stop: () => this.conversation.stop(), near: this.near, voice: () => void this.voice() }, this.say);
    this.alarm = h("span", { class: "alert", "data-t": "alert", hidden: true });
    this.launcher = button({ class: "launcher", "aria-expanded": "false", click: () => this.open() }, icon("chat"), h("span", { "data-t": "launcher" }), this.alarm);
    this.panel = h("div", { class: "panel", hidden: true, "aria-labelledby": this.floating && "title", role: this.floating && "dialog" }, this.header.element, this.pane.element, this.banner.element, this.transcript.element, this.transcript.newest, this.composer.element);
    this.frame = h("div", { class: "frame", role: "region", "data-t-label": "title" }, this.floating && this.launcher, this.panel);
  }

  /** Shows the launcher, or the panel where it is a part of the page. */
  async start() {
    openAnnouncer();
    this.panel.addEventListener("keydown", (event) => this.key(event));
    await this.speak(this.language, false);
    this.root.append(this.frame);
    this.settled();
    this.banner.watch();
    if (!this.floating) this.show();
  }

  /** Opens the floating panel and goes there. */
  open() {
    this.show();
    this.launcher.hidden = true;
    this.header.title.focus();
  }

  show() {
    this.panel.hidden = false;
    if (this.opened) return;
    this.opened = true;
    void this.begin();
  }

  /** Loads what the first look needs; without the city it works too. */
  async begin() {
    this.welcome();
    this.conversation.id = this.saved?.conversation ?? null;
    await this.conversation.restore(this.saved?.turns ?? []);
    this.city = await this.api.city().catch(() => null);
    if (!this.city) return;
    this.composer.limit = this.city.max_message_chars;
    this.header.city.textContent = this.city.name;
    const offered = this.city.languages;
    this.header.offer(offered, this.language);
    if (!offered.includes(this.language)) await this.speak(offered[0] ?? "ja", false);
    else this.alert();
  }

  /** Closes the panel and goes back to where it was opened. */
  close() {
    this.reader?.stop();
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape" || event.isComposing || !this.floating) return;
    if (event.target instanceof Element && event.target.closest("dialog")) return;
    this.close();
  }

  enlarge() {
    const large = this.panel.classList.toggle("large");
    this.header.enlarge.setAttribute("aria-pressed", String(large));
  }

  toggleSettings() {
    const pane = this.pane.element;
    pane.hidden = !pane.hidden;
    this.header.settings.setAttribute("aria-expanded", String(!pane.hidden));
  }

  /**
   * Speaks another language; nothing moves, and the focus stays.
   * @param {Language} language
   * @param {boolean} chosen whether the resident chose it: then answers come in it too
   */
  async speak(language, chosen) {
    const say = await loadTexts(language).catch(() => null);
    if (!say) return;
    this.language = this.api.language = language;
    this.say = say;
    if (chosen) this.settings.language = language;
    this.header.select.value = language;
    this.frame.lang = htmlLang(language);
    translate(this.frame, say);
    this.composer.relabel(say);
    this.alert();
    if (chosen) this.save();
  }

  /** Shows the mode the city is in, and the welcome that goes with it. */
  alert() {
    const before = this.banner.element.textContent;
    this.banner.show(this.language, this.say, this.city);
    const lines = this.banner.lines(this.language);
    this.alarm.hidden = lines.length === 0;
    if (lines.length && !before) announce(lines.join(" "), htmlLang(this.language));
    this.welcome();
  }

  welcome() {
    const { city, language, say } = this;
    const examples = this.banner.state?.menu[language]?.length ? this.banner.state.menu[language] : city?.suggestions[language];
    showWelcome(this.transcript.welcome, city, language, say, this.level + 1, examples ?? [], this.ask);
  }

  async askNear() {
    this.composer.tell(this.say("locating"));
    const point = await locate().catch(() => null);
    this.composer.tell(point ? "" : this.say("noLocation"));
    if (point) return this.conversation.askNear(point);
    return announce(this.say("noLocation"), htmlLang(this.language));
  }

  async voice() {
    const { say, composer } = this;
    if (!this.heard && !(await this.confirmed(say("voiceNotice"), say("use")))) return;
    this.heard = true;
    composer.tell(say("listening"));
    announce(say("listening"), htmlLang(this.language));
    const words = await listen(this.language).catch(() => "");
    composer.tell(words ? "" : say("noVoice"));
    if (words) composer.insert(words);
    else announce(say("noVoice"), htmlLang(this.language));
  }

  async startOver() {
    const { say } = this;
    if (!(await this.confirmed(say("startOverAsk"), say("erase")))) return;
    this.conversation.clear();
    this.save();
    this.toggleSettings();
    this.composer.box.focus();
  }

  /** @param {boolean} lasting */
  remember(lasting) {
    this.memory.lasting = lasting;
    this.save();
  }

  settled() {
    this.frame.dataset.size = String(this.settings.size);
    this.frame.dataset.contrast = this.settings.contrast ? "high" : "";
    if (this.opened) this.save();
  }

  save() {
    const { settings, conversation } = this;
    this.memory.save({ settings, conversation: conversation.id, turns: conversation.turns });
  }

  /** @param {HTMLElement} article */
  async print(article) {
    (await import("./printing.js")).printAnswer(this.host, article);
  }

  /**
   * @param {string} question
   * @param {string} yes
   */
  async confirmed(question, yes) {
    const { confirm } = await import("./confirm.js");
    return confirm(this.frame, question, yes, this.say("cancel"));
  }

  /**
   * Returns the hosts to which an answer's text may link: the city's and those of its sources.
   * @param {Answer | undefined} answer
   */
  hosts(answer) {
    const links = [...(this.city?.links ?? []), ...(answer?.sources ?? []), ...(answer?.procedures ?? [])].map(({ url }) => url);
    const hosts = [this.city?.website ?? null, ...links].map((each) => webAddress(each)?.host);
    return new Set(hosts.filter((each) => each !== undefined));
  }
}

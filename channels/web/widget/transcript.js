// The conversation on the screen: questions and answers in turn, and the way to the newest.

import { button, h, heading } from "./dom.js";
import { htmlLang } from "./texts.js";

/** @import { Child, Language, Say } from "./types.js" */

export class Transcript {
  /** @param {number} level of the headings of questions and answers */
  constructor(level) {
    this.level = level;
    this.welcome = h("div", { class: "welcome" });
    this.element = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0, "data-t-label": "log" }, this.welcome);
    this.moved = false; // whether the resident scrolled since the last question
    for (const move of ["wheel", "touchmove", "keydown"]) this.element.addEventListener(move, () => (this.moved = true), { passive: true });
    this.newest = button({ class: "newest", "data-t": "newest", hidden: true, click: () => this.toNewest() });
    this.watcher = new IntersectionObserver((seen) => {
      const last = seen[seen.length - 1];
      this.newest.hidden = !last || last.isIntersecting;
    });
  }

  /**
   * Adds a question or an answer.
   * @param {"question" | "answer"} kind
   * @param {Language} language
   * @param {Say} say
   * @param {...Child} content
   */
  add(kind, language, say, ...content) {
    const title = heading(this.level, { class: "hidden", tabindex: -1 }, say(kind === "question" ? "you" : "answer"));
    const article = h("article", { class: kind, lang: htmlLang(language) }, title, ...content);
    this.element.append(article);
    if (kind === "answer") this.follow(article);
    return article;
  }

  /**
   * Puts parts under an article's heading.
   * @param {HTMLElement} article
   * @param {Child[]} parts
   */
  fill(article, parts) {
    const [title] = article.children;
    const nodes = parts.filter((part) => part instanceof Node);
    article.replaceChildren(...(title ? [title] : []), ...nodes);
  }

  /**
   * Brings an article to the top without moving the page around us.
   * @param {HTMLElement} article
   */
  bringUp(article) {
    if (this.element.scrollHeight > this.element.clientHeight + 1) this.element.scrollTop = article.offsetTop - 8;
    else article.scrollIntoView({ block: "nearest" });
  }

  /** Takes questions and answers away. */
  clear() {
    this.watcher.disconnect();
    this.newest.hidden = true;
    this.element.replaceChildren(this.welcome);
  }

  /** @param {Element} article */
  follow(article) {
    this.watcher.disconnect();
    this.watcher.observe(article);
  }

  toNewest() {
    const title = this.element.querySelector("article.answer:last-of-type > :first-child");
    if (title instanceof HTMLElement) {
      title.focus({ preventScroll: true });
      title.parentElement?.scrollIntoView({ block: "start" });
    }
  }
}

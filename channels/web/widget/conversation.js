// Asking and showing: one question at a time; what failed stays and can be sent again.

import { announce } from "./announcer.js";
import { ApiError } from "./api.js";
import { Asking } from "./asking.js";
import { h } from "./dom.js";
import { showFailure } from "./failure.js";
import { loadTexts, htmlLang } from "./texts.js";

/** @import { Chat } from "./chat.js" */
/** @import { Point, Say, Seen, Turn } from "./types.js" */

export class Conversation {
  /** @param {Chat} chat */
  constructor(chat) {
    this.chat = chat;
    /** @type {Turn[]} */
    this.turns = [];
    /** @type {string | null} */
    this.id = null;
    /** @type {Asking | null} */
    this.asking = null;
    this.began = 0;
  }

  /**
   * Asks a question and shows its answer.
   * @param {string} question
   * @param {Point | null} [point] where the resident is
   * @param {string} [key] of an earlier try
   */
  async ask(question, point = null, key = newKey()) {
    if (this.asking || !question.trim()) return;
    const { chat } = this;
    const { language, say } = chat;
    const streamed = h("p", { class: "streamed" });
    const { article, asked, waiting } = this.begin(question);
    const body = { message: question, conversation_id: this.id, language: chat.settings.language, ...(point && { location: point }) };
    this.asking = new Asking(chat.api, body, key, {
      text: (piece) => {
        if (!streamed.isConnected) waiting.replaceWith(streamed);
        streamed.append(piece);
      },
      anew: () => streamed.replaceChildren(),
      slow: () => (waiting.textContent = say("slow")),
    });
    const began = ++this.began;
    await this.settle({ question, language }, article, this.asking.answer(), () => {
      asked.remove();
      void this.ask(question, point, key);
    }, began);
  }

  /**
   * Shows shelters around a point.
   * @param {Point} point
   */
  async askNear(point) {
    const { chat } = this;
    if (chat.banner.mode !== "normal") return this.ask(chat.say("nearQuestion"), point);
    if (this.asking) return;
    const question = chat.say("near");
    const { article, asked } = this.begin(question);
    const again = () => {
      asked.remove();
      void this.askNear(point);
    };
    await this.settle({ question, language: chat.language }, article, chat.api.shelters(point), again, ++this.began);
  }

  /** Stops what is being answered. */
  stop() {
    this.asking?.stop();
  }

  /** @param {string} question */
  begin(question) {
    const { transcript, composer, language, say } = this.chat;
    composer.setBusy(true);
    composer.element.classList.add("begun");
    const asked = transcript.add("question", language, say, h("p", {}, question));
    const waiting = h("p", { class: "wait" }, say("searching"));
    const article = transcript.add("answer", language, say, waiting);
    transcript.moved = false;
    transcript.bringUp(asked);
    announce(`${say("sent")} ${say("searching")}`, htmlLang(language));
    return { asked, article, waiting };
  }

  /**
   * Waits for what was asked and shows it, or how it failed.
   * @param {Turn} turn
   * @param {HTMLElement} article
   * @param {Promise<any>} coming
   * @param {() => void} again
   * @param {number} began
   */
  async settle(turn, article, coming, again, began) {
    try {
      const found = await coming;
      if (began !== this.began) return; // started over meanwhile
      await this.keep(found.answer_id ? { ...turn, answer: found } : { ...turn, nearby: found }, article);
    } catch (error) {
      if (began !== this.began) return;
      const stopped = this.asking?.stopped.signal.aborted ?? false;
      const wrong = error instanceof ApiError ? error : new ApiError(null);
      const retry = () => {
        if (this.asking) return;
        article.remove();
        again();
      };
      showFailure(this.chat, article, stopped ? null : wrong, retry);
    } finally {
      if (began === this.began) this.done();
    }
    const asked = article.previousElementSibling;
    if (asked instanceof HTMLElement && !this.chat.transcript.moved) this.chat.transcript.bringUp(asked);
  }

  done() {
    this.asking = null;
    this.chat.composer.setBusy(false);
  }

  /**
   * @param {Turn} turn
   * @param {HTMLElement} article
   */
  async keep(turn, article) {
    if (turn.answer) this.id = turn.answer.conversation_id;
    this.turns.push(turn);
    this.chat.save();
    const seen = await this.show(turn, article);
    const { spoken } = await import("./answer.js");
    announce(spoken(turn, seen), htmlLang(seen.language));
  }

  /**
   * Shows a turn in its own language.
   * @param {Turn} turn
   * @param {HTMLElement} article
   */
  async show(turn, article) {
    const language = turn.answer?.language ?? turn.language;
    const seen = this.seen(turn, await loadTexts(language));
    const { answerParts, nearbyParts } = await import("./answer.js");
    article.lang = htmlLang(language);
    article.dataset.status = turn.answer?.status ?? "nearby";
    const parts = turn.answer ? answerParts(turn, turn.answer, seen, article) : turn.nearby ? nearbyParts(turn.nearby, seen) : [];
    this.chat.transcript.fill(article, parts);
    return seen;
  }

  /**
   * @param {Turn} turn
   * @param {Say} say
   * @returns {Seen}
   */
  seen(turn, say) {
    const { chat } = this;
    const language = turn.answer?.language ?? turn.language;
    return {
      say,
      language,
      level: chat.level + 1,
      hosts: chat.hosts(turn.answer),
      ask: (question) => void this.ask(question),
      rate: async (helpful, reason = "", comment = "") => {
        await chat.api.feedback(turn.answer?.answer_id ?? "", helpful, reason, comment);
        turn.rating = helpful;
        chat.save();
      },
      furigana: (text) => chat.api.furigana(text),
      announce: (words) => announce(words, htmlLang(language)),
      reader: chat.reader,
      print: (article) => void chat.print(article),
    };
  }

  /**
   * Shows what was saved.
   * @param {Turn[]} turns
   */
  async restore(turns) {
    for (const turn of turns) {
      const language = turn.answer?.language ?? turn.language;
      const say = await loadTexts(language);
      this.chat.transcript.add("question", turn.language, say, h("p", {}, turn.question));
      await this.show(turn, this.chat.transcript.add("answer", language, say));
      this.turns.push(turn);
    }
  }

  /** Begins anew, here and for the server. */
  clear() {
    this.stop();
    this.began += 1;
    this.done();
    this.turns = [];
    this.id = null;
    this.chat.reader?.stop();
    this.chat.transcript.clear();
    this.chat.composer.element.classList.remove("begun");
  }
}

/** Returns a key that nobody can guess; `randomUUID` needs https. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

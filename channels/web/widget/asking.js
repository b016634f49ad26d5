// One question until it has its answer: by events, resumed where the connection was cut, or as one
// JSON answer where something on the way keeps events back (proxies, virus scanners).

import { ApiError } from "./api.js";
import { readEvents } from "./stream.js";

/** @import { Api } from "./api.js" */
/** @import { Answer, Question } from "./types.js" */

const FIRST_BYTE_MS = 8000;
const STALL_MS = 45_000; // three missed heartbeats
const SLOW_MS = 4000;
const WAITS_MS = [500, 1500, 3000]; // between tries

/** What an asking tells while it goes on: a piece of the text, that the text begins anew, that it takes long.
 * @typedef {{ text(piece: string): void, anew(): void, slow(): void }} Listener */

export class Asking {
  /**
   * @param {Api} api
   * @param {Question} question
   * @param {string} key the same for every try
   * @param {Listener} listener
   */
  constructor(api, question, key, listener) {
    this.api = api;
    this.question = question;
    this.key = key;
    this.listener = listener;
    this.stopped = new AbortController();
    this.turn = "";
    this.last = "";
    this.seen = new Set();
  }

  /** Ends it: `answer` fails at once. */
  stop() {
    this.stopped.abort();
  }

  /**
   * Returns the answer.
   * @returns {Promise<Answer>}
   * @throws {ApiError} when it was refused, or nothing helped
   */
  async answer() {
    const slow = setTimeout(() => this.listener.slow(), SLOW_MS);
    try {
      return await this.tries();
    } finally {
      clearTimeout(slow);
    }
  }

  async tries() {
    for (let tries = 0; ; tries++) {
      const found = await this.once().catch((error) => this.after(error));
      if (found) return found;
      if (tries >= WAITS_MS.length || !navigator.onLine) throw new ApiError(null);
      this.listener.slow();
      await new Promise((go) => setTimeout(go, WAITS_MS[tries]));
    }
  }

  /**
   * Decides what a failed try means: null is "again".
   * @param {unknown} error
   * @returns {Promise<Answer | null>}
   */
  async after(error) {
    if (this.stopped.signal.aborted) throw error;
    if (error instanceof Silence) return this.api.answer(this.question, this.key, this.stopped.signal);
    const status = error instanceof ApiError ? error.problem?.status : 0;
    if (status === 404 && this.turn) this.forget(); // another server, or it took too long
    else if (status) throw error;
    return null;
  }

  forget() {
    [this.turn, this.last] = ["", ""];
    this.seen.clear();
    this.listener.anew();
  }

  /**
   * Reads one stream; null if it ended before the answer.
   * @returns {Promise<Answer | null>}
   */
  async once() {
    const cut = new AbortController();
    const { signal } = this.stopped;
    const abort = () => cut.abort();
    signal.addEventListener("abort", abort);
    let bytes = false;
    let timer = setTimeout(abort, FIRST_BYTE_MS);
    const alive = () => {
      bytes = true;
      clearTimeout(timer);
      timer = setTimeout(abort, STALL_MS);
    };
    try {
      const { body } = await (this.turn
        ? this.api.resume(this.turn, this.last, cut.signal)
        : this.api.stream(this.question, this.key, cut.signal));
      if (!body) return null;
      for await (const event of readEvents(body, alive)) {
        const answer = this.take(event);
        if (answer) return answer;
      }
      return null;
    } catch (error) {
      throw cut.signal.aborted && !bytes && !signal.aborted ? new Silence() : error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      cut.abort();
    }
  }

  /**
   * Takes an event once, however often it is sent; returns the answer if it is the last.
   * @param {{ name: string, data: any, id: string }} event
   * @returns {Answer | null}
   */
  take({ name, data, id }) {
    if (this.seen.has(id)) return null;
    if (name === "status" && this.turn && data.turn_id !== this.turn) this.forget();
    this.seen.add(id);
    this.last = id;
    if (name === "status") this.turn = data.turn_id ?? "";
    if (name === "delta") this.listener.text(data.text);
    if (name === "error") throw new ApiError(data);
    return name === "answer" ? data : null;
  }
}

/** No byte within the time: something on the way keeps events back. */
class Silence extends Error {}

// The city's API. No cookies; errors are RFC 9457 problems.

/** @import { Answer, City, Disaster, Language, Nearby, Point, Problem, Question } from "./types.js" */

/** A request that failed: with the server's problem, or without where nothing came back. */
export class ApiError extends Error {
  /**
   * @param {Problem | null} problem
   * @param {number} wait seconds until it may be sent again, 0 if it isn't told
   */
  constructor(problem, wait = 0) {
    super(problem?.detail ?? "no response");
    this.problem = problem;
    this.wait = wait;
  }
}

export class Api {
  /** @param {string} base address of the server, with a slash at its end */
  constructor(base) {
    this.base = base;
    /** @type {Language} */
    this.language = "ja";
  }

  /** @returns {Promise<City>} */
  city() {
    return this.json("api/city");
  }

  /** @returns {Promise<Disaster>} */
  disaster() {
    return this.json("api/disaster");
  }

  /**
   * @param {Point} point
   * @returns {Promise<Nearby>}
   */
  shelters({ latitude, longitude }) {
    return this.json(`api/shelters?latitude=${latitude}&longitude=${longitude}&language=${this.language}`);
  }

  /**
   * @param {string} text
   * @returns {Promise<[string, string][]>} pieces with their readings
   */
  async furigana(text) {
    const response = await this.post("api/furigana", { text });
    return (await response.json()).segments;
  }

  /**
   * @param {string} answerId
   * @param {boolean} helpful
   * @param {string} reason
   * @param {string} comment
   */
  async feedback(answerId, helpful, reason, comment) {
    await this.post("api/feedback", { answer_id: answerId, helpful, reason, comment });
  }

  /**
   * Asks for one JSON answer; the key keeps a question from being asked twice.
   * @param {Question} question
   * @param {string} key
   * @param {AbortSignal} signal
   * @returns {Promise<Answer>}
   */
  async answer(question, key, signal) {
    return (await this.post("api/chat", question, { "Idempotency-Key": key }, signal)).json();
  }

  /**
   * Asks for events.
   * @param {Question} question
   * @param {string} key
   * @param {AbortSignal} signal
   */
  stream(question, key, signal) {
    return this.post("api/chat", question, { "Idempotency-Key": key, Accept: "text/event-stream" }, signal);
  }

  /**
   * Asks for the rest of a turn's events.
   * @param {string} turn
   * @param {string} last id of the last event that came
   * @param {AbortSignal} signal
   */
  resume(turn, last, signal) {
    return this.request(`api/turns/${encodeURIComponent(turn)}/events`, { headers: { "Last-Event-ID": last }, signal });
  }

  /** @param {string} path */
  async json(path) {
    return (await this.request(path, {})).json();
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {Record<string, string>} [headers]
   * @param {AbortSignal} [signal]
   */
  post(path, body, headers, signal) {
    const sent = { "Content-Type": "application/json", ...headers };
    return this.request(path, { method: "POST", headers: sent, body: JSON.stringify(body), signal });
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   */
  async request(path, options) {
    const headers = { "Accept-Language": this.language, ...options.headers };
    const response = await fetch(this.base + path, { credentials: "omit", ...options, headers }).catch(() => null);
    if (response?.ok) return response;
    const wait = Number(response?.headers.get("Retry-After")) || 0;
    throw new ApiError((await response?.json().catch(() => null)) ?? null, wait);
  }
}

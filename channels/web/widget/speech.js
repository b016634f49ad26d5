// Reading aloud, one answer at a time, only when asked to. Sentence by sentence: Chromium goes silent in
// the middle of long texts.

/** @typedef {{ text: string, lang: string, show(state: "idle" | "speaking" | "paused"): void }} Owner */

/** @type {Record<string, string>} */
const VOICES = { ja: "ja-JP", en: "en-US", zh: "zh-CN", ko: "ko-KR", vi: "vi-VN" };

export class Reader {
  constructor() {
    this.voice = window.speechSynthesis;
    /** @type {Owner | null} */
    this.owner = null;
    this.paused = false;
    addEventListener("pagehide", () => this.stop());
  }

  /** Returns a reader, or null where the browser can't speak. */
  static open() {
    return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window ? new Reader() : null;
  }

  /**
   * Starts an answer, or pauses it, or goes on.
   * @param {Owner} owner
   */
  toggle(owner) {
    if (this.owner !== owner) this.start(owner);
    else this.hold(!this.paused);
  }

  /** Ends it. */
  stop() {
    const { owner } = this;
    this.owner = null;
    this.voice.cancel();
    owner?.show("idle");
  }

  /** @param {Owner} owner */
  start(owner) {
    this.stop();
    this.owner = owner;
    const sentences = owner.text.match(/[^。！？.!?\n]+[。！？.!?\n]*/g) ?? [];
    sentences.forEach((sentence, at) => {
      const said = new SpeechSynthesisUtterance(sentence);
      said.lang = VOICES[owner.lang] ?? owner.lang;
      said.onend = () => at === sentences.length - 1 && this.owner === owner && this.stop();
      this.voice.speak(said);
    });
    this.hold(false);
  }

  /** @param {boolean} paused */
  hold(paused) {
    this.paused = paused;
    if (paused) this.voice.pause();
    else this.voice.resume();
    this.owner?.show(paused ? "paused" : "speaking");
  }
}

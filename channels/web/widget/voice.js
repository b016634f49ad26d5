// Voice input where the browser has it. Browsers send the audio to their makers: it is off until the
// resident has read that and said yes.

/** @import { Language } from "./types.js" */

/** @type {Record<Language, string>} */
const SPOKEN = { ja: "ja-JP", "ja-easy": "ja-JP", en: "en-US", zh: "zh-CN", ko: "ko-KR", vi: "vi-VN" };

/** Returns the browser's recogniser, or null. @returns {(new () => any) | null} */
export function recogniser() {
  const known = /** @type {any} */ (window);
  return known.SpeechRecognition ?? known.webkitSpeechRecognition ?? null;
}

/**
 * Listens once; returns what was said.
 * @param {Language} language
 * @returns {Promise<string>}
 * @throws when nothing was understood, or the microphone is closed to us
 */
export function listen(language) {
  return new Promise((understood, failed) => {
    const Recogniser = recogniser();
    if (!Recogniser) return failed(new Error("none"));
    const listening = new Recogniser();
    listening.lang = SPOKEN[language];
    listening.onresult = (/** @type {any} */ event) => understood(event.results[0][0].transcript);
    listening.onerror = failed;
    listening.onend = failed;
    return listening.start();
  });
}

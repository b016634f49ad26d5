// What the browser senses, each when its button is pressed: where the resident is, sent with that one
// request; and the voice, whose audio browsers send to their makers, after a notice and a yes.

/** @import { Language, Point } from "./types.js" */

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

const WITHIN_MS = 10_000;
const NOT_OLDER_MS = 60_000;

/**
 * @returns {Promise<Point>}
 * @throws when it isn't known or not allowed
 */
export function locate() {
  return new Promise((found, failed) => {
    if (!navigator.geolocation) return failed(new Error("none"));
    return navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => found({ latitude, longitude }),
      failed,
      { timeout: WITHIN_MS, maximumAge: NOT_OLDER_MS },
    );
  });
}

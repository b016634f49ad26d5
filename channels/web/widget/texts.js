// What the widget says: a module for each language, loaded when it is needed.

/** @import { Key, Language, Say, Texts } from "./types.js" */

/** @type {Record<Language, string>} */
export const NAMES = {
  ja: "日本語",
  "ja-easy": "やさしい日本語",
  en: "English",
  zh: "中文",
  ko: "한국어",
  vi: "Tiếng Việt",
};

export const LANGUAGES = /** @type {Language[]} */ (Object.keys(NAMES));

/** @type {Map<Language, Promise<Say>>} */
const loaded = new Map();

/**
 * Loads a language's texts, once; what is no language of ours is Japanese.
 * @param {Language} language
 * @returns {Promise<Say>}
 */
export function loadTexts(language) {
  const known = LANGUAGES.includes(language) ? language : "ja";
  const found = loaded.get(known) ?? import(`./texts/${known}.js`).then(({ default: texts }) => sayer(texts));
  loaded.set(known, found);
  found.catch(() => loaded.delete(known)); // the next one may load
  return found;
}

/**
 * Returns what says a text, `{name}` in it replaced by the value of that name.
 * @param {Texts} texts
 * @returns {Say}
 */
function sayer(texts) {
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * Writes the texts of all elements that name theirs: `data-t` the content, `data-t-label` the name.
 * @param {ParentNode} root
 * @param {Say} say
 */
export function translate(root, say) {
  for (const each of root.querySelectorAll("[data-t], [data-t-label]")) {
    const { t, tLabel } = /** @type {HTMLElement} */ (each).dataset;
    if (t) each.textContent = say(/** @type {Key} */ (t));
    if (tLabel) each.setAttribute("aria-label", say(/** @type {Key} */ (tLabel)));
  }
}

/**
 * Returns the `lang` attribute of one of our languages: plain Japanese is Japanese.
 * @param {string} language
 */
export function htmlLang(language) {
  return language === "ja-easy" ? "ja" : language;
}

/**
 * Returns the language of words out of the city's documents: Japanese unless it has translated them.
 * @param {string} words
 * @param {Language} language
 */
export function langOf(words, language) {
  return /[ぁ-ヿ]/.test(words) ? "ja" : htmlLang(language);
}

/**
 * Chooses the first language: the visitor's, of those there are.
 * @param {readonly string[]} tags as browsers give them, `en-US`
 */
export function preferred(tags) {
  return LANGUAGES.find((each) => each === tags.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag && tag in NAMES)) ?? "ja";
}

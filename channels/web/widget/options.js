// What a city sets at the script tag: data-mode, data-target, data-language.

import { LANGUAGES } from "./texts.js";

/** @import { Options } from "./types.js" */

/**
 * Reads the options of a script tag; what isn't known counts as not set.
 * @param {HTMLScriptElement} script
 * @returns {Options}
 */
export function readOptions(script) {
  const { mode, target, language } = script.dataset;
  return {
    base: new URL("./", script.src).href,
    mode: mode === "inline" || mode === "page" ? mode : "button",
    target: target ?? "",
    language: LANGUAGES.find((each) => each === language) ?? null,
  };
}

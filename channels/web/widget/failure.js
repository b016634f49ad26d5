// What is shown when a question could not be sent: why, and a way to send it again.

import { announce } from "./announcer.js";
import { button, h } from "./dom.js";
import { htmlLang } from "./texts.js";

/** @import { ApiError } from "./api.js" */
/** @import { Chat } from "./chat.js" */

/**
 * Shows a failure in the place of the answer; null is "the resident stopped it".
 * @param {Chat} chat
 * @param {HTMLElement} article
 * @param {ApiError | null} error
 * @param {() => void} again
 */
export function showFailure(chat, article, error, again) {
  const { say, language, city } = chat;
  const offline = error !== null && !error.problem && !navigator.onLine;
  const words = !error ? say("stopped") : error.wait ? say("busy", { n: error.wait }) : (error.problem?.detail ?? say(offline ? "offline" : "failed"));
  const line = h("p", {}, words);
  const retry = button({ class: "primary", click: () => resend() }, say("retry"));
  const hours = error && city?.opening_hours?.text;
  const resend = () => {
    if (retry.getAttribute("aria-disabled") === "true") return;
    removeEventListener("online", resend);
    if (retry.matches(":focus")) chat.composer.box.focus();
    again();
  };
  article.dataset.status = error ? "failed" : "stopped";
  chat.transcript.fill(article, [line, hours ? h("p", { class: "fine" }, say("hours", { hours })) : null, retry]);
  announce(words, htmlLang(language));
  if (offline) addEventListener("online", resend);
  if (error?.wait) countDown(chat, error.wait, line, retry);
}

/**
 * Counts the seconds until it may be sent again.
 * @param {Chat} chat
 * @param {number} wait
 * @param {HTMLElement} line
 * @param {HTMLElement} retry
 */
function countDown({ say, language }, wait, line, retry) {
  const end = Date.now() + wait * 1000;
  retry.setAttribute("aria-disabled", "true");
  const timer = setInterval(() => {
    const n = Math.ceil((end - Date.now()) / 1000);
    line.textContent = n > 0 ? say("busy", { n }) : say("ready");
    if (n > 0 && line.isConnected) return;
    clearInterval(timer);
    retry.setAttribute("aria-disabled", "false");
    if (line.isConnected) announce(say("ready"), htmlLang(language));
  }, 1000);
}

// The page: what is asked, shown and said to screen readers.

import { answerParts } from "./answer.js";
import { askServer, loadCity, loadDisaster, sendFeedback } from "./api.js";
import { element, link, questionList } from "./element.js";
import { NAMES, htmlLang, text } from "./texts.js";

const ANNOUNCED_MS = 1000; // shorter, and Chrome with TalkBack loses it (BotFramework-WebChat#3236)

const BANNER_MS = 30_000; // how long a switch of disaster mode may stay unseen

const byId = (id) => document.getElementById(id);
const [log, box, selector] = ["log", "message", "language"].map(byId);

let city = null;
let language = "ja";
let chosen = null; // the language a resident fixed; without it each question's is detected
let conversation = null;
let busy = false;
let banner = {}; // by language; empty in normal mode

/** Has a screen reader say something, without leaving it on the page. */
function announce(words) {
  const line = element("p", { lang: htmlLang(language) }, words);
  byId("announcer").append(line);
  setTimeout(() => line.remove(), ANNOUNCED_MS);
}

function showIn(next) {
  language = next;
  selector.value = language;
  document.documentElement.lang = htmlLang(language);
  for (const each of document.querySelectorAll("[data-text]")) {
    each.textContent = text(language, each.dataset.text);
  }
  log.setAttribute("aria-label", text(language, "log"));
  if (city) showCity();
  showBanner();
}

/** What the city is in: asked again and again, for a page stays open through a disaster. */
async function watchDisaster() {
  const state = await loadDisaster().catch(() => null);
  if (state) {
    banner = state.banner;
    document.body.dataset.mode = state.mode;
    showBanner();
  }
  setTimeout(watchDisaster, BANNER_MS);
}

function showBanner() {
  const words = banner[language] || banner.ja || "";
  const place = byId("banner");
  if (place.dataset.words === words) return;
  place.dataset.words = words;
  place.hidden = !words;
  place.replaceChildren(...words.split("\n").filter(Boolean).map((line) => element("p", {}, line)));
}

function showCity() {
  document.title = `${city.name} ${text(language, "title")}`;
  byId("city-name").textContent = city.name;
  byId("examples").replaceChildren(questionList(city.suggestions[language], ask));
  showLine("city-notice", city.notice[language]);
  const hours = city.opening_hours?.text;
  showLine("hours", hours && `${text(language, "hours")}: ${hours}`);
  const links = city.links.map(({ title, url }) => element("li", {}, link(url, title, language)));
  byId("links").replaceChildren(...links);
}

function showLine(id, words) {
  byId(id).textContent = words ?? "";
  byId(id).hidden = !words;
}

/** Asks for shelters around where the resident is; the point is sent with this question only. */
function askNear() {
  if (busy) return;
  const asked = (point) => ask(text(language, "nearQuestion"), point);
  const failed = () => {
    announce(text(language, "noLocation"));
    showLine("near-failed", text(language, "noLocation"));
  };
  showLine("near-failed", "");
  if (!navigator.geolocation) {
    failed();
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude } }) => asked({ latitude, longitude }),
    failed,
    { timeout: 10_000, maximumAge: 60_000 },
  );
}

async function ask(question, point = null) {
  if (busy || !question.trim()) return;
  setBusy(true);
  const asked = entry("question", "you", element("p", {}, question));
  const waiting = element("p", { class: "wait" }, text(language, "searching"));
  const article = entry("answer", "answer", waiting);
  announce(text(language, "searching"));
  try {
    await answerInto(article, question, point);
  } catch (error) {
    showFailure(article, error, () => {
      asked.remove();
      ask(question, point);
    });
  }
  asked.scrollIntoView();
  setBusy(false);
}

function setBusy(now) {
  busy = now;
  byId("send").setAttribute("aria-disabled", now);
}

function entry(kind, title, content) {
  const heading = element("h3", { class: "hidden" }, text(language, title));
  const article = element("article", { class: kind, lang: htmlLang(language) }, heading, content);
  log.append(article);
  return article;
}

async function answerInto(article, question, point) {
  const [heading] = article.children;
  const streamed = element("p", { class: "streamed" });
  const body = { message: question, conversation_id: conversation, language: chosen };
  if (point) body.location = point;
  const answer = await askServer(body, language, (piece) => {
    if (!streamed.isConnected) article.replaceChildren(heading, streamed);
    streamed.append(piece);
  });
  conversation = answer.conversation_id;
  article.dataset.status = answer.status;
  const rate = (helpful) => sendFeedback(answer.answer_id, helpful, language);
  article.replaceChildren(heading, ...answerParts(answer, language, { ask, rate }));
  const count = answer.sources.length;
  announce(answer.text + (count ? ` ${text(language, "sources")}: ${count}` : ""));
}

function showFailure(article, error, again) {
  const words = error.problem?.detail ?? text(language, navigator.onLine ? "failed" : "offline");
  const retry = () => {
    article.remove();
    again();
  };
  const button = element("button", { type: "button", click: retry }, text(language, "retry"));
  article.dataset.status = "failed";
  article.replaceChildren(article.children[0], element("p", {}, words), button);
  announce(words);
}

function submit(event) {
  event.preventDefault();
  if (busy) return;
  ask(box.value);
  box.value = "";
}

function submitOnEnter(event) {
  // Enter that ends the conversion of an input method (Safari: keyCode 229) doesn't send.
  const converting = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && !event.shiftKey && !converting) submit(event);
}

function choose() {
  chosen = selector.value;
  history.replaceState(null, "", `?language=${chosen}`);
  showIn(chosen);
}

/** The language in the address, else the browser's first that is offered, else the city's first. */
function firstLanguage(offered) {
  const asked = new URLSearchParams(location.search).get("language");
  if (offered.includes(asked)) chosen = asked;
  const preferred = navigator.languages.map((tag) => tag.split("-")[0]);
  return chosen ?? preferred.find((each) => offered.includes(each)) ?? offered[0];
}

async function start() {
  byId("composer").addEventListener("submit", submit);
  box.addEventListener("keydown", submitOnEnter);
  selector.addEventListener("change", choose);
  byId("near").addEventListener("click", askNear);
  city = await loadCity().catch(() => null);
  const offered = city?.languages ?? Object.keys(NAMES);
  const option = (each) => element("option", { value: each, lang: htmlLang(each) }, NAMES[each]);
  selector.replaceChildren(...offered.map(option));
  showIn(firstLanguage(offered));
  watchDisaster();
}

start();

// The page: one talk, kept up to date, and what is around it.

import { addUser, changeUser, loadAccount, loadTalk, press, send, sendAgain } from "./api.js";
import { element } from "./element.js";
import { entry } from "./messages.js";
import { openPlaces, preparePlaces } from "./place.js";
import { showMenu } from "./menu.js";
import { tappable } from "./actions.js";

const RETRY_MS = 2000;
const byId = (id) => document.getElementById(id);

let version = 0;
let watching = new AbortController();
let menuId = null;
let loadingTimer = 0;

const talk = {
  user: "",
  say: async (sending) => sending.catch((error) => talk.tell(`送れませんでした: ${error.message}`)),
  tell: (words) => (byId("said").textContent = words),
  askPlace: openPlaces,
  sendImage: () => talk.say(send(talk.user, { message: { type: "image" } })),
  write: (words) => {
    byId("text").value = words;
    byId("text").focus();
  },
};

/** Shows the talk of a user from its beginning. */
function open(user) {
  talk.user = user;
  version = 0;
  menuId = null;
  byId("log").replaceChildren();
  watching.abort();
  watching = new AbortController();
  if (user) watch(watching.signal);
}

async function watch(signal) {
  while (!signal.aborted) {
    try {
      const told = await loadTalk(talk.user, version, signal);
      if (signal.aborted) return;
      if (told.version !== version) await showAccount();
      version = told.version;
      show(told);
    } catch {
      if (signal.aborted) return;
      talk.tell("シミュレーターにつながりません。");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function show(told) {
  const log = byId("log");
  const last = Number(log.lastElementChild?.dataset.number ?? 0);
  const news = told.entries.filter(({ number }) => number > last);
  log.append(...news.map((one) => entry(one, talk)));
  showLoading(told.loading);
  const menu = told.user.blocked ? null : told.menu;
  showQuick(told.user.blocked ? null : told.entries.at(-1));
  if ((menu?.id ?? null) !== menuId) {
    menuId = menu?.id ?? null;
    showMenu(byId("menu"), menu, talk);
    openMenu(menu?.selected ?? false);
    byId("menu-switch").hidden = !menu;
    byId("menu-switch").textContent = menu?.chatBarText ?? "";
    log.scrollTop = log.scrollHeight;
  }
  if (news.length) log.scrollTop = log.scrollHeight;
  showUser(told.user);
}

function showLoading(seconds) {
  clearTimeout(loadingTimer);
  byId("loading").textContent = seconds ? "入力中…" : "";
  if (seconds) loadingTimer = setTimeout(() => showLoading(0), seconds * 1000);
}

/** Quick replies stand under the last message only. */
function showQuick(last) {
  const items = (last?.by === "bot" && last.message.quickReply?.items) || [];
  const chips = items.map(({ action }) => element("li", {}, tappable(action, talk, {}, action.label)));
  byId("quick").replaceChildren(...chips);
  byId("quick").hidden = !items.length;
}

function openMenu(opened) {
  byId("menu").hidden = !opened || !menuId;
  byId("menu-switch").setAttribute("aria-expanded", opened);
}

function showUser(user) {
  byId("language").value = user.language;
  byId("block").textContent = user.blocked ? "ブロックを解除する" : "ブロックする";
  byId("block").setAttribute("aria-pressed", user.blocked);
  for (const id of ["text", "location", "sticker", "image"]) byId(id).disabled = user.blocked;
}

async function showAccount() {
  const account = await loadAccount();
  byId("name").textContent = account.name;
  const option = ({ user_id: id, name }) => element("option", { value: id }, name);
  byId("user").replaceChildren(...account.users.map(option));
  byId("user").value = talk.user;
  return account;
}

async function addFriend(event) {
  event.preventDefault();
  const name = byId("new-name").value.trim();
  if (!name) return;
  byId("new-name").value = "";
  const added = await talk.say(addUser(name, "ja"));
  if (added) open(added.user_id);
}

function submit(event) {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (!text || !talk.user) return;
  byId("text").value = "";
  talk.say(send(talk.user, { text }));
}

function submitOnEnter(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
}

async function pressed(number) {
  talk.tell("切り替えています…");
  const answer = await talk.say(press(number));
  if (answer) talk.tell(answer.said);
}

function listen() {
  byId("user").addEventListener("change", () => open(byId("user").value));
  byId("new-user").addEventListener("submit", addFriend);
  byId("language").addEventListener("change", () => talk.say(changeUser(talk.user, { language: byId("language").value })));
  byId("block").addEventListener("click", () => talk.say(changeUser(talk.user, { blocked: byId("block").getAttribute("aria-pressed") !== "true" })));
  byId("again").addEventListener("click", async () => {
    if (await talk.say(sendAgain())) talk.tell("再送しました。");
  });
  byId("send").addEventListener("submit", submit);
  byId("text").addEventListener("keydown", submitOnEnter);
  byId("location").addEventListener("click", openPlaces);
  byId("sticker").addEventListener("click", () => talk.say(send(talk.user, { message: { type: "sticker" } })));
  byId("image").addEventListener("click", talk.sendImage);
  byId("menu-switch").addEventListener("click", () => openMenu(byId("menu").hidden));
}

async function start() {
  listen();
  const account = await showAccount();
  preparePlaces(account.places, (message) => talk.say(send(talk.user, { message })));
  const button = (label, number) => element("button", { type: "button", click: () => pressed(number) }, label);
  byId("bot").append(...account.buttons.map(button));
  byId("bot").hidden = !account.buttons.length;
  open(account.users[0]?.user_id ?? (await addUser("あなた", "ja")).user_id);
}

start();

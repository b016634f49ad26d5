// What stands in a talk, message by message.

import { element, openable } from "./element.js";
import { flex } from "./flex.js";
import { tappable } from "./actions.js";

const REASONS = {
  COULD_NOT_CONNECT: "ボットにつながりません",
  REQUEST_TIMEOUT: "ボットが2秒以内に応答しません",
  ERROR_STATUS_CODE: "ボットが受け取りを断りました",
};
const WHO = { user: "あなた", bot: "ボット", note: "お知らせ" };
const ADDRESS = /(https?:\/\/[^\s<>"'「」（）、。]+)/;

/** Shows an entry of a talk. */
export function entry(told, talk) {
  const time = new Date(told.at).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
  const stamp = told.via === "push" || told.via === "multicast" || told.via === "broadcast" ? `${time}・プッシュ` : time;
  return element(
    "article",
    { class: `entry ${told.by}`, "data-number": told.number, "data-type": told.message.type },
    element("h2", { class: "hidden" }, WHO[told.by]),
    content(told.message, talk),
    element("time", { datetime: told.at }, stamp),
  );
}

function content(message, talk) {
  const makers = { text, textV2: text, sticker, image, video: image, audio: image, file: image, location, template, flex: bubbles, failure };
  return (makers[message.type] ?? unknown)(message, talk);
}

function text(message) {
  const parts = message.text.split(ADDRESS).map((part, index) => (index % 2 ? link(part) : part));
  return element("p", { class: "words" }, ...parts);
}

const link = (address) =>
  openable(address) ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address) : address;
const sticker = () => element("p", { class: "sticker" }, "スタンプ");
const image = (message) =>
  element("p", { class: "picture" }, { image: "（写真）", video: "（動画）", audio: "（音声）", file: "（ファイル）" }[message.type]);
const unknown = (message) => element("p", { class: "words" }, `（この画面では見られないメッセージ: ${message.type}）`);
const bubbles = (message, talk) => flex(message.contents, talk);

function location({ title, address, latitude, longitude }) {
  const words = [title ?? "位置情報", address, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`];
  return element("div", { class: "words place" }, ...words.filter(Boolean).map((line) => element("p", {}, line)));
}

function failure({ reason, detail }) {
  return element("p", { class: "failure" }, `${REASONS[reason] ?? reason}（${detail}）`);
}

function template({ template: told }, talk) {
  const columns = told.columns ?? [told];
  const cards = columns.map((column) => {
    const actions = column.actions ?? [column.action];
    const buttons = actions.map((action) => tappable(action, talk, { class: "flex-button link low" }, action.label ?? ""));
    const title = column.title ? element("p", { class: "title" }, column.title) : null;
    return element("li", {}, element("div", { class: "bubble" }, element("div", { class: "body" }, title, element("p", {}, column.text ?? "（画像）")), ...buttons));
  });
  return element("ul", { class: "carousel", tabindex: "0" }, ...cards);
}

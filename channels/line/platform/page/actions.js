// What a tap does: LINE's actions.

import { element, openable } from "./element.js";
import { send, switchMenu } from "./api.js";

/** Makes what is tapped for an action: a link where it opens an address, else a button. */
export function tappable(action, talk, attributes = {}, ...children) {
  const address = action.type === "uri" ? openable(action.uri) : null;
  if (!address) {
    return element("button", { type: "button", ...attributes, click: () => perform(action, talk) }, ...children);
  }
  const opening = address.startsWith("tel:") ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return element("a", { ...attributes, href: address, ...opening }, ...children);
}

/** Does what an action says; `talk` has the user and what the page can open. */
export function perform(action, talk) {
  const deeds = {
    message: () => talk.say(send(talk.user, { text: action.text })),
    postback: () => postback(action, talk),
    location: () => talk.askPlace(),
    camera: () => talk.sendImage(),
    cameraRoll: () => talk.sendImage(),
    richmenuswitch: () => talk.say(switchMenu(talk.user, action.richMenuAliasId, action.data)),
    clipboard: () => navigator.clipboard.writeText(action.clipboardText),
  };
  const deed = deeds[action.type] ?? (() => talk.tell(`この画面では試せない操作です: ${action.type}`));
  deed();
}

function postback(action, talk) {
  if (action.inputOption === "openKeyboard") talk.write(action.fillInText ?? "");
  const said = action.displayText ?? action.text;
  const event = { type: "postback", postback: { data: action.data } };
  talk.say(send(talk.user, said ? { ...event, displayText: said } : event));
}

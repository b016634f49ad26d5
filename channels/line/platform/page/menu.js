// The rich menu: its picture, and what is tapped on it.

import { element } from "./element.js";
import { tappable } from "./actions.js";

const HIGHEST_VH = 36; // of the window, so that the talk stays in sight

/** Shows a rich menu, or none. */
export function showMenu(place, menu, talk) {
  place.replaceChildren();
  if (!menu) return;
  const frame = element("div", { class: "menu-frame" }, element("img", { src: menu.image, alt: "" }));
  const ratio = menu.size.width / menu.size.height;
  frame.style.aspectRatio = String(ratio);
  frame.style.width = `min(100%, ${HIGHEST_VH * ratio}vh)`;
  frame.append(...menu.areas.map((area) => tile(area, menu.size, talk)));
  place.append(frame);
}

function tile({ bounds, action }, size, talk) {
  const name = action.label ?? action.displayText ?? action.text ?? action.uri ?? action.data ?? action.type;
  const made = tappable(action, talk, { class: "tile", "aria-label": name });
  made.style.left = `${(bounds.x / size.width) * 100}%`;
  made.style.top = `${(bounds.y / size.height) * 100}%`;
  made.style.width = `${(bounds.width / size.width) * 100}%`;
  made.style.height = `${(bounds.height / size.height) * 100}%`;
  return made;
}

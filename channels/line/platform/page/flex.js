// Flex Messages: boxes, texts, buttons and separators. Pictures are named, not fetched.

import { element } from "./element.js";
import { tappable } from "./actions.js";

const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const SIZES = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const WIDTHS = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const SIDES = { start: "start", end: "end", center: "center" };
const COLOR = /^#[0-9a-f]{6}([0-9a-f]{2})?$/i;

const pixels = (value, named) => (value in named ? `${named[value]}px` : /^\d+(\.\d+)?px$/.test(value ?? "") ? value : "");
const color = (value) => (COLOR.test(value ?? "") ? value : "");

/** Shows a bubble, or bubbles side by side. */
export function flex(container, talk) {
  if (container.type !== "carousel") return bubble(container, talk);
  const cards = container.contents.map((one) => element("li", {}, bubble(one, talk)));
  return element("ul", { class: "carousel", tabindex: "0" }, ...cards);
}

function bubble(told, talk) {
  const made = element("div", { class: "bubble" });
  made.style.width = `${WIDTHS[told.size ?? "mega"] ?? WIDTHS.mega}px`;
  for (const name of ["header", "hero", "body", "footer"]) {
    if (!told[name]) continue;
    const part = element("div", { class: name }, component(told[name], talk, "vertical"));
    part.style.backgroundColor = color(told.styles?.[name]?.backgroundColor);
    made.append(part);
  }
  return made;
}

function component(told, talk, layout) {
  const makers = { box, text, button, separator, span, filler: () => element("div", { class: "filler" }) };
  const made = (makers[told.type] ?? picture)(told, talk, layout);
  const grows = told.flex ?? (layout === "vertical" ? 0 : 1);
  made.style.flex = layout === "vertical" ? `${grows} 0 auto` : `${grows} 1 ${grows ? "0" : "auto"}`;
  const margin = pixels(told.margin, SPACES);
  if (margin) made.style[layout === "vertical" ? "marginTop" : "marginInlineStart"] = margin;
  return made;
}

function box(told, talk) {
  const children = (told.contents ?? []).map((one) => component(one, talk, told.layout === "vertical" ? "vertical" : "horizontal"));
  const attributes = { class: `box ${["vertical", "horizontal", "baseline"].includes(told.layout) ? told.layout : "vertical"}` };
  const made = told.action ? tappable(told.action, talk, attributes, ...children) : element("div", attributes, ...children);
  made.style.gap = pixels(told.spacing, SPACES);
  made.style.backgroundColor = color(told.backgroundColor);
  made.style.borderRadius = pixels(told.cornerRadius, SPACES);
  made.style.padding = pixels(told.paddingAll, SPACES);
  if (told.borderWidth) made.style.border = `${pixels(told.borderWidth, { light: 1, normal: 1, medium: 2, "semi-bold": 3, bold: 4 })} solid ${color(told.borderColor) || "#000"}`;
  return made;
}

function text(told, talk) {
  const words = told.contents?.map((one) => span(one)) ?? [told.text];
  const made = told.action ? tappable(told.action, talk, { class: "text link" }, ...words) : element("p", { class: "text" }, ...words);
  dress(made, told);
  made.classList.toggle("wrap", told.wrap === true);
  made.style.textAlign = SIDES[told.align] ?? "";
  return made;
}

function span(told) {
  const made = element("span", {}, told.text ?? "");
  dress(made, told);
  return made;
}

function dress(made, told) {
  made.style.fontSize = pixels(told.size, SIZES);
  made.style.color = color(told.color);
  made.style.fontWeight = told.weight === "bold" ? "700" : "";
  made.style.textDecoration = { underline: "underline", "line-through": "line-through" }[told.decoration] ?? "";
}

function button(told, talk) {
  const kind = ["primary", "secondary"].includes(told.style) ? told.style : "link";
  const made = tappable(told.action, talk, { class: `flex-button ${kind} ${told.height === "sm" ? "low" : ""}` }, told.action.label ?? "");
  made.style[kind === "link" ? "color" : "backgroundColor"] = color(told.color);
  return made;
}

function separator(told) {
  const made = element("hr");
  made.style.borderColor = color(told.color);
  return made;
}

const picture = () => element("p", { class: "picture" }, "（画像）");

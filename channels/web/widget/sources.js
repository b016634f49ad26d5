// The numbered sources of an answer: each opens the document, a PDF at its page.

import { h, link } from "./dom.js";
import { langOf } from "./texts.js";

/** @import { Answer, Seen, Source } from "./types.js" */

/**
 * @param {Answer} answer
 * @param {Seen} seen
 */
export function sourceList(answer, seen) {
  const items = answer.sources.map((source) => item(source, seen));
  return items.length > 0 && h("ol", { class: "sources" }, ...items);
}

/**
 * @param {Source} source
 * @param {Seen} seen
 */
function item(source, { say, language }) {
  const about = [
    source.section,
    source.page && say("page", { n: source.page }),
    source.department,
    source.updated_on && say("updated", { date: source.updated_on.replaceAll("-", ".") }),
  ].filter(Boolean);
  const quote = h("blockquote", { lang: langOf(source.quote, language) }, source.quote);
  return h(
    "li",
    { "data-source": source.n, value: source.n, tabindex: -1 },
    link(withPage(source), source.title, say, { lang: langOf(source.title, language) }),
    about.length > 0 && h("p", { class: "fine" }, about.join(" ・ ")),
    source.quote && h("details", {}, h("summary", {}, say("quote")), quote),
  );
}

/**
 * Browsers open a PDF at `#page=` (RFC 8118 §3).
 * @param {Source} source
 */
function withPage({ url, page }) {
  return page && /\.pdf$/i.test(url) ? `${url}#page=${page}` : url;
}

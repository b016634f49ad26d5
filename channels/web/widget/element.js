// The element <annai-chat>: an open shadow root (readers and tests see into it) with its own style.

import { Chat } from "./chat.js";
import { CSS } from "./styles.js";

/** @import { Options } from "./types.js" */

export const ELEMENT = "annai-chat";

export class AnnaiChat extends HTMLElement {
  /**
   * Builds the widget in this element.
   * @param {Options} options
   */
  begin(options) {
    const sheet = new CSSStyleSheet(); // a <style> would need the page's CSP to allow it
    sheet.replaceSync(CSS);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.dataset.mode = options.mode;
    void new Chat(this, root, options).start();
  }
}

/** Makes the element known, once however often the script is on the page. */
export function define() {
  if (!customElements.get(ELEMENT)) customElements.define(ELEMENT, AnnaiChat);
}

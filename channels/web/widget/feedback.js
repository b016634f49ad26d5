// Whether an answer helped; who says no is asked why.

import { button, h } from "./dom.js";

/** @import { Key, Seen, Turn } from "./types.js" */

/** @type {Key[]} */
const REASONS = ["wrong", "old", "made_up", "off_topic", "other"];
const MOST_CHARS = 1000; // as the API takes

/**
 * @param {Turn} turn
 * @param {Seen} seen
 */
export function feedback(turn, seen) {
  const { say } = seen;
  const said = h("span", { class: "said" });
  const more = h("div", { class: "why", hidden: true });
  const choices = [true, false].map((helpful) =>
    button({ "aria-pressed": String(turn.rating === helpful), click: () => choose(helpful) }, say(helpful ? "yes" : "no")),
  );

  /** @param {boolean} helpful */
  async function choose(helpful) {
    if (!(await tell(helpful, ""))) return;
    turn.rating = helpful;
    choices.forEach((each, at) => each.setAttribute("aria-pressed", String((at === 0) === helpful)));
    more.hidden = helpful;
    if (!helpful && !more.firstChild) more.append(reasons(seen, tell, () => (more.hidden = true)));
  }

  /**
   * @param {boolean} helpful
   * @param {string} reason
   * @param {string} [comment]
   */
  async function tell(helpful, reason, comment) {
    const kept = await seen.rate(helpful, reason, comment).then(
      () => true,
      () => false,
    );
    said.textContent = say(kept ? "thanks" : "failed");
    seen.announce(said.textContent);
    return kept;
  }

  const group = { class: "feedback", role: "group", "aria-label": say("helpful") };
  return h("div", group, h("span", { class: "ask" }, say("helpful")), ...choices, said, more);
}

/**
 * @param {Seen} seen
 * @param {(helpful: boolean, reason: string, comment?: string) => Promise<boolean>} tell
 * @param {() => void} done
 */
function reasons({ say }, tell, done) {
  const comment = h("textarea", { rows: 2, maxlength: MOST_CHARS });
  const fields = REASONS.map((reason) => h("label", { class: "choice" }, h("input", { type: "radio", name: "reason", value: reason }), h("span", {}, say(reason))));
  const form = h(
    "form",
    {},
    h("fieldset", {}, h("legend", {}, say("why")), ...fields),
    h("label", { class: "comment" }, say("comment"), comment),
    h("button", {}, say("submit")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = String(new FormData(form).get("reason") ?? "other");
    if (await tell(false, reason, comment.value)) done();
  });
  return form;
}

// What screen readers say without moving the focus: a status region in the page itself, because
// those within a shadow root are often not read (coveo/ui-kit#1715, umbraco/Umbraco-CMS#21028).

const ID = "annai-status";
const SPOKEN_MS = 1000; // shorter, and Chrome with TalkBack loses it (BotFramework-WebChat#3236)

/** @type {Record<string, string>} */
const HIDDEN = {
  position: "absolute",
  width: "1px",
  height: "1px",
  margin: "-1px",
  padding: "0",
  border: "0",
  overflow: "hidden",
  "clip-path": "inset(50%)",
  "white-space": "nowrap",
};

/** Makes the region, one a page; it must be there before something is said. */
export function openAnnouncer() {
  if (document.getElementById(ID)) return;
  const region = document.createElement("div");
  region.id = ID;
  region.setAttribute("role", "status");
  for (const [name, value] of Object.entries(HIDDEN)) region.style.setProperty(name, value, "important");
  document.body.append(region);
}

/**
 * Says something once.
 * @param {string} words
 * @param {string} lang
 */
export function announce(words, lang) {
  const line = document.createElement("p");
  line.lang = lang;
  line.textContent = words;
  document.getElementById(ID)?.append(line);
  setTimeout(() => line.remove(), SPOKEN_MS);
}

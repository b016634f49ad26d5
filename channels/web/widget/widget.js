// annai: one line on any page, <script src="https://…/widget.js" async></script>
// A plain script, so that it knows the tag it came with; the widget itself is modules. All are asked for
// at once, else each would be found only when the one that imports it is there; it starts when the first
// of them are there, those that show answers come meanwhile.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script) return;
  const first = "main chat styles texts dom composer header transcript conversation api asking stream failure memory settings banner welcome announcer senses speech";
  const later = "answer answer_text sources tools feedback furigana shelters confirm printing";
  const load = (/** @type {string} */ name) => import(new URL(`widget/@version@/${name}.js`, script.src).href);
  const [likely = "ja"] = /^(ja-easy|ja|en|zh|ko|vi)/.exec(script.dataset.language ?? navigator.language) ?? [];
  const [main] = `${first} texts/${likely} ${later}`.split(" ").map((name) => load(name).catch(() => null));
  void main?.then((found) => found?.start(script));
})();

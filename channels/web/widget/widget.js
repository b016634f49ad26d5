// annai: one line on any page, <script src="https://…/widget.js" async></script>
// A plain script, so that it knows the tag it came with; the widget itself is modules. All are asked for
// at once, else each would be found only when the one that imports it is there.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script) return;
  const load = (/** @type {string} */ name) => import(new URL(`widget/@version@/${name}`, script.src).href);
  Promise.all("main.js @modules@".split(" ").map(load)).then(([main]) => main.start(script), () => {});
})();

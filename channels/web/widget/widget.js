// annai: one line on any page, <script src="https://…/widget.js" async></script>
// A plain script, so that it knows the tag it came with; the widget itself is a module, which the server
// joins of those beside this one. The texts that will be needed are asked for at the same time.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script) return;
  const load = (/** @type {string} */ name) => import(new URL(`widget/@version@/${name}.js`, script.src).href);
  const [likely = "ja"] = /^(ja-easy|ja|en|zh|ko|vi)/.exec(script.dataset.language ?? navigator.language) ?? [];
  load(`texts/${likely}`).catch(() => null);
  load("all").then(({ start }) => start(script), () => null);
})();

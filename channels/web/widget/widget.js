// annai: one line on any page, <script src="https://…/widget.js" async></script>
// A plain script, so that it knows the tag it came with; the widget itself is modules.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (script) import(new URL("widget/@version@/main.js", script.src).href).then(({ start }) => start(script));
})();

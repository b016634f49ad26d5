// Printing one answer with its question: the rest of the city's page is left out meanwhile.

const PAGE = `@media print { body * { visibility: hidden !important } annai-chat[data-printing] { visibility: visible !important } }`;

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} article
 */
export function printAnswer(host, article) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PAGE);
  const printed = [article, /** @type {HTMLElement | null} */ (article.previousElementSibling)];
  const restore = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    delete host.dataset.printing;
    for (const each of printed) each?.classList.remove("printed");
  };
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  host.dataset.printing = "";
  for (const each of printed) each?.classList.add("printed");
  addEventListener("afterprint", restore, { once: true });
  window.print();
}

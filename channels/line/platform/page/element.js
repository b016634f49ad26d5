// Elements without markup: whatever a bot sends becomes text.

/** Makes an element with attributes (functions are listeners) and children, strings being text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Returns an address that a tap may open, or null: only http, https and tel. */
export function openable(address) {
  try {
    return ["http:", "https:", "tel:"].includes(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

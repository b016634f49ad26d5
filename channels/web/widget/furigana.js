// ふりがな above the kanji of an answer, put in and taken out again.

const PIECE_CHARS = 4000; // as the API takes
const KANJI = /[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]/;

/**
 * Adds readings to the Japanese texts within an element; returns what takes them out again.
 * @param {HTMLElement} within
 * @param {(text: string) => Promise<[string, string][]>} read
 */
export async function addFurigana(within, read) {
  /** @type {[Text, HTMLElement][]} */
  const replaced = [];
  for (const texts of portions(japaneseTexts(within))) {
    const pieces = await read(texts.map((each) => each.data).join("\n"));
    let rest = pieces;
    for (const text of texts) {
      const [here, after] = cut(rest, text.data.length);
      rest = cut(after, 1)[1]; // the line end between two texts
      replaced.push([text, ruby(here)]);
    }
  }
  for (const [text, made] of replaced) text.replaceWith(made);
  return () => {
    for (const [text, made] of replaced) made.replaceWith(text);
  };
}

/** @param {HTMLElement} within */
function japaneseTexts(within) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    const place = text.parentElement;
    if (KANJI.test(text.data) && !place?.closest("button, .hidden, ruby, .feedback") && place?.closest("[lang]")?.getAttribute("lang") === "ja") texts.push(text);
  }
  return texts;
}

/**
 * Groups texts so that each group is one request.
 * @param {Text[]} texts
 */
function portions(texts) {
  /** @type {Text[][]} */
  const groups = [];
  let size = PIECE_CHARS;
  for (const text of texts.filter((each) => each.data.length < PIECE_CHARS)) {
    size += text.data.length + 1;
    if (size > PIECE_CHARS) {
      groups.push([]);
      size = text.data.length + 1;
    }
    groups[groups.length - 1]?.push(text);
  }
  return groups;
}

/**
 * Cuts pieces after a number of UTF-16 units; a reading whose word is cut through is dropped.
 * @param {[string, string][]} pieces
 * @param {number} length
 * @returns {[[string, string][], [string, string][]]}
 */
function cut(pieces, length) {
  /** @type {[string, string][]} */
  const before = [];
  let left = length;
  for (const [at, [surface, reading]] of pieces.entries()) {
    if (left === 0) return [before, pieces.slice(at)];
    if (surface.length > left) {
      before.push([surface.slice(0, left), ""]);
      return [before, [[surface.slice(left), ""], ...pieces.slice(at + 1)]];
    }
    before.push([surface, reading]);
    left -= surface.length;
  }
  return [before, []];
}

/** @param {[string, string][]} pieces */
function ruby(pieces) {
  const made = document.createElement("span");
  for (const [surface, reading] of pieces) {
    if (!reading) {
      made.append(surface);
      continue;
    }
    const [word, open, above, close] = ["ruby", "rp", "rt", "rp"].map((tag) => document.createElement(tag));
    if (!word || !open || !above || !close) continue;
    [open.textContent, above.textContent, close.textContent] = ["（", reading, "）"];
    word.append(surface, open, above, close);
    made.append(word);
  }
  return made;
}

// What stays on the device: for this tab, or where the resident wants it until it is deleted. No cookie.

/** @import { Saved } from "./types.js" */

const MOST_TURNS = 30;

export class Memory {
  /** @param {string} base address of the API: two cities on one device don't meet */
  constructor(base) {
    this.key = `annai:1:${base}`;
    this.lasting = this.read("localStorage") !== null;
  }

  /**
   * Returns what was saved, or null.
   * @returns {Saved | null}
   */
  load() {
    try {
      const saved = JSON.parse(this.read("sessionStorage") ?? this.read("localStorage") ?? "null");
      return saved && Array.isArray(saved.turns) && saved.settings ? saved : null;
    } catch {
      return null;
    }
  }

  /** @param {Saved} saved */
  save(saved) {
    const text = JSON.stringify({ ...saved, turns: saved.turns.slice(-MOST_TURNS) });
    this.write("sessionStorage", text);
    this.write("localStorage", this.lasting ? text : null);
  }

  /**
   * Storage may be forbidden or full: then nothing stays, and nothing else is hurt.
   * @param {"sessionStorage" | "localStorage"} storage
   */
  read(storage) {
    try {
      return window[storage].getItem(this.key);
    } catch {
      return null;
    }
  }

  /**
   * @param {"sessionStorage" | "localStorage"} storage
   * @param {string | null} text
   */
  write(storage, text) {
    try {
      if (text === null) window[storage].removeItem(this.key);
      else window[storage].setItem(this.key, text);
    } catch {
      return;
    }
  }
}

// Shelters as cards: how far, what for, open or not and since when, the map. What a place isn't
// designated for is never called safe, and that it is open is said only with the time.

import { clock } from "./answer_text.js";
import { h, heading, link } from "./dom.js";

/** @import { Key, Seen, Shelter } from "./types.js" */

/** @type {Record<string, Key>} */
const STATUS = { open: "shelterOpen", full: "shelterFull", closed: "shelterClosed" };

/** @type {readonly string[]} */
const HAZARDS = ["earthquake", "tsunami", "flood", "inland-flood", "landslide", "storm-surge", "fire", "volcano"];

/**
 * @param {Shelter[]} shelters
 * @param {Seen} seen
 */
export function shelterList(shelters, seen) {
  return h("ol", { class: "shelters" }, ...shelters.map((each) => card(each, seen)));
}

/**
 * @param {Shelter} shelter
 * @param {Seen} seen
 */
function card(shelter, { say, level }) {
  const known = shelter.status_at ? STATUS[shelter.status] : undefined;
  const time = clock(shelter.status_at ?? "");
  const named = { class: "map", "aria-label": `${say("map")}: ${shelter.name}${say("newTab")}` };
  return h(
    "li",
    { class: "shelter", "data-status": known ? shelter.status : "unknown" },
    heading(level + 1, { lang: "ja" }, shelter.name),
    shelter.distance_m !== null && h("p", {}, say("distance", { distance: metres(shelter.distance_m) })),
    shelter.address && h("p", { class: "fine", lang: "ja" }, shelter.address),
    h("p", {}, designation(shelter, say)),
    h("p", { class: "status" }, say(known ?? "shelterUnknown", { time })),
    shelter.map_url && link(shelter.map_url, say("map"), say, named),
  );
}

/**
 * @param {Shelter} shelter
 * @param {import("./types.js").Say} say
 */
function designation({ designated_for: hazards }, say) {
  const names = hazards.filter((each) => HAZARDS.includes(each)).map((each) => say(/** @type {Key} */ (each)));
  return names.length ? say("suits", { hazards: names.join(", ") }) : say("stay");
}

/** @param {number} distance */
function metres(distance) {
  return distance < 1000 ? `${Math.round(distance / 10) * 10} m` : `${(distance / 1000).toFixed(1)} km`;
}

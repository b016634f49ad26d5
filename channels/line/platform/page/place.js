// The form that sends where the user is.

import { element } from "./element.js";

const byId = (id) => document.getElementById(id);
const PATIENCE_MS = 10_000;

/** Prepares the form; `sent` is called with a location message. */
export function preparePlaces(places, sent) {
  const choices = places.map(({ name }, index) => element("option", { value: index }, name));
  byId("known").replaceChildren(element("option", { value: "" }, "（選ばない）"), ...choices);
  byId("known").addEventListener("change", () => fill(places[byId("known").value]));
  byId("here").addEventListener("click", locate);
  byId("cancel").addEventListener("click", () => byId("place").close());
  byId("place-form").addEventListener("submit", () => sent(message(places[byId("known").value])));
}

/** Opens the form. */
export function openPlaces() {
  byId("place-failed").textContent = "";
  byId("place").showModal();
}

function fill(place) {
  if (!place) return;
  byId("latitude").value = place.latitude;
  byId("longitude").value = place.longitude;
}

function locate() {
  const failed = () => (byId("place-failed").textContent = "現在地が分かりません。場所の名前か、緯度と経度を入れてください。");
  if (!navigator.geolocation) failed();
  else navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), failed, { timeout: PATIENCE_MS });
}

function found({ latitude, longitude }) {
  byId("known").value = "";
  fill({ latitude, longitude });
}

function message(place) {
  const title = place ? { title: place.name } : {};
  return { type: "location", ...title, latitude: Number(byId("latitude").value), longitude: Number(byId("longitude").value) };
}

// Where the resident is: asked of the browser when the button is pressed, sent with that one request.

/** @import { Point } from "./types.js" */

const WITHIN_MS = 10_000;
const NOT_OLDER_MS = 60_000;

/**
 * @returns {Promise<Point>}
 * @throws when it isn't known or not allowed
 */
export function locate() {
  return new Promise((found, failed) => {
    if (!navigator.geolocation) return failed(new Error("none"));
    return navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => found({ latitude, longitude }),
      failed,
      { timeout: WITHIN_MS, maximumAge: NOT_OLDER_MS },
    );
  });
}

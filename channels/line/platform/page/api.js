// The platform's control API.

const WAIT_S = 20; // how long a question for news stays open

async function answered(response) {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

async function post(path, body = {}) {
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(body) };
  return answered(await fetch(`/_stub/${path}`, request));
}

export const loadAccount = async () => answered(await fetch("/_stub/state"));

/** Returns a talk as soon as it is newer than a version, or as it is after a while. */
export const loadTalk = async (user, version, signal) =>
  answered(await fetch(`/_stub/talks/${user}?after=${version}&wait=${version ? WAIT_S : 0}`, { signal }));

export const addUser = (name, language) => post("users", { name, language });
export const changeUser = (user, change) => post(`users/${user}`, change);
export const switchMenu = (user, alias, data) => post(`users/${user}/tab`, { alias, data });
export const send = (user, event) => post("webhook", { events: [{ ...event, user }] });
export const sendAgain = () => post("webhook/again");
export const press = (number) => post(`buttons/${number}`);

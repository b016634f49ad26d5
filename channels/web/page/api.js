// The city's API: JSON, and an answer as server-sent events.

const STALL_MS = 45_000; // three missed heartbeats

/** A request that failed, with the server's problem, or `null` where nothing came back. */
export class ApiError extends Error {
  constructor(problem) {
    super(problem?.detail ?? "no response");
    this.problem = problem;
  }
}

/** Returns what the page shows first. */
export async function loadCity() {
  return (await request("/api/city")).json();
}

/** Returns the mode and its banner by language. */
export async function loadDisaster() {
  return (await request("/api/disaster")).json();
}

/** Tells the server whether an answer helped. */
export async function sendFeedback(answerId, helpful, language) {
  await post("/api/feedback", { answer_id: answerId, helpful }, language);
}

/** Asks a question: calls `onText` with each piece of the text, returns the whole answer. */
export async function askServer(question, language, onText) {
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), STALL_MS);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), STALL_MS);
  };
  try {
    const response = await post("/api/chat", question, language, {
      accept: "text/event-stream",
      signal: stall.signal,
    });
    for await (const { name, data } of events(response.body, alive)) {
      if (name === "delta") onText(data.text);
      if (name === "answer") return data;
      if (name === "error") throw new ApiError(data);
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(null);
  } finally {
    clearTimeout(timer);
  }
  throw new ApiError(null);
}

/** Yields the events of a stream; one whose id was seen before is passed over. */
async function* events(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const seen = new Set();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const blocks = (buffer + value).split("\n\n");
    buffer = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map(field));
      if (!fields.data || seen.has(fields.id)) continue;
      seen.add(fields.id);
      yield { name: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

function field(line) {
  return /^([^:]*):? ?(.*)$/.exec(line).slice(1);
}

function post(path, body, language, { accept = "application/json", signal } = {}) {
  const headers = {
    "Content-Type": "application/json",
    "Accept-Language": language,
    Accept: accept,
  };
  return request(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

async function request(path, options = {}) {
  const response = await fetch(path, { credentials: "omit", ...options }).catch(() => null);
  if (!response?.ok) throw new ApiError((await response?.json().catch(() => null)) ?? null);
  return response;
}

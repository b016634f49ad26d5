// Server-sent events (HTML Living Standard §9.2.6) out of a response, whatever the chunks.

/**
 * Yields the events of a stream; one that is cut off in the middle is none.
 * @param {ReadableStream<Uint8Array>} body
 * @param {() => void} alive called for whatever comes, heartbeats too
 */
export async function* readEvents(body, alive) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [rest, name, data, id] = ["", "", "", ""];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/); // a \r at the end may be half of \r\n
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [, field, text] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
        if (field === "event") name = text ?? "";
        else if (field === "data") data += `${data && "\n"}${text}`;
        else if (field === "id") id = text ?? "";
        else if (line === "" && data) {
          yield { name, data: JSON.parse(data), id };
          [name, data] = ["", ""];
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

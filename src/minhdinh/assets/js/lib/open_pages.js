// Which pages of this browser are open: each answers when another asks. Used to tell a left draft from a living one.

const CHANNEL = "minhdinh.pages";
const ANSWER_WITHIN = 250;

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Answers a test for the names of other open pages, and makes this page answer to `page` from now on. */
export async function meetOtherPages(page) {
  const open = new Set();
  if (typeof BroadcastChannel === "function") {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", ({ data }) => {
      if (data.ask) channel.postMessage({ here: page });
      if (data.here) open.add(data.here);
    });
    channel.postMessage({ ask: true });
    await new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN));
  }
  return (name) => open.has(name);
}

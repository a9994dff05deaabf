// The words for every state of saving, and the wires between a queue and this browser.
import { DraftStore } from "../lib/draft_store.js";
import { csrfToken, person, postJson } from "../lib/http.js";
import { meetOtherPages, newId } from "../lib/open_pages.js";
import { SaveQueue } from "../lib/save_queue.js";

const page = newId();
/** Where words not yet on the server wait: this machine, this person. */
export const store = new DraftStore({ storage: globalThis.localStorage, person: person(), page });
let meeting = null;

/** Takes over the draft that a page no longer open left for a slot, or answers null. */
export async function leftDraft(slot) {
  // Looked through once for all passages of the page, and only when something lies there.
  meeting ??= meetOtherPages(page).then((isOpen) => ({ isOpen, slots: new Set(store.all().map((entry) => entry.slot)) }));
  const { isOpen, slots } = await meeting;
  return slots.has(slot) ? store.take(slot, isOpen) : null;
}

const open = new Set();

// Every queue hears of the line, of signing in again and of leaving the page.
const each = (action) => {
  for (const queue of open) if (queue.pending) action(queue);
};
addEventListener("online", () => each((queue) => queue.retry()));
addEventListener("pagehide", () => each((queue) => queue.flush({ keepalive: true })));
addEventListener("beforeunload", (event) => each((queue) => !queue.safe && event.preventDefault()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") each((queue) => queue.flush({ keepalive: true }));
  else each((queue) => queue.state !== "refused" && queue.retry());
});

/** A queue for one slot, saving to `url`; `watch` is {onState, onSaved, onConflict}. */
export function openQueue({ slot, version, url, watch }) {
  const tools = {
    send: (request, options) => postJson(url, request, options),
    keep: (draft) => store.keep(slot, draft),
    setTimer: (action, delay) => setTimeout(action, delay),
    clearTimer: (timer) => clearTimeout(timer),
    newId,
    now: () => Date.now(),
    ...watch,
  };
  const queue = new SaveQueue({ slot, version, tools });
  open.add(queue);
  return queue;
}

/** Tells the server that the person chose the text that stands over the own one, which was kept beside it. */
export function settleBeside({ beside }) {
  if (!beside) return;
  const body = new URLSearchParams({ move: "aside", text: beside.text, version: beside.version });
  const headers = { "X-CSRFToken": csrfToken() };
  // Not heard: the text stays offered beside the other one, which is safe.
  fetch(beside.url, { method: "POST", body, headers, redirect: "manual" }).catch(() => {});
}

/** What a state says to the person. */
export function stateText(state, message, safe) {
  const texts = {
    idle: "",
    waiting: "Đang viết…",
    saving: "Đang lưu…",
    saved: message || "Đã lưu",
    "signed-out": "Phiên làm việc đã hết; chữ vừa viết được giữ trên máy này.",
    refused: `Không lưu được: ${message || "xin thử lại"}`,
    conflict: "Đoạn này vừa được sửa ở nơi khác; cả hai bản đều còn.",
  };
  if (state !== "offline") return texts[state] ?? "";
  if (!safe) return "Mất mạng, và trình duyệt không giữ được chữ: xin đừng đóng trang này.";
  if (message === "busy") return "Máy chủ đang bận: chữ được giữ trên máy này, sẽ tự gửi lại";
  return "Mất mạng: đang giữ trên máy này, sẽ gửi khi có mạng";
}

// How the words of one slot reach the server. No page and no browser here: everything outside comes in by `tools`.
//
// At most one save is under way. A save that got no answer is repeated with the same save_id before anything newer
// is sent, because the server may have done it. A conflict or a refusal keeps the words and stops.

export const DELAY = 800;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60_000;

/**
 * tools: {
 *   send(request, {keepalive}) → Promise of {status, body}; status 0 means no connection, 401 signed out
 *   keep(draft | null) → true when the draft is safe on this machine
 *   setTimer(action, milliseconds) → handle, clearTimer(handle), newId() → string, now() → milliseconds
 *   onState(state, message), onSaved(answer), onConflict({mine, answer})
 * }
 * States: idle, waiting, saving, saved, offline, signed-out, refused, conflict.
 */
export class SaveQueue {
  constructor({ slot, version, tools }) {
    this.slot = slot;
    this.version = version;
    this.shown = version;
    this.tools = tools;
    this.latest = null;
    this.inFlight = null;
    this.sending = false;
    this.conflict = null;
    this.wait = FIRST_WAIT;
    this.timer = null;
    this.state = "idle";
    this.safe = true;
  }

  /** True while some words are not on the server. */
  get pending() {
    return this.latest !== null || this.inFlight !== null;
  }

  /** Takes what the person has written now; sends it after a pause in typing. */
  change(body) {
    this.latest = body;
    this.keepDraft();
    if (this.conflict) return;
    if (this.state !== "offline" && this.state !== "signed-out") this.show("waiting", "");
    this.schedule(this.state === "offline" ? this.wait : DELAY);
  }

  /** Sends without waiting: when the field is left, when the line is back. */
  flush(options = {}) {
    if (!this.pending || this.conflict) return Promise.resolve();
    this.unschedule();
    return this.next(options);
  }

  /** The line is back or the person signed in again. */
  retry() {
    this.wait = FIRST_WAIT;
    return this.flush();
  }

  /** Goes on with a draft that an earlier page left on this machine. */
  adopt(draft) {
    this.inFlight = draft.inFlight ?? null;
    this.latest = draft.latest ?? null;
    if (this.latest === null && this.inFlight === null) return Promise.resolve();
    this.version = Math.min(this.version, draft.base);
    this.keepDraft();
    return this.next();
  }

  /** After a conflict: the person's own words are saved again, on top of the other version. */
  keepMine() {
    if (!this.conflict) return Promise.resolve();
    const { mine, answer } = this.conflict;
    this.conflict = null;
    this.version = answer.version;
    this.latest = this.latest ?? mine;
    this.keepDraft();
    return this.next();
  }

  /** After a conflict: the other version stays; answers the person's own words, which the caller must keep. */
  takeTheirs() {
    if (!this.conflict) return null;
    const { mine, answer } = this.conflict;
    const own = this.latest ?? mine;
    this.conflict = null;
    this.latest = null;
    this.version = answer.version;
    this.keepDraft();
    this.show("saved", "");
    return own;
  }

  async next(options = {}) {
    if (this.sending || this.conflict || !this.pending) return;
    if (!this.inFlight) {
      this.inFlight = { slot: this.slot, version: this.version, body: this.latest, save_id: this.tools.newId() };
      this.latest = null;
      this.keepDraft();
    }
    this.sending = true;
    this.show("saving", "");
    const { status, body } = await this.tools.send(this.inFlight, options);
    this.sending = false;
    this.answered(status, body ?? {});
  }

  answered(status, answer) {
    if (status >= 200 && status < 300) this.accepted(answer);
    else if (status === 409) this.conflicted(answer);
    else if (status === 0 || status >= 500 || status === 429 || status === 408) this.interrupted("offline", status);
    else if (status === 401) this.interrupted("signed-out", status);
    else this.refused(answer);
  }

  accepted(answer) {
    // Newer words go on from their own save; without any, from what the page shows, which may be later still.
    this.version = this.latest === null ? Math.max(answer.version, this.shown) : answer.version;
    this.inFlight = null;
    this.wait = FIRST_WAIT;
    this.keepDraft();
    this.tools.onSaved(answer);
    if (this.latest === null) this.show("saved", answer.saved_label ?? "");
    else if (!this.conflict) this.next();
  }

  conflicted(answer) {
    const mine = this.latest ?? this.inFlight.body;
    const same = sameBody(mine, answer.body);
    this.inFlight = null;
    this.latest = same ? null : mine;
    if (same) {
      this.version = answer.version;
      this.keepDraft();
      this.show("saved", "");
      return;
    }
    this.conflict = { mine, answer };
    this.keepDraft();
    this.show("conflict", answer.message ?? "");
    this.tools.onConflict(this.conflict);
  }

  interrupted(state, status) {
    this.show(state, status === 429 || status >= 500 ? "busy" : "");
    this.schedule(this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** The words stay here and are tried again only when they change. */
  refused(answer) {
    if (this.latest === null) this.latest = this.inFlight.body;
    this.inFlight = null;
    this.keepDraft();
    this.show("refused", answer.message ?? "");
  }

  keepDraft() {
    const { latest, inFlight, version } = this;
    const draft = this.pending ? { slot: this.slot, latest, inFlight, base: version, at: this.tools.now() } : null;
    this.safe = this.tools.keep(draft);
  }

  schedule(delay) {
    this.unschedule();
    this.timer = this.tools.setTimer(() => this.next(), delay);
  }

  unschedule() {
    if (this.timer !== null) this.tools.clearTimer(this.timer);
    this.timer = null;
  }

  show(state, message) {
    this.state = state;
    this.tools.onState(state, message);
  }
}

/** Whether two bodies say the same; the order of keys and empty attributes do not matter. */
export function sameBody(one, other) {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  const plain = value.type === "table_cell" || value.type === "table_header";
  const entries = Object.entries(value)
    .filter(([key, part]) => part !== null && !(key === "attrs" && plain && isPlainSpan(part)))
    .filter(([, part]) => !(Array.isArray(part) && part.length === 0))
    .map(([key, part]) => [key, canonical(part)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isPlainSpan = ({ colspan = 1, rowspan = 1 }) => colspan === 1 && rowspan === 1;

// What was typed or photographed without a line, until the server has it. No page and no browser here: everything
// outside comes in by `tools`.
//
// Each thing has an id of its own, made when it was written down; the server takes an id once, so that sending again
// what may have arrived does no harm. Things go one after another, the oldest first. What the server refuses stays,
// with its reason, until the person sends it again or drops it.

const FIRST_WAIT = 3000;
const LONGEST_WAIT = 120_000;
const LATER = new Set([0, 408, 425, 429]);

/**
 * tools: {
 *   store: {all() → Promise of entries, put(entry) → Promise, remove(id) → Promise}
 *   send(entry) → Promise of {status, body}; status 0 means no connection, 401 signed out
 *   setTimer(action, milliseconds) → handle, clearTimer(handle)
 *   onChange(outbox): something is to be shown anew; onSent(entry, answer)
 * }
 * An entry: {id, at, state: "waiting" | "refused", message, …what the caller needs to send it}.
 * States of the whole: idle, sending, offline, signed-out.
 */
export class Outbox {
  constructor(tools) {
    this.tools = tools;
    this.entries = [];
    this.state = "idle";
    this.wait = FIRST_WAIT;
    this.timer = null;
    this.busy = false;
  }

  get waiting() {
    return this.entries.filter((entry) => entry.state === "waiting");
  }

  get refused() {
    return this.entries.filter((entry) => entry.state === "refused");
  }

  /** Takes up what an earlier page left, and sends it. */
  async load() {
    const known = new Set(this.entries.map((entry) => entry.id));
    const left = (await this.tools.store.all()).filter((entry) => !known.has(entry.id));
    this.entries = [...left, ...this.entries].sort((a, b) => a.at - b.at);
    this.changed();
    return this.flush();
  }

  /** Keeps a thing on this machine, then sends it; the promise is for the keeping. */
  async add(entry) {
    const kept = { ...entry, state: "waiting", message: "" };
    await this.tools.store.put(kept);
    this.entries.push(kept);
    this.changed();
    this.flush();
    return kept;
  }

  /** The line is back, the person signed in again, or pressed "send again". */
  async retry() {
    this.wait = FIRST_WAIT;
    for (const entry of this.refused) {
      entry.state = "waiting";
      entry.message = "";
      await this.tools.store.put(entry);
    }
    return this.flush();
  }

  /** The person gives a thing up. */
  async drop(id) {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    await this.tools.store.remove(id);
    this.changed();
  }

  async flush() {
    this.unschedule();
    if (this.busy) return;
    this.busy = true;
    try {
      await this.sendAll();
    } finally {
      this.busy = false;
      this.changed();
    }
  }

  async sendAll() {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      this.show("sending");
      const { status, body } = await this.tools.send(next);
      if (status >= 200 && status < 300) await this.arrived(next, body);
      else if (LATER.has(status) || status >= 500) return this.interrupted("offline");
      else if (status === 401) return this.interrupted("signed-out");
      else await this.turnedDown(next, body);
    }
    return this.show("idle");
  }

  async arrived(entry, answer) {
    this.wait = FIRST_WAIT;
    this.entries = this.entries.filter((one) => one !== entry);
    await this.tools.store.remove(entry.id);
    this.tools.onSent(entry, answer ?? {});
  }

  async turnedDown(entry, answer) {
    entry.state = "refused";
    entry.message = answer?.message ?? "";
    await this.tools.store.put(entry);
  }

  interrupted(state) {
    this.state = state;
    this.timer = this.tools.setTimer(() => this.flush(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  unschedule() {
    if (this.timer !== null) this.tools.clearTimer(this.timer);
    this.timer = null;
  }

  show(state) {
    this.state = state;
    this.changed();
  }

  changed() {
    this.tools.onChange(this);
  }
}

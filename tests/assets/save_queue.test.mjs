// The words of one slot must reach the server in order, once, or stay on this machine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DELAY, SaveQueue, sameBody } from "../../src/minhdinh/assets/js/lib/save_queue.js";

const text = (words) => ({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: words }] }] });

/** A small server that keeps versions and remembers save ids, and a clock that moves by hand. */
class World {
  constructor({ version = 0, body = text("") } = {}) {
    this.version = version;
    this.body = body;
    this.saves = new Map();
    this.requests = [];
    this.line = "up";
    this.draft = null;
    this.states = [];
    this.conflicts = [];
    this.saved = [];
    this.timers = [];
    this.clock = 0;
    this.ids = 0;
    this.storageFull = false;
  }

  tools() {
    return {
      send: (request, options) => this.receive(structuredClone(request), options),
      keep: (draft) => {
        if (this.storageFull) return false;
        this.draft = structuredClone(draft);
        return true;
      },
      setTimer: (action, delay) => {
        const timer = { action, at: this.clock + delay };
        this.timers.push(timer);
        return timer;
      },
      clearTimer: (timer) => {
        this.timers = this.timers.filter((other) => other !== timer);
      },
      newId: () => `save-${(this.ids += 1)}`,
      now: () => this.clock,
      onState: (state, message) => this.states.push(message ? `${state}: ${message}` : state),
      onSaved: (answer) => this.saved.push(answer.version),
      onConflict: (conflict) => this.conflicts.push(conflict),
    };
  }

  queue(version = this.version) {
    return new SaveQueue({ slot: "remark:1:strengths", version, tools: this.tools() });
  }

  async receive(request, options) {
    this.requests.push({ ...request, keepalive: Boolean(options?.keepalive) });
    if (this.gate) await this.gate;
    if (this.line === "down") return { status: 0, body: {} };
    if (typeof this.line === "object") return this.line;
    const answer = this.write(request);
    return this.line === "answer lost" ? { status: 0, body: {} } : answer;
  }

  write({ version, body, save_id: id }) {
    if (this.saves.has(id)) return { status: 200, body: this.saves.get(id) };
    if (version !== this.version) {
      return { status: 409, body: { version: this.version, body: this.body, message: "Đã có người lưu trước." } };
    }
    this.version += 1;
    this.body = body;
    this.saves.set(id, { version: this.version, saved_label: "Đã lưu 10:32" });
    return { status: 200, body: this.saves.get(id) };
  }

  async pass(milliseconds) {
    this.clock += milliseconds;
    const due = this.timers.filter((timer) => timer.at <= this.clock);
    this.timers = this.timers.filter((timer) => timer.at > this.clock);
    for (const timer of due) timer.action();
    await this.settle();
  }

  async settle() {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

test("typing is sent once, after a pause, with the version it started from", async () => {
  const world = new World({ version: 3 });
  const queue = world.queue();
  queue.change(text("M"));
  await world.pass(DELAY - 1);
  queue.change(text("Mi"));
  await world.pass(DELAY - 1);
  assert.equal(world.requests.length, 0);
  await world.pass(1);
  assert.deepEqual(world.requests.map(({ version, body }) => [version, body]), [[3, text("Mi")]]);
  assert.deepEqual(world.states, ["waiting", "waiting", "saving", "saved: Đã lưu 10:32"]);
  assert.equal(world.draft, null);
  assert.equal(queue.pending, false);
});

test("the draft is on this machine before anything is sent", () => {
  const world = new World({ version: 2 });
  world.queue().change(text("chưa gửi"));
  assert.deepEqual(world.draft.latest, text("chưa gửi"));
  assert.equal(world.draft.base, 2);
});

test("words typed while a save is under way wait for its version", async () => {
  const world = new World({ version: 1 });
  const queue = world.queue();
  let open;
  world.gate = new Promise((resolve) => (open = resolve));
  queue.change(text("một"));
  await world.pass(DELAY);
  queue.change(text("một hai"));
  await queue.flush();
  await world.pass(DELAY);
  assert.equal(world.requests.length, 1, "one save at a time");
  world.gate = null;
  open();
  await world.settle();
  assert.deepEqual(world.requests.map((request) => request.version), [1, 2]);
  assert.notEqual(world.requests[0].save_id, world.requests[1].save_id);
  assert.deepEqual(world.body, text("một hai"));
  assert.equal(world.conflicts.length, 0);
});

test("without a line the words stay here and go when it is back", async () => {
  const world = new World();
  const queue = world.queue();
  world.line = "down";
  queue.change(text("ngoại tuyến"));
  await world.pass(DELAY);
  assert.equal(queue.state, "offline");
  assert.deepEqual(world.draft.inFlight.body, text("ngoại tuyến"));
  world.line = "up";
  await queue.retry();
  await world.settle();
  assert.deepEqual(world.body, text("ngoại tuyến"));
  assert.equal(world.draft, null);
});

test("repeats come by themselves, further and further apart", async () => {
  const world = new World();
  const queue = world.queue();
  world.line = "down";
  queue.change(text("a"));
  await world.pass(DELAY);
  const waits = [];
  for (let turn = 0; turn < 7; turn += 1) {
    waits.push(world.timers[0].at - world.clock);
    await world.pass(waits.at(-1));
  }
  assert.deepEqual(waits, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  world.line = "up";
  await world.pass(60_000);
  assert.equal(queue.state, "saved");
});

test("typing on while offline does not hammer the server", async () => {
  const world = new World();
  const queue = world.queue();
  world.line = "down";
  queue.change(text("a"));
  await world.pass(DELAY);
  for (const words of ["ab", "abc", "abcd"]) {
    queue.change(text(words));
    await world.pass(DELAY);
  }
  assert.equal(world.requests.length, 1);
  assert.deepEqual(world.draft.latest, text("abcd"));
  assert.equal(queue.state, "offline");
});

test("a lost answer is asked again with the same save_id, before newer words", async () => {
  const world = new World({ version: 5 });
  const queue = world.queue();
  world.line = "answer lost";
  queue.change(text("lần một"));
  await world.pass(DELAY);
  assert.equal(world.version, 6, "the server did save");
  queue.change(text("lần hai"));
  world.line = "up";
  await queue.retry();
  await world.settle();
  const [first, repeated, second] = world.requests;
  assert.equal(repeated.save_id, first.save_id);
  assert.deepEqual(repeated.body, first.body);
  assert.equal(second.version, 6);
  assert.deepEqual(world.body, text("lần hai"));
  assert.equal(world.conflicts.length, 0, "no conflict with oneself");
});

test("a conflict stops sending and keeps both texts", async () => {
  const world = new World({ version: 4, body: text("bản kia") });
  const queue = world.queue(3);
  queue.change(text("bản tôi"));
  await world.pass(DELAY);
  assert.equal(queue.state, "conflict");
  assert.deepEqual(world.conflicts[0].mine, text("bản tôi"));
  assert.deepEqual(world.conflicts[0].answer.body, text("bản kia"));
  assert.deepEqual(world.draft.latest, text("bản tôi"));
  queue.change(text("bản tôi thêm"));
  await world.pass(60_000);
  await queue.flush();
  await queue.retry();
  assert.equal(world.requests.length, 1);
  assert.deepEqual(world.draft.latest, text("bản tôi thêm"));
});

test("keeping mine saves again on the new version", async () => {
  const world = new World({ version: 4, body: text("bản kia") });
  const queue = world.queue(3);
  queue.change(text("bản tôi"));
  await world.pass(DELAY);
  await queue.keepMine();
  await world.settle();
  assert.deepEqual(world.requests.at(-1).version, 4);
  assert.deepEqual(world.body, text("bản tôi"));
  assert.equal(queue.state, "saved");
  assert.equal(world.draft, null);
});

test("taking theirs hands my words back and goes on from their version", async () => {
  const world = new World({ version: 4, body: text("bản kia") });
  const queue = world.queue(3);
  queue.change(text("bản tôi"));
  await world.pass(DELAY);
  assert.deepEqual(queue.takeTheirs(), text("bản tôi"));
  assert.equal(world.draft, null);
  queue.change(text("gộp"));
  await world.pass(DELAY);
  assert.equal(world.requests.at(-1).version, 4);
  assert.deepEqual(world.body, text("gộp"));
});

test("a conflict with the very same words is no conflict", async () => {
  const world = new World({ version: 9, body: text("như nhau") });
  const queue = world.queue(8);
  queue.change(text("như nhau"));
  await world.pass(DELAY);
  assert.equal(queue.state, "saved");
  assert.equal(queue.version, 9);
  assert.equal(world.draft, null);
});

for (const [status, name] of [
  [403, "no permission"],
  [404, "no such place"],
  [422, "refused"],
  [413, "too large"],
]) {
  test(`${status} (${name}) keeps the words, says why and does not try the same again`, async () => {
    const world = new World();
    const queue = world.queue();
    world.line = { status, body: { message: "Không được." } };
    queue.change(text("của tôi"));
    await world.pass(DELAY);
    await world.pass(600_000);
    assert.equal(world.requests.length, 1);
    assert.equal(world.states.at(-1), "refused: Không được.");
    assert.deepEqual(world.draft.latest, text("của tôi"));
    world.line = "up";
    queue.change(text("của tôi, đã sửa"));
    await world.pass(DELAY);
    assert.deepEqual(world.body, text("của tôi, đã sửa"));
  });
}

test("an ended session keeps the words and sends them after signing in", async () => {
  const world = new World();
  const queue = world.queue();
  world.line = { status: 401, body: {} };
  queue.change(text("giữ lại"));
  await world.pass(DELAY);
  assert.equal(queue.state, "signed-out");
  assert.deepEqual(world.draft.inFlight.body, text("giữ lại"));
  world.line = "up";
  await queue.retry();
  await world.settle();
  assert.deepEqual(world.body, text("giữ lại"));
});

test("a busy server counts as a line that comes back", async () => {
  const world = new World();
  const queue = world.queue();
  world.line = { status: 503, body: {} };
  queue.change(text("chờ"));
  await world.pass(DELAY);
  assert.equal(world.states.at(-1), "offline: busy");
  world.line = "up";
  await world.pass(2000);
  assert.equal(queue.state, "saved");
});

test("leaving the page sends at once and marks the request to outlive it", async () => {
  const world = new World();
  const queue = world.queue();
  queue.change(text("tạm biệt"));
  await queue.flush({ keepalive: true });
  assert.equal(world.requests[0].keepalive, true);
  assert.equal(world.timers.length, 0);
});

test("nothing to say, nothing sent", async () => {
  const world = new World();
  const queue = world.queue();
  await queue.flush({ keepalive: true });
  await queue.retry();
  assert.equal(world.requests.length, 0);
  assert.equal(queue.takeTheirs(), null);
  await queue.keepMine();
  assert.equal(world.requests.length, 0);
});

test("a draft of an earlier page is sent from its own version", async () => {
  const before = new World({ version: 7 });
  before.line = "down";
  const old = before.queue();
  old.change(text("viết lúc mất mạng"));
  const world = new World({ version: 7 });
  await world.queue().adopt(before.draft);
  await world.settle();
  assert.deepEqual(world.body, text("viết lúc mất mạng"));
  assert.equal(world.draft, null);
});

test("an adopted draft whose save had arrived is confirmed, not repeated", async () => {
  const world = new World({ version: 2 });
  world.line = "answer lost";
  const old = world.queue();
  old.change(text("đã tới nơi"));
  await world.pass(DELAY);
  const draft = world.draft;
  world.line = "up";
  const reloaded = world.queue(3);
  await reloaded.adopt(draft);
  await world.settle();
  assert.equal(world.version, 3);
  assert.equal(reloaded.version, 3);
  assert.equal(world.draft, null);
  assert.equal(world.conflicts.length, 0);
});

test("after a confirmed draft the next save starts from what the page shows", async () => {
  const world = new World({ version: 2 });
  world.line = "answer lost";
  world.queue().change(text("của tôi"));
  await world.pass(DELAY);
  const draft = world.draft;
  world.line = "up";
  await world.receive({ version: 3, body: text("người khác viết tiếp"), save_id: "other" });
  const reloaded = world.queue(4);
  await reloaded.adopt(draft);
  reloaded.change(text("viết tiếp nữa"));
  await world.pass(DELAY);
  assert.equal(world.conflicts.length, 0);
  assert.deepEqual(world.body, text("viết tiếp nữa"));
});

test("an adopted draft on an overtaken version shows both texts", async () => {
  const world = new World({ version: 8, body: text("người khác") });
  await world.queue(8).adopt({ latest: text("bản nháp"), inFlight: null, base: 6 });
  await world.settle();
  assert.deepEqual(world.conflicts[0].mine, text("bản nháp"));
  assert.equal(world.requests[0].version, 6);
});

test("an empty draft does nothing", async () => {
  const world = new World();
  await world.queue().adopt({ latest: null, inFlight: null, base: 0 });
  assert.equal(world.requests.length, 0);
});

test("a browser that cannot keep drafts is told apart", () => {
  const world = new World();
  world.storageFull = true;
  const queue = world.queue();
  queue.change(text("không giữ được"));
  assert.equal(queue.safe, false);
});

test("bodies are compared by what they say", () => {
  const cell = (attrs) => ({ type: "table_cell", ...(attrs ? { attrs } : {}), content: [{ type: "paragraph" }] });
  assert.ok(sameBody(cell(), cell({ colspan: 1, rowspan: 1 })));
  assert.ok(!sameBody(cell(), cell({ colspan: 2, rowspan: 1 })));
  assert.ok(sameBody({ type: "paragraph", content: [] }, { type: "paragraph" }));
  assert.ok(sameBody({ a: 1, b: 2 }, { b: 2, a: 1 }));
  assert.ok(!sameBody(text("a"), text("b")));
});

// What was written down without a line: nothing is lost, nothing is sent twice as two things, refusals stay.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../src/minhdinh/assets/js/lib/outbox.js";
import { MemoryStore, openStore } from "../../src/minhdinh/assets/js/lib/outbox_store.js";

const OK = { status: 200, body: { id: 1 } };
const NO_LINE = { status: 0, body: {} };

/** An outbox with answers of our own, a clock of our own, and what became of everything. */
function world(answers = [], store = new MemoryStore()) {
  const seen = { asked: [], sent: [], timers: [], states: [], store };
  seen.outbox = new Outbox({
    store,
    send: async (entry) => {
      seen.asked.push(entry.id);
      const answer = answers.length ? answers.shift() : OK;
      return typeof answer === "function" ? answer() : answer;
    },
    setTimer: (action, wait) => seen.timers.push({ action, wait }),
    clearTimer: () => {},
    onChange: (outbox) => seen.states.push([outbox.state, outbox.waiting.length, outbox.refused.length]),
    onSent: (entry) => seen.sent.push(entry.id),
  });
  return seen;
}

const thing = (id, at = 0) => ({ id, at, url: "/gui/", fields: { text: id } });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("a thing is kept before it is sent and forgotten when it arrived", async () => {
  const order = [];
  const store = new MemoryStore();
  const put = store.put.bind(store);
  store.put = async (entry) => {
    order.push("kept");
    return put(entry);
  };
  const seen = world([() => (order.push("sent"), OK)], store);
  await seen.outbox.add(thing("a"));
  await settled();
  assert.deepEqual(order, ["kept", "sent"]);
  assert.deepEqual(await store.all(), []);
  assert.deepEqual(seen.sent, ["a"]);
  assert.equal(seen.outbox.state, "idle");
});

test("without a line it waits, longer each time, and goes on where it stopped", async () => {
  const seen = world([NO_LINE, NO_LINE, { status: 503, body: {} }]);
  await seen.outbox.add(thing("a"));
  await settled();
  assert.equal(seen.outbox.state, "offline");
  assert.equal((await seen.store.all()).length, 1);
  await seen.timers[0].action();
  await seen.timers[1].action();
  assert.deepEqual(seen.timers.map((one) => one.wait), [3000, 6000, 12000]);
  await seen.timers[2].action();
  assert.deepEqual(seen.asked, ["a", "a", "a", "a"]);
  assert.deepEqual(seen.sent, ["a"]);
});

test("the wait has an end and begins anew when the line is back", async () => {
  const seen = world(Array.from({ length: 12 }, () => NO_LINE));
  await seen.outbox.add(thing("a"));
  await settled();
  for (let times = 0; times < 10; times += 1) await seen.timers.at(-1).action();
  assert.equal(seen.timers.at(-1).wait, 120_000);
  await seen.outbox.retry();
  assert.equal(seen.timers.at(-1).wait, 3000);
});

test("a page that was closed leaves its things to the next one, the oldest first", async () => {
  const store = new MemoryStore();
  const first = world([NO_LINE], store);
  await first.outbox.add(thing("late", 2));
  await settled();
  await store.put({ ...thing("early", 1), state: "waiting", message: "" });
  const second = world([], store);
  await second.outbox.load();
  assert.deepEqual(second.sent, ["early", "late"]);
  assert.deepEqual(await store.all(), []);
});

test("a refusal stays with its reason and does not hold up what comes after", async () => {
  const seen = world([{ status: 422, body: { message: "Hãy ghi nội dung." } }]);
  await seen.outbox.add(thing("bad"));
  await seen.outbox.add(thing("good"));
  await settled();
  assert.deepEqual(seen.sent, ["good"]);
  assert.deepEqual(seen.outbox.refused.map((one) => [one.id, one.message]), [["bad", "Hãy ghi nội dung."]]);
  const again = world([], seen.store);
  await again.outbox.load();
  assert.deepEqual(again.asked, [], "what was refused is not sent by itself");
  await again.outbox.retry();
  assert.deepEqual(again.sent, ["bad"]);
});

test("a thing is given up only by the person", async () => {
  const seen = world([{ status: 403, body: {} }]);
  await seen.outbox.add(thing("a"));
  await settled();
  assert.equal(seen.outbox.entries.length, 1);
  await seen.outbox.drop("a");
  assert.deepEqual(await seen.store.all(), []);
  assert.deepEqual(seen.outbox.entries, []);
});

test("who is signed out keeps everything and is told", async () => {
  const seen = world([{ status: 401, body: {} }]);
  await seen.outbox.add(thing("a"));
  await settled();
  assert.equal(seen.outbox.state, "signed-out");
  assert.equal(seen.outbox.waiting.length, 1);
});

test("one thing is under way at a time, also when several ask for it", async () => {
  let open = null;
  const seen = world([() => new Promise((resolve) => (open = () => resolve(OK)))]);
  await seen.outbox.add(thing("a"));
  await seen.outbox.add(thing("b"));
  await Promise.all([seen.outbox.flush(), seen.outbox.retry()]);
  assert.deepEqual(seen.asked, ["a"]);
  open();
  await settled();
  assert.deepEqual(seen.asked, ["a", "b"]);
});

test("a thing that the store will not keep is said and is not lost from the form", async () => {
  const store = new MemoryStore();
  store.put = () => Promise.reject(new Error("QuotaExceededError"));
  const seen = world([], store);
  await assert.rejects(seen.outbox.add(thing("a")));
  assert.deepEqual(seen.outbox.entries, []);
});

test("a browser without a database keeps things for the page and says so", async () => {
  const store = await openStore("7", undefined);
  assert.equal(store.safe, false);
  await store.put(thing("a"));
  await store.put({ ...thing("a"), state: "refused" });
  assert.deepEqual((await store.all()).map((one) => one.state), ["refused"]);
  await store.remove("a");
  assert.deepEqual(await store.all(), []);
});

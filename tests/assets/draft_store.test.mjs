// Drafts stay with their person, slot and page, and are taken over only when the page that wrote them is gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DraftStore } from "../../src/minhdinh/assets/js/lib/draft_store.js";

class Storage {
  constructor() {
    this.map = new Map();
    this.full = false;
  }
  get length() {
    return this.map.size;
  }
  key(index) {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key) {
    return this.map.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.map.set(key, value);
  }
  removeItem(key) {
    this.map.delete(key);
  }
}

const SLOT = "statement:thcs:1.3:1:1.3.1a";
const none = () => false;
const draft = (words, at) => ({ latest: { words }, inFlight: null, base: 1, at });
const open = (storage, page, person = "7") => new DraftStore({ storage, person, page });

test("a draft survives a reload of the same page", () => {
  const storage = new Storage();
  open(storage, "one").keep(SLOT, draft("a", 1));
  assert.deepEqual(open(storage, "one").take(SLOT, none), draft("a", 1));
  assert.equal(open(storage, "one").all().length, 1, "it stays until the server has it");
});

test("a draft of a page that is still open is left alone", () => {
  const storage = new Storage();
  open(storage, "living").keep(SLOT, draft("a", 1));
  assert.equal(open(storage, "new").take(SLOT, (page) => page === "living"), null);
  assert.equal(open(storage, "new").all()[0].page, "living");
});

test("a draft of a closed page moves to the page that takes it", () => {
  const storage = new Storage();
  open(storage, "closed").keep(SLOT, draft("a", 1));
  assert.deepEqual(open(storage, "new").take(SLOT, none), draft("a", 1));
  assert.deepEqual(open(storage, "new").all().map((entry) => entry.page), ["new"]);
});

test("of several left drafts the newest goes on and the others are remembered", () => {
  const storage = new Storage();
  open(storage, "p1").keep(SLOT, draft("older", 1));
  open(storage, "p2").keep(SLOT, draft("newer", 2));
  const store = open(storage, "new");
  assert.deepEqual(store.take(SLOT, none), draft("newer", 2));
  assert.deepEqual(store.remembered(SLOT).map((text) => text.body.words), ["older"]);
});

test("people on one machine do not see each other's drafts", () => {
  const storage = new Storage();
  open(storage, "one", "7").keep(SLOT, draft("của Hà", 1));
  assert.equal(open(storage, "one", "8").take(SLOT, none), null);
  assert.deepEqual(open(storage, "one", "8").all(), []);
});

test("slots do not mix, whatever letters they hold", () => {
  const storage = new Storage();
  const store = open(storage, "one");
  store.keep("report:I|2", draft("a", 1));
  store.keep("report:I", draft("b", 1));
  assert.equal(store.take("report:I", none).latest.words, "b");
  assert.equal(store.take("report:I|2", none).latest.words, "a");
});

test("a saved draft is forgotten", () => {
  const storage = new Storage();
  const store = open(storage, "one");
  store.keep(SLOT, draft("a", 1));
  assert.equal(store.keep(SLOT, null), true);
  assert.equal(storage.length, 0);
});

test("a full storage is told, not thrown", () => {
  const storage = new Storage();
  storage.full = true;
  const store = open(storage, "one");
  assert.equal(store.keep(SLOT, draft("a", 1)), false);
  assert.equal(store.remember(SLOT, { body: {} }), false);
});

test("broken and foreign entries are passed over", () => {
  const storage = new Storage();
  const store = open(storage, "one");
  storage.setItem("minhdinh.theme", "dark");
  storage.setItem("%E0%A4%A|7|x|y", "{}");
  storage.setItem(store.key(SLOT, "two"), "{broken");
  assert.deepEqual(store.all(), []);
});

test("texts that gave way are kept, the latest first and not without end", () => {
  const store = open(new Storage(), "one");
  for (let at = 1; at <= 8; at += 1) store.remember(SLOT, { body: { at }, at });
  assert.deepEqual(store.remembered(SLOT).map((text) => text.at), [8, 7, 6, 5, 4]);
});

// Uploads broken off on this machine are found again by their file, in their place, by their person, for three days.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptUploads } from "../../src/minhdinh/assets/js/lib/tus_kept.js";

const DAY = 24 * 3600 * 1000;
const file = { name: "a b|c.pdf", size: 10, lastModified: 3 };

class Storage {
  held = new Map();
  get length() {
    return this.held.size;
  }
  key = (index) => [...this.held.keys()][index];
  getItem = (key) => this.held.get(key) ?? null;
  setItem = (key, value) => void this.held.set(key, value);
  removeItem = (key) => void this.held.delete(key);
}

test("found by name, size and time of change, in its own place only", () => {
  const storage = new Storage();
  const kept = new KeptUploads({ storage, scope: "7 /truong/a/", now: () => 0 });
  kept.put(file, "/phan/1/", 4);
  assert.equal(kept.get(file).place, "/phan/1/");
  for (const other of [{ name: "b" }, { size: 11 }, { lastModified: 4 }]) assert.equal(kept.get({ ...file, ...other }), null);
  const elsewhere = new KeptUploads({ storage, scope: "8 /truong/a/", now: () => 0 });
  assert.equal(elsewhere.get(file), null);
  assert.deepEqual(elsewhere.all(), []);
  assert.deepEqual(kept.all().map((one) => [one.name, one.size, one.offset]), [[file.name, 10, 4]]);
  kept.drop(file);
  assert.deepEqual(kept.all(), []);
});

test("what the server has forgotten by now is forgotten here, whoever it belonged to", () => {
  const storage = new Storage();
  new KeptUploads({ storage, scope: "8 x", now: () => 0 }).put(file, "/phan/1/", 4);
  const kept = new KeptUploads({ storage, scope: "7 x", now: () => 4 * DAY });
  kept.put(file, "/phan/2/", 1);
  storage.setItem("something else", "{");
  assert.deepEqual(kept.all().map((one) => one.place), ["/phan/2/"]);
  assert.equal(storage.length, 2);
});

test("a browser that keeps nothing, or holds nonsense, is no fault", () => {
  const broken = new Proxy({}, { get: () => () => { throw new Error("no"); } });
  const none = new KeptUploads({ storage: broken, scope: "7" });
  none.put(file, "/phan/1/", 0);
  none.drop(file);
  assert.equal(none.get(file), null);
  assert.deepEqual(none.all(), []);
  const storage = new Storage();
  const kept = new KeptUploads({ storage, scope: "7" });
  storage.setItem(kept.key(file), "{");
  assert.deepEqual([kept.get(file), kept.all()], [null, []]);
});

// What was typed and not saved yet comes back, for the same person and form only.
import assert from "node:assert/strict";
import test from "node:test";
import { KeptForm, fill, valuesOf } from "../../src/minhdinh/assets/js/lib/kept_form.js";

class Storage {
  entries = new Map();
  getItem = (key) => this.entries.get(key) ?? null;
  setItem = (key, text) => this.entries.set(key, text);
  removeItem = (key) => this.entries.delete(key);
}

const kept = (storage, person = "7", name = "slip:1") => new KeptForm({ storage, person, name });

test("what was typed comes back with the version it started from", () => {
  const storage = new Storage();
  assert.equal(kept(storage).keep("3", { strengths: "Rõ" }), true);
  assert.deepEqual(kept(storage).left({ strengths: "" }), { version: "3", fields: { strengths: "Rõ" } });
});

test("another person and another form see nothing", () => {
  const storage = new Storage();
  kept(storage).keep("3", { strengths: "Rõ" });
  assert.equal(kept(storage, "8").left({ strengths: "" }), null);
  assert.equal(kept(storage, "7", "slip:2").left({ strengths: "" }), null);
});

test("what the server shows already is forgotten", () => {
  const storage = new Storage();
  kept(storage).keep("3", { strengths: "Rõ" });
  assert.equal(kept(storage).left({ strengths: "Rõ" }), null);
  assert.equal(storage.entries.size, 0);
});

test("broken entries and a full or closed storage do no harm", () => {
  const storage = new Storage();
  for (const broken of ["{", "null", "3", '{"fields": 1}', '{"fields": null}']) {
    storage.setItem(kept(storage).key, broken);
    assert.equal(kept(storage).left({ strengths: "" }), null);
  }
  const closed = {
    getItem() {
      throw new Error("closed");
    },
    setItem() {
      throw new Error("full");
    },
    removeItem() {
      throw new Error("closed");
    },
  };
  assert.equal(kept(closed).keep("1", {}), false);
  assert.equal(kept(closed).left({}), null);
  kept(closed).forget();
});

test("only fields that people write in are read and filled", () => {
  const form = {
    elements: [
      { name: "version", type: "hidden", value: "1" },
      { name: "strengths", type: "textarea", value: "Rõ" },
      { name: "", type: "textarea", value: "x" },
      { name: "level", type: "select-one", value: "2" },
    ],
  };
  assert.deepEqual(valuesOf(form), { strengths: "Rõ", level: "2" });
  fill(form, { strengths: "Khác", version: "9", other: "x" });
  assert.deepEqual(form.elements.map((one) => one.value), ["1", "Khác", "x", "2"]);
});

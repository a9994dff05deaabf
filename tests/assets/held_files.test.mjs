// The large files of a form: what is taken out does not stop it, what has ended is named no more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HeldFiles } from "../../src/minhdinh/assets/js/lib/held_files.js";

const file = (name, size = 10) => ({ name, size });

/** A form in which `chosen` are the files; each upload ends as `end(name, outcome)` says. */
function form(...names) {
  const seen = { chosen: names.map((name) => file(name)), dropped: [], removedRows: [], begun: [], offered: {} };
  const ends = new Map();
  const acts = new Map();
  const make = (one, act) => {
    acts.set(one.name, act);
    const row = {
      wait() {}, begin() {}, pause() {}, say() {}, fail() {},
      offer: (deeds) => { seen.offered[one.name] = deeds; },
      remove: () => seen.removedRows.push(one.name),
    };
    const upload = {
      run: () => new Promise((resolve) => { seen.begun.push(one.name); ends.set(one.name, resolve); }),
      pause() {},
      cancel: () => ends.get(one.name)?.({ outcome: "cancelled" }),
    };
    return { row, upload };
  };
  const kept = { key: (one) => one.name, drop: (one) => seen.dropped.push(one.name) };
  const removed = (out) => { seen.chosen = seen.chosen.filter((one) => one !== out); };
  const files = new HeldFiles({ kept, make, removed, limit: { bytes: 100, message: "lớn quá" } });
  const done = (name) => ends.get(name)({ outcome: "done", answer: { key: `key-${name}` } });
  return { seen, files, ends, done, act: (name, deed) => acts.get(name)(deed) };
}

const namesOf = ({ ready, missing }) => [ready.map((one) => one.name), missing.map((one) => one.name)];

test("one of two taken out under way: the other one is ready", async () => {
  const { seen, files, done, act } = form("a", "b");
  const all = files.bringAll(() => seen.chosen);
  act("b", "cancel");
  done("a");
  assert.deepEqual(namesOf(await all), [["a"], []]);
  assert.deepEqual(seen.removedRows, ["b"]);
});

test("one that was paused and is taken out holds up nothing", async () => {
  const { seen, files, ends, done, act } = form("a", "b");
  const all = files.bringAll(() => seen.chosen);
  done("a");
  ends.get("b")({ outcome: "paused" });
  await new Promise((soon) => setImmediate(soon));
  act("b", "cancel");
  assert.deepEqual(namesOf(await all), [["a"], []]);
});

test("one chosen under way is brought too", async () => {
  const { seen, files, done } = form("a");
  const all = files.bringAll(() => seen.chosen);
  seen.chosen = [...seen.chosen, file("b")];
  done("a");
  await new Promise((soon) => setImmediate(soon));
  done("b");
  assert.deepEqual(namesOf(await all), [["a", "b"], []]);
});

test("what is refused for good is missing, and can be taken out", async () => {
  const { seen, files, ends, done, act } = form("a", "b");
  seen.chosen.push(file("c", 101));
  const all = files.bringAll(() => seen.chosen);
  done("a");
  ends.get("b")({ outcome: "refused", message: "không", again: false });
  assert.deepEqual(namesOf(await all), [["a"], ["b", "c"]]);
  assert.deepEqual([seen.offered.b, seen.offered.c], [["cancel"], ["cancel"]]);
  act("b", "cancel");
  act("c", "cancel");
  assert.deepEqual(namesOf(await files.bringAll(() => seen.chosen)), [["a"], []]);
  assert.deepEqual(seen.begun, ["a", "b"]);
});

test("what has ended is dropped, what waits is kept and asked after again", async () => {
  const { seen, files, done } = form("a", "b");
  const all = files.bringAll(() => seen.chosen);
  done("a");
  done("b");
  const { ready } = await all;
  files.answered(ready, ["key-b"]);
  assert.deepEqual(seen.dropped, ["a"]);
  assert.deepEqual(ready.map((one) => files.keyOf(one)), ["", ""]);
});

test("no answer: nothing is dropped", async () => {
  const { seen, files, done } = form("a");
  const all = files.bringAll(() => seen.chosen);
  done("a");
  files.answered((await all).ready, null);
  assert.deepEqual(seen.dropped, []);
});

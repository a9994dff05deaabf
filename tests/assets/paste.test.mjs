// A block copied from Excel lands where it should.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blockOf, placed } from "../../src/minhdinh/assets/js/lib/paste.js";

const field = (name) => ({ name });
const rows = [
  [null, field("a1"), field("a2"), field("a3")],
  [null, null, null, null],
  [null, field("c1"), field("c2"), field("c3")],
];

test("Excel ends its block with a line break that makes no row", () => {
  assert.deepEqual(blockOf("1\t2\r\n3\t4\r\n"), [["1", "2"], ["3", "4"]]);
});

test("an empty line in the middle stays, so that rows below keep their places", () => {
  assert.deepEqual(blockOf("1\n\n3"), [["1"], [""], ["3"]]);
});

test("a single word is a block of one cell", () => {
  assert.deepEqual(blockOf(" 12 "), [["12"]]);
  assert.deepEqual(blockOf(""), [[""]]);
});

test("texts go right and down from where they were pasted", () => {
  const block = [["1", "2"], ["x", "y"], ["3", "4"]];
  const names = placed(block, rows, rows[0][1]).map(([{ name }, text]) => [name, text]);
  assert.deepEqual(names, [["a1", "1"], ["a2", "2"], ["c1", "3"], ["c2", "4"]]);
});

test("what hangs over the edge of the table is left out", () => {
  const block = [["1", "2", "3"], ["", "", ""], ["4", "5", "6"], ["7", "8", "9"]];
  const names = placed(block, rows, rows[0][3]).map(([{ name }]) => name);
  assert.deepEqual(names, ["a3", "c3"]);
});

test("an empty cell of the block clears its field", () => {
  assert.deepEqual(placed([["", "2"]], rows, rows[2][2]), [[rows[2][2], ""], [rows[2][3], "2"]]);
});

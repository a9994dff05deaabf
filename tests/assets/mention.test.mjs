// Who "@" offers: by any part of the name, with or without diacritics, a few at most.
import assert from "node:assert/strict";
import test from "node:test";
import { TYPED, peopleFor } from "../../src/minhdinh/assets/js/lib/mentions.js";

const people = ["Lê Thu Hà", "Đỗ Hải Lâm", "Vũ Thị Thanh", "Hoàng Thị Ngọc"].map((name) => ({ name, handle: name }));
const names = (typed) => peopleFor(people, typed).map(({ name }) => name);

test("a part of a name without diacritics is enough", () => {
  assert.deepEqual(names("thi"), ["Vũ Thị Thanh", "Hoàng Thị Ngọc"]);
  assert.deepEqual(names("do h"), ["Đỗ Hải Lâm"]);
  assert.deepEqual(names("xyz"), []);
});

test("nothing typed offers everybody, a few at most", () => {
  assert.equal(names("").length, 4);
  assert.equal(peopleFor([...people, ...people], "").length, 6);
});

test("only an @ at the beginning of a word asks for people", () => {
  assert.equal(TYPED.exec("Nhờ @lê thu")[1], "lê thu");
  assert.equal(TYPED.exec("@")[1], "");
  assert.equal(TYPED.exec("thư a@b.vn"), null);
  assert.equal(TYPED.exec("@ ai"), null);
  assert.equal(TYPED.exec("@Lê\nThu"), null);
});

// Codes that people type or paste are recognised with their brackets, and nothing else is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeRuns, normalCode } from "../../src/minhdinh/assets/js/lib/evidence_codes.js";

const taken = (text) => codeRuns(text).map(({ from, to }) => text.slice(from, to));
const codes = (text) => codeRuns(text).flatMap((run) => run.codes.map(({ code }) => code));

const CASES = [
  ["quản lý hồ sơ (MC.1.1.02).", ["(MC.1.1.02)"], ["MC.1.1.02"]],
  ["quản lý hồ sơ MC.1.1.02.", ["MC.1.1.02"], ["MC.1.1.02"]],
  ["đủ (MC.1.1.01, MC.1.1.02; MC.3.1.104)", ["(MC.1.1.01, MC.1.1.02; MC.3.1.104)"], ["MC.1.1.01", "MC.1.1.02", "MC.3.1.104"]],
  ["chuyên cần [H1-1.1-01]; [H1-1.1-02].", ["[H1-1.1-01]; [H1-1.1-02]"], ["H1-1.1-01", "H1-1.1-02"]],
  ["theo [H1–1.1–01]", ["[H1–1.1–01]"], ["H1-1.1-01"]],
  ["cũ [H3-3-02-11] và H1.1.01.05", ["[H3-3-02-11]", "H1.1.01.05"], ["H3-3-02-11", "H1.1.01.05"]],
  ["viết thường mc.2.2.07 vẫn nhận", ["mc.2.2.07"], ["MC.2.2.07"]],
  ["(xem MC.1.3.01 và phụ lục)", ["MC.1.3.01"], ["MC.1.3.01"]],
  ["(MC.1.3.01 cùng biên bản)", ["MC.1.3.01"], ["MC.1.3.01"]],
  ["kết quả ([H1-1.1-01])", ["([H1-1.1-01])"], ["H1-1.1-01"]],
];

for (const [text, runs, found] of CASES) {
  test(text, () => {
    assert.deepEqual(taken(text), runs);
    assert.deepEqual(codes(text), found);
  });
}

for (const text of [
  "không có mã nào ở đây",
  "ngày 15.10.2026 và 1.3.01",
  "tiêu chí 1.1.02",
  "XMC.1.1.02",
  "MC.1.1.021234",
  "MC.1.1.02.05",
  "MC.1.1",
  "H1-1.1-01-05",
  "",
]) {
  test(`nothing in “${text}”`, () => assert.deepEqual(codeRuns(text), []));
}

test("positions of single codes lead back to the text", () => {
  const text = "a (MC.1.1.01, MC.1.1.02) b";
  const [run] = codeRuns(text);
  assert.deepEqual(run.codes.map(({ from, to }) => text.slice(from, to)), ["MC.1.1.01", "MC.1.1.02"]);
});

test("a code is compared in one form", () => {
  assert.equal(normalCode("h1–1.1–01"), "H1-1.1-01");
});

import assert from "node:assert/strict";
import test from "node:test";
import { isoDay, shownDay } from "../../src/minhdinh/assets/js/lib/day.js";

for (const typed of ["05/09/2026", "5/9/2026", "5-9-2026", "05.09.2026", " 5 / 9 / 2026 ", "2026-09-05", "2026-9-5"]) {
  test(`${typed} is a day`, () => assert.equal(isoDay(typed), "2026-09-05"));
}

for (const typed of ["", "31/02/2026", "29/02/2026", "00/01/2026", "1/13/2026", "5/9/26", "hôm nay", "2026-02-30", "05/09/20266"]) {
  test(`"${typed}" is none`, () => assert.equal(isoDay(typed), ""));
}

test("a leap day is a day", () => assert.equal(isoDay("29/02/2028"), "2028-02-29"));

test("days are shown the Vietnamese way", () => {
  assert.equal(shownDay("2026-09-05"), "05/09/2026");
  assert.equal(shownDay(""), "");
});

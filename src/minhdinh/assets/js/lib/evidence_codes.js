// Evidence codes as people type and paste them: MC.1.1.02 (2026), H1-1.1-02 (2018), H1-1-01-02 and H1.1.01.02 (older).

const DASH = "[-\\u2010-\\u2013]";
const CODE = [
  "MC\\.\\d{1,2}\\.\\d{1,2}\\.\\d{2,3}",
  `H\\d{1,2}${DASH}\\d{1,2}\\.\\d{1,2}${DASH}\\d{2,3}`,
  `H\\d{1,2}${DASH}\\d{1,2}${DASH}\\d{1,2}${DASH}\\d{2,3}`,
  "H\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}\\.\\d{2,3}",
].join("|");
const ONE = new RegExp(CODE, "gi");
const ITEM = `\\[?(?:${CODE})\\]?`;
const RUN = new RegExp(`\\(?\\s*${ITEM}(?:\\s*[,;]?\\s*${ITEM})*\\s*\\)?`, "gi");
const PAIRS = [
  ["(", ")"],
  ["[", "]"],
];

/** The one way to write a code, as the server compares it. */
export function normalCode(code) {
  return code.toUpperCase().replace(new RegExp(DASH, "g"), "-");
}

/**
 * Groups of codes in a text: [{from, to, codes: [{code, from, to}]}]. A group takes its own brackets and separators
 * with it; a bracket that closes later in the sentence stays in the text.
 */
export function codeRuns(text) {
  return [...text.matchAll(RUN)].map((match) => run(text, match)).filter((found) => found !== null);
}

function run(text, match) {
  const codes = [...match[0].matchAll(ONE)].map((code) => {
    const from = match.index + code.index;
    return { code: normalCode(code[0]), from, to: from + code[0].length };
  });
  const whole = codes.filter(({ from, to }) => isWhole(text, from, to));
  if (whole.length === 0 || whole.length < codes.length) return whole.length ? plain(whole) : null;
  return { ...trimmed(text, match.index, match.index + match[0].length), codes };
}

const plain = (codes) => ({ from: codes[0].from, to: codes[0].to, codes: [codes[0]] });

/** Not part of a longer word or number. */
function isWhole(text, from, to) {
  return !/[\p{L}\p{N}.]/u.test(text[from - 1] ?? " ") && !/[\p{L}\p{N}]/u.test(text[to] ?? " ") && !/^[.-]\d/.test(text.slice(to));
}

function trimmed(text, start, end) {
  let [from, to] = [start, end];
  for (;;) {
    const before = `${from},${to}`;
    while (/\s/.test(text[from])) from += 1;
    while (/\s/.test(text[to - 1])) to -= 1;
    for (const [open, close] of PAIRS) {
      const inside = text.slice(from, to);
      const missing = count(inside, open) - count(inside, close);
      if (missing > 0 && inside.startsWith(open)) from += 1;
      if (missing < 0 && inside.endsWith(close)) to -= 1;
    }
    if (before === `${from},${to}`) return { from, to };
  }
}

const count = (text, letter) => text.split(letter).length - 1;

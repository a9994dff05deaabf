// Every pair of text and ground that pages use reaches WCAG 2.2 AA, in light, dark and high contrast.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../src/minhdinh/assets/css/tokens.css", import.meta.url), "utf8").replace(
  /\/\*[\s\S]*?\*\//g,
  "",
);
const TEXT = 4.5;
const GRAPHIC = 3;
const GROUNDS = ["paper", "ground"];
const SOFT = ["ok", "wait", "none", "bad", "action"];

function tokens(...selectors) {
  const found = {};
  for (const [, selector, body] of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    const names = selector.split(",").map((name) => name.trim());
    if (!names.some((name) => selectors.includes(name))) continue;
    for (const [, name, colour] of body.matchAll(/--md-([\w-]+): (#[0-9a-f]{6})/g)) found[name] = colour;
  }
  return found;
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

const light = tokens(":root");
const dark = { ...light, ...tokens('[data-bs-theme="dark"]') };
const THEMES = {
  light,
  dark,
  "light, more contrast": { ...light, ...tokens('[data-contrast="more"]') },
  "dark, more contrast": { ...dark, ...tokens('[data-contrast="more"]'), ...tokens('[data-contrast="more"][data-bs-theme="dark"]') },
};

for (const [name, theme] of Object.entries(THEMES)) {
  const reaches = (text, ground, least) => {
    const ratio = contrast(theme[text], theme[ground]);
    assert.ok(ratio >= least, `${text} on ${ground}: ${ratio.toFixed(2)}, needs ${least}`);
  };
  test(`${name}: text on its ground`, () => {
    for (const ground of GROUNDS) for (const text of ["ink", "muted", ...SOFT]) reaches(text, ground, TEXT);
    reaches("action-ink", "action", TEXT);
    reaches("action-ink", "action-hover", TEXT);
  });
  test(`${name}: pills and notes`, () => {
    for (const tone of SOFT) {
      reaches(tone, `${tone}-soft`, TEXT);
      reaches("ink", `${tone}-soft`, TEXT);
    }
    reaches("action", "wait-soft", TEXT);
    reaches("muted", "action-soft", TEXT);
  });
  test(`${name}: chosen answers`, () => {
    for (const fill of ["ok-fill", "none-fill", "bad"]) reaches("paper", fill, TEXT);
  });
  test(`${name}: edges of fields and bars`, () => {
    for (const ground of GROUNDS) reaches("line-strong", ground, GRAPHIC);
    for (const fill of ["action", "ok-fill", "none-fill"]) reaches(fill, "none-soft", GRAPHIC);
  });
}

test("black on white is the greatest contrast", () => {
  assert.equal(Math.round(contrast("#000000", "#ffffff")), 21);
});

// What this page knows of evidence: id → {code, name, url}, from the page's map and from what was searched since.
import { getJson } from "../lib/http.js";
import { normalCode } from "../lib/evidence_codes.js";

let known = null;

function map() {
  if (known === null) known = readMap();
  return known;
}

function readMap() {
  try {
    const element = globalThis.document?.getElementById("evidence-codes");
    return new Map(Object.entries(JSON.parse(element?.textContent ?? "{}")));
  } catch {
    return new Map();
  }
}

/** {code, name, url} of an evidence id; {} when the page does not know it. */
export function lookUp(id) {
  return map().get(String(id)) ?? {};
}

export function learn(id, item) {
  map().set(String(id), { ...lookUp(id), ...item });
}

/** Items that match words: [{id, code, name, kind, status, usable}]. */
export async function search(url, { words, criterion, signal }) {
  const address = new URL(url, location.href);
  address.searchParams.set("q", words);
  if (criterion) address.searchParams.set("criterion", criterion);
  const { items } = await getJson(address, signal);
  return items;
}

/** The item that carries a code, or null. */
export async function findByCode(url, code, criterion) {
  const address = new URL(url, location.href);
  address.searchParams.set("code", code);
  if (criterion) address.searchParams.set("criterion", criterion);
  const { items } = await getJson(address);
  const matches = items.filter((item) => normalCode(item.code ?? "") === normalCode(code));
  const found = matches[0] ?? (items.length === 1 ? items[0] : null);
  if (found) learn(found.id, found);
  return found;
}

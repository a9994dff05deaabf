// Codes that stand in the text as characters, offered as citations.
import { codeRuns } from "../lib/evidence_codes.js";
import { findByCode } from "./evidence.js";

const OBJECT = "\ufffc";

/** Runs of codes in a document, with document positions, in order. */
export function runsInDocument(doc) {
  const runs = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, OBJECT);
    for (const run of codeRuns(text)) runs.push(shift(run, position + 1));
    return false;
  });
  return runs;
}

const shift = (run, by) => ({
  from: run.from + by,
  to: run.to + by,
  codes: run.codes.map((code) => ({ ...code, from: code.from + by, to: code.to + by })),
});

/** The distinct codes of some runs. */
export function codesOf(runs) {
  return [...new Set(runs.flatMap((run) => run.codes.map(({ code }) => code)))];
}

/** Asks for every code; answers {found: Map code → id, unknown: [code]}. Throws when there is no connection. */
export async function resolveCodes(codes, { url, criterion }) {
  const items = await Promise.all(codes.map((code) => findByCode(url, code, criterion)));
  const found = new Map();
  items.forEach((item, index) => item && found.set(codes[index], String(item.id)));
  return { found, unknown: codes.filter((code) => !found.has(code)) };
}

/** Puts citations in place of the codes found; brackets go only when all codes inside them were found. */
export function replaceRuns(view, found) {
  const { state } = view;
  const { tr, schema } = state;
  const citation = (code) => schema.nodes.citation.create({ evidence: found.get(code) });
  for (const run of runsInDocument(state.doc).reverse()) {
    if (run.codes.every(({ code }) => found.has(code))) {
      tr.replaceWith(run.from, run.to, run.codes.map(({ code }) => citation(code)));
    } else {
      for (const { code, from, to } of [...run.codes].reverse()) if (found.has(code)) tr.replaceWith(from, to, citation(code));
    }
  }
  if (tr.docChanged) view.dispatch(tr);
}

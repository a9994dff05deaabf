// The server's rich text schema (lib/richtext/schema.py), node for node; tests/assets/schema.test.mjs compares the two.
import { Schema } from "prosemirror-model";
import { lookUp } from "./evidence.js";

const MISSING = "minh chứng không còn";

/** A citation is drawn with its code, never stored as characters. */
function drawCitation({ attrs: { evidence } }) {
  const { code, name } = lookUp(evidence);
  const attributes = { class: code ? "citation" : "citation citation-missing", "data-evidence": evidence };
  if (name) attributes.title = name;
  return ["a", attributes, code ?? MISSING];
}

const simple = (tag) => ({ parseDOM: [{ tag }], toDOM: () => [tag, 0] });

// Spans only: widths as inline styles would break the content policy.
const cell = (tag, tableRole) => ({
  content: "block+",
  attrs: { colspan: { default: 1 }, rowspan: { default: 1 } },
  tableRole,
  isolating: true,
  parseDOM: [{ tag, getAttrs: ({ colSpan, rowSpan }) => ({ colspan: colSpan || 1, rowspan: rowSpan || 1 }) }],
  toDOM: ({ attrs: { colspan, rowspan } }) => [
    tag,
    { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) },
    0,
  ],
});

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", ...simple("p") },
    bullet_list: { content: "list_item+", group: "block", ...simple("ul") },
    ordered_list: { content: "list_item+", group: "block", ...simple("ol") },
    list_item: { content: "paragraph block*", defining: true, ...simple("li") },
    table: {
      content: "table_row+",
      group: "block",
      tableRole: "table",
      isolating: true,
      parseDOM: [{ tag: "table" }],
      toDOM: () => ["table", ["tbody", 0]],
    },
    table_row: { content: "(table_cell | table_header)+", tableRole: "row", ...simple("tr") },
    table_cell: cell("td", "cell"),
    table_header: cell("th", "header_cell"),
    citation: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { evidence: {} },
      parseDOM: [{ tag: "[data-evidence]", getAttrs: (element) => ({ evidence: element.getAttribute("data-evidence") }) }],
      toDOM: drawCitation,
    },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    text: { group: "inline" },
  },
  marks: {
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

export const EMPTY = { type: "doc", content: [{ type: "paragraph" }] };

// The editor's schema must be the server's, or a saved text could be refused or lose parts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { schema } from "../../src/minhdinh/assets/js/editor/schema.js";

const python = readFileSync(new URL("../../src/minhdinh/lib/richtext/schema.py", import.meta.url), "utf8");
const server = new Map(
  [...python.matchAll(/^ {4}"(\w+)": (\{.*\}),$/gm)].map(([, name, spec]) => [name, spec]),
);
const part = (spec, key) => spec.match(new RegExp(`"${key}": "([^"]+)"`))?.[1];

test("the same nodes, with the same content and groups", () => {
  assert.ok(server.size >= 12, "the server's schema was read");
  assert.deepEqual([...server.keys()].sort(), Object.keys(schema.nodes).sort());
  for (const [name, spec] of server) {
    assert.equal(schema.nodes[name].spec.content, part(spec, "content"), `content of ${name}`);
    assert.equal(schema.nodes[name].spec.group, part(spec, "group"), `group of ${name}`);
  }
});

test("the same marks", () => {
  const marks = [...python.match(/"marks": (\{.*?\}\})/)[1].matchAll(/"(\w+)":/g)].map(([, name]) => name);
  assert.deepEqual(marks.sort(), Object.keys(schema.marks).sort());
});

test("the same attributes", () => {
  const attributes = Object.fromEntries(
    Object.entries(schema.nodes).map(([name, type]) => [name, Object.keys(type.spec.attrs ?? {})]),
  );
  assert.deepEqual(attributes.citation, ["evidence"]);
  assert.deepEqual(attributes.table_cell, ["colspan", "rowspan"]);
  assert.deepEqual(attributes.table_header, ["colspan", "rowspan"]);
  delete attributes.citation;
  delete attributes.table_cell;
  delete attributes.table_header;
  assert.deepEqual(Object.values(attributes).flat(), []);
});

test("a text with everything in it goes through unchanged", () => {
  const words = (text, ...marks) => ({ type: "text", text, ...(marks.length ? { marks: marks.map((type) => ({ type })) } : {}) });
  const paragraph = (...content) => ({ type: "paragraph", content });
  const cell = (type, span) => ({ type, attrs: { colspan: span, rowspan: 1 }, content: [paragraph(words("ô"))] });
  const body = {
    type: "doc",
    content: [
      paragraph(words("đậm", "strong"), words("nghiêng", "em"), { type: "hard_break" }, { type: "citation", attrs: { evidence: "12" } }),
      {
        type: "bullet_list",
        content: [
          {
            type: "list_item",
            content: [paragraph(words("một")), { type: "ordered_list", content: [{ type: "list_item", content: [paragraph(words("trong"))] }] }],
          },
        ],
      },
      { type: "table", content: [{ type: "table_row", content: [cell("table_header", 2)] }, { type: "table_row", content: [cell("table_cell", 1), cell("table_cell", 1)] }] },
    ],
  };
  const node = schema.nodeFromJSON(body);
  node.check();
  assert.deepEqual(JSON.parse(JSON.stringify(node.toJSON())), body);
});

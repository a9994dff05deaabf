// What the toolbar and the keys do to a text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { history } from "prosemirror-history";
import { EditorState, TextSelection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { COMMANDS, cite, insertBreak, listAround, nextCell } from "../../src/minhdinh/assets/js/editor/commands.js";
import { codesOf, replaceRuns, runsInDocument } from "../../src/minhdinh/assets/js/editor/code_offer.js";
import { schema } from "../../src/minhdinh/assets/js/editor/schema.js";

const paragraph = (text) => schema.nodes.paragraph.create(null, text ? schema.text(text) : null);

/** Something with a state and a dispatch, as commands expect of a view. */
class View {
  constructor(...blocks) {
    const doc = schema.nodes.doc.create(null, blocks);
    this.state = EditorState.create({ doc, plugins: [history(), tableEditing()] });
  }
  dispatch = (transaction) => {
    this.state = this.state.apply(transaction);
    this.state.doc.check();
  };
  run(command) {
    return command(this.state, this.dispatch, this);
  }
  select(from, to = from) {
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    return this;
  }
  types() {
    return this.state.doc.toJSON().content.map((node) => node.type);
  }
  text() {
    return this.state.doc.textBetween(0, this.state.doc.content.size, "|", (leaf) => (leaf.attrs.evidence ? `[${leaf.attrs.evidence}]` : "↵"));
  }
}

test("bold goes on and off", () => {
  const view = new View(paragraph("chữ")).select(1, 4);
  view.run(COMMANDS.bold.run);
  assert.equal(COMMANDS.bold.active(view.state), true);
  view.run(COMMANDS.bold.run);
  assert.equal(COMMANDS.bold.active(view.state), false);
});

test("bold at a cursor counts for the next letters", () => {
  const view = new View(paragraph("a")).select(2);
  view.run(COMMANDS.bold.run);
  assert.equal(COMMANDS.bold.active(view.state), true);
});

test("a paragraph becomes a list, another kind of list, and a paragraph again", () => {
  const view = new View(paragraph("mục")).select(2);
  view.run(COMMANDS.bullets.run);
  assert.deepEqual(view.types(), ["bullet_list"]);
  view.run(COMMANDS.numbers.run);
  assert.deepEqual(view.types(), ["ordered_list"]);
  assert.equal(COMMANDS.numbers.active(view.state), true);
  assert.equal(COMMANDS.bullets.active(view.state), false);
  view.run(COMMANDS.numbers.run);
  assert.deepEqual(view.types(), ["paragraph"]);
  assert.equal(listAround(view.state.selection), null);
});

test("a table has a heading row and takes the cursor", () => {
  const view = new View(paragraph("")).select(1);
  assert.equal(view.run(COMMANDS.table.run), true);
  const table = view.state.doc.firstChild;
  assert.equal(table.type.name, "table");
  assert.equal(table.childCount, 3);
  assert.equal(table.firstChild.firstChild.type.name, "table_header");
  assert.equal(view.state.selection.$from.node(-1).type.name, "table_header");
  assert.equal(view.run(COMMANDS.table.run), false, "no table in a table");
});

test("Tab walks the cells and adds a row at the end", () => {
  const view = new View(paragraph("")).select(1);
  view.run(COMMANDS.table.run);
  for (let step = 0; step < 9; step += 1) assert.equal(view.run(nextCell), true);
  assert.equal(view.state.doc.firstChild.childCount, 4);
  assert.equal(new View(paragraph("x")).run(nextCell), false);
});

test("rows and columns come and go", () => {
  const view = new View(paragraph("")).select(1);
  view.run(COMMANDS.table.run);
  view.run(COMMANDS.addColumn.run);
  view.run(COMMANDS.addRow.run);
  assert.deepEqual([view.state.doc.firstChild.childCount, view.state.doc.firstChild.firstChild.childCount], [4, 4]);
  view.run(COMMANDS.removeColumn.run);
  view.run(COMMANDS.removeRow.run);
  assert.deepEqual([view.state.doc.firstChild.childCount, view.state.doc.firstChild.firstChild.childCount], [3, 3]);
  view.run(COMMANDS.removeTable.run);
  assert.deepEqual(view.types(), ["paragraph"]);
});

test("undo and redo", () => {
  const view = new View(paragraph("a")).select(2);
  assert.equal(COMMANDS.undo.run(view.state), false);
  view.run(cite([5]));
  view.run(COMMANDS.undo.run);
  assert.equal(view.text(), "a");
  view.run(COMMANDS.redo.run);
  assert.equal(view.text(), "a [5]");
});

test("a citation is parted from the word before it, and from nothing else", () => {
  assert.equal((() => { const v = new View(paragraph("hồ sơ")).select(6); v.run(cite(["12"])); return v.text(); })(), "hồ sơ [12]");
  assert.equal((() => { const v = new View(paragraph("hồ sơ ")).select(7); v.run(cite(["12"])); return v.text(); })(), "hồ sơ [12]");
  assert.equal((() => { const v = new View(paragraph("")).select(1); v.run(cite([1, 2])); return v.text(); })(), "[1][2]");
  const view = new View(paragraph("")).select(1);
  view.run(cite([1]));
  view.run(cite([2]));
  assert.equal(view.text(), "[1][2]", "citations stand together");
});

test("a citation takes the place of what was selected, and its id is a string", () => {
  const view = new View(paragraph("một hai")).select(5, 8);
  view.run(cite([7]));
  assert.equal(view.text(), "một [7]");
  assert.equal(view.state.doc.firstChild.lastChild.attrs.evidence, "7");
});

test("Shift+Enter breaks the line inside the paragraph", () => {
  const view = new View(paragraph("ab")).select(2);
  view.run(insertBreak);
  assert.equal(view.text(), "a↵b");
});

test("codes are found in every block, across marks and beside citations", () => {
  const view = new View(paragraph("a MC.1.1.01"), paragraph("b (MC.1.1.02, MC.1.1.01)"));
  view.select(3, 6).run(COMMANDS.bold.run);
  assert.deepEqual(codesOf(runsInDocument(view.state.doc)), ["MC.1.1.01", "MC.1.1.02"]);
});

test("found codes become citations with their brackets gone", () => {
  const view = new View(paragraph("Có sổ (MC.1.1.01, MC.1.1.02)."), paragraph("Và MC.1.1.01"));
  replaceRuns(view, new Map([["MC.1.1.01", "1"], ["MC.1.1.02", "2"]]));
  assert.equal(view.text(), "Có sổ [1][2].|Và [1]");
});

test("an unknown code stays, with the brackets around it", () => {
  const view = new View(paragraph("Có sổ (MC.1.1.01, MC.9.9.09)."));
  replaceRuns(view, new Map([["MC.1.1.01", "1"]]));
  assert.equal(view.text(), "Có sổ ([1], MC.9.9.09).");
  const before = view.state;
  replaceRuns(view, new Map());
  assert.equal(view.state, before, "nothing found, nothing changed");
});

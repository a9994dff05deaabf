// What a person can do to a text, by name: run(state, dispatch, view) and, for the toolbar, active(state).
import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const ROWS = 3;
const COLUMNS = 3;

const markIsOn = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
};

/** The innermost list around the selection: {node, pos} or null. */
export function listAround({ $from }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) return { node, pos: $from.before(depth) };
    if (node.type === nodes.table) return null;
  }
  return null;
}

const listIsOn = (type) => (state) => listAround(state.selection)?.node.type === type;

/** Into a list, out of it, or from one kind of list to the other. */
const toggleList = (type) => (state, dispatch) => {
  const list = listAround(state.selection);
  if (!list) return wrapInList(type)(state, dispatch);
  if (list.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(list.pos, type));
  return true;
};

/** A table with a heading row; the cursor goes into its first cell. */
function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const cells = (type) => Array.from({ length: COLUMNS }, () => type.createAndFill());
  const rows = Array.from({ length: ROWS }, (_, index) =>
    nodes.table_row.create(null, cells(index === 0 ? nodes.table_header : nodes.table_cell)),
  );
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(nodes.table.create(null, rows));
    const inside = tr.doc.resolve(Math.min(tr.mapping.map(state.selection.from, -1) + 1, tr.doc.content.size));
    dispatch(tr.setSelection(TextSelection.near(inside)).scrollIntoView());
  }
  return true;
}

/** Tab in a table: the next cell, and after the last one a new row, as in Word. */
export function nextCell(state, dispatch, view) {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!view) return addRowAfter(state);
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
}

export function insertBreak(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

/** Puts citations at the cursor, parted from a word before them by a space. */
export const cite = (ids) => (state, dispatch) => {
  const { $from } = state.selection;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, undefined, " ");
  const space = before && !/\s/.test(before) ? [schema.text(" ")] : [];
  const citations = ids.map((evidence) => nodes.citation.create({ evidence: String(evidence) }));
  const { from, to } = state.selection;
  dispatch?.(state.tr.replaceWith(from, to, [...space, ...citations]).scrollIntoView());
  return true;
};

export const COMMANDS = {
  bold: { run: toggleMark(marks.strong), active: markIsOn(marks.strong) },
  italic: { run: toggleMark(marks.em), active: markIsOn(marks.em) },
  bullets: { run: toggleList(nodes.bullet_list), active: listIsOn(nodes.bullet_list) },
  numbers: { run: toggleList(nodes.ordered_list), active: listIsOn(nodes.ordered_list) },
  table: { run: insertTable },
  addRow: { run: addRowAfter },
  addColumn: { run: addColumnAfter },
  removeRow: { run: deleteRow },
  removeColumn: { run: deleteColumn },
  removeTable: { run: deleteTable },
  undo: { run: undo },
  redo: { run: redo },
};

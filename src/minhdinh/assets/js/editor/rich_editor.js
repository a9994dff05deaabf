import { baseKeymap, chainCommands } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMSerializer, Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, TextSelection } from "prosemirror-state";
import { goToNextCell, isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { COMMANDS, cite, insertBreak, nextCell } from "./commands.js";
import { lookUp } from "./evidence.js";
import { EMPTY, schema } from "./schema.js";
import { cleanPasted } from "./word_paste.js";

const { list_item: item } = schema.nodes;

function keys(openPicker) {
  const pick = () => {
    openPicker();
    return true;
  };
  return {
    "Mod-b": COMMANDS.bold.run,
    "Mod-i": COMMANDS.italic.run,
    "Mod-z": COMMANDS.undo.run,
    "Mod-y": COMMANDS.redo.run,
    "Shift-Mod-z": COMMANDS.redo.run,
    "Shift-Mod-m": pick,
    "Shift-Enter": insertBreak,
    Enter: splitListItem(item),
    Tab: chainCommands(nextCell, sinkListItem(item)),
    "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
  };
}

/** "[[" opens the picker; also when an input method wrote it. */
const brackets = (openPicker) =>
  new InputRule(/\[\[$/, (state, _match, start, end) => {
    // After this transaction, so that the picker stands at the right place.
    setTimeout(openPicker);
    return state.tr.delete(start, end);
  });

/** A body as nodes for reading; citations link to their evidence. */
export function rendered(body) {
  const doc = Node.fromJSON(schema, body ?? EMPTY);
  const shown = DOMSerializer.fromSchema(schema).serializeFragment(doc.content);
  for (const link of shown.querySelectorAll("a.citation")) {
    const { url } = lookUp(link.dataset.evidence);
    if (url) link.href = url;
  }
  return shown;
}

/**
 * One editor in `element`. Options: body, label, openPicker(), onUpdate(), onTransaction(), onFocus(), onBlur(), onKey(event).
 * Throws RangeError when the body is no document of the schema.
 */
export class RichEditor {
  constructor(element, options) {
    this.options = options;
    this.view = new EditorView(element, {
      state: this.stateOf(options.body),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": options.label, lang: "vi", spellcheck: "false" },
      dispatchTransaction: (transaction) => this.dispatch(transaction),
      transformPastedHTML: cleanPasted,
      clipboardTextSerializer: plainText,
      handleKeyDown: (_view, event) => Boolean(options.onKey?.(event)),
      handleDOMEvents: {
        focus: () => void options.onFocus?.(),
        blur: () => void options.onBlur?.(),
      },
    });
  }

  stateOf(body) {
    const doc = Node.fromJSON(schema, body ?? EMPTY);
    doc.check();
    const { openPicker } = this.options;
    return EditorState.create({
      doc,
      plugins: [
        inputRules({ rules: [brackets(openPicker)] }),
        keymap(keys(openPicker)),
        keymap(baseKeymap),
        history(),
        gapCursor(),
        tableEditing(),
      ],
    });
  }

  dispatch(transaction) {
    this.view.updateState(this.view.state.apply(transaction));
    this.options.onTransaction?.();
    if (transaction.docChanged) this.options.onUpdate?.();
  }

  get doc() {
    return this.view.state.doc;
  }

  get focused() {
    return this.view.hasFocus();
  }

  get composing() {
    return this.view.composing;
  }

  get inTable() {
    return isInTable(this.view.state);
  }

  json() {
    return this.doc.toJSON();
  }

  /** Another text in place of this one, told to nobody; undo does not lead back to the old one. */
  setBody(body) {
    this.view.updateState(this.stateOf(body));
    this.options.onTransaction?.();
  }

  run(name) {
    this.view.focus();
    return COMMANDS[name].run(this.view.state, (transaction) => this.view.dispatch(transaction), this.view);
  }

  isOn(name) {
    return Boolean(COMMANDS[name].active?.(this.view.state));
  }

  can(name) {
    return COMMANDS[name].run(this.view.state);
  }

  /** Cites at the cursor; `typed` are words that follow at once. */
  cite(ids, typed = "") {
    const done = cite(ids)(this.view.state, (transaction) => this.view.dispatch(transaction));
    if (typed) this.view.dispatch(this.view.state.tr.insertText(typed));
    return done;
  }

  /** The cursor at a document position, or at the end, or where it was. */
  focus(position) {
    if (position !== undefined) {
      const { doc, tr } = this.view.state;
      const spot = position === "end" ? TextSelection.atEnd(doc) : TextSelection.near(doc.resolve(position));
      this.view.dispatch(tr.setSelection(spot));
    }
    this.view.focus();
  }

  positionAt(left, top) {
    return this.view.posAtCoords({ left, top })?.pos;
  }

  cursorBox() {
    return this.view.coordsAtPos(this.view.state.selection.to);
  }

  destroy() {
    this.view.destroy();
  }
}

function plainText(slice) {
  const leaf = (node) => (node.type.name === "citation" ? (lookUp(node.attrs.evidence).code ?? "") : "\n");
  return slice.content.textBetween(0, slice.content.size, "\n\n", leaf);
}

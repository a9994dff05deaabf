import { el, icon } from "../lib/dom.js";

const TOOLS = [
  { name: "bold", icon: "bold", label: "Đậm (Ctrl+B)" },
  { name: "italic", icon: "italic", label: "Nghiêng (Ctrl+I)" },
  { name: "bullets", icon: "list", label: "Danh sách dấu chấm" },
  { name: "numbers", icon: "list-numbers", label: "Danh sách đánh số" },
  { name: "table", icon: "table-plus", label: "Chèn bảng", table: false },
  { name: "addRow", text: "+ hàng", label: "Thêm hàng ở dưới", table: true },
  { name: "addColumn", text: "+ cột", label: "Thêm cột bên phải", table: true },
  { name: "removeRow", text: "− hàng", label: "Xóa hàng này", table: true },
  { name: "removeColumn", text: "− cột", label: "Xóa cột này", table: true },
  { name: "removeTable", icon: "table-minus", label: "Xóa bảng", table: true },
  { name: "undo", icon: "arrow-back-up", label: "Hoàn tác (Ctrl+Z)", maybe: true },
];
const TOGGLES = new Set(["bold", "italic", "bullets", "numbers"]);

/** The buttons over an editor: one stop of the Tab key, arrows between them. */
export class Toolbar {
  constructor(editor, { label, onCite }) {
    this.editor = editor;
    this.buttons = TOOLS.map((tool) => ({ tool, button: this.button(tool) }));
    const cite = el(
      "button",
      { class: "btn-tool btn-tool-text", type: "button", title: "Chèn minh chứng (gõ [[ hoặc Ctrl+Shift+M)", onclick: onCite },
      icon("link-plus"),
      "Minh chứng",
    );
    this.element = el("div", { class: "passage-toolbar", role: "toolbar", "aria-label": `Công cụ soạn: ${label}` });
    this.element.append(...this.buttons.map(({ button }) => button), el("span", { class: "separator" }), cite);
    this.element.addEventListener("keydown", (event) => this.press(event));
    // A button that takes the focus would close the selection on some phones.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.update();
  }

  button(tool) {
    const shown = tool.icon ? icon(tool.icon) : tool.text;
    const attributes = { class: "btn-tool", type: "button", title: tool.label, "aria-label": tool.label, tabindex: "-1" };
    return el("button", { ...attributes, onclick: () => this.editor.run(tool.name) }, shown);
  }

  update() {
    for (const { tool, button } of this.buttons) {
      if (TOGGLES.has(tool.name)) button.setAttribute("aria-pressed", String(this.editor.isOn(tool.name)));
      if (tool.table !== undefined) button.hidden = tool.table !== this.editor.inTable;
      if (tool.maybe) button.disabled = !this.editor.can(tool.name);
    }
    const visible = this.visible();
    if (!visible.some((button) => button.tabIndex === 0) && visible[0]) visible[0].tabIndex = 0;
  }

  visible() {
    return [...this.element.querySelectorAll("button")].filter((button) => !button.hidden && !button.disabled);
  }

  focus() {
    this.visible()[0]?.focus();
  }

  press(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.editor.focus();
    if (!step) return;
    event.preventDefault();
    const buttons = this.visible();
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }
}

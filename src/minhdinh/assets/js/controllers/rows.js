import { Controller } from "@hotwired/stimulus";

/**
 * Rows of a Django formset: add, remove (with a way back), move. Fields are numbered again after every change, so
 * that the order on the page is the order that is saved. Enter in the last row adds one; Alt+Up/Down move a row.
 */
export class Rows extends Controller {
  static targets = ["list", "row", "template", "number", "state", "undo", "undoText"];
  static values = { prefix: String };

  connect() {
    this.dirty = false;
    addEventListener("beforeunload", this.warn);
    this.renumber();
  }

  disconnect() {
    removeEventListener("beforeunload", this.warn);
  }

  warn = (event) => {
    if (this.dirty) event.preventDefault();
  };

  changed() {
    this.dirty = true;
    if (this.hasStateTarget) this.stateTarget.textContent = "Có thay đổi chưa lưu";
  }

  submitted() {
    this.dirty = false;
  }

  add(event) {
    event?.preventDefault();
    this.listTarget.append(this.templateTarget.content.cloneNode(true));
    this.settle();
    this.focus(this.rowTargets.at(-1));
  }

  remove({ currentTarget }) {
    const row = this.rowOf(currentTarget);
    this.removed = { row, before: row.nextElementSibling };
    row.remove();
    this.undoTextTarget.textContent = `Đã bỏ dòng “${this.nameOf(row)}”.`;
    this.undoTarget.hidden = false;
    this.settle();
    this.undoTarget.querySelector("button")?.focus();
  }

  restore() {
    const { row, before } = this.removed;
    this.listTarget.insertBefore(row, before?.isConnected ? before : null);
    this.undoTarget.hidden = true;
    this.settle();
    this.focus(row);
  }

  up({ currentTarget }) {
    this.move(this.rowOf(currentTarget), -1, currentTarget);
  }

  down({ currentTarget }) {
    this.move(this.rowOf(currentTarget), 1, currentTarget);
  }

  move(row, step, focused) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.settle();
    focused?.focus();
  }

  key(event) {
    const row = this.rowOf(event.target);
    if (!row) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.move(row, event.key === "ArrowUp" ? -1 : 1, event.target);
    } else if (event.key === "Enter" && event.target.matches("input, select") && !event.ctrlKey) {
      event.preventDefault();
      const next = row.nextElementSibling;
      if (next) this.focus(next);
      else this.add();
    }
  }

  rowOf(element) {
    return element.closest('[data-rows-target~="row"]');
  }

  nameOf(row) {
    return row.querySelector("input:not([type=hidden]), textarea")?.value || "trống";
  }

  focus(row) {
    row?.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }

  settle() {
    this.renumber();
    this.changed();
    this.dispatch("changed", { prefix: "rows" });
  }

  renumber() {
    const pattern = new RegExp(`^((?:id_)?${this.prefixValue}-)(?:\\d+|__prefix__)(-.+)$`);
    this.rowTargets.forEach((row, index) => {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        for (const part of row.querySelectorAll(`[${name}]`)) {
          part.setAttribute(name, part.getAttribute(name).replace(pattern, `$1${index}$2`));
        }
      }
    });
    this.numberTargets.forEach((box, index) => (box.textContent = String(index + 1)));
    const total = this.element.querySelector(`[name="${this.prefixValue}-TOTAL_FORMS"]`);
    if (total) total.value = String(this.rowTargets.length);
  }
}

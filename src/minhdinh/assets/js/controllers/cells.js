import { Controller } from "@hotwired/stimulus";

/** A click on the file's sheet fills the field that was entered last: a column's letter, a row's number, or a cell. */
export class Cells extends Controller {
  static targets = ["pick"];

  entered(event) {
    if (this.pickTargets.includes(event.target)) this.mark(event.target);
  }

  picked(event) {
    const at = event.target.closest("[data-at]")?.dataset.at;
    const field = this.field;
    if (!at || !field) return;
    const letters = at.replace(/\d/g, "");
    const number = at.replace(/\D/g, "");
    // A column asks for letters; a row takes its number, or the whole cell with Shift.
    const value = field.dataset.kind === "column" ? letters : event.shiftKey && letters ? at : number;
    if (!value) return;
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const next = this.pickTargets[this.pickTargets.indexOf(field) + 1];
    if (next) this.mark(next);
  }

  mark(field) {
    this.field = field;
    this.pickTargets.forEach((one) => one.classList.toggle("is-picking", one === field));
  }
}

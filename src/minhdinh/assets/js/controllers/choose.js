import { Controller } from "@hotwired/stimulus";

/** Boxes of a table: one ticks all, and how many are ticked is told. */
export class Choose extends Controller {
  static targets = ["all", "one", "count"];

  connect() {
    this.count();
  }

  all() {
    for (const box of this.oneTargets) box.checked = this.allTarget.checked;
    this.count();
  }

  count() {
    const ticked = this.oneTargets.filter((box) => box.checked).length;
    if (this.hasCountTarget) this.countTarget.textContent = `(${ticked})`;
    if (!this.hasAllTarget) return;
    this.allTarget.checked = ticked > 0 && ticked === this.oneTargets.length;
    this.allTarget.indeterminate = ticked > 0 && ticked < this.oneTargets.length;
  }
}

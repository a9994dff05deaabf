import { Controller } from "@hotwired/stimulus";

/** On a phone one step (a table row) at a time; the style sheet shows them all on a wider page. */
export class Stepper extends Controller {
  static targets = ["step", "label"];

  connect() {
    this.at = 0;
    this.element.dataset.stepping = "true";
    this.show();
  }

  previous() {
    this.at = Math.max(0, this.at - 1);
    this.show();
  }

  next() {
    this.at = Math.min(this.stepTargets.length - 1, this.at + 1);
    this.show();
  }

  show() {
    this.stepTargets.forEach((step, index) => step.classList.toggle("is-current", index === this.at));
    const label = this.stepTargets[this.at]?.dataset.stepperLabel;
    if (label && this.hasLabelTarget) this.labelTarget.textContent = `${label} (${this.at + 1}/${this.stepTargets.length})`;
  }
}

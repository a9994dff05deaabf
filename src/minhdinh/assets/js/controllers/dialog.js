import { Controller } from "@hotwired/stimulus";

/** Opens the <dialog> whose id is data-dialog-target-value; one that holds an hx-get loads when first opened. */
export class Dialog extends Controller {
  static values = { target: String };

  open(event) {
    const dialog = document.getElementById(this.targetValue);
    if (!dialog) return;
    event?.preventDefault();
    dialog.showModal();
    dialog.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
  }
}

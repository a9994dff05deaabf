import { Controller } from "@hotwired/stimulus";

/** A row of tabs wider than a phone: the one that is open is brought into sight; the page itself does not move. */
export class Strip extends Controller {
  connect() {
    const open = this.element.querySelector('[aria-current], [aria-selected="true"]');
    if (!open) return;
    const strip = this.element.getBoundingClientRect();
    const tab = open.getBoundingClientRect();
    this.element.scrollLeft += tab.left + tab.width / 2 - strip.left - strip.width / 2;
  }
}

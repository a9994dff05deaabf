import { Controller } from "@hotwired/stimulus";
import { debounce } from "../lib/dom.js";

/**
 * A filter form that sends itself: at once on change, shortly after typing (but a half-typed day waits for its
 * change). Empty fields stay out of the address.
 */
export class AutoSubmit extends Controller {
  connect() {
    this.soon = debounce(() => this.send(), 450);
    this.element.addEventListener("formdata", this.dropEmpty);
    this.restoreFocus();
  }

  disconnect() {
    this.soon.cancel();
    this.element.removeEventListener("formdata", this.dropEmpty);
  }

  dropEmpty = (event) => {
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  };

  later({ target }) {
    if (!target.closest('[data-controller~="day"]')) this.soon();
  }

  send() {
    this.soon.cancel();
    const field = document.activeElement;
    if (field?.name && this.element.contains(field)) sessionStorage.setItem("minhdinh.filter", field.name);
    this.element.requestSubmit();
  }

  restoreFocus() {
    const name = sessionStorage.getItem("minhdinh.filter");
    const field = name && this.element.elements.namedItem(name);
    sessionStorage.removeItem("minhdinh.filter");
    if (!field?.focus) return;
    field.closest("details")?.setAttribute("open", ""); // a folded field cannot take the focus
    field.focus({ preventScroll: true });
    if (field.type === "search" || field.type === "text") field.setSelectionRange(field.value.length, field.value.length);
  }
}

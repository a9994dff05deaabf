import { Controller } from "@hotwired/stimulus";
import { debounce } from "../lib/dom.js";

/** A filter form that sends itself: at once on change, shortly after typing. Empty fields stay out of the address. */
export class AutoSubmit extends Controller {
  connect() {
    this.later = debounce(() => this.send(), 450);
    this.element.addEventListener("formdata", this.dropEmpty);
    this.restoreFocus();
  }

  disconnect() {
    this.later.cancel();
    this.element.removeEventListener("formdata", this.dropEmpty);
  }

  dropEmpty = (event) => {
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  };

  send() {
    this.later.cancel();
    const field = document.activeElement;
    if (field?.name && this.element.contains(field)) sessionStorage.setItem("minhdinh.filter", field.name);
    this.element.requestSubmit();
  }

  restoreFocus() {
    const name = sessionStorage.getItem("minhdinh.filter");
    const field = name && this.element.elements.namedItem(name);
    sessionStorage.removeItem("minhdinh.filter");
    if (!field?.focus) return;
    field.focus({ preventScroll: true });
    if (field.type === "search" || field.type === "text") field.setSelectionRange(field.value.length, field.value.length);
  }
}

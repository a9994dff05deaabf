import { Controller } from "@hotwired/stimulus";

/** A message that can be closed. */
export class Note extends Controller {
  close() {
    this.element.remove();
  }
}

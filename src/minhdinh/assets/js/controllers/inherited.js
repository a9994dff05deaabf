import { Controller } from "@hotwired/stimulus";

/** The mark on a carried text goes as soon as a person has saved it; the server has taken it off by then. */
export class Inherited extends Controller {
  connect() {
    this.place = this.element.parentElement;
    this.place?.addEventListener("minhdinh:passage:saved", this.gone);
  }

  disconnect() {
    this.place?.removeEventListener("minhdinh:passage:saved", this.gone);
  }

  gone = () => this.element.remove();
}

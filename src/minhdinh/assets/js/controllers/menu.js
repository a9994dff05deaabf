import { Controller } from "@hotwired/stimulus";

/** A <details class="menu">: closes on Esc, on a click elsewhere and when focus leaves; arrows walk its entries. */
export class Menu extends Controller {
  connect() {
    this.element.addEventListener("keydown", this.press);
    this.element.addEventListener("focusout", this.left);
    document.addEventListener("click", this.elsewhere);
  }

  disconnect() {
    document.removeEventListener("click", this.elsewhere);
  }

  close(focus) {
    if (!this.element.open) return;
    this.element.open = false;
    if (focus) this.element.querySelector("summary").focus();
  }

  elsewhere = (event) => {
    if (!this.element.contains(event.target)) this.close(false);
  };

  left = (event) => {
    if (event.relatedTarget && !this.element.contains(event.relatedTarget)) this.close(false);
  };

  press = (event) => {
    if (event.key === "Escape") this.close(true);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.element.open) return;
    event.preventDefault();
    const entries = [...this.element.querySelectorAll(".menu-list a, .menu-list button")];
    const index = entries.indexOf(document.activeElement);
    entries[(index + step + entries.length) % entries.length]?.focus();
  };
}

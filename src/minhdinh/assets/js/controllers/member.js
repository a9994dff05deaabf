import { Controller } from "@hotwired/stimulus";

/** A row of the council: choosing an account fills the name and the position in, unless something else is there. */
export class Member extends Controller {
  connect() {
    this.element.addEventListener("change", this.chosen);
  }

  disconnect() {
    this.element.removeEventListener("change", this.chosen);
  }

  chosen = ({ target }) => {
    if (!target.name?.endsWith("-user_id")) return;
    const people = JSON.parse(document.getElementById("council-people")?.textContent ?? "{}");
    const [name, position] = people[target.value] ?? ["", ""];
    const known = Object.values(people).flat();
    this.fill("name", name, known);
    this.fill("position", position, known);
  };

  fill(field, text, known) {
    const input = this.element.querySelector(`[name$="-${field}"]`);
    if (text && (!input.value || known.includes(input.value))) input.value = text;
  }
}

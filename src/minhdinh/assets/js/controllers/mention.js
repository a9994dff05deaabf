import { Controller } from "@hotwired/stimulus";
import { el } from "../lib/dom.js";
import { TYPED, peopleFor } from "../lib/mentions.js";

let number = 0;

/** A text field where "@" offers the people of the school; they stand in the JSON of the element named by `people`. */
export class Mention extends Controller {
  static values = { people: String };

  disconnect() {
    this.close();
  }

  typed() {
    const found = TYPED.exec(this.element.value.slice(0, this.element.selectionStart));
    const people = found ? peopleFor(this.people, found[1]) : [];
    // A whole name followed by a space is chosen already.
    const chosen = found && people.some(({ handle }) => `${handle} ` === found[1]);
    if (!people.length || chosen) this.close();
    else this.show(people, found[1].length);
  }

  get people() {
    return JSON.parse(document.getElementById(this.peopleValue)?.textContent ?? "[]");
  }

  show(people, length) {
    this.close();
    this.length = length;
    number += 1;
    const id = `nguoi-${number}`;
    const options = people.map((person, at) =>
      el(
        "li",
        { role: "option", id: `${id}-${at}`, "aria-selected": "false", onmousedown: (event) => this.pick(event, person) },
        person.name === person.handle ? person.name : `${person.name} (${person.handle})`,
      ),
    );
    this.list = el("ul", { class: "mention-list", role: "listbox", id, "aria-label": "Người trong trường" }, ...options);
    this.offered = people;
    this.element.after(this.list);
    this.element.setAttribute("aria-controls", id);
    this.mark(0);
  }

  key(event) {
    if (!this.list || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.at + step + this.offered.length) % this.offered.length);
    else if (event.key === "Enter" || event.key === "Tab") this.insert(this.offered[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    this.element.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  pick(event, person) {
    event.preventDefault();
    this.insert(person);
  }

  insert({ handle }) {
    const end = this.element.selectionStart;
    this.element.setRangeText(`${handle} `, end - this.length, end, "end");
    this.close();
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.element.removeAttribute("aria-controls");
    this.element.removeAttribute("aria-activedescendant");
  }
}

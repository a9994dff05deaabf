import { Controller } from "@hotwired/stimulus";

/** Schools on months: dragging one onto a month chooses it in the school's own form and sends that.
 *  The form alone (select and button) does the same for keyboards and fingers. */
export class Months extends Controller {
  static targets = ["month", "school"];

  connect() {
    this.element.classList.add("is-draggable");
  }

  schoolTargetConnected(school) {
    school.draggable = true;
    for (const link of school.querySelectorAll("a")) link.draggable = false;
    school.addEventListener("dragstart", this.lifted);
    school.addEventListener("dragend", this.put);
  }

  monthTargetConnected(month) {
    month.addEventListener("dragover", this.over);
    month.addEventListener("dragleave", this.left);
    month.addEventListener("drop", this.dropped);
  }

  lifted = (event) => {
    this.moving = event.currentTarget;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.moving.id);
    this.moving.classList.add("is-moving");
  };

  put = () => {
    this.moving?.classList.remove("is-moving");
    this.moving = null;
  };

  over = (event) => {
    if (!this.moving) return;
    event.preventDefault();
    event.currentTarget.classList.add("is-target");
  };

  left = (event) => {
    if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.classList.remove("is-target");
  };

  dropped = (event) => {
    event.preventDefault();
    const month = event.currentTarget;
    month.classList.remove("is-target");
    const form = this.moving?.querySelector("form");
    if (!form || month.contains(this.moving)) return;
    form.elements.month.value = month.dataset.month;
    form.requestSubmit();
  };
}

import { Controller } from "@hotwired/stimulus";
import { isoDay, shownDay } from "../lib/day.js";

/** A day typed as dd/mm/yyyy, with a button that opens the browser's own calendar. */
export class Day extends Controller {
  static targets = ["text", "native", "button"];

  connect() {
    this.buttonTarget.hidden = typeof this.nativeTarget.showPicker !== "function";
    this.buttonTarget.disabled = this.textTarget.disabled || this.textTarget.readOnly;
  }

  open() {
    this.nativeTarget.value = isoDay(this.textTarget.value);
    this.nativeTarget.showPicker();
  }

  /** The calendar's own events stay inside: the form hears of the text alone. */
  hold() {}

  picked() {
    this.textTarget.value = shownDay(this.nativeTarget.value);
    this.textTarget.focus({ preventScroll: true });
    for (const name of ["input", "change"]) this.textTarget.dispatchEvent(new Event(name, { bubbles: true }));
  }

  /** A day written in another way becomes dd/mm/yyyy; what is none is left for the server to explain. */
  tidy() {
    const iso = isoDay(this.textTarget.value);
    if (iso) this.textTarget.value = shownDay(iso);
  }
}

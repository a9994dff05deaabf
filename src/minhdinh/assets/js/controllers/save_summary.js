import { Controller } from "@hotwired/stimulus";
import { paintState } from "../lib/save_state.js";

const ORDER = ["conflict", "refused", "signed-out", "offline", "saving", "saved"];
/** The page's line about saving: the most urgent state of all passages and forms on it. */
export class SaveSummary extends Controller {
  connect() {
    this.states = new Map();
  }

  show({ detail }) {
    this.states.set(detail.key, detail);
    const urgent = [...this.states.values()].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))[0];
    const latest = urgent.state === "saved" ? detail : urgent;
    paintState(this.element, latest.state, latest.text);
  }
}

import { Controller } from "@hotwired/stimulus";
import { el, icon } from "../lib/dom.js";

const ORDER = ["conflict", "refused", "signed-out", "offline", "saving", "saved"];
const ICONS = {
  conflict: "git-compare",
  refused: "alert-triangle",
  "signed-out": "lock",
  offline: "wifi-off",
  saving: "cloud-upload",
  saved: "circle-check",
};

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

/** Shows a state with its icon and words in a .save-state element. */
export function paintState(box, state, text, ...extra) {
  box.dataset.state = state;
  if (!text) box.replaceChildren();
  else box.replaceChildren(icon(ICONS[state] ?? "cloud-upload"), el("span", {}, text), ...extra);
}

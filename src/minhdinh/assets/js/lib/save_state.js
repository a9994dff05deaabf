import { el, icon } from "./dom.js";

const ICONS = {
  conflict: "git-compare",
  refused: "alert-triangle",
  "signed-out": "lock",
  offline: "wifi-off",
  saving: "cloud-upload",
  waiting: "pencil",
  saved: "circle-check",
};

/** Shows a state with its icon and words in a .save-state element. */
export function paintState(box, state, text, ...extra) {
  box.dataset.state = state;
  if (!text) box.replaceChildren();
  else box.replaceChildren(icon(ICONS[state] ?? "cloud-upload"), el("span", {}, text), ...extra);
}

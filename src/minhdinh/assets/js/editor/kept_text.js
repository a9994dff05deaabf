import { el, icon } from "../lib/dom.js";
import { timeLabel } from "./conflict.js";
import { rendered } from "./rich_editor.js";

const DAYS = 7 * 24 * 3600 * 1000;

/** The latest text that gave way to another version, when it is not old: {body, at} or null. */
export function latestKept(store, slot, now = Date.now()) {
  const kept = store.remembered(slot)[0];
  return kept?.body && now - kept.at < DAYS ? kept : null;
}

/** A panel with a kept text, to read beside the editor and to copy from. */
export function keptPanel(kept) {
  const text = el("div", { class: "prose" }, rendered(kept.body));
  const copy = el("button", { class: "btn btn-sm", type: "button", onclick: () => copyRich(text, copy) }, icon("copy"), "Chép");
  const close = el("button", { class: "btn-tool", type: "button", "aria-label": "Đóng", onclick: () => panel.remove() }, icon("x"));
  const title = `Bản của Thầy/Cô, giữ trên máy này (${timeLabel(kept.at)})`;
  const head = el("div", { class: "kept-head" }, el("b", {}, title), el("span", {}, copy, close));
  const panel = el("section", { class: "kept-text", "aria-label": title }, head, text);
  return panel;
}

/** Copies with marks and citations. The old command is used on purpose: it works without https, too. */
function copyRich(element, button) {
  const selection = getSelection();
  selection.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(element);
  selection.addRange(range);
  if (document.execCommand("copy")) button.lastChild.textContent = "Đã chép";
  selection.removeAllRanges();
}

import { el, icon } from "./dom.js";

const LOOKS = { ok: "circle-check", wait: "alert-triangle", bad: "alert-triangle", info: "info-circle" };
const SHORT = 6000;

/** Shows a passing message at the corner; problems stay until closed. */
export function toast(message, tone = "info") {
  const box = document.getElementById("toasts");
  if (!box) return;
  const note = el(
    "div",
    { class: `note ${tone}`, role: tone === "bad" ? "alert" : null },
    icon(LOOKS[tone] ?? LOOKS.info),
    el("div", { class: "text-pre-line" }, message),
    el("button", { class: "btn-tool", type: "button", "aria-label": "Đóng", onclick: () => note.remove() }, icon("x")),
  );
  box.append(note);
  if (tone === "ok" || tone === "info") setTimeout(() => note.remove(), SHORT);
}

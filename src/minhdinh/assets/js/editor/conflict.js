import { el, fragment } from "../lib/dom.js";

/** Both texts side by side; `mine` as nodes. Answers "mine", "theirs", "merge" or "later" (closed without choosing). */
export function askWhich({ mine, answer }) {
  const dialog = build(mine, answer);
  document.body.append(dialog);
  dialog.returnValue = "later";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || "later");
    });
  });
}

function build(mine, answer) {
  const who = answer.updated_by ? `Bản vừa lưu bởi ${answer.updated_by}` : "Bản vừa lưu";
  const when = timeLabel(answer.updated_at);
  const choice = (value, label, css = "btn") => el("button", { class: css, value, type: "submit" }, label);
  return el(
    "dialog",
    { class: "dialog dialog-wide", "aria-labelledby": "conflict-title" },
    el("div", { class: "dialog-head" }, el("h2", { id: "conflict-title" }, "Đoạn này vừa được sửa ở nơi khác")),
    el(
      "div",
      { class: "dialog-body" },
      el("p", {}, answer.message || "Cả hai bản đều được giữ. Xin chọn bản sẽ dùng tiếp."),
      el(
        "div",
        { class: "versus" },
        side("Bản của Thầy/Cô", mine),
        side(when ? `${who}, ${when}` : who, fragment(answer.html)),
      ),
    ),
    el(
      "form",
      { method: "dialog", class: "dialog-foot" },
      choice("later", "Để sau"),
      choice("merge", "Gộp tay"),
      choice("theirs", "Lấy bản kia"),
      choice("mine", "Giữ bản của tôi", "btn btn-primary"),
    ),
  );
}

function side(title, body) {
  return el("section", { tabindex: "0", "aria-label": title }, el("h3", {}, title), el("div", { class: "prose" }, body));
}

export function timeLabel(moment) {
  const time = new Date(moment ?? "");
  if (Number.isNaN(time.getTime())) return "";
  return time.toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" });
}

// One line of the list of uploads: name, state, progress, and what the person can do with it.
import { el, icon } from "./dom.js";

export class UploadRow {
  /** act hears "pause", "go" (go on, or try again) and "cancel". */
  constructor(name, act) {
    this.name = name;
    this.act = act;
    this.state = el("span", { class: "small text-secondary" });
    this.buttons = el("span", { class: "btn-list upload-acts" });
    this.bar = el("progress", { class: "bar", max: "100", "aria-label": `Tải lên ${name}` });
    this.element = el("li", {}, el("span", { class: "upload-name" }, name), this.state, this.bar, this.buttons);
  }

  wait() {
    this.bar.hidden = false;
    this.bar.value ||= 0;
    this.say("chờ tải lên");
    this.offer(["cancel"]);
  }

  begin(canPause) {
    this.offer(canPause ? ["pause", "cancel"] : ["cancel"]);
  }

  // The figure is for the eyes: a screen reader has the progress bar and is told of changes only.
  progress(loaded, total) {
    const percent = total ? Math.floor((loaded / total) * 100) : 0;
    this.bar.value = percent;
    if (percent < 100) this.state.replaceChildren(el("span", { "aria-hidden": "true" }, `${percent} %`));
    else this.checking();
  }

  checking() {
    this.say("đang kiểm tra tệp…");
  }

  /** All bytes are there and the server looks at them: that goes on without this page. */
  followed() {
    this.bar.hidden = true;
    this.say("đang kiểm tra tệp… có thể rời trang này");
    this.offer([]);
  }

  waitForLine(lost, milliseconds) {
    const why = lost ? "mất mạng" : "máy chủ bận";
    const when = milliseconds ? `sau ${Math.max(1, Math.round(milliseconds / 1000))} giây` : "khi có mạng";
    this.say(`${why}, tự gửi tiếp ${when}`);
  }

  pause() {
    this.say(`đã dừng ở ${this.bar.value} %`);
    this.offer(["go", "cancel"]);
  }

  /** A file that was broken off before the page was loaded: only choosing it again can go on. */
  left(percent) {
    this.bar.value = percent;
    this.say(`đã gửi ${percent} %; chọn lại đúng tệp này để gửi tiếp`);
    this.offer(["cancel"]);
  }

  done(answer) {
    this.bar.hidden = true;
    const twin = answer.duplicate_of;
    const label = twin ? `Trùng tệp với ${twin.code ?? answer.code}` : (answer.code ?? "Đã tải lên");
    const url = twin?.url ?? answer.url;
    const shown = url ? el("a", { href: url }, label) : label;
    this.state.replaceChildren(el("span", { class: `pill ${twin ? "wait" : "ok"}` }, shown));
    this.offer([]);
  }

  fail(message, again) {
    this.bar.hidden = true;
    this.state.replaceChildren(el("span", { class: "form-error" }, message));
    this.offer(again ? ["again", "cancel"] : []);
  }

  remove() {
    const held = this.element.contains(document.activeElement);
    const next = this.element.nextElementSibling ?? this.element.previousElementSibling;
    this.element.remove();
    if (held) next?.querySelector("button")?.focus();
  }

  say(text) {
    this.state.replaceChildren(text);
  }

  offer(names) {
    const held = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(...names.map((name) => this.button(name)));
    if (held) this.buttons.querySelector("button")?.focus();
  }

  button(name) {
    const [symbol, label, deed] = {
      pause: ["player-pause", "Tạm dừng", "pause"],
      go: ["player-play", "Gửi tiếp", "go"],
      again: ["refresh", "Thử lại", "go"],
      cancel: ["x", "Bỏ", "cancel"],
    }[name];
    const attributes = { class: "btn btn-sm", type: "button", "aria-label": `${label}: ${this.name}` };
    return el("button", { ...attributes, onclick: () => this.act(deed) }, icon(symbol), label);
  }
}

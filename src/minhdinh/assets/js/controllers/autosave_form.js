import { Controller } from "@hotwired/stimulus";
import { debounce } from "../lib/dom.js";
import { csrfToken, readAnswer } from "../lib/http.js";
import { paintState } from "../lib/save_state.js";

const DELAY = 600;
const MESSAGES = {
  0: ["offline", "Mất mạng: chưa lưu, sẽ gửi lại khi có mạng"],
  401: ["signed-out", "Phiên làm việc đã hết: xin đăng nhập lại ở thẻ khác"],
};

/** A plain form that posts itself when changed and says so; one request at a time, the newest state wins. */
export class AutosaveForm extends Controller {
  static targets = ["state"];

  connect() {
    this.later = debounce(() => this.save(), DELAY);
    this.element.addEventListener("input", this.changed);
    this.element.addEventListener("change", this.changed);
    this.element.addEventListener("submit", this.submitted);
    addEventListener("online", this.changedAgain);
  }

  disconnect() {
    this.later.cancel();
    removeEventListener("online", this.changedAgain);
  }

  changed = () => {
    this.dirty = true;
    this.later();
  };

  changedAgain = () => {
    if (this.dirty) this.save();
  };

  submitted = (event) => {
    event.preventDefault();
    this.dirty = true;
    this.save();
  };

  async save() {
    this.later.cancel();
    if (this.busy || !this.dirty) return;
    this.busy = true;
    this.dirty = false;
    this.show("saving", "Đang lưu…");
    const { status, body } = await this.send();
    this.busy = false;
    this.answered(status, body);
    if (this.dirty && status !== 0) this.save();
  }

  async send() {
    const options = {
      method: "POST",
      body: new FormData(this.element),
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      redirect: "manual",
    };
    try {
      return await readAnswer(await fetch(this.element.action, options));
    } catch {
      return { status: 0, body: {} };
    }
  }

  answered(status, body) {
    if (status >= 200 && status < 300) {
      this.show("saved", body.saved_label ?? "Đã lưu");
      this.dispatch("saved", { detail: body, prefix: "minhdinh:form" });
      return;
    }
    this.dirty = status === 0 || status === 401 || this.dirty;
    const [state, text] = MESSAGES[status] ?? ["refused", `Không lưu được: ${body.message ?? "xin thử lại"}`];
    this.show(state, text);
  }

  show(state, text) {
    if (this.hasStateTarget) paintState(this.stateTarget, state, text);
    const key = this.element.id || this.element.action;
    document.dispatchEvent(new CustomEvent("minhdinh:save", { detail: { key, state, text } }));
  }
}

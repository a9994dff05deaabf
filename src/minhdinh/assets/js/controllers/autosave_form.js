import { Controller } from "@hotwired/stimulus";
import { debounce, el } from "../lib/dom.js";
import { csrfToken, person, readAnswer } from "../lib/http.js";
import { KeptForm, fill, valuesOf, writtenFields } from "../lib/kept_form.js";
import { paintState } from "../lib/save_state.js";

const DELAY = 600;
const MESSAGES = {
  0: ["offline", "Mất mạng: chưa lưu, sẽ gửi lại khi có mạng"],
  401: ["signed-out", "Phiên làm việc đã hết: xin đăng nhập lại ở thẻ khác"],
};

/**
 * A plain form that posts itself when changed and says so; one request at a time, the newest state wins.
 * A field "version" (target) takes the number that the answer names, so that the next save starts from there.
 * With the value "keep" (a name) what is not saved yet is kept in the browser and comes back with the page; a 409 with
 * {version, standing} shows what the server holds in the target "conflict", and the person chooses.
 */
export class AutosaveForm extends Controller {
  static targets = ["state", "version", "conflict"];
  static values = { keep: String };

  connect() {
    this.later = debounce(() => this.save(), DELAY);
    this.element.addEventListener("input", this.changed);
    this.element.addEventListener("change", this.changed);
    this.element.addEventListener("submit", this.submitted);
    addEventListener("online", this.changedAgain);
    this.bringBack();
  }

  disconnect() {
    this.later.cancel();
    removeEventListener("online", this.changedAgain);
  }

  bringBack() {
    if (!this.keepValue) return;
    this.kept = new KeptForm({ storage: localStorage, person: person(), name: this.keepValue });
    const left = this.kept.left(valuesOf(this.element));
    if (!left) return;
    fill(this.element, left.fields);
    if (this.hasVersionTarget) this.versionTarget.value = left.version;
    this.dirty = true;
    this.save();
  }

  keep() {
    this.kept?.keep(this.hasVersionTarget ? this.versionTarget.value : "", valuesOf(this.element));
  }

  changed = () => {
    this.dirty = true;
    this.keep();
    this.later();
  };

  changedAgain = () => {
    if (this.dirty) this.save();
  };

  submitted = (event) => {
    if (event.submitter?.hasAttribute("formaction")) {
      this.later.cancel(); // the whole form goes with this button
      return;
    }
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
      if (this.hasVersionTarget && body.version !== undefined) this.versionTarget.value = body.version;
      if (this.dirty) this.keep();
      else this.kept?.forget();
      this.show("saved", body.saved_label ?? "Đã lưu");
      this.dispatch("saved", { detail: body, prefix: "minhdinh:form" });
      return;
    }
    this.dirty = status === 0 || status === 401 || this.dirty;
    const [state, text] = MESSAGES[status] ?? ["refused", `Không lưu được: ${body.message ?? "xin thử lại"}`];
    this.show(state, text);
    if (status === 409 && body.standing && this.hasConflictTarget) this.showBoth(body);
  }

  /** Shows what the server holds beside what is in the form; nothing is saved until the person has chosen. */
  showBoth({ version, standing }) {
    const differing = writtenFields(this.element).filter((one) => one.name in standing && one.value !== standing[one.name]);
    const parts = differing.map((one) =>
      el("section", {}, el("h3", {}, this.labelOf(one)), el("p", { class: "text-pre-line" }, standing[one.name] || "–")),
    );
    const choose = (label, action) =>
      el("button", { class: "btn", type: "button", onclick: () => this.choose(version, action) }, label);
    this.conflictTarget.replaceChildren(
      el("p", {}, el("strong", {}, "Bản đang có trên máy chủ:")),
      ...parts,
      choose("Giữ bản đang ghi ở đây", () => {}),
      choose("Lấy bản trên máy chủ", () => fill(this.element, standing)),
    );
    this.conflictTarget.hidden = false;
  }

  labelOf(field) {
    return this.element.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent ?? field.name;
  }

  choose(version, action) {
    action();
    this.versionTarget.value = version;
    this.conflictTarget.hidden = true;
    this.dirty = true;
    this.save();
  }

  show(state, text) {
    if (this.hasStateTarget) paintState(this.stateTarget, state, text);
    const key = this.element.id || this.element.action;
    document.dispatchEvent(new CustomEvent("minhdinh:save", { detail: { key, state, text } }));
  }
}

import { Controller } from "@hotwired/stimulus";
import { el } from "../lib/dom.js";
import { csrfToken, person, readAnswer } from "../lib/http.js";
import { newId } from "../lib/open_pages.js";
import { Outbox } from "../lib/outbox.js";
import { openStore } from "../lib/outbox_store.js";
import { paintState } from "../lib/save_state.js";
import { shrink } from "../lib/shrink.js";
import { toast } from "../lib/toast.js";
import { assetsOf, keepShell } from "../lib/visit_shell.js";

const MEGABYTE = 1024 * 1024;
const DRAFT = "minhdinh.note";

/** Notes and photographs of a visit: kept on this machine first, sent when there is a line, each exactly once. */
export class FieldNotes extends Controller {
  static targets = ["note", "pictures", "caption", "state", "list", "again"];
  static values = { limit: { type: Number, default: 15 }, page: String };

  connect() {
    this.ready = this.open();
    this.keepPage();
    addEventListener("online", this.retry);
    document.addEventListener("visibilitychange", this.seen);
  }

  /** Lets this page open without a line; where the browser cannot, an open page goes on working as before. */
  async keepPage() {
    try {
      await keepShell({
        person: person(),
        scope: this.pageValue,
        assets: assetsOf(document, performance),
        caches: globalThis.caches,
        workers: navigator.serviceWorker,
        fetch: (...asked) => fetch(...asked),
      });
    } catch {
      // No line, or a browser that keeps nothing: what is kept already stays.
    }
  }

  disconnect() {
    removeEventListener("online", this.retry);
    document.removeEventListener("visibilitychange", this.seen);
    this.outbox?.unschedule();
  }

  async open() {
    this.takeUpDraft();
    const store = await openStore(person());
    this.safe = store.safe;
    this.outbox = new Outbox({
      store,
      send: (entry) => this.send(entry),
      setTimer: (action, wait) => setTimeout(action, wait),
      clearTimer: (handle) => clearTimeout(handle),
      onChange: () => this.paint(),
      onSent: () => this.dispatch("sent", { prefix: "minhdinh:outbox" }),
    });
    await this.outbox.load();
  }

  retry = () => this.outbox?.retry();

  seen = () => {
    if (!document.hidden) this.outbox?.flush();
  };

  again() {
    this.retry();
  }

  typed() {
    const { text, who } = this.noteTarget.elements;
    try {
      localStorage.setItem(this.draftKey, JSON.stringify({ text: text.value, who: who.value }));
    } catch {
      // Without room the words stay in the field.
    }
  }

  async keepNote(event) {
    event.preventDefault();
    const form = this.noteTarget;
    if (!form.reportValidity()) return;
    await this.ready;
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    if (!(await this.keep(form.action, { fields, label: fields.text.slice(0, 80) }))) return;
    for (const name of ["text", "who"]) form.elements[name].value = "";
    this.forgetDraft();
    form.elements.text.focus();
  }

  async keepPictures(event) {
    const input = this.picturesTarget;
    const files = [...input.files];
    const note = this.captionTarget.value;
    event.preventDefault();
    await this.ready;
    for (const file of files) if (!(await this.keepPicture(input.form.action, file, note))) return;
    input.value = "";
    this.captionTarget.value = "";
  }

  async keepPicture(url, file, note) {
    const small = await shrink(file);
    if (small.size > this.limitValue * MEGABYTE) {
      const text = `Ảnh “${file.name}” lớn hơn ${this.limitValue} MB nên không gửi được.`;
      toast(text, "bad");
      return true;
    }
    const at = new Date(file.lastModified).toISOString();
    const bytes = await small.arrayBuffer();
    return this.keep(url, { fields: { note }, taken: at, name: file.name, bytes, type: small.type, label: file.name });
  }

  /** Answers whether the thing is safe on this machine; where it is not, the form keeps it. */
  async keep(url, values) {
    try {
      await this.outbox.add({ id: newId(), at: Date.now(), url, ...values });
      return true;
    } catch {
      toast("Máy này không còn chỗ để giữ nội dung. Hãy giải phóng bớt rồi bấm lại; nội dung còn nguyên trong ô.", "bad");
      return false;
    }
  }

  async send(entry) {
    const form = new FormData();
    for (const [name, value] of Object.entries(entry.fields)) form.append(name, value);
    form.append("client_id", entry.id);
    form.append("at", entry.taken ?? new Date(entry.at).toISOString());
    if (entry.bytes) form.append("file", new Blob([entry.bytes], { type: entry.type }), entry.name);
    const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
    try {
      return await readAnswer(await fetch(entry.url, { method: "POST", body: form, headers, redirect: "manual" }));
    } catch {
      return { status: 0, body: {} };
    }
  }

  paint() {
    const { outbox } = this;
    paintState(this.stateTarget, ...this.words(outbox));
    this.listTarget.replaceChildren(...outbox.entries.map((entry) => this.line(entry)));
    this.againTarget.hidden = outbox.entries.length === 0;
  }

  words({ waiting, refused, state }) {
    const unsafe = this.safe ? "" : " Trình duyệt này không giữ được khi đóng trang.";
    if (refused.length) return ["refused", `Không gửi được: ${refused.length}. Chờ gửi: ${waiting.length}.`];
    if (!waiting.length) return ["saved", "Đã gửi hết."];
    if (state === "signed-out") return ["signed-out", `Chờ gửi: ${waiting.length}. Xin đăng nhập lại ở thẻ khác.`];
    if (state === "offline") return ["offline", `Chờ gửi: ${waiting.length}. Có mạng sẽ tự gửi.${unsafe}`];
    return ["saving", `Đang gửi: ${waiting.length}`];
  }

  line(entry) {
    const drop = el("button", { class: "btn btn-sm", type: "button", onclick: () => this.drop(entry) }, "Bỏ");
    const why = entry.state === "refused" ? el("div", { class: "form-error" }, entry.message || "Máy chủ không nhận.") : null;
    return el("li", {}, el("div", {}, entry.label, why), drop);
  }

  drop(entry) {
    if (globalThis.confirm(`Bỏ hẳn “${entry.label}”? Nội dung này chưa tới máy chủ.`)) this.outbox.drop(entry.id);
  }

  get draftKey() {
    return [DRAFT, person(), this.noteTarget.action].map(encodeURIComponent).join("|");
  }

  takeUpDraft() {
    if (!this.hasNoteTarget) return;
    try {
      const draft = JSON.parse(localStorage.getItem(this.draftKey)) ?? {};
      for (const name of ["text", "who"]) this.noteTarget.elements[name].value ||= draft[name] ?? "";
    } catch {
      // No draft that can be read.
    }
  }

  forgetDraft() {
    try {
      localStorage.removeItem(this.draftKey);
    } catch {
      // Nothing was kept then.
    }
  }
}

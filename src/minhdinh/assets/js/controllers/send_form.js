import { Controller } from "@hotwired/stimulus";
import { HeldFiles } from "../lib/held_files.js";
import { person } from "../lib/http.js";
import { HeldUpload } from "../lib/held_upload.js";
import { KeptUploads } from "../lib/tus_kept.js";
import { UploadRow } from "../lib/upload_row.js";
import { sendBytes } from "../lib/upload_send.js";

const MEGABYTE = 1024 * 1024;
const NO_LINE = "Mất mạng, chưa gửi xong. Điều đã ghi và tệp đã chọn vẫn ở đây; có mạng thì bấm Gửi lần nữa.";
const NO_ANSWER = "Máy chủ chưa nhận được. Điều đã ghi và tệp đã chọn vẫn ở đây; xin bấm Gửi lần nữa.";
const SIGNED_OUT = "Phiên làm việc đã hết. Xin đăng nhập lại ở thẻ khác rồi bấm Gửi; điều đã ghi vẫn ở đây.";

/**
 * A form with files: those of `from` MB and more go in pieces first, the rest of the form names them by key (`pieces`).
 * The page stays until the server has taken the form, so that a line that breaks loses nothing typed or chosen.
 */
export class SendForm extends Controller {
  static targets = ["papers", "pieces", "list", "said"];
  static values = { url: String, from: Number, limit: { type: Number, default: 50 } };

  connect() {
    const whole = new URL(this.urlValue, location.href);
    this.piecesUrl = `${whole.pathname}/phan/`;
    this.kept = new KeptUploads({ storage: localStorage, scope: [person(), whole.pathname, "gui"].join(" ") });
    const limit = {
      bytes: this.limitValue * MEGABYTE,
      message: `Tệp lớn hơn ${this.limitValue} MB. Xin nén lại hoặc dùng liên kết.`,
    };
    const make = (file, act) => this.make(file, act);
    this.files = new HeldFiles({ kept: this.kept, make, removed: (file) => this.takeOut(file), limit });
  }

  disconnect() {
    this.files.pause();
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.setBusy(true);
    this.say("");
    const { ready, missing } = await this.files.bringAll(() => this.large());
    if (missing.length) {
      const names = missing.map((file) => `“${file.name}”`).join(", ");
      this.say(`Chưa gửi: ${names}. Xin bỏ tệp này ở danh sách trên hoặc chọn tệp khác, rồi bấm Gửi.`);
    } else await this.sendForm(ready);
    this.setBusy(false);
  }

  /** The chosen files that go in pieces. */
  large() {
    const from = this.fromValue * MEGABYTE;
    return [...this.papersTarget.files].filter((file) => from > 0 && file.size >= from);
  }

  make(file, act) {
    const row = new UploadRow(file.name, act);
    const told = {
      progress: (loaded, total) => row.progress(loaded, total),
      waiting: (lost, wait) => row.waitForLine(lost, wait),
    };
    this.listTarget.append(row.element);
    return { row, upload: new HeldUpload(file, { url: this.piecesUrl, send: sendBytes, kept: this.kept, told }) };
  }

  takeOut(file) {
    const carried = new DataTransfer();
    for (const other of this.papersTarget.files) if (other !== file) carried.items.add(other);
    this.papersTarget.files = carried.files;
  }

  async sendForm(large) {
    const keys = large.map((file) => this.files.keyOf(file));
    const shown = this.piecesTarget.value.split(",").filter(Boolean);
    const form = new FormData(this.element);
    form.set("pieces", [...new Set([...shown, ...keys])].join(","));
    form.delete("papers");
    for (const file of this.papersTarget.files) if (!large.includes(file)) form.append("papers", file);
    const answer = await this.post(form);
    this.files.answered(large, answer.open);
    if (answer.open) this.piecesTarget.value = shown.filter((key) => answer.open.includes(key)).join(",");
    if (answer.url) location.assign(answer.url);
    else if (answer.page) this.replace(answer.page);
    else this.say(answer.message);
  }

  /** Answers {url} or {page} for what was taken, {message} for what was not; open: the keys that still wait there. */
  async post(form) {
    let response;
    try {
      const headers = { Accept: "application/json, text/html" };
      response = await fetch(location.href, { method: "POST", body: form, headers, redirect: "manual" });
    } catch {
      return { message: NO_LINE };
    }
    if (response.type === "opaqueredirect" || response.status === 401) return { message: SIGNED_OUT };
    try {
      if (response.headers.get("Content-Type")?.startsWith("application/json")) {
        const body = await response.json();
        return { open: body.kept ?? null, url: body.url, message: body.message ?? NO_ANSWER };
      }
      return response.ok ? this.read(await response.text()) : { message: NO_ANSWER };
    } catch {
      return { message: NO_LINE };
    }
  }

  read(text) {
    const page = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const named = page.querySelector('input[name="pieces"]')?.value ?? "";
    return { page, open: named.split(",").filter(Boolean) };
  }

  /** Shows what the server asks (files that the school has already); what was sent is there. */
  replace(page) {
    document.querySelector("main").replaceChildren(...page.childNodes);
    scrollTo(0, 0);
    document.querySelector("main").focus();
  }

  say(words) {
    this.saidTarget.hidden = !words;
    this.saidTarget.textContent = words;
    if (words) this.saidTarget.focus();
  }

  setBusy(busy) {
    this.busy = busy;
    this.element.querySelector("button[type=submit]").disabled = busy;
  }
}

import { Controller } from "@hotwired/stimulus";
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
    this.held = new Map(); // the rows of large files, by how they are kept; they outlast a broken line
  }

  disconnect() {
    for (const one of this.held.values()) one.upload.pause();
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.setBusy(true);
    this.say("");
    const large = [...this.papersTarget.files].filter((file) => this.isLarge(file));
    this.dropOthers(large);
    const ends = await Promise.all(large.map((file) => this.bring(file)));
    if (ends.every(Boolean)) await this.sendForm(large);
    this.setBusy(false);
  }

  isLarge(file) {
    return this.fromValue > 0 && file.size >= this.fromValue * MEGABYTE;
  }

  /** Gives up what was chosen before and is not any more. */
  dropOthers(files) {
    const wanted = new Set(files.map((file) => this.kept.key(file)));
    for (const [key, one] of this.held) if (!wanted.has(key)) this.forget(key, one);
  }

  forget(key, one) {
    this.held.delete(key);
    one.upload.cancel();
    one.row.remove();
  }

  /** Sends a large file in pieces; true once all its bytes are on the server. */
  async bring(file) {
    const one = this.rowOf(file);
    if (one.key) return true;
    if (file.size > this.limitValue * MEGABYTE) {
      one.row.fail(`Tệp lớn hơn ${this.limitValue} MB. Xin nén lại hoặc dùng liên kết.`, false);
      return false;
    }
    one.row.wait();
    one.row.begin(true);
    let ended = await one.upload.run();
    while (ended.outcome === "paused" || (ended.outcome === "refused" && ended.again)) {
      if (ended.outcome === "paused") one.row.pause();
      else one.row.fail(ended.message, true);
      await new Promise((goOn) => { one.goOn = goOn; });
      if (!this.held.has(this.kept.key(file))) return false;
      one.row.wait();
      one.row.begin(true);
      ended = await one.upload.run();
    }
    if (ended.outcome === "done") {
      one.key = ended.answer.key;
      one.row.say("đã ở máy chủ");
      one.row.offer([]);
    } else if (ended.outcome === "refused") one.row.fail(ended.message, false);
    return Boolean(one.key);
  }

  rowOf(file) {
    const key = this.kept.key(file);
    if (this.held.has(key)) return this.held.get(key);
    const row = new UploadRow(file.name, (deed) => this.act(key, file, deed));
    const told = {
      progress: (loaded, total) => row.progress(loaded, total),
      waiting: (lost, wait) => row.waitForLine(lost, wait),
    };
    const upload = new HeldUpload(file, { url: this.piecesUrl, send: sendBytes, kept: this.kept, told });
    const one = { row, upload, key: "" };
    this.held.set(key, one);
    this.listTarget.append(row.element);
    return one;
  }

  act(key, file, deed) {
    const one = this.held.get(key);
    if (deed === "pause") one.upload.pause();
    else if (deed === "go") one.goOn?.();
    else {
      this.forget(key, one);
      one.goOn?.();
      this.choose([...this.papersTarget.files].filter((other) => other !== file));
    }
  }

  choose(files) {
    const carried = new DataTransfer();
    for (const file of files) carried.items.add(file);
    this.papersTarget.files = carried.files;
  }

  async sendForm(large) {
    const keys = large.map((file) => this.held.get(this.kept.key(file)).key);
    const shown = this.piecesTarget.value.split(",").filter(Boolean);
    const form = new FormData(this.element);
    form.set("pieces", [...new Set([...shown, ...keys])].join(","));
    form.delete("papers");
    for (const file of this.papersTarget.files) if (!large.includes(file)) form.append("papers", file);
    const answer = await this.post(form);
    if (answer.taken) for (const file of large) this.kept.drop(file);
    else for (const one of this.held.values()) one.key = ""; // asked for again: the server may have forgotten some
    if (answer.url) location.assign(answer.url);
    else if (answer.page) this.replace(answer.page);
    else this.say(answer.message);
  }

  /** Answers {url} or {page} for what was taken, {message} for what was not. */
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
        return { taken: response.ok, url: body.url, message: body.message ?? NO_ANSWER };
      }
      return response.ok ? { taken: true, page: await response.text() } : { message: NO_ANSWER };
    } catch {
      return { message: NO_LINE };
    }
  }

  /** Shows what the server asks (files that the school has already); what was sent is there. */
  replace(text) {
    const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    document.querySelector("main").replaceChildren(...main.childNodes);
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

import { Controller } from "@hotwired/stimulus";
import { el } from "../lib/dom.js";
import { csrfToken } from "../lib/http.js";

const AT_ONCE = 3;
const MEGABYTE = 1024 * 1024;

/** A drop zone: several files at once, each with its own progress, answer and retry. */
export class Upload extends Controller {
  static targets = ["zone", "list"];
  static values = { limit: { type: Number, default: 50 }, criterion: String };

  connect() {
    this.waiting = [];
    this.running = 0;
  }

  over(event) {
    event.preventDefault();
    this.zoneTarget.classList.add("is-over");
  }

  out() {
    this.zoneTarget.classList.remove("is-over");
  }

  drop(event) {
    event.preventDefault();
    this.out();
    this.add(event.dataTransfer.files);
  }

  pick(event) {
    this.add(event.target.files);
    event.target.value = "";
  }

  add(files) {
    for (const file of files) this.enqueue(file);
  }

  enqueue(file) {
    const row = new Row(file, () => this.start(file, row));
    this.listTarget.append(row.element);
    if (file.size > this.limitValue * MEGABYTE) {
      row.fail(`Tệp lớn hơn ${this.limitValue} MB. Xin nén lại hoặc dùng liên kết.`, false);
    } else if (file.size === 0) row.fail("Tệp rỗng, chưa tải lên.", false);
    else this.start(file, row);
  }

  start(file, row) {
    row.wait();
    this.waiting.push([file, row]);
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      const [file, row] = this.waiting.shift();
      this.running += 1;
      this.send(file, row).finally(() => {
        this.running -= 1;
        this.next();
      });
    }
  }

  // XMLHttpRequest, because fetch tells nothing about the progress of an upload.
  send(file, row) {
    const form = new FormData();
    form.append("file", file);
    if (this.criterionValue) form.append("criterion", this.criterionValue);
    const request = new XMLHttpRequest();
    request.open("POST", this.element.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => row.progress(event.loaded, event.total));
    return new Promise((resolve) => {
      request.addEventListener("load", () => resolve(this.answered(request, row)));
      request.addEventListener("error", () => resolve(row.fail("Mất mạng giữa chừng.", true)));
      request.send(form);
    });
  }

  answered(request, row) {
    const answer = request.response ?? {};
    if (request.status >= 200 && request.status < 300 && answer.id !== undefined) {
      row.done(answer);
      this.dispatch("done", { detail: answer, prefix: "minhdinh:upload" });
    } else if (request.status >= 200 && request.status < 300) row.fail("Phiên làm việc đã hết: xin đăng nhập lại.", true);
    else row.fail(answer.message ?? "Chưa tải lên được.", request.status >= 500 || request.status === 0);
  }
}

/** One line of the list. */
class Row {
  constructor(file, retry) {
    this.retry = retry;
    this.state = el("span", { class: "small text-secondary" });
    this.bar = el("progress", { class: "bar", max: "100", "aria-label": `Tải lên ${file.name}` });
    this.name = el("span", { class: "upload-name" }, file.name);
    this.element = el("li", {}, this.name, this.state, this.bar);
  }

  wait() {
    this.bar.hidden = false;
    this.bar.value = 0;
    this.state.replaceChildren("chờ tải lên");
  }

  progress(loaded, total) {
    const percent = total ? Math.round((loaded / total) * 100) : 0;
    this.bar.value = percent;
    this.state.replaceChildren(percent < 100 ? `${percent} %` : "đang kiểm tra tệp…");
  }

  done(answer) {
    this.bar.hidden = true;
    const twin = answer.duplicate_of;
    const label = twin ? `Trùng tệp với ${twin.code ?? answer.code}` : (answer.code ?? "Đã tải lên");
    const url = twin?.url ?? answer.url;
    const shown = url ? el("a", { href: url }, label) : label;
    this.state.replaceChildren(el("span", { class: `pill ${twin ? "wait" : "ok"}` }, shown));
  }

  fail(message, again) {
    this.bar.hidden = true;
    const text = el("span", { class: "form-error" }, message);
    const button = again ? el("button", { class: "btn btn-sm", type: "button", onclick: this.retry }, "Thử lại") : null;
    this.state.replaceChildren(text, ...(button ? [" ", button] : []));
  }
}

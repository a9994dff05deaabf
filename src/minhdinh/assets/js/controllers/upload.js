import { Controller } from "@hotwired/stimulus";
import { person } from "../lib/http.js";
import { PieceUpload } from "../lib/tus.js";
import { KeptUploads } from "../lib/tus_kept.js";
import { UploadRow } from "../lib/upload_row.js";
import { sendBytes, WholeUpload } from "../lib/upload_send.js";

const AT_ONCE = 3;
const MEGABYTE = 1024 * 1024;

/**
 * A drop zone: several files at once, each with its own progress, answer and retry. Files of `resumable` MB and more go
 * in pieces to the address "…/phan/" below the one that takes whole files; 0: none do.
 */
export class Upload extends Controller {
  static targets = ["zone", "list"];
  static values = { limit: { type: Number, default: 50 }, criterion: String, resumable: Number };

  connect() {
    this.waiting = [];
    this.running = 0;
    this.left = new Map();
    const whole = new URL(this.element.dataset.uploadUrl, location.href);
    this.about = Object.fromEntries(whole.searchParams);
    if (this.criterionValue) this.about.criterion = this.criterionValue;
    this.piecesUrl = `${whole.pathname}/phan/`;
    const scope = [person(), whole.pathname, this.about.item ?? "", this.about.criterion ?? ""].join(" ");
    this.kept = new KeptUploads({ storage: localStorage, scope });
    if (this.resumableValue) for (const one of this.kept.all()) this.showLeft(one);
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
    this.left.get(this.kept.key(file))?.remove();
    const one = { row: new UploadRow(file.name, (deed) => this.act(one, deed)) };
    one.upload = this.uploadOf(file, one.row);
    this.listTarget.append(one.row.element);
    if (file.size > this.limitValue * MEGABYTE) {
      one.row.fail(`Tệp lớn hơn ${this.limitValue} MB. Xin nén lại hoặc dùng liên kết.`, false);
    } else if (file.size === 0) one.row.fail("Tệp rỗng, chưa tải lên.", false);
    else this.start(one);
  }

  uploadOf(file, row) {
    const told = {
      progress: (loaded, total) => row.progress(loaded, total),
      waiting: (lost, wait) => row.waitForLine(lost, wait),
      checking: () => row.checking(),
    };
    const inPieces = this.resumableValue && file.size >= this.resumableValue * MEGABYTE;
    if (!inPieces) return new WholeUpload(file, { url: this.element.dataset.uploadUrl, about: this.about, told });
    return new PieceUpload(file, { url: this.piecesUrl, about: this.about, send: sendBytes, kept: this.kept, told });
  }

  start(one) {
    one.row.wait();
    this.waiting.push(one);
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      const one = this.waiting.shift();
      this.running += 1;
      this.send(one).finally(() => {
        this.running -= 1;
        this.next();
      });
    }
  }

  async send(one) {
    one.row.begin(one.upload.canPause);
    const ended = await one.upload.run();
    if (ended.outcome === "done") {
      one.row.done(ended.answer);
      this.dispatch("done", { detail: ended.answer, prefix: "minhdinh:upload" });
    } else if (ended.outcome === "paused") one.row.pause();
    else if (ended.outcome === "refused") one.row.fail(ended.message, ended.again);
  }

  act(one, deed) {
    if (deed === "pause") one.upload.pause();
    else if (deed === "go") this.start(one);
    else {
      this.waiting = this.waiting.filter((other) => other !== one);
      one.upload.cancel();
      one.row.remove();
    }
  }

  /** A file that was broken off: the browser may not open it by itself, the person chooses it again or gives it up. */
  showLeft(file) {
    const upload = new PieceUpload(file, { url: this.piecesUrl, send: sendBytes, kept: this.kept });
    const row = new UploadRow(file.name, () => {
      upload.cancel();
      row.remove();
    });
    row.left(Math.floor((file.offset / file.size) * 100));
    this.left.set(this.kept.key(file), row);
    this.listTarget.append(row.element);
    this.element.closest("details")?.setAttribute("open", "");
  }
}

import { Controller } from "@hotwired/stimulus";
import { DirectUpload } from "../lib/direct.js";
import { person } from "../lib/http.js";
import { PieceUpload } from "../lib/tus.js";
import { KeptUploads } from "../lib/tus_kept.js";
import { UploadRow } from "../lib/upload_row.js";
import { bringBytes, sendBytes, WholeUpload } from "../lib/upload_send.js";

const AT_ONCE = 3;
const MEGABYTE = 1024 * 1024;

/**
 * A drop zone: several files at once, each with its own progress, answer and retry. Files of `resumable` MB and more go
 * in pieces to the address "…/phan/" below the one that takes whole files; 0: none do. Where `direct` is set they go straight
 * to the store, by addresses that "…/thang/" gives, and in pieces only where this browser does not reach it.
 */
export class Upload extends Controller {
  static targets = ["zone", "list"];
  static values = { limit: { type: Number, default: 50 }, criterion: String, resumable: Number, direct: Boolean };

  connect() {
    this.waiting = [];
    this.running = 0;
    this.left = new Map();
    const whole = new URL(this.element.dataset.uploadUrl, location.href);
    this.about = Object.fromEntries(whole.searchParams);
    if (this.criterionValue) this.about.criterion = this.criterionValue;
    this.piecesUrl = `${whole.pathname}/phan/`;
    this.directUrl = `${whole.pathname}/thang/`;
    this.reached = this.directValue;
    const scope = [person(), whole.pathname, this.about.item ?? "", this.about.criterion ?? ""].join(" ");
    this.kept = new KeptUploads({ storage: localStorage, scope });
    this.keptDirect = new KeptUploads({ storage: localStorage, scope: `${scope} thang` });
    if (!this.resumableValue) return;
    for (const one of this.kept.all()) this.showLeft(one, this.kept, this.inPieces(one));
    if (this.reached) for (const one of this.keptDirect.all()) this.showLeft(one, this.keptDirect, this.straight(one));
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
    for (const kept of [this.kept, this.keptDirect]) this.left.get(kept.key(file))?.remove();
    const one = { file, row: new UploadRow(file.name, (deed) => this.act(one, deed)) };
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
    const large = this.resumableValue && file.size >= this.resumableValue * MEGABYTE;
    if (!large) return new WholeUpload(file, { url: this.element.dataset.uploadUrl, about: this.about, told });
    if (this.reached && !this.kept.get(file)) return this.straight(file, told);
    return this.inPieces(file, told);
  }

  inPieces(file, told) {
    return new PieceUpload(file, { url: this.piecesUrl, about: this.about, send: sendBytes, kept: this.kept, told });
  }

  straight(file, told) {
    const given = { url: this.directUrl, about: this.about, send: sendBytes, bring: bringBytes, kept: this.keptDirect };
    return new DirectUpload(file, { ...given, told });
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
    let ended = await one.upload.run();
    if (ended.outcome === "elsewhere") ended = await this.goElsewhere(one);
    if (ended.outcome === "checking") this.follow(one);
    else this.finish(one, ended);
  }

  /** This browser does not reach the store: this file and all later ones go through the server. */
  goElsewhere(one) {
    this.reached = false;
    one.upload.forget();
    one.upload = this.uploadOf(one.file, one.row);
    return one.upload.run();
  }

  async follow(one) {
    one.row.followed();
    this.finish(one, await one.upload.follow());
  }

  finish(one, ended) {
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
  showLeft(file, kept, upload) {
    const row = new UploadRow(file.name, () => {
      upload.cancel();
      row.remove();
    });
    row.left(Math.floor((file.offset / file.size) * 100));
    this.left.set(kept.key(file), row);
    this.listTarget.append(row.element);
    this.element.closest("details")?.setAttribute("open", "");
  }
}

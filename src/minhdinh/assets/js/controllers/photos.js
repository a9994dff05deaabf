import { Controller } from "@hotwired/stimulus";
import { el, icon } from "../lib/dom.js";
import { shrink } from "../lib/shrink.js";
import { toast } from "../lib/toast.js";

const QUARTER = 90;
const WHOLE = 360;

/**
 * Photographed pages in the order in which they become one PDF: taken one after another, moved by buttons or by
 * dragging, turned, dropped. The named file input always holds what stands in the list; `turns` the degrees of each.
 */
export class Photos extends Controller {
  static targets = ["input", "turns", "list"];
  static values = { most: { type: Number, default: 60 } };

  connect() {
    this.pages = [];
    this.dragged = null;
  }

  disconnect() {
    for (const page of this.pages) URL.revokeObjectURL(page.url);
  }

  /** The named input was used: what was chosen joins the list. */
  pick(event) {
    return this.take([...event.target.files]);
  }

  /** One more photograph of the camera. */
  async add(event) {
    const files = [...event.target.files];
    event.target.value = "";
    await this.take(files);
  }

  async take(files) {
    const free = this.mostValue - this.pages.length;
    if (files.length > free) toast(`Mỗi lần ghép nhiều nhất ${this.mostValue} ảnh.`, "wait");
    const taken = files.slice(0, free).map((file) => ({ file, turn: 0, url: URL.createObjectURL(file) }));
    this.pages.push(...taken);
    this.draw(); // the form may be sent at any moment, with all pages in it
    for (const page of taken) {
      const small = await shrink(page.file);
      if (small !== page.file) page.file = new File([small], page.file.name, { type: small.type });
    }
    this.carry();
  }

  move(at, to) {
    if (to < 0 || to >= this.pages.length) return;
    this.pages.splice(to, 0, ...this.pages.splice(at, 1));
    this.draw();
  }

  turn(at) {
    this.pages[at].turn = (this.pages[at].turn + QUARTER) % WHOLE;
    this.draw();
  }

  drop(at) {
    URL.revokeObjectURL(this.pages[at].url);
    this.pages.splice(at, 1);
    this.draw();
  }

  draw() {
    this.carry();
    this.listTarget.replaceChildren(...this.pages.map((page, at) => this.row(page, at)));
  }

  carry() {
    const carried = new DataTransfer();
    for (const page of this.pages) carried.items.add(page.file);
    this.inputTarget.files = carried.files;
    this.turnsTarget.value = this.pages.map((page) => page.turn).join(",");
  }

  row(page, at) {
    const last = this.pages.length - 1;
    const tool = (name, words, action, off = false) =>
      el("button", { class: "btn btn-sm", type: "button", title: words, "aria-label": `${words}: trang ${at + 1}`, disabled: off, onclick: action }, icon(name));
    const picture = el("img", { src: page.url, alt: `Trang ${at + 1}`, class: `turn-${page.turn}` });
    return el(
      "li",
      {
        draggable: "true",
        ondragstart: () => { this.dragged = at; },
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => { event.preventDefault(); if (this.dragged !== null) this.move(this.dragged, at); this.dragged = null; },
      },
      el("span", { class: "photo-frame" }, picture),
      el("span", { class: "btn-list" },
        tool("arrow-left", "Đưa lên trước", () => this.move(at, at - 1), at === 0),
        tool("arrow-right", "Đưa ra sau", () => this.move(at, at + 1), at === last),
        tool("rotate-2", "Xoay", () => this.turn(at)),
        tool("x", "Bỏ", () => this.drop(at))),
    );
  }
}

import { Controller } from "@hotwired/stimulus";
import { debounce, el, icon } from "../lib/dom.js";
import { person, postJson } from "../lib/http.js";
import { blockOf, placed } from "../lib/paste.js";

const DELAY = 700;
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const WORDS = {
  0: ["offline", "Mất mạng: số vừa nhập được giữ trên máy, sẽ gửi lại khi có mạng"],
  401: ["signed-out", "Phiên làm việc đã hết: xin đăng nhập lại ở thẻ khác; số vừa nhập được giữ trên máy"],
};

/**
 * A table of figures: every changed cell is saved shortly after, one request at a time; what is not saved yet waits
 * in the browser's storage. Arrows move, a block copied from Excel is pasted over cells. Locked cells come back worked out.
 */
export class Grid extends Controller {
  static targets = ["cell", "locked", "row", "summary", "doubts"];
  static values = { table: String };

  connect() {
    this.store = `minhdinh.grid.${person()}.${location.pathname}.${this.tableValue}`;
    this.waiting = JSON.parse(localStorage.getItem(this.store) ?? "{}");
    this.later = debounce(() => this.save(), DELAY);
    this.bringBack();
    addEventListener("online", this.again);
    addEventListener("pagehide", this.leaving);
  }

  disconnect() {
    this.later.cancel();
    removeEventListener("online", this.again);
    removeEventListener("pagehide", this.leaving);
  }

  bringBack() {
    for (const cell of this.cellTargets) if (cell.name in this.waiting) cell.value = this.waiting[cell.name];
    if (Object.keys(this.waiting).length) this.save();
  }

  again = () => this.save();

  leaving = () => {
    if (Object.keys(this.waiting).length) this.post({ keepalive: true });
  };

  typed({ target }) {
    this.note(target);
    this.later();
  }

  changed({ target }) {
    this.note(target);
    this.save();
  }

  submitted(event) {
    event.preventDefault();
    this.save();
  }

  note(cell) {
    if (!this.cellTargets.includes(cell)) return;
    delete cell.dataset.state;
    this.waiting[cell.name] = cell.value;
    this.keep();
  }

  keep() {
    if (Object.keys(this.waiting).length) localStorage.setItem(this.store, JSON.stringify(this.waiting));
    else localStorage.removeItem(this.store);
  }

  post(options) {
    return postJson(this.element.action, { table: this.tableValue, cells: { ...this.waiting } }, options);
  }

  async save() {
    this.later.cancel();
    if (this.busy || !Object.keys(this.waiting).length) return;
    this.busy = true;
    const sent = { ...this.waiting };
    this.say("saving", "Đang lưu…");
    const { status, body } = await this.post();
    this.busy = false;
    if (status >= 200 && status < 300) this.saved(sent, body);
    else this.failed(status, body);
  }

  saved(sent, body) {
    for (const [name, value] of Object.entries(sent)) if (this.waiting[name] === value) delete this.waiting[name];
    this.keep();
    const refused = Object.values(body.refused);
    this.show(body);
    if (refused.length) this.say("refused", `Chưa lưu ${refused.length} ô: ${refused[0]}`);
    else this.say("saved", body.saved_label);
    if (Object.keys(this.waiting).length) this.later();
  }

  failed(status, body) {
    if (status === 404) this.waiting = {};
    this.keep();
    const [state, text] = WORDS[status] ?? ["refused", `Không lưu được: ${body.message ?? "xin thử lại"}`];
    this.say(state, text);
  }

  show({ values, warnings, refused, summary, doubts }) {
    for (const cell of [...this.cellTargets, ...this.lockedTargets]) {
      const name = cell.dataset.name ?? cell.name;
      const message = refused[name] ?? warnings[name] ?? "";
      const mine = name in refused || name in this.waiting || cell === document.activeElement;
      if (name in values && !mine) cell.value = values[name];
      cell.title = message;
      if (message) cell.dataset.state = name in refused ? "refused" : "doubt";
      else delete cell.dataset.state;
    }
    this.summaryTarget.textContent = summary;
    const lines = [...Object.values(refused), ...doubts];
    this.doubtsTarget.replaceChildren(...lines.map((line) => el("li", {}, icon("alert-triangle", "wait"), el("span", {}, line))));
  }

  say(state, text) {
    document.dispatchEvent(new CustomEvent("minhdinh:save", { detail: { key: `grid.${this.tableValue}`, state, text } }));
  }

  key(event) {
    const step = MOVES[event.key];
    const cell = event.target;
    if (!step || event.altKey || event.ctrlKey || event.metaKey || !this.cellTargets.includes(cell)) return;
    if (step[1] && !this.atEdge(cell, step[1])) return;
    event.preventDefault();
    const goal = this.neighbour(cell, event.key === "Enter" && event.shiftKey ? [-1, 0] : step);
    goal?.focus();
    goal?.select();
  }

  atEdge(cell, direction) {
    const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    return whole || (direction < 0 ? cell.selectionEnd === 0 : cell.selectionStart === cell.value.length);
  }

  /** The fields by row, each with the number of its column. */
  rows() {
    return this.rowTargets.map((row) => [...row.children].map((box) => box.querySelector(".grid-input")));
  }

  neighbour(cell, [down, right]) {
    const rows = this.rows();
    let at = rows.findIndex((row) => row.includes(cell));
    let column = rows[at].indexOf(cell);
    do {
      at += down;
      column += right;
      if (rows[at]?.[column]) return rows[at][column];
    } while (rows[at] && column >= 0 && column < rows[at].length);
    return null;
  }

  paste(event) {
    const block = blockOf(event.clipboardData?.getData("text/plain") ?? "");
    if (!this.cellTargets.includes(event.target) || (block.length < 2 && block[0].length < 2)) return;
    event.preventDefault();
    for (const [cell, text] of placed(block, this.rows(), event.target)) {
      cell.value = text;
      this.note(cell);
    }
    this.save();
  }
}

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
 * A table of figures: every changed cell is saved shortly after, one request at a time, with the value it started from;
 * what is not saved yet waits in the browser's storage. A cell that somebody else changed meanwhile shows both values
 * until a person chooses. Arrows move, a block copied from Excel is pasted over cells. Locked cells come back worked out.
 */
export class Grid extends Controller {
  static targets = ["cell", "locked", "row", "summary", "doubts", "history"];
  static values = { table: String };

  connect() {
    this.store = `minhdinh.grid.${person()}.${location.pathname}.${this.tableValue}`;
    this.found = new Map(this.cellTargets.map((cell) => [cell.name, cell.defaultValue]));
    this.waiting = this.kept();
    this.torn = {};
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

  /** What waited in the browser: name → {value, base}; an entry of an older page is the value alone. */
  kept() {
    const entries = Object.entries(JSON.parse(localStorage.getItem(this.store) ?? "{}"));
    const whole = ([name, one]) => [name, typeof one === "string" ? { value: one, base: this.found.get(name) ?? "" } : one];
    return Object.fromEntries(entries.map(whole));
  }

  bringBack() {
    for (const cell of this.cellTargets) if (cell.name in this.waiting) cell.value = this.waiting[cell.name].value;
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
    const begun = this.waiting[cell.name] ?? this.torn[cell.name];
    delete this.torn[cell.name];
    this.waiting[cell.name] = { value: cell.value, base: begun ? begun.base : this.found.get(cell.name) ?? "" };
    this.keep();
  }

  keep() {
    const all = { ...this.torn, ...this.waiting };
    if (Object.keys(all).length) localStorage.setItem(this.store, JSON.stringify(all));
    else localStorage.removeItem(this.store);
  }

  post(options) {
    const part = (key) => Object.fromEntries(Object.entries(this.waiting).map(([name, one]) => [name, one[key]]));
    return postJson(this.element.action, { table: this.tableValue, cells: part("value"), base: part("base") }, options);
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
    for (const [name, one] of Object.entries(sent)) this.settle(name, one, body);
    this.keep();
    const refused = Object.values(body.refused);
    this.show(body);
    if (Object.keys(this.torn).length) this.say("refused", "Có ô vừa được người khác sửa: xin chọn giữ số nào");
    else if (refused.length) this.say("refused", `Chưa lưu ${refused.length} ô: ${refused[0]}`);
    else this.say("saved", body.saved_label);
    if (Object.keys(this.waiting).length) this.later();
  }

  /** What becomes of one cell that was sent: saved, refused, or torn between two values. */
  settle(name, sent, { values, refused, conflicts }) {
    const newer = this.waiting[name] !== sent ? this.waiting[name] : null;
    if (!newer) delete this.waiting[name];
    if (name in conflicts) {
      if (!newer) this.torn[name] = { ...sent, ...conflicts[name] };
    } else if (!(name in refused)) {
      this.found.set(name, values[name] ?? sent.value);
      if (newer) newer.base = this.found.get(name);
    }
  }

  failed(status, body) {
    if (status === 404) this.waiting = this.torn = {};
    this.keep();
    const [state, text] = WORDS[status] ?? ["refused", `Không lưu được: ${body.message ?? "xin thử lại"}`];
    this.say(state, text);
  }

  show({ values, warnings, refused, summary, doubts }) {
    for (const cell of [...this.cellTargets, ...this.lockedTargets]) {
      const name = cell.dataset.name ?? cell.name;
      const message = this.torn[name]?.message ?? refused[name] ?? warnings[name] ?? "";
      const mine = name in refused || name in this.waiting || name in this.torn || cell === document.activeElement;
      if (name in values && !mine) {
        cell.value = values[name];
        this.found.set(name, values[name]);
      }
      cell.title = message;
      if (message) cell.dataset.state = name in refused || name in this.torn ? "refused" : "doubt";
      else delete cell.dataset.state;
    }
    this.summaryTarget.textContent = summary;
    const said = [...Object.values(refused), ...doubts].map((line) => this.line(line));
    this.doubtsTarget.replaceChildren(...Object.keys(this.torn).map((name) => this.choice(name)), ...said);
  }

  line(words, ...more) {
    return el("li", {}, icon("alert-triangle", "wait"), el("span", {}, words, ...more));
  }

  /** Both values of a torn cell with the two ways on. */
  choice(name) {
    const { value, theirs, message } = this.torn[name];
    const label = this.cellTargets.find((cell) => cell.name === name)?.getAttribute("aria-label") ?? name;
    const button = (words, action) => el("button", { type: "button", class: "btn btn-sm ms-2", onclick: action }, words);
    const shown = (text) => (text === "" ? "ô trống" : `“${text}”`);
    return this.line(
      `${label}: ${message}`,
      button(`Giữ ${shown(value)}`, () => this.choose(name, value, theirs)),
      button(`Lấy ${shown(theirs)}`, () => this.choose(name, theirs, theirs)),
    );
  }

  /** Send the chosen value as one that started from what stands now; choosing theirs changes nothing there. */
  choose(name, value, base) {
    delete this.torn[name];
    const cell = this.cellTargets.find((one) => one.name === name);
    if (cell) cell.value = value;
    this.waiting[name] = { value, base };
    this.keep();
    this.save();
  }

  entered({ target }) {
    if (!this.cellTargets.includes(target) || !this.hasHistoryTarget) return;
    const link = this.historyTarget;
    link.hidden = false;
    link.textContent = `${link.dataset.words}: ${target.getAttribute("aria-label")}`;
    link.href = `${link.href.split("&o=")[0]}&o=${encodeURIComponent(target.name)}`;
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

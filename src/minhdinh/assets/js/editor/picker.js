import { debounce, el } from "../lib/dom.js";
import { learn, search } from "./evidence.js";

const WAIT = 180;
const MARGIN = 8;
const HINT = "↑ ↓ chọn, Enter chèn, Esc thôi";
let count = 0;

/**
 * The box that finds evidence: a combobox with a list. One at a time; it closes when focus leaves it.
 * The keyboard takes only what answers the words as they stand: Enter that comes before the answer waits for it, and
 * what is typed meanwhile is for the text behind the citation.
 */
export class Picker {
  constructor({ anchor, url, criterion, onPick, onClose }) {
    Object.assign(this, { anchor, url, criterion, onPick, onClose });
    this.id = `picker-${(count += 1)}`;
    this.items = [];
    this.selected = -1;
    this.answered = null; // the words whose answer is in the list
    this.asking = null; // the words that are being asked for
    this.enterWaits = false;
    this.held = ""; // typed after such an Enter
    this.later = debounce(() => this.ask(), WAIT);
    this.build();
  }

  build() {
    this.input = el("input", {
      class: "form-control form-control-sm",
      type: "search",
      role: "combobox",
      autocomplete: "off",
      "aria-label": "Tìm minh chứng để trích dẫn",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${this.id}-list`,
      placeholder: "Tên hoặc mã minh chứng (không cần dấu)",
      oninput: () => this.typed(),
      onbeforeinput: (event) => this.hold(event),
      onkeydown: (event) => this.press(event),
    });
    this.list = el("ul", { class: "picker-list", role: "listbox", id: `${this.id}-list`, "aria-label": "Minh chứng" });
    this.hint = el("div", { class: "picker-hint", role: "status" }, "Đang tìm…");
    this.element = el("div", { class: "picker" }, this.input, this.list, this.hint);
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.element.contains(relatedTarget)) this.close(false);
    });
  }

  /** Opens inside `box`, under the screen rectangle `at`. */
  open(box, at) {
    box.append(this.element);
    const frame = box.getBoundingClientRect();
    const rightmost = document.documentElement.clientWidth - this.element.offsetWidth - MARGIN;
    this.element.style.left = `${Math.max(MARGIN, Math.min(at.left, rightmost)) - frame.left}px`;
    this.element.style.top = `${at.bottom - frame.top + 4}px`;
    this.input.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "nearest" });
    this.ask();
  }

  hold(event) {
    const back = event.inputType === "deleteContentBackward" && this.held;
    if (!this.enterWaits || !(back || event.inputType === "insertText")) return;
    event.preventDefault();
    this.held = back ? this.held.slice(0, -1) : this.held + event.data;
  }

  /** Enter is taken back, found nothing or failed: what was typed after it stands in the box, not lost. */
  release() {
    this.enterWaits = false;
    if (!this.held) return;
    this.input.value += this.held;
    this.held = "";
    this.typed();
  }

  typed() {
    this.enterWaits = false;
    this.selectFirst();
    this.later();
  }

  words() {
    return this.input.value.trim();
  }

  isAnswered() {
    return this.answered === this.words();
  }

  async ask() {
    this.later.cancel();
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    const words = this.words();
    this.asking = words;
    try {
      const items = await search(this.url, { words, criterion: this.criterion, signal: asked.signal });
      if (this.asked !== asked) return;
      this.asking = null;
      this.show(items, words);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.asking = null;
      this.release();
      this.hint.textContent = "Chưa tìm được: mất kết nối với máy chủ.";
    }
  }

  show(items, words) {
    this.items = items;
    this.answered = words;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.hint.textContent = items.length ? HINT : "Không thấy minh chứng nào. Thử bớt chữ, hoặc thêm minh chứng vào kho trước.";
    this.selectFirst();
    if (this.enterWaits && this.isAnswered()) this.enter();
  }

  /** Marks the first item; none where the list answers other words than those that stand there now. */
  selectFirst() {
    this.select(this.items.length && this.isAnswered() ? 0 : -1);
  }

  /** Takes the marked item; before the words typed are answered, asks at once and takes the first when it is there. */
  enter() {
    this.enterWaits = !this.isAnswered() && this.words() !== "";
    if (this.isAnswered()) this.pick(this.selected);
    if (!this.enterWaits) return;
    if (this.asking !== this.words()) this.ask();
    this.hint.textContent = "Đang tìm…";
  }

  option(item, index) {
    const status = el("span", { class: `pill ${item.usable === false ? "wait" : "ok"}` }, item.status ?? "");
    const option = el(
      "li",
      { role: "option", id: `${this.id}-${index}`, "aria-selected": "false" },
      el("b", {}, item.code ?? ""),
      el("span", {}, item.name ?? ""),
      item.status ? status : null,
      item.kind ? el("small", {}, item.kind) : null,
    );
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.pick(index);
    });
    return option;
  }

  press(event) {
    // While an input method is composing, Enter and the arrows belong to it.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(step);
    else if (event.key === "Enter") this.enter();
    else if (event.key === "Escape") this.close(true);
    else if (event.key === "Tab") {
      this.close(true);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  move(step) {
    if (!this.items.length || !this.isAnswered()) return;
    this.select((this.selected + step + this.items.length) % this.items.length);
  }

  select(index) {
    this.selected = index;
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.selected)));
    const active = this.list.children[this.selected];
    if (!active) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", active.id);
    return active.scrollIntoView({ block: "nearest" });
  }

  pick(index) {
    const item = this.items[index];
    if (!item) return this.release();
    const held = this.held;
    learn(item.id, { code: item.code, name: item.name, url: item.url });
    this.close(true);
    this.onPick(item, held);
  }

  close(back) {
    if (this.closed) return;
    this.closed = true;
    this.later.cancel();
    this.asked?.abort();
    this.element.remove();
    this.onClose(back);
  }
}


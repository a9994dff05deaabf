import { Controller } from "@hotwired/stimulus";
import { debounce, el } from "../lib/dom.js";
import { fold } from "../lib/fold.js";
import { getJson } from "../lib/http.js";

const HINT = "↑ ↓ chọn, Enter mở, Esc đóng";
const PLACES = 8;

/** Ctrl+K: searches the school and this page's menu; JSON answers {items: [{label, url, note}]}. */
export class Go extends Controller {
  static targets = ["input", "list", "hint"];
  static values = { url: String };

  connect() {
    this.later = debounce(() => this.fetchItems(), 200);
    this.selected = -1;
  }

  open() {
    if (this.element.open) return;
    this.element.showModal();
    this.inputTarget.select();
    this.show(this.menuItems(""));
  }

  search() {
    this.show(this.menuItems(this.inputTarget.value));
    this.later();
  }

  menuItems(text) {
    const wanted = fold(text);
    const links = [...document.querySelectorAll(".side-nav a, .tree a, .menu-list a")];
    return links
      .map((link) => ({ label: link.innerText.replace(/\s+/g, " ").trim() || link.textContent.trim(), url: link.href, note: "Trang" }))
      .filter((item) => fold(item.label).includes(wanted))
      .slice(0, PLACES);
  }

  async fetchItems() {
    const text = this.inputTarget.value.trim();
    this.asked?.abort();
    if (!text) return;
    this.asked = new AbortController();
    const url = new URL(this.urlValue, location.href);
    url.searchParams.set("q", text);
    try {
      const { items } = await getJson(url, this.asked.signal);
      this.show([...this.menuItems(text), ...items]);
      this.hintTarget.textContent = this.listTarget.children.length ? HINT : "Không thấy kết quả nào; thử bớt chữ.";
    } catch (error) {
      if (error.name !== "AbortError") this.hintTarget.textContent = "Chưa tìm được: mất kết nối với máy chủ.";
    }
  }

  show(items) {
    this.selected = items.length ? 0 : -1;
    this.listTarget.replaceChildren(...items.map(option));
    this.inputTarget.setAttribute("aria-expanded", String(items.length > 0));
    this.mark();
  }

  move(event) {
    const count = this.listTarget.children.length;
    if (event.isComposing) return;
    // A search field would first empty itself.
    if (event.key === "Escape") {
      event.preventDefault();
      this.element.close();
    }
    if (!count) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.selected = (this.selected + step + count) % count;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.listTarget.children[this.selected]?.querySelector("a").click();
    }
  }

  mark() {
    [...this.listTarget.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.selected));
      if (index === this.selected) item.scrollIntoView({ block: "nearest" });
    });
    const active = this.listTarget.children[this.selected];
    if (active) this.inputTarget.setAttribute("aria-activedescendant", active.id);
    else this.inputTarget.removeAttribute("aria-activedescendant");
  }
}

function option(item, index) {
  const link = el("a", { href: item.url, tabindex: "-1" }, el("span", {}, item.label ?? item.name ?? item.code));
  if (item.note || item.kind) link.append(el("small", {}, item.note ?? item.kind));
  return el("li", { role: "option", id: `go-${index}`, "aria-selected": "false" }, link);
}

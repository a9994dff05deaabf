import { Controller } from "@hotwired/stimulus";

/** The button that opens the left column on a narrow screen. */
export class Rail extends Controller {
  toggle() {
    const rail = document.getElementById(this.element.getAttribute("aria-controls"));
    if (!rail) return;
    const open = rail.classList.toggle("is-open");
    this.element.setAttribute("aria-expanded", String(open));
    if (open) rail.querySelector("a, summary")?.focus();
  }

  connect() {
    this.element.hidden = !document.getElementById(this.element.getAttribute("aria-controls"));
  }
}

/** The tree of criteria: shows the current one and survives a reload where it was. */
export class Tree extends Controller {
  connect() {
    const rail = this.element.closest(".rail");
    if (!rail) return;
    const kept = Number(sessionStorage.getItem("minhdinh.tree") ?? -1);
    if (kept >= 0) rail.scrollTop = kept;
    const current = this.element.querySelector("[aria-current]");
    if (current && !within(current, rail)) rail.scrollTop += current.getBoundingClientRect().top - rail.clientHeight / 2;
    rail.addEventListener("scroll", () => sessionStorage.setItem("minhdinh.tree", String(rail.scrollTop)), { passive: true });
  }
}

function within(item, box) {
  const [inner, outer] = [item.getBoundingClientRect(), box.getBoundingClientRect()];
  return inner.top >= outer.top && inner.bottom <= outer.bottom;
}

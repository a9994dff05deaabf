import { Controller } from "@hotwired/stimulus";

/** Tabs inside a page: buttons (role tab, aria-controls) and panels; arrows move, the choice is remembered by key. */
export class Tabs extends Controller {
  static targets = ["tab", "panel"];
  static values = { key: String };

  connect() {
    const kept = this.keyValue && sessionStorage.getItem(`minhdinh.tab.${this.keyValue}`);
    const tab = this.tabTargets.find((candidate) => candidate.id === kept) ?? this.current() ?? this.tabTargets[0];
    if (tab) this.choose(tab);
  }

  current() {
    return this.tabTargets.find((tab) => tab.getAttribute("aria-selected") === "true");
  }

  pick({ currentTarget }) {
    this.choose(currentTarget);
    if (this.keyValue) sessionStorage.setItem(`minhdinh.tab.${this.keyValue}`, currentTarget.id);
  }

  choose(chosen) {
    for (const tab of this.tabTargets) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    for (const panel of this.panelTargets) panel.hidden = panel.id !== chosen.getAttribute("aria-controls");
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tabs = this.tabTargets;
    const next = tabs[(tabs.indexOf(event.currentTarget) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  }
}

import { Controller } from "@hotwired/stimulus";
import { el, icon } from "../lib/dom.js";
import { csrfToken } from "../lib/http.js";

const BEAT = 20_000;

/** Tells the server every 20 seconds that this page is open, and shows who else has it open and writes where. */
export class Presence extends Controller {
  static targets = ["list", "place"];
  static values = { url: String };

  connect() {
    this.slot = "";
    this.element.addEventListener("focusin", this.entered);
    this.element.addEventListener("focusout", this.left);
    addEventListener("pagehide", this.leave);
    this.timer = setInterval(() => this.beat(), BEAT);
    this.beat();
  }

  disconnect() {
    clearInterval(this.timer);
    this.element.removeEventListener("focusin", this.entered);
    this.element.removeEventListener("focusout", this.left);
    removeEventListener("pagehide", this.leave);
  }

  entered = ({ target }) => {
    const passage = target.closest(".passage");
    if (passage && passage.dataset.passageReadonlyValue !== "true") this.slot = passage.dataset.passageSlotValue;
  };

  left = ({ relatedTarget }) => {
    if (!relatedTarget?.closest?.(".passage")) this.slot = "";
  };

  leave = () => {
    this.send({ leave: "1" }, true).catch(() => {});
  };

  async beat() {
    if (document.visibilityState === "hidden") return;
    try {
      const response = await this.send({ slot: this.slot });
      if (response.ok && response.headers.get("Content-Type")?.includes("json")) this.show((await response.json()).others);
    } catch {
      // Without a line nobody is known to be here.
      this.show([]);
    }
  }

  send(data, keepalive = false) {
    return fetch(this.urlValue, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      redirect: "manual",
      keepalive,
    });
  }

  show(others) {
    const words = others.map(({ name, slot, requirement }) => `${name} ${doing(slot, requirement)}`);
    for (const list of this.listTargets) {
      list.replaceChildren(...(words.length ? [icon("users"), el("span", {}, words.join(" · "))] : []));
    }
    for (const place of this.placeTargets) {
      const here = others.filter(({ slot }) => slot && slot === place.dataset.presenceSlot);
      place.textContent = here.length ? `${here.map(({ name }) => name).join(", ")} đang sửa` : "";
      place.hidden = !here.length;
    }
  }
}

const doing = (slot, requirement) => (slot ? `đang sửa ${requirement || "phiếu"}` : "đang mở phiếu này");

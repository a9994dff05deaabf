import { Controller } from "@hotwired/stimulus";
import { isTyping } from "../lib/dom.js";

/** Page-wide keys: Ctrl+K anywhere, / search, j and k the next and previous criterion (data-keys-target). */
export class Keys extends Controller {
  static targets = ["search", "next", "previous"];

  connect() {
    this.element.addEventListener("keydown", this.press);
  }

  disconnect() {
    this.element.removeEventListener("keydown", this.press);
  }

  press = (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (withControl && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      this.openGo();
    } else if (!withControl && !event.altKey && !isTyping(event.target)) this.single(event);
  };

  single(event) {
    const actions = {
      "/": () => this.focusSearch(),
      j: () => this.hasNextTarget && this.nextTarget.click(),
      k: () => this.hasPreviousTarget && this.previousTarget.click(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  focusSearch() {
    if (this.hasSearchTarget && this.searchTarget.offsetParent) this.searchTarget.focus();
    else this.openGo();
  }

  openGo() {
    const dialog = document.getElementById("go-dialog");
    if (dialog) this.application.getControllerForElementAndIdentifier(dialog, "go")?.open();
    else if (this.hasSearchTarget) this.searchTarget.focus();
  }
}

/** The search field of the top bar stays an ordinary form; it only selects its text when focused. */
export class FocusGo extends Controller {
  connect() {
    this.element.addEventListener("focus", () => this.element.select());
  }
}

import { Controller } from "@hotwired/stimulus";

/** Leads from a requirement to the comment form: its place is chosen, the words marked in its text are quoted. */
export class Comments extends Controller {
  static targets = ["panel", "add", "place", "quote", "quoted", "text"];

  connect() {
    document.addEventListener("selectionchange", this.remember);
  }

  disconnect() {
    document.removeEventListener("selectionchange", this.remember);
  }

  // A click takes the selection away before the button hears of it.
  remember = () => {
    const selection = getSelection();
    const box = selection.anchorNode?.parentElement?.closest(".passage");
    const words = box ? selection.toString().trim() : "";
    if (words) this.marked = { slot: box.dataset.passageSlotValue, words };
  };

  about({ params: { place } }) {
    if (!this.hasAddTarget) {
      this.panelTarget.scrollIntoView({ block: "start" });
      return;
    }
    this.addTarget.open = true;
    const value = `${place}`;
    const option = [...this.placeTarget.options].find((one) => one.value === value || one.value.startsWith(`${value}@`));
    this.placeTarget.value = option?.value ?? "";
    this.quote(this.marked?.slot === value ? this.marked.words : "");
    this.textTarget.focus();
    this.textTarget.scrollIntoView({ block: "center" });
  }

  quote(words) {
    this.quoteTarget.value = words;
    this.quotedTarget.textContent = words;
    this.quotedTarget.hidden = !words;
    this.marked = null;
  }
}

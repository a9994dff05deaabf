import { Controller } from "@hotwired/stimulus";
import { toast } from "../lib/toast.js";

/** Copies data-copy-text-value. */
export class Copy extends Controller {
  static values = { text: String };
  static targets = ["label"];

  async copy() {
    try {
      await navigator.clipboard.writeText(this.textValue);
    } catch {
      toast(`Trình duyệt không cho chép. Xin chép bằng tay: ${this.textValue}`, "wait");
      return;
    }
    const label = this.hasLabelTarget ? this.labelTarget : this.element;
    const before = label.textContent;
    label.textContent = "Đã chép";
    this.element.classList.add("btn-copied");
    setTimeout(() => {
      label.textContent = before;
      this.element.classList.remove("btn-copied");
    }, 2000);
  }
}

import { Controller } from "@hotwired/stimulus";

const MEGABYTE = 1024 * 1024;

/** Works out a file's SHA-256 in the browser and asks the page about it; without that, the form sends the file. */
export class Verify extends Controller {
  static targets = ["file", "state"];
  static values = { limit: { type: Number, default: 50 } };

  over(event) {
    event.preventDefault();
    this.element.classList.add("is-over");
  }

  out() {
    this.element.classList.remove("is-over");
  }

  drop(event) {
    event.preventDefault();
    this.out();
    if (!event.dataTransfer.files.length) return;
    this.fileTarget.files = event.dataTransfer.files;
    this.element.requestSubmit();
  }

  async send(event) {
    const file = this.fileTarget.files[0];
    if (!file || !window.crypto?.subtle || file.size > this.limitValue * MEGABYTE) return;
    event.preventDefault();
    this.stateTarget.textContent = "Đang tính dấu kiểm…";
    try {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      window.location.assign(`?sha256=${hex(digest)}`);
    } catch {
      this.stateTarget.textContent = "";
      this.element.submit();
    }
  }
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

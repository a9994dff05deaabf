import { Controller } from "@hotwired/stimulus";

const LEAST = -1;
const MOST = 3;

/** Text size, contrast and dark ground; remembered on this machine and put on <html> (see theme.js). */
export class Looks extends Controller {
  static targets = ["contrast", "theme"];

  connect() {
    this.root = document.documentElement;
    this.mark();
    document.addEventListener("minhdinh:looks", this.mark);
  }

  disconnect() {
    document.removeEventListener("minhdinh:looks", this.mark);
  }

  mark = () => {
    if (this.hasContrastTarget) this.contrastTarget.setAttribute("aria-pressed", String(this.root.dataset.contrast === "more"));
    if (this.hasThemeTarget) this.themeTarget.setAttribute("aria-pressed", String(this.root.dataset.bsTheme === "dark"));
  };

  smaller() {
    this.size(Math.max(LEAST, Number(this.root.dataset.text ?? 0) - 1));
  }

  plain() {
    this.size(0);
  }

  larger() {
    this.size(Math.min(MOST, Number(this.root.dataset.text ?? 0) + 1));
  }

  size(step) {
    if (step) this.root.dataset.text = String(step);
    else delete this.root.dataset.text;
    this.remember("text", step ? String(step) : "");
  }

  contrast() {
    const more = this.root.dataset.contrast !== "more";
    if (more) this.root.dataset.contrast = "more";
    else delete this.root.dataset.contrast;
    this.remember("contrast", more ? "more" : "plain");
  }

  theme() {
    const theme = this.root.dataset.bsTheme === "dark" ? "light" : "dark";
    this.root.dataset.bsTheme = theme;
    this.remember("theme", theme);
  }

  remember(name, value) {
    try {
      localStorage.setItem(`minhdinh.${name}`, value);
    } catch {
      // A browser that keeps nothing still shows the choice on this page.
    }
    document.dispatchEvent(new CustomEvent("minhdinh:looks"));
  }
}

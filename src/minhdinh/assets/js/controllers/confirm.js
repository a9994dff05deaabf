import { Controller } from "@hotwired/stimulus";

/** The page's one question box (common/frame/dialogs.html). */
export class Confirm extends Controller {
  static targets = ["title", "text", "yes"];

  connect() {
    Confirm.box = this;
    this.plainYes = this.yesTarget.textContent;
  }

  /** Asks; answers true for yes. */
  ask(text, yes) {
    this.textTarget.textContent = text;
    this.yesTarget.textContent = yes || this.plainYes;
    this.element.returnValue = "no";
    this.element.showModal();
    return new Promise((resolve) => {
      this.element.addEventListener("close", () => resolve(this.element.returnValue === "yes"), { once: true });
    });
  }
}

async function onSubmit(event) {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!source.dataset.confirm || form.dataset.confirmed === "yes" || !Confirm.box) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await Confirm.box.ask(source.dataset.confirm, source.dataset.confirmYes))) return;
  form.dataset.confirmed = "yes";
  form.requestSubmit(event.submitter ?? undefined);
  delete form.dataset.confirmed;
}

async function onClick(event) {
  const link = event.target.closest?.("a[data-confirm]");
  if (!link || !Confirm.box || event.defaultPrevented) return;
  event.preventDefault();
  if (await Confirm.box.ask(link.dataset.confirm, link.dataset.confirmYes)) location.assign(link.href);
}

function onHtmxConfirm(event) {
  if (!event.detail.question || !Confirm.box) return;
  event.preventDefault();
  Confirm.box.ask(event.detail.question).then((yes) => yes && event.detail.issueRequest(true));
}

/** data-confirm on a form, its button or a link, and hx-confirm, ask before they act. */
export function watchConfirmations() {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:confirm", onHtmxConfirm);
}

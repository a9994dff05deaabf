import { debounce, el } from "../lib/dom.js";
import { paintState } from "../lib/save_state.js";
import { codesOf, replaceRuns, resolveCodes, runsInDocument } from "./code_offer.js";
import { askWhich } from "./conflict.js";
import { learn } from "./evidence.js";
import { keptPanel, latestKept } from "./kept_text.js";
import { Picker } from "./picker.js";
import { RichEditor, rendered } from "./rich_editor.js";
import { leftDraft, openQueue, settleBeside, stateText, store } from "./saving.js";
import { EMPTY } from "./schema.js";
import { Toolbar } from "./toolbar.js";

const { Controller } = globalThis.minhdinh;
const SIGN_IN = "/dang-nhap/";
const MOST_LIVE = 3;
const live = [];

/** One passage: the server's text, which becomes an editor when touched and saves itself. */
export class Passage extends Controller {
  static targets = ["body", "editor", "state"];
  static values = {
    slot: String,
    version: Number,
    saveUrl: String,
    searchUrl: String,
    criterion: String,
    label: String,
    readonly: Boolean,
  };

  connect() {
    if (this.readonlyValue) return;
    this.body = this.readBody();
    this.learnShown();
    this.later = debounce(() => this.showOffer(), 500);
    this.setRestingRole();
    this.editorTarget.addEventListener("click", this.touch);
    this.editorTarget.addEventListener("focus", this.touch);
    this.begin();
  }

  disconnect() {
    if (this.readonlyValue) return;
    this.later.cancel();
    this.editorTarget.removeEventListener("click", this.touch);
    this.editorTarget.removeEventListener("focus", this.touch);
    this.queue?.flush({ keepalive: true });
    this.rest();
  }

  readBody() {
    try {
      return JSON.parse(this.bodyTarget.textContent) ?? EMPTY;
    } catch {
      return EMPTY;
    }
  }

  /** What the server has just drawn may cite evidence that the page did not know when it was opened. */
  learnShown() {
    for (const chip of this.editorTarget.querySelectorAll("a.citation[href][data-evidence]")) {
      learn(chip.dataset.evidence, { code: chip.textContent, name: chip.title, url: chip.getAttribute("href") });
    }
  }

  async begin() {
    this.showKeptLink();
    const draft = await leftDraft(this.slotValue);
    if (draft) await this.adopt(draft);
  }

  /** Goes on with words that an earlier page could not send. */
  async adopt(draft) {
    if (this.queue?.pending) {
      store.setAside(this.slotValue, draft);
      this.showKeptLink();
      return;
    }
    const unconfirmed = draft.base >= this.versionValue ? draft.inFlight?.body : null;
    const words = draft.latest ?? unconfirmed;
    if (words) this.setBody(words);
    await this.openQueue().adopt(draft);
  }

  openQueue() {
    this.queue ??= openQueue({
      slot: this.slotValue,
      version: this.versionValue,
      url: this.saveUrlValue,
      watch: {
        onState: (state, message) => this.showState(state, message),
        onSaved: (answer) => this.saved(answer),
        onConflict: () => this.settle(),
      },
    });
    return this.queue;
  }

  // --- the editor ---------------------------------------------------------------------------------------------

  setRestingRole() {
    const attributes = { tabindex: "0", role: "textbox", "aria-multiline": "true", "aria-label": this.labelValue };
    for (const [name, value] of Object.entries(attributes)) this.editorTarget.setAttribute(name, value);
  }

  touch = (event) => {
    if (this.editor || event.target.closest("a[href]")) return;
    const clicked = event.type === "click";
    this.activate();
    const spot = clicked ? this.editor.positionAt(event.clientX, event.clientY) : undefined;
    this.showToolbar(clicked);
    this.editor.focus(spot ?? "end");
  };

  activate() {
    if (this.editor) return;
    makeRoom();
    live.push(this);
    for (const name of ["tabindex", "role", "aria-multiline", "aria-label"]) this.editorTarget.removeAttribute(name);
    this.editorTarget.replaceChildren();
    this.editor = new RichEditor(this.editorTarget, {
      body: this.body,
      label: this.labelValue,
      openPicker: () => this.openPicker(),
      onUpdate: () => this.changed(),
      onTransaction: () => this.toolbar?.update(),
      onFocus: () => this.showToolbar(false),
      onBlur: () => this.queue?.flush(),
      onKey: (event) => this.key(event),
    });
    this.element.classList.add("is-live");
    this.later();
  }

  showToolbar(keepPlace) {
    if (this.toolbar) return;
    this.toolbar = new Toolbar(this.editor, { label: this.labelValue, onCite: () => this.openPicker() });
    const before = this.editorTarget.getBoundingClientRect().top;
    this.editorTarget.before(this.toolbar.element);
    // The line that was clicked stays under the pointer.
    if (keepPlace) scrollBy({ top: this.editorTarget.getBoundingClientRect().top - before, behavior: "instant" });
  }

  /** Esc and Alt+F10 lead out of the text to its tools, so that the Tab key is free for tables and lists. */
  key(event) {
    const leaves = event.key === "Escape" || (event.altKey && event.key === "F10");
    if (!leaves || event.isComposing) return false;
    this.toolbar?.focus();
    return true;
  }

  /** Back to plain text, when other editors need the room. */
  rest() {
    if (!this.editor) return;
    this.body = this.editor.json();
    const shown = rendered(this.body);
    this.editor.destroy();
    this.toolbar?.element.remove();
    this.editor = this.toolbar = null;
    live.splice(live.indexOf(this), 1);
    this.editorTarget.replaceChildren(shown);
    this.element.classList.remove("is-live");
    this.setRestingRole();
  }

  get canRest() {
    return this.editor && !this.editor.focused && !this.queue?.pending && !this.picker;
  }

  setBody(body) {
    this.activate();
    this.editor.setBody(body);
    this.later();
  }

  changed() {
    this.later();
    this.openQueue().change(this.editor.json());
  }

  // --- saving -------------------------------------------------------------------------------------------------

  saved(answer) {
    this.versionValue = answer.version;
    for (const { evidence, code } of answer.citations ?? []) learn(evidence, { code });
    this.dispatch("saved", { detail: answer, prefix: "minhdinh:passage" });
  }

  showState(state, message) {
    const text = stateText(state, message, this.queue?.safe ?? true);
    paintState(this.stateTarget, state, text, ...this.stateLinks(state));
    const detail = { key: this.slotValue, state: state === "waiting" ? "saving" : state, text };
    document.dispatchEvent(new CustomEvent("minhdinh:save", { detail }));
  }

  stateLinks(state) {
    if (state === "signed-out") return [el("a", { href: SIGN_IN, target: "_blank" }, "Đăng nhập lại")];
    if (state === "conflict") return [linkButton("Xem hai bản", () => this.settle())];
    if (state === "offline") return [linkButton("Gửi lại ngay", () => this.queue.retry())];
    return [];
  }

  async settle() {
    // Not into the middle of a letter that an input method is composing.
    while (this.editor?.composing) await new Promise((resolve) => setTimeout(resolve, 300));
    if (document.querySelector("dialog[open]") || !this.queue.conflict) return;
    const { answer } = this.queue.conflict;
    this.activate();
    const choice = await askWhich({ mine: rendered(this.editor.json()), answer });
    if (choice === "mine") await this.queue.keepMine();
    else if (choice === "theirs" || choice === "merge") this.takeTheirs(answer, choice === "merge");
  }

  takeTheirs(answer, beside) {
    store.remember(this.slotValue, { body: this.queue.takeTheirs(), at: Date.now() });
    this.versionValue = answer.version;
    this.setBody(answer.body);
    this.showKeptLink();
    if (beside) this.showKept();
    else settleBeside(answer);
    this.editor.focus("end");
  }

  showKeptLink() {
    this.keptLink?.remove();
    if (!latestKept(store, this.slotValue)) return;
    this.keptLink = linkButton("Xem bản của Thầy/Cô giữ trên máy này", () => this.showKept());
    this.foot.append(this.keptLink);
  }

  showKept() {
    this.element.querySelector(".kept-text")?.remove();
    this.foot.after(keptPanel(latestKept(store, this.slotValue)));
  }

  get foot() {
    return this.stateTarget.parentElement;
  }

  // --- evidence -----------------------------------------------------------------------------------------------

  openPicker() {
    if (this.picker || !this.searchUrlValue) return;
    const at = this.editor.cursorBox();
    this.picker = new Picker({
      url: this.searchUrlValue,
      criterion: this.criterionValue,
      onPick: ({ id }, typed) => this.editor.cite([id], typed),
      onClose: (back) => {
        this.picker = null;
        if (back) this.editor?.focus();
      },
    });
    this.picker.open(this.element, at);
  }

  showOffer() {
    this.offer?.remove();
    this.offer = null;
    const count = this.editor && this.searchUrlValue ? codesOf(runsInDocument(this.editor.doc)).length : 0;
    if (!count) return;
    const button = linkButton(`Chuyển ${count} mã thành trích dẫn`, () => this.takeOffer());
    this.offer = el("span", { class: "passage-offer", role: "status" }, button);
    this.foot.append(this.offer);
  }

  async takeOffer() {
    const codes = codesOf(runsInDocument(this.editor.doc));
    try {
      const { found, unknown } = await resolveCodes(codes, { url: this.searchUrlValue, criterion: this.criterionValue });
      replaceRuns(this.editor.view, found);
      if (unknown.length) globalThis.minhdinh.toast(`Trong kho không có minh chứng mang mã ${unknown.join(", ")}.`, "wait");
    } catch {
      globalThis.minhdinh.toast("Chưa chuyển được mã: mất kết nối với máy chủ.", "bad");
    }
  }
}

const linkButton = (label, action) => el("button", { class: "link-button", type: "button", onclick: action }, label);

/** At most a few editors live at once: the oldest that nobody is using goes back to plain text. */
function makeRoom() {
  while (live.length >= MOST_LIVE) {
    const resting = live.find((passage) => passage.canRest);
    if (!resting) return;
    resting.rest();
  }
}

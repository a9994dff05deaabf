import { Controller } from "@hotwired/stimulus";

const PATIENCE = 50;
const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

/** A form that puts a sentence into a text being written: it waits for the writer's own words to be saved first. */
export class Suggest extends Controller {
  static targets = ["version"];
  static values = { requirement: String };

  hold(event) {
    const passage = this.passage;
    if (event.target !== this.element || !passage) return;
    event.preventDefault();
    this.settled(passage).then(() => {
      this.versionTarget.value = passage.dataset.passageVersionValue;
      event.detail.issueRequest(true);
    });
  }

  get passage() {
    return document.querySelector(`#mo-ta-${this.requirementValue} [data-controller~="passage"]`);
  }

  async settled(passage) {
    const writing = this.application.getControllerForElementAndIdentifier(passage, "passage");
    writing?.queue?.flush();
    for (let tries = 0; tries < PATIENCE && writing?.queue?.pending; tries += 1) await pause();
  }
}

// A file brought straight to the store in parts, past our own server, and followed until it was checked there. It can be
// paused and goes on with the parts that are missing, also after a reload.
import { Ended, FORGOTTEN, LOST, PASSING, Sending } from "./sending.js";

const UNHEARD_TRIES = 2;
const SHORT_WAIT = 1000;
const LONGEST_LOOK = 30_000;
const ONE_SECOND = 1000;

/**
 * bring(method, url, {body, signal, progress}) is `send` to the store: without anything that is meant for our own server.
 * run() ends with "checking" when all bytes are there (then follow()), and with "elsewhere" where this browser does not
 * reach the store: nothing is lost then, the file takes another way.
 */
export class DirectUpload extends Sending {
  constructor(file, { bring, ...given }) {
    super(file, given);
    this.bring = bring;
    this.heard = false;
    this.there = 0;
  }

  async sendAll() {
    this.unheard = 0;
    for (let fresh = 0; fresh < 3; fresh += 1) {
      await this.place();
      const ended = (await this.bringAll()) && (await this.brought());
      if (ended) return ended;
    }
    throw new Ended("refused", FORGOTTEN, true);
  }

  /** The address of this upload, the one from before a break if there is one, with what is to be brought. */
  async place() {
    const known = this.kept.get(this.file);
    this.at = known?.place;
    if (known && (await this.renew())) return;
    const told = { name: this.file.name, size: String(this.file.size), ...this.about };
    const made = await this.ask("POST", this.url, { body: new URLSearchParams(told) });
    if (made.body?.field === "direct") throw new Ended("elsewhere");
    if (made.status !== 201) this.refuse(made);
    this.at = `${this.url}${made.body.key}/`;
    this.toBring(made.body.parts);
  }

  /** Asks which parts are missing, under new addresses; false where the server has forgotten the upload. */
  async renew() {
    const found = await this.ask("POST", `${this.at}tiep/`);
    if (LOST.has(found.status)) {
      this.kept.drop(this.file);
      return false;
    }
    if (found.status === 200) this.toBring(found.body.parts);
    else if (found.status === 409) this.toBring([]);
    else this.refuse(found);
    return true;
  }

  toBring(parts) {
    this.parts = parts;
    this.there = this.file.size - parts.reduce((sum, part) => sum + part.size, 0);
    this.kept.put(this.file, this.at, this.there);
    this.told.progress?.(this.there, this.file.size);
  }

  /** Brings what is missing; false where the server has forgotten the upload. */
  async bringAll() {
    while (this.parts.length) {
      const had = this.there;
      const status = await this.bringPart(this.parts[0]);
      if (status >= 200 && status < 300) this.toBring(this.parts.slice(1));
      else {
        await this.waitAfter(status);
        if (!(await this.renew())) return false;
      }
      if (this.there > had) this.failures = this.unheard = 0;
      else this.lookElsewhere(status);
    }
    return true;
  }

  async bringPart({ address, start, size }) {
    this.stopIfEnded();
    const { status } = await this.bring("PUT", address, {
      body: this.file.slice(start, start + size),
      signal: this.abort.signal,
      progress: (loaded) => {
        if (loaded) this.heard = true;
        this.told.progress?.(Math.min(this.there + loaded, this.file.size), this.file.size);
      },
    });
    this.stopIfEnded();
    return status;
  }

  /** A store that never heard of us may be closed to browsers: that is found out quietly. */
  async waitAfter(status) {
    if (this.heard && PASSING.has(status)) await this.afterFailure(status);
    else await this.sleep(SHORT_WAIT, this.abort.signal);
  }

  /** Our own server answers and the store does not take the part: after some tries another way is better. */
  lookElsewhere(status) {
    if (this.heard && PASSING.has(status)) return;
    this.unheard += 1;
    if (this.unheard >= UNHEARD_TRIES) throw new Ended("elsewhere");
  }

  /** Says that all is there; null where parts turn out to be missing. */
  async brought() {
    this.told.checking?.();
    const answer = await this.ask("POST", `${this.at}xong/`);
    if (LOST.has(answer.status)) this.kept.drop(this.file);
    else if (answer.status !== 202 && answer.status !== 422) this.refuse(answer);
    if (answer.status !== 202) return null;
    this.kept.drop(this.file);
    return told(answer.body) ?? { outcome: "checking" };
  }

  /** Asks, less and less often, until the file was taken in or refused; answers as run() does. */
  async follow() {
    for (let wait = ONE_SECOND; ; wait = Math.min(LONGEST_LOOK, wait * 1.5)) {
      await this.sleep(wait, this.abort.signal);
      const { status, body } = await this.send("GET", this.at, { headers: this.headers, signal: this.abort.signal });
      if (this.ending) return { outcome: this.ending };
      const ended = status === 200 && body ? told(body) : null;
      if (ended) return ended;
      if (LOST.has(status)) return { outcome: "refused", message: FORGOTTEN, again: false };
      if (status !== 200 ? !PASSING.has(status) : !body) {
        const message = "Tệp đã tới nơi và đang được kiểm tra. Xin tải lại trang để xem kết quả.";
        return { outcome: "refused", message, again: false };
      }
    }
  }
}

function told({ state, refused, answer, url }) {
  if (state === "ready") return { outcome: "done", answer: answer ?? { url } };
  if (state === "refused") return { outcome: "refused", message: refused, again: false };
  return null;
}

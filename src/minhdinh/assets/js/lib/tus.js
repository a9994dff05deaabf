// A file sent in pieces (tus 1.0) that survives a weak line: it can be paused, goes on where it was, also after a reload.

const VERSION = "1.0.0";
const KILOBYTE = 1024;
const SMALLEST = 256 * KILOBYTE;
const LARGEST = 4 * KILOBYTE * KILOBYTE;
const QUICK = 3000;
const MOST_FAILURES = 10;
const LONGEST_WAIT = 30_000;
const PASSING = new Set([0, 408, 423, 429, 500, 502, 503, 504]);
const LOST = new Set([404, 410]);

/** Why a run ended without an answer: "paused" or "cancelled" by the person, "refused" by the server. */
class Ended extends Error {
  constructor(outcome, message = "", again = false) {
    super(message);
    Object.assign(this, { outcome, again });
  }
}

/**
 * send(method, url, {headers, body, signal, progress}) answers {status, header(name), body} and never throws, status 0 is
 * a line that broke; kept remembers the address of an upload ({get, put, drop} by file); told hears {progress, waiting}.
 */
export class PieceUpload {
  constructor(file, { url, about = {}, send, kept, told = {}, sleep = pause, now = Date.now, online = hasLine }) {
    Object.assign(this, { file, url, about, send, kept, told, sleep, now, online });
    this.piece = KILOBYTE * KILOBYTE;
    this.canPause = true;
    this.ending = null;
    this.abort = new AbortController();
  }

  /** Sends until the end; answers {outcome: "done", answer} | "paused" | "cancelled" | "refused" with {message, again}. */
  async run() {
    this.ending = null;
    this.abort = new AbortController();
    this.failures = 0;
    try {
      return { outcome: "done", answer: await this.sendAll() };
    } catch (ended) {
      if (!(ended instanceof Ended)) throw ended;
      return { outcome: ended.outcome, message: ended.message, again: ended.again };
    }
  }

  pause() {
    this.end("paused");
  }

  /** Forgets the upload here and on the server; what was on its way is broken off. */
  async cancel() {
    this.end("cancelled");
    const known = this.kept.get(this.file);
    this.kept.drop(this.file);
    if (known) await this.send("DELETE", known.place, { headers: { "Tus-Resumable": VERSION } });
  }

  end(outcome) {
    this.ending = outcome;
    this.abort.abort();
  }

  async sendAll() {
    for (let fresh = 0; fresh < 3; fresh += 1) {
      const place = await this.place();
      if (place && (await this.sendBytes(place))) {
        const answer = await this.finished(place);
        if (answer) return answer;
      }
      this.kept.drop(this.file);
    }
    throw new Ended("refused", "Máy chủ không giữ tệp này. Xin thử lại sau.", true);
  }

  /** The address of this upload, the one from before a break if there is one; how far it is in this.offset. */
  async place() {
    const known = this.kept.get(this.file);
    if (known) {
      const found = await this.ask("HEAD", known.place);
      if (found.status === 200) return this.at(known.place, found);
      if (!LOST.has(found.status)) this.refuse(found);
      this.kept.drop(this.file);
    }
    const made = await this.ask("POST", this.url, {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": metadata({ filename: this.file.name, ...this.about }),
    });
    if (made.status !== 201) this.refuse(made);
    const place = made.header("Location");
    this.offset = 0;
    this.kept.put(this.file, place, 0);
    return place;
  }

  /** Sends what is missing; false where the server has forgotten the upload. */
  async sendBytes(place) {
    while (this.offset < this.file.size) {
      const from = this.offset;
      const answer = await this.sendPiece(place, from);
      if (LOST.has(answer.status)) return false;
      if (PASSING.has(answer.status)) await this.afterFailure(answer.status);
      if (answer.status === 204 || answer.status === 409) this.at(place, answer);
      else if (PASSING.has(answer.status)) {
        const found = await this.ask("HEAD", place);
        if (LOST.has(found.status)) return false;
        if (found.status !== 200) this.refuse(found);
        this.at(place, found);
      } else this.refuse(answer);
      if (this.offset > from) this.failures = 0;
      else if (answer.status === 409) await this.afterFailure(answer.status);
    }
    return true;
  }

  async sendPiece(place, from) {
    this.stopIfEnded();
    const began = this.now();
    const answer = await this.send("PATCH", place, {
      headers: {
        "Tus-Resumable": VERSION,
        "Upload-Offset": String(from),
        "Content-Type": "application/offset+octet-stream",
      },
      body: this.file.slice(from, from + this.piece),
      signal: this.abort.signal,
      progress: (loaded) => this.told.progress?.(Math.min(from + loaded, this.file.size), this.file.size),
    });
    this.stopIfEnded();
    if (answer.status !== 204) this.piece = Math.max(SMALLEST, this.piece / 2);
    else if (this.now() - began < QUICK) this.piece = Math.min(LARGEST, this.piece * 2);
    return answer;
  }

  /** Has the whole file taken in; null where the server has forgotten it. */
  async finished(place) {
    this.told.checking?.();
    const answer = await this.ask("POST", `${place}xong/`);
    if (LOST.has(answer.status)) return null;
    if (answer.status !== 200) {
      if (answer.body?.again === false) this.kept.drop(this.file);
      this.refuse(answer);
    }
    this.kept.drop(this.file);
    return answer.body;
  }

  at(place, answer) {
    this.offset = Number(answer.header("Upload-Offset")) || 0;
    this.kept.put(this.file, place, this.offset);
    this.told.progress?.(this.offset, this.file.size);
    return place;
  }

  /** Asks until there is an answer that says something. */
  async ask(method, url, headers = {}) {
    for (;;) {
      this.stopIfEnded();
      const answer = await this.send(method, url, {
        headers: { "Tus-Resumable": VERSION, ...headers },
        signal: this.abort.signal,
      });
      this.stopIfEnded();
      if (!PASSING.has(answer.status)) return answer;
      await this.afterFailure(answer.status);
    }
  }

  /** Waits before the next try, longer each time; without any line at all as long as it takes. */
  async afterFailure(status) {
    const online = this.online();
    if (online) this.failures += 1;
    if (this.failures > MOST_FAILURES) {
      throw new Ended("refused", "Đường truyền yếu quá, tệp chưa gửi xong. Phần đã gửi vẫn được giữ.", true);
    }
    const wait = online ? Math.min(LONGEST_WAIT, 500 * 2 ** this.failures) : LONGEST_WAIT;
    this.told.waiting?.(status === 0, online ? wait : 0);
    await this.sleep(wait, this.abort.signal);
    this.stopIfEnded();
  }

  stopIfEnded() {
    if (this.ending) throw new Ended(this.ending);
  }

  refuse({ status, body }) {
    if (status === 401 || status === 403) {
      throw new Ended("refused", body?.message ?? "Phiên làm việc đã hết: xin đăng nhập lại.", true);
    }
    throw new Ended("refused", body?.message ?? "Chưa tải lên được.", body?.again ?? status >= 500);
  }
}

/** Upload-Metadata: each value as base64 of its UTF-8; empty ones are left out. */
export function metadata(values) {
  const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const given = Object.entries(values).filter(([, value]) => value);
  return given.map(([key, value]) => `${key} ${encode(value)}`).join(",");
}

function hasLine() {
  return navigator.onLine;
}

/** Waits, shorter when the line comes back or the person ends the upload. */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", go, { once: true });
    signal.addEventListener("abort", go, { once: true });
  });
}

// What every way of sending a large file shares: it is paused and given up, asks again on a weak line, ends in one word.

const MOST_FAILURES = 10;
const LONGEST_WAIT = 30_000;
export const PASSING = new Set([0, 408, 423, 429, 500, 502, 503, 504]);
export const LOST = new Set([404, 410]);
export const FORGOTTEN = "Máy chủ không giữ tệp này. Xin thử lại sau.";

/** Why a run ended without an answer: "paused" or "cancelled" by the person, "refused" by the server, … */
export class Ended extends Error {
  constructor(outcome, message = "", again = false) {
    super(message);
    Object.assign(this, { outcome, again });
  }
}

/**
 * send(method, url, {headers, body, signal, progress}) answers {status, header(name), body} and never throws, status 0 is
 * a line that broke; kept remembers the address of an upload ({get, put, drop} by file); told hears {progress, waiting,
 * checking}. A way of sending says `sendAll()`, and `headers` that go with every request.
 */
export class Sending {
  headers = {};

  constructor(file, { url, about = {}, send, kept, told = {}, sleep = pause, now = Date.now, online = hasLine }) {
    Object.assign(this, { file, url, about, send, kept, told, sleep, now, online });
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
      return await this.sendAll();
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
    await this.forget();
  }

  async forget() {
    const known = this.kept.get(this.file);
    this.kept.drop(this.file);
    if (known) await this.send("DELETE", known.place, { headers: this.headers });
  }

  end(outcome) {
    this.ending = outcome;
    this.abort.abort();
  }

  /** Asks until there is an answer that says something. */
  async ask(method, url, { headers = {}, body = null } = {}) {
    for (;;) {
      this.stopIfEnded();
      const given = { headers: { ...this.headers, ...headers }, signal: this.abort.signal };
      const answer = await this.send(method, url, body ? { ...given, body } : given);
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

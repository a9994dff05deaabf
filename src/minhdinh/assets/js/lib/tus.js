// A file sent in pieces (tus 1.0) that survives a weak line: it can be paused, goes on where it was, also after a reload.

import { Ended, FORGOTTEN, LOST, PASSING, Sending } from "./sending.js";

const VERSION = "1.0.0";
const KILOBYTE = 1024;
const SMALLEST = 256 * KILOBYTE;
const LARGEST = 4 * KILOBYTE * KILOBYTE;
const QUICK = 3000;

export class PieceUpload extends Sending {
  headers = { "Tus-Resumable": VERSION };
  piece = KILOBYTE * KILOBYTE;

  async sendAll() {
    for (let fresh = 0; fresh < 3; fresh += 1) {
      const place = await this.place();
      if (place && (await this.sendBytes(place))) {
        const answer = await this.finished(place);
        if (answer) return { outcome: "done", answer };
      }
      this.kept.drop(this.file);
    }
    throw new Ended("refused", FORGOTTEN, true);
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
      headers: {
        "Upload-Length": String(this.file.size),
        "Upload-Metadata": metadata({ filename: this.file.name, ...this.about }),
      },
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
        ...this.headers,
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
}

/** Upload-Metadata: each value as base64 of its UTF-8; empty ones are left out. */
export function metadata(values) {
  const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const given = Object.entries(values).filter(([, value]) => value);
  return given.map(([key, value]) => `${key} ${encode(value)}`).join(",");
}

// The large files of one form: each goes in pieces, waits on the server under its key, and is named by the form.

/**
 * kept remembers addresses ({key, drop} by file); make(file, act) answers {row, upload} of a new file, act hears what the
 * person does with its row; removed(file) hears that the person takes a file out.
 */
export class HeldFiles {
  constructor({ kept, make, removed, limit }) {
    Object.assign(this, { kept, make, removed, limit });
    this.held = new Map(); // by how they are kept; they outlast a broken line
  }

  pause() {
    for (const one of this.held.values()) one.upload.pause();
  }

  /** Brings all that `chosen()` names, also what is chosen meanwhile; answers {ready, missing}, files of now. */
  async bringAll(chosen) {
    const tried = new Set();
    for (;;) {
      this.dropOthers(chosen());
      const fresh = chosen().filter((file) => !tried.has(this.kept.key(file)));
      if (!fresh.length) break;
      for (const file of fresh) tried.add(this.kept.key(file));
      await Promise.all(fresh.map((file) => this.bring(file)));
    }
    const files = chosen();
    return { ready: files.filter((file) => this.keyOf(file)), missing: files.filter((file) => !this.keyOf(file)) };
  }

  keyOf(file) {
    return this.held.get(this.kept.key(file))?.key ?? "";
  }

  /** Gives up what was chosen before and is not any more. */
  dropOthers(files) {
    const wanted = new Set(files.map((file) => this.kept.key(file)));
    for (const key of [...this.held.keys()]) if (!wanted.has(key)) this.forget(key);
  }

  forget(key) {
    const one = this.held.get(key);
    this.held.delete(key);
    one.upload.cancel();
    one.row.remove();
    one.goOn?.();
  }

  /** Sends a large file in pieces, until all its bytes are on the server, it is refused for good, or taken out. */
  async bring(file) {
    const one = this.rowOf(file);
    if (one.key) return;
    if (file.size > this.limit.bytes) {
      this.refuse(one, this.limit.message);
      return;
    }
    one.row.wait();
    one.row.begin(true);
    let ended = await one.upload.run();
    while (ended.outcome === "paused" || (ended.outcome === "refused" && ended.again)) {
      if (ended.outcome === "paused") one.row.pause();
      else one.row.fail(ended.message, true);
      await new Promise((goOn) => { one.goOn = goOn; });
      if (this.held.get(this.kept.key(file)) !== one) return;
      one.row.wait();
      one.row.begin(true);
      ended = await one.upload.run();
    }
    if (ended.outcome === "done") {
      one.key = ended.answer.key;
      one.row.say("đã ở máy chủ");
      one.row.offer([]);
    } else if (ended.outcome === "refused") this.refuse(one, ended.message);
  }

  refuse(one, message) {
    one.row.fail(message, false);
    one.row.offer(["cancel"]);
  }

  rowOf(file) {
    const key = this.kept.key(file);
    if (!this.held.has(key)) {
      this.held.set(key, { ...this.make(file, (deed) => this.act(key, file, deed)), key: "" });
    }
    return this.held.get(key);
  }

  act(key, file, deed) {
    const one = this.held.get(key);
    if (deed === "pause") one.upload.pause();
    else if (deed === "go") one.goOn?.();
    else {
      this.removed(file);
      this.forget(key);
    }
  }

  /**
   * The server answered: `open` are the keys that still wait there, null where nobody knows. What has ended is sent
   * anew if it is chosen again; what waits is there at once, and is asked after before it is named again.
   */
  answered(files, open) {
    for (const file of files) {
      if (open && !open.includes(this.keyOf(file))) this.kept.drop(file);
      const one = this.held.get(this.kept.key(file));
      if (!one) continue;
      one.key = "";
      one.row.offer(["cancel"]);
    }
  }
}

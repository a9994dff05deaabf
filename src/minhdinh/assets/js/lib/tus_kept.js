// Which uploads were broken off on this machine: the address of each, by the file's name, size and time of change.

const PREFIX = "minhdinh.upload";
const KEPT_DAYS = 3;
const DAY = 24 * 3600 * 1000;

/** scope names the person, the school and what the file is for: the same file for another item is another upload. */
export class KeptUploads {
  constructor({ storage, scope, now = () => Date.now() }) {
    Object.assign(this, { storage, scope, now });
  }

  key(file) {
    return [PREFIX, this.scope, file.name, file.size, file.lastModified].map(encodeURIComponent).join("|");
  }

  get(file) {
    return this.read(this.key(file));
  }

  put(file, place, offset) {
    const value = { place, offset, name: file.name, size: file.size, lastModified: file.lastModified, at: this.now() };
    try {
      this.storage.setItem(this.key(file), JSON.stringify(value));
    } catch {
      // A browser that keeps nothing sends all the same; only a reload begins anew.
    }
  }

  drop(file) {
    try {
      this.storage.removeItem(this.key(file));
    } catch {
      // Nothing was kept.
    }
  }

  /** What was broken off here, latest first; the server has forgotten what is older than three days. */
  all() {
    const found = [];
    for (const key of this.keys()) {
      if (!key.startsWith(`${PREFIX}|`)) continue;
      const value = this.read(key);
      if (!value) continue;
      if (this.now() - value.at > KEPT_DAYS * DAY) this.storage.removeItem(key);
      else if (key.startsWith(`${PREFIX}|${encodeURIComponent(this.scope)}|`)) found.push(value);
    }
    return found.sort((a, b) => b.at - a.at);
  }

  keys() {
    try {
      return Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
    } catch {
      return [];
    }
  }

  read(key) {
    try {
      return JSON.parse(this.storage.getItem(key));
    } catch {
      return null;
    }
  }
}

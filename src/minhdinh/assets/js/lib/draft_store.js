// Words not yet on the server, kept in the browser's storage: one entry per person, slot and open page.

const PREFIX = "minhdinh.draft";
const KEPT_PREFIX = "minhdinh.kept";
const KEPT_VERSIONS = 5;

/** storage is localStorage or anything with the same methods; page names this open page. */
export class DraftStore {
  constructor({ storage, person, page }) {
    this.storage = storage;
    this.person = person;
    this.page = page;
  }

  key(slot, page = this.page) {
    return [PREFIX, this.person, slot, page].map(encodeURIComponent).join("|");
  }

  /** Keeps a draft, or forgets it when null; false when the browser would not. */
  keep(slot, draft) {
    try {
      if (draft === null) this.storage.removeItem(this.key(slot));
      else this.storage.setItem(this.key(slot), JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  /** Drafts of this person, every slot and page: [{slot, page, draft}]. */
  all() {
    const found = [];
    for (const key of keysOf(this.storage)) {
      const [prefix, person, slot, page] = key.split("|").map(decode);
      if (prefix !== PREFIX || person !== this.person) continue;
      const draft = read(this.storage, key);
      if (draft) found.push({ slot, page, draft });
    }
    return found;
  }

  /** Takes over a draft that a closed page left; the newest when there are several. Others stay where they are. */
  take(slot, isOpen) {
    const left = this.all()
      .filter((entry) => entry.slot === slot && (entry.page === this.page || !isOpen(entry.page)))
      .sort((a, b) => b.draft.at - a.draft.at);
    if (left.length === 0) return null;
    for (const older of left.slice(1)) this.setAside(slot, older.draft);
    for (const entry of left) this.storage.removeItem(this.key(slot, entry.page));
    this.keep(slot, left[0].draft);
    return left[0].draft;
  }

  setAside(slot, draft) {
    const body = draft.latest ?? draft.inFlight?.body;
    if (body) this.remember(slot, { body, at: draft.at });
  }

  /** Keeps a text that gave way to another version, the latest few of a slot: {body, at}. */
  remember(slot, text) {
    const key = [KEPT_PREFIX, this.person, slot].map(encodeURIComponent).join("|");
    const kept = [text, ...(read(this.storage, key) ?? [])].slice(0, KEPT_VERSIONS);
    try {
      this.storage.setItem(key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  remembered(slot) {
    return read(this.storage, [KEPT_PREFIX, this.person, slot].map(encodeURIComponent).join("|")) ?? [];
  }
}

function keysOf(storage) {
  const keys = [];
  for (let index = 0; index < storage.length; index += 1) keys.push(storage.key(index));
  return keys.filter((key) => key !== null);
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

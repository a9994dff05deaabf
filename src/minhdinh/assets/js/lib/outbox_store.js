// Where the outbox keeps its things: the browser's own database, which holds pictures too; memory where it has none.

const DATABASE = "minhdinh";
const STORE = "outbox";

/** Opens the store of one person; `safe` tells whether things outlive this page. */
export async function openStore(person, factory = globalThis.indexedDB) {
  try {
    return new DatabaseStore(await opened(factory), person);
  } catch {
    return new MemoryStore();
  }
}

class DatabaseStore {
  constructor(database, person) {
    this.database = database;
    this.person = person;
    this.safe = true;
  }

  async all() {
    const rows = await this.ask("readonly", (store) => store.getAll());
    return rows.filter((row) => row.person === this.person);
  }

  put(entry) {
    return this.ask("readwrite", (store) => store.put({ ...entry, person: this.person }));
  }

  remove(id) {
    return this.ask("readwrite", (store) => store.delete(id));
  }

  /** Answers when the transaction is through, not when it was only asked for. */
  ask(mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  }
}

export class MemoryStore {
  constructor() {
    this.rows = new Map();
    this.safe = false;
  }

  async all() {
    return [...this.rows.values()];
  }

  async put(entry) {
    this.rows.set(entry.id, { ...entry });
  }

  async remove(id) {
    this.rows.delete(id);
  }
}

function opened(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}

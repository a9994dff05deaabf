// What was typed into a form and is not on the server yet, kept in the browser's storage for the same person.

const PREFIX = "minhdinh.form";

export class KeptForm {
  constructor({ storage, person, name }) {
    this.storage = storage;
    this.key = [PREFIX, person, name].map(encodeURIComponent).join("|");
  }

  /** Keeps {version, fields}; false when the browser would not. */
  keep(version, fields) {
    try {
      this.storage.setItem(this.key, JSON.stringify({ version, fields }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  }

  /** What a closed page left that the page does not show already; null where there is nothing to bring back. */
  left(shown) {
    const found = this.read();
    if (!found) return null;
    const differs = Object.entries(found.fields).some(([name, text]) => name in shown && shown[name] !== text);
    if (!differs) this.forget();
    return differs ? found : null;
  }

  read() {
    try {
      const found = JSON.parse(this.storage.getItem(this.key));
      return found && typeof found.fields === "object" && found.fields ? found : null;
    } catch {
      return null;
    }
  }
}

/** The fields of a form that people write in, by name: not the hidden ones. */
export function writtenFields(form) {
  return [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
}

export function valuesOf(form) {
  return Object.fromEntries(writtenFields(form).map((one) => [one.name, one.value]));
}

export function fill(form, values) {
  for (const field of writtenFields(form)) if (field.name in values) field.value = values[field.name];
}

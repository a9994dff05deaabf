// What is kept of a visit to open without a line: for one person, one form a visit, and gone when somebody else comes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { person, personUnknown } from "../../src/minhdinh/assets/js/lib/http.js";
import { assetsOf, dropShells, keepShell, shellName } from "../../src/minhdinh/assets/js/lib/visit_shell.js";

const SCOPE = "/truong/a/danh-gia/1/khao-sat/2/";
const ASSETS = ["http://x/static/minhdinh/app.css"];

/** The browser's caches as far as this needs them: names in the order in which they were made. */
class Caches {
  constructor(...names) {
    this.found = new Map(names.map((name) => [name, new Map()]));
  }

  async open(name) {
    if (!this.found.has(name)) this.found.set(name, new Map());
    const rows = this.found.get(name);
    return {
      put: async (url, answer) => rows.set(url, answer),
      addAll: async (urls) => urls.forEach((url) => rows.set(url, "asset")),
    };
  }

  async keys() {
    return [...this.found.keys()];
  }

  async delete(name) {
    return this.found.delete(name);
  }
}

class Workers {
  constructor(...scripts) {
    this.known = scripts.map((scriptURL) => ({ active: { scriptURL }, unregister: async () => this.gone.push(scriptURL) }));
    this.gone = [];
    this.registered = [];
  }

  async register(script, options) {
    this.registered.push([script, options.scope]);
  }

  async getRegistrations() {
    return this.known;
  }
}

function tools(more = {}) {
  const asked = [];
  return {
    asked,
    person: "7",
    scope: SCOPE,
    assets: ASSETS,
    caches: new Caches(),
    workers: new Workers(),
    fetch: async (url, options) => (asked.push([url, options.redirect]), { ok: true }),
    ...more,
  };
}

test("the form and its styles are kept for the person, the worker reaches this visit alone", async () => {
  const all = tools();
  assert.equal(await keepShell(all), true);
  const rows = all.caches.found.get(shellName("7", SCOPE));
  assert.deepEqual([...rows.keys()], [`${SCOPE}ngoai-mang/`, ...ASSETS]);
  assert.deepEqual(all.workers.registered, [[`${SCOPE}ngoai-mang.js`, SCOPE]]);
  assert.deepEqual(all.asked, [[`${SCOPE}ngoai-mang/`, "error"]], "a sign-in page is never kept as the form");
});

test("nothing is kept of a form that is refused, of nobody, or where the browser cannot", async () => {
  const refused = tools({ fetch: async () => ({ ok: false }) });
  assert.equal(await keepShell(refused), false);
  assert.equal(refused.caches.found.size, 0);
  assert.equal(await keepShell(tools({ person: "" })), false);
  assert.equal(await keepShell(tools({ workers: undefined })), false);
  assert.equal(await keepShell(tools({ caches: undefined })), false);
});

test("the oldest visits make room", async () => {
  const names = [1, 2, 3, 4, 5, 6].map((one) => shellName("7", `/khao-sat/${one}/`));
  const all = tools({ caches: new Caches("other", ...names) });
  await keepShell(all);
  assert.deepEqual(await all.caches.keys(), ["other", ...names.slice(2), shellName("7", SCOPE)]);
});

test("another person's are dropped, one's own and what is not ours stay", async () => {
  const caches = new Caches("other", shellName("7", SCOPE), shellName("77", SCOPE), shellName("8", SCOPE));
  const workers = new Workers("http://x/ngoai-mang.js");
  await dropShells({ person: "7", caches, workers });
  assert.deepEqual(await caches.keys(), ["other", shellName("7", SCOPE)]);
  assert.deepEqual(workers.gone, []);
});

test("with nobody signed in all goes, and our workers with it", async () => {
  const caches = new Caches("other", shellName("7", SCOPE));
  const workers = new Workers("http://x/a/ngoai-mang.js", "http://x/khac.js");
  await dropShells({ person: "", caches, workers });
  assert.deepEqual(await caches.keys(), ["other"]);
  assert.deepEqual(workers.gone, ["http://x/a/ngoai-mang.js"]);
  await dropShells({ person: "", caches, workers: undefined });
});

test("a page for everybody drops nothing: it does not know who is signed in", async () => {
  const names = { person: null, "person-unknown": { content: "1" } };
  globalThis.document = { querySelector: (wanted) => names[wanted.match(/name="([^"]+)"/)[1]] ?? null };
  const caches = new Caches(shellName("7", SCOPE));
  const workers = new Workers("http://x/a/ngoai-mang.js");
  await dropShells({ person: person(), unknown: personUnknown(), caches, workers });
  assert.deepEqual(await caches.keys(), [shellName("7", SCOPE)]);
  assert.deepEqual(workers.gone, []);
  names["person-unknown"] = null;
  assert.equal(personUnknown(), false);
  delete globalThis.document;
});

test("only what lies beside the page's own script is an asset", () => {
  const folder = "http://x/static/minhdinh/";
  const document = {
    baseURI: "http://x/truong/",
    body: { dataset: { iconsUrl: "/static/minhdinh/icons.svg" } },
    querySelector: () => ({ src: `${folder}app.js` }),
    querySelectorAll: () => [{ href: `${folder}app.css` }, { src: `${folder}app.js` }, { href: "http://x/truong/b" }],
  };
  const performance = { getEntriesByType: () => [{ name: `${folder}fonts/a.woff2` }, { name: "http://x/tep/anh.jpg" }] };
  assert.deepEqual(assetsOf(document, performance), [
    `${folder}app.css`,
    `${folder}app.js`,
    `${folder}fonts/a.woff2`,
    `${folder}icons.svg`,
  ]);
  assert.deepEqual(assetsOf({ ...document, querySelector: () => null }, performance), []);
});

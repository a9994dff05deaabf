// The page of a visit's notes opens without a line: its bare form and what it needs to look right are kept on this
// machine for one person, until somebody else or nobody is signed in here. Nothing that was noted is kept with it.

const PREFIX = "minhdinh-visit";
const WORKER = "ngoai-mang.js";
const FORM = "ngoai-mang/";
const MOST = 5; // visits kept at a time

export function shellName(person, scope) {
  return [PREFIX, person, scope].join("|");
}

/** Keeps the form of the visit at `scope` (a path), and serves it there while there is no line. */
export async function keepShell({ person, scope, assets, caches, workers, fetch }) {
  if (!person || !scope || !caches || !workers) return false;
  const form = await fetch(`${scope}${FORM}`, { redirect: "error", cache: "no-store" });
  if (!form.ok) return false;
  const name = shellName(person, scope);
  const cache = await caches.open(name);
  await cache.put(`${scope}${FORM}`, form);
  await cache.addAll(assets);
  await thinOut(caches, name);
  await workers.register(`${scope}${WORKER}`, { scope });
  return true;
}

/**
 * Drops what is kept of anybody but this person; with nobody signed in, all of it and its workers. A page that does not
 * know who is signed in (`unknown`) drops nothing.
 */
export async function dropShells({ person, unknown = false, caches, workers }) {
  if (unknown) return;
  for (const name of await kept(caches)) if (!person || name.split("|")[1] !== person) await caches.delete(name);
  if (person || !workers) return;
  for (const one of await workers.getRegistrations()) if (isOurs(one)) await one.unregister();
}

/** Answers the addresses of styles, scripts, fonts and icons of this page: what lies beside its own script. */
export function assetsOf(document, performance) {
  const script = document.querySelector('script[src*="/app."]')?.src ?? "";
  const folder = script.slice(0, script.lastIndexOf("/") + 1);
  const loaded = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]);
  const named = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
  const icons = new URL(document.body.dataset.iconsUrl ?? "", document.baseURI).href;
  return [...new Set([...named, ...loaded, icons])].filter((url) => folder && url.startsWith(folder));
}

async function kept(caches) {
  return (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}|`));
}

/** Names come in the order in which they were made: the oldest go first. */
async function thinOut(caches, newest) {
  const others = (await kept(caches)).filter((name) => name !== newest);
  for (const name of others.slice(0, Math.max(0, others.length - MOST + 1))) await caches.delete(name);
}

function isOurs({ active, waiting, installing }) {
  return (active ?? waiting ?? installing)?.scriptURL.endsWith(`/${WORKER}`) ?? false;
}

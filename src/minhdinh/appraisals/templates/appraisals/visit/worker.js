// Serves the form of one visit while there is no line. Everything else goes to the server as without it; nothing is
// kept here: lib/visit_shell.js keeps the form and its styles, for one person, and drops them.
const PREFIX = "minhdinh-visit|";
const ASSETS = new Set(["style", "script", "font", "image"]);
const scope = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === scope) event.respondWith(page(request));
  else if (ASSETS.has(request.destination)) event.respondWith(asset(request));
});

async function page(request) {
  let response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept = await caches.match(`${scope}ngoai-mang/`, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
  if ([401, 403, 404].includes(response.status)) await forget();
  return response;
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

// The person may not read this visit any more.
async function forget() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name.endsWith(`|${scope}`));
  await Promise.all(names.map((name) => caches.delete(name)));
}

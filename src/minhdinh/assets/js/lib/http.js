// Requests to our own server: CSRF, JSON, and what a redirect to the sign-in page means.

/** The cookie first: it changes when the person signs in again in another tab, the page's meta does not. */
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  if (cookie) return decodeURIComponent(cookie[1]);
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

export function person() {
  return document.querySelector('meta[name="person"]')?.content ?? "";
}

/** Whether this page does not ask who is signed in (pages for everybody): no person in it then means nothing. */
export function personUnknown() {
  return document.querySelector('meta[name="person-unknown"]') !== null;
}

/**
 * Sends JSON and answers {status, body}. Status 0: no connection; 401: signed out (also when the server
 * redirected to its sign-in page). The body is {} when the server answered with something else than JSON.
 */
export async function postJson(url, data, { keepalive = false } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify(data),
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
    });
  } catch {
    return { status: 0, body: {} };
  }
  return readAnswer(response);
}

export async function getJson(url, signal) {
  const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

export async function readAnswer(response) {
  // With redirect "manual" a redirect has type "opaqueredirect" and status 0: only the sign-in page does that here.
  if (response.type === "opaqueredirect") return { status: 401, body: {} };
  try {
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: response.status, body: {} };
  }
}

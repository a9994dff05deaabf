// Requests that carry files. XMLHttpRequest, because fetch tells nothing about the progress of an upload.
import { csrfToken } from "./http.js";

/** Answers {status, header(name), body}; status 0 where the line broke or the signal ended it. */
export function sendBytes(method, url, { headers = {}, ...given } = {}) {
  const own = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  return exchange(method, url, { headers: { ...own, ...headers }, ...given });
}

/** The same to another server, which learns nothing that is meant for ours. */
export function bringBytes(method, url, { body, signal, progress }) {
  return exchange(method, url, { headers: {}, body, signal, progress });
}

function exchange(method, url, { headers, body = null, signal, progress }) {
  const request = new XMLHttpRequest();
  request.open(method, url);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.responseType = "json";
  if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded, event.total));
  return new Promise((resolve) => {
    const answer = () =>
      resolve({ status: request.status, header: (name) => request.getResponseHeader(name), body: request.response });
    for (const end of ["load", "error", "abort"]) request.addEventListener(end, answer);
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

/** A small file in one request: the same outcomes as PieceUpload, nothing to go on with. */
export class WholeUpload {
  constructor(file, { url, about = {}, send = sendBytes, told = {} }) {
    Object.assign(this, { file, url, about, send, told });
    this.canPause = false;
  }

  async run() {
    const form = new FormData();
    form.append("file", this.file);
    for (const [name, value] of Object.entries(this.about)) form.append(name, value);
    this.abort = new AbortController();
    const { status, body } = await this.send("POST", this.url, {
      body: form,
      signal: this.abort.signal,
      progress: (loaded, total) => this.told.progress?.(loaded, total),
    });
    if (this.abort.signal.aborted) return { outcome: "cancelled" };
    if (status >= 200 && status < 300) {
      if (body?.id !== undefined) return { outcome: "done", answer: body };
      return { outcome: "refused", message: "Phiên làm việc đã hết: xin đăng nhập lại.", again: true };
    }
    const message = body?.message ?? (status === 0 ? "Mất mạng giữa chừng." : "Chưa tải lên được.");
    return { outcome: "refused", message, again: status >= 500 || status === 0 };
  }

  async cancel() {
    this.abort?.abort();
  }
}

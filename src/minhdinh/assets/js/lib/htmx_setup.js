import { csrfToken } from "./http.js";
import { toast } from "./toast.js";

const OFFLINE = "Không kết nối được với máy chủ. Việc vừa rồi chưa thực hiện; xin kiểm tra mạng rồi thử lại.";
const BROKEN = "Hệ thống gặp lỗi khi làm việc vừa rồi. Những gì đã lưu vẫn còn nguyên; xin thử lại sau ít phút.";
const SIGNED_OUT = "Phiên làm việc đã hết. Xin đăng nhập lại ở một thẻ khác rồi thử lại.";

/** What a failed request says for people: our own sentence where the answer carries one. */
export function problemText(status, body) {
  if (status === 401) return SIGNED_OUT;
  const parsed = new DOMParser().parseFromString(body ?? "", "text/html").querySelector("[data-problem]");
  if (parsed) return parsed.textContent.trim();
  try {
    return JSON.parse(body).message || BROKEN;
  } catch {
    return BROKEN;
  }
}

function beforeSwap(event) {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  const isForm = xhr.status === 422 && !xhr.responseText.includes("data-problem");
  event.detail.shouldSwap = isForm;
  event.detail.isError = !isForm;
  if (!isForm) toast(problemText(xhr.status, xhr.responseText), "bad");
}

/** CSRF on every htmx request; errors become sentences. */
export function watchHtmx(htmx) {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.selfRequestsOnly = true;
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:sendError", () => toast(OFFLINE, "bad"));
  document.addEventListener("htmx:timeout", () => toast(OFFLINE, "bad"));
}

// Runs in <head> before the first paint: puts the remembered look on <html> so that nothing flickers.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };
  root.classList.add("js");
  const theme = read("minhdinh.theme");
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-bs-theme", dark ? "dark" : "light");
  const size = read("minhdinh.text");
  if (/^(-1|[123])$/.test(size)) root.setAttribute("data-text", size);
  const contrast = read("minhdinh.contrast");
  if (contrast === "more" || (!contrast && matchMedia("(prefers-contrast: more)").matches)) {
    root.setAttribute("data-contrast", "more");
  }
  // Paper is white, whatever the screen is, and has nothing folded where a page asks for it.
  let screen = "light";
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".print-open details:not([open])")];
    for (const one of folded) one.open = true;
    screen = root.getAttribute("data-bs-theme");
    root.setAttribute("data-bs-theme", "light");
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    root.setAttribute("data-bs-theme", screen);
  });
})();

// Building small pieces of page without innerHTML.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: el("button", {class: "btn", type: "button"}, "Words", otherElement). */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** An icon of the sprite, hidden from screen readers. */
export function icon(name, css = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${css}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.body.dataset.iconsUrl}#${name}`);
  svg.append(use);
  return svg;
}

/** HTML that our own server rendered from a passage, as nodes without anything that runs. */
export function fragment(html) {
  const parsed = new DOMParser().parseFromString(html ?? "", "text/html");
  for (const unwanted of parsed.querySelectorAll("script, style, iframe, object, embed, link, meta")) unwanted.remove();
  const box = document.createDocumentFragment();
  box.append(...parsed.body.childNodes);
  return box;
}

export function debounce(action, delay) {
  let timer = 0;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), delay);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

/** True while a person is typing somewhere, so that single-letter keys must not act. */
export function isTyping(target) {
  // A dialog that has just closed may keep the focus for a moment.
  if (target?.closest?.("dialog:not([open])")) return false;
  return Boolean(target?.closest?.("input, textarea, select, [contenteditable='true'], dialog[open]"));
}

// What Word and its kin put on the clipboard, before the schema takes what it knows.
// Styles are read as text: a parsed style attribute would offend the page's content policy.

const LIST_MARK = /mso-list:\s*\w+\s+level(\d+)/i;
const NUMBER = /^[\s\u00a0]*[\divxlc]+[.)]/i;
const BOLD = /font-weight:\s*(?:bold|[6-9]\d{2})/i;
const NOT_BOLD = /font-weight:\s*(?:normal|400)/i;
const ITALIC = /font-style:\s*italic/i;

/** HTML without Word's comments, its list marks and its empty wrappers; Word's flat lists become real ones. */
export function cleanPasted(html) {
  // Our own editor's clipboard needs nothing, and its first element carries what ProseMirror wants to know.
  if (html.includes("data-pm-slice")) return html;
  const parsed = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  for (const unwanted of parsed.querySelectorAll("script, meta, link, title, xml, img, iframe, object")) unwanted.remove();
  for (const paragraph of parsed.querySelectorAll("p[class*='MsoList'], p[data-look*='mso-list']")) toItem(parsed, paragraph);
  joinLists(parsed);
  for (const styled of parsed.querySelectorAll("[data-look]")) toMarks(parsed, styled);
  for (const cell of parsed.querySelectorAll("td, th")) keepSpans(cell);
  return parsed.body.innerHTML;
}

function withoutStyles(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<\/?(?:o|w|v|m|st1):[^>]*>/gi, "")
    .replace(/(<[a-z][^>]*?\s)style(?=\s*=)/gi, "$1data-look");
}

function toItem(parsed, paragraph) {
  const look = paragraph.dataset.look ?? "";
  if (!LIST_MARK.test(look)) return;
  const mark = paragraph.querySelector("[data-look*='mso-list:Ignore'], [data-look*='mso-list: Ignore']");
  const ordered = NUMBER.test(mark?.textContent ?? "");
  mark?.remove();
  const list = parsed.createElement(ordered ? "ol" : "ul");
  list.dataset.level = look.match(LIST_MARK)[1];
  list.dataset.word = "1";
  const item = parsed.createElement("li");
  const inner = parsed.createElement("p");
  inner.append(...paragraph.childNodes);
  item.append(inner);
  list.append(item);
  paragraph.replaceWith(list);
}

function joinLists(parsed) {
  for (const list of [...parsed.querySelectorAll("[data-word]")]) {
    const before = list.previousElementSibling;
    if (!before?.dataset.word) continue;
    const target = lastListAbove(before, Number(list.dataset.level));
    if (Number(target.dataset.level) < Number(list.dataset.level)) target.lastElementChild.append(list);
    else if (target.tagName === list.tagName) {
      target.append(...list.children);
      list.remove();
    }
  }
}

/** The innermost last list inside `list` that is not deeper than `level`. */
function lastListAbove(list, level) {
  const inner = list.lastElementChild?.querySelector(":scope > [data-word]:last-child");
  return inner && Number(inner.dataset.level) <= level ? lastListAbove(inner, level) : list;
}

/** Bold and italic by style become marks; a <b> that is not bold (Google Docs wraps all in one) is taken away. */
function toMarks(parsed, element) {
  const { look } = element.dataset;
  delete element.dataset.look;
  const isBlock = /^(P|H\d|LI|TD|TH|DIV|TABLE|TR|UL|OL|TBODY)$/.test(element.tagName);
  if (BOLD.test(look) && !isBlock) wrapInside(parsed, element, "strong");
  if (ITALIC.test(look) && !isBlock) wrapInside(parsed, element, "em");
  if (element.tagName === "B" && NOT_BOLD.test(look)) element.replaceWith(...element.childNodes);
}

function wrapInside(parsed, element, tag) {
  const mark = parsed.createElement(tag);
  mark.append(...element.childNodes);
  element.append(mark);
}

function keepSpans(cell) {
  for (const { name } of [...cell.attributes]) if (name !== "colspan" && name !== "rowspan") cell.removeAttribute(name);
}

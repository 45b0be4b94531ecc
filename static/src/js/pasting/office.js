// Takes out of copied HTML what word processors put there for themselves, and makes lists of what they call lists.

const NOT_TEXT = "script, style, link, meta, title, template, noscript, object, embed, iframe, svg, math, canvas, audio, video, button, select, textarea, input:not([type=checkbox])";
const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i;
const COMMENT = "[data-style*='mso-element:comment'], .MsoCommentReference, .msocomanchor, .MsoCommentText";
// Greenpaper lists the headings of a page itself.
const CONTENTS = "[class^=MsoToc], [class*=TableOfContents]";
const BULLET = /^[\s\u00a0]*([·•▪▫◦‣⁃§ü➢Ø\u{f000}-\u{f0ff}o–—*-])[\s\u00a0]+/u;
const NUMBER = /^[\s\u00a0]*\(?((?:\d{1,4}\.)*\d{1,4}|[a-z]{1,4})[.)][\s\u00a0]*$/i;

// `left` is told what was left out.
export function cleaned(page, left) {
  withoutComments(page);
  for (const gone of page.querySelectorAll(NOT_TEXT)) gone.remove();
  for (const element of page.querySelectorAll("[data-style]")) if (HIDDEN.test(element.dataset.style)) element.remove();
  if (remove(page, COMMENT)) left.add("comments");
  remove(page, CONTENTS);
  if (acceptChanges(page)) left.add("changes");
  makeHeadings(page);
  makeLists(page);
}

function remove(page, selector) {
  const found = [...page.querySelectorAll(selector)];
  for (const element of found) element.remove();
  return found.length;
}

function withoutComments(page) {
  const walker = page.ownerDocument.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.remove();
}

// Tracked by a word processor, which says who and when; on a web page <del> is text struck out on purpose.
function acceptChanges(page) {
  const dropped = remove(page, "del[cite], del[datetime], .msoDel, [data-style*='mso-element:deleted']");
  return dropped + page.querySelectorAll("ins[cite], ins[datetime], .msoIns").length;
}

function makeHeadings(page) {
  const named = { MsoTitle: "h1", MsoSubtitle: "h2", title: "h1" };
  for (const [name, tag] of Object.entries(named)) for (const found of page.querySelectorAll(`p.${name}`)) become(found, tag);
  for (const found of page.querySelectorAll("p[role=heading], div[role=heading]")) {
    become(found, `h${Math.min(6, Number(found.getAttribute("aria-level")) || 2)}`);
  }
  // Word numbers headings itself.
  for (const mark of page.querySelectorAll(":is(h1, h2, h3, h4, h5, h6) [data-style*='mso-list:Ignore' i]")) mark.remove();
}

function become(element, tag) {
  const heading = element.ownerDocument.createElement(tag);
  heading.append(...element.childNodes);
  element.replaceWith(heading);
}

// Word copies each item as a paragraph of a level, with its mark typed in front; Word on the web as a list of its own.
function makeLists(page) {
  let open = [];
  let last = null;
  for (const element of page.querySelectorAll("p, li[data-aria-level]:only-child")) {
    const item = itemOf(element);
    if (!item) continue;
    const place = element.matches("li") ? element.closest(".ListContainerWrapper") ?? element.parentElement : element;
    if (!last || !isNext(last, place)) open = [];
    while (open.length && open.at(-1).level > item.level) open.pop();
    if (open.length && open.at(-1).level === item.level && open.at(-1).isOrdered !== item.isOrdered) open.pop();
    if (!open.length || open.at(-1).level < item.level) open.push(begun(open.at(-1), item, place));
    const li = page.ownerDocument.createElement("li");
    li.append(...element.childNodes);
    open.at(-1).list.append(li);
    last = open[0].list;
    place.remove();
  }
}

function begun(above, { level, isOrdered, number }, place) {
  const list = place.ownerDocument.createElement(isOrdered ? "ol" : "ul");
  if (isOrdered && number > 1) list.setAttribute("start", number);
  const parent = above?.list.lastElementChild;
  if (parent) parent.append(list);
  else place.before(list);
  return { level, isOrdered, list };
}

// Whether nothing but white space stands between a list and what may be its next item.
function isNext(list, place) {
  let node = list.nextSibling;
  while (node && node !== place && !node.textContent.trim() && !node.querySelector?.("img, table, hr")) node = node.nextSibling;
  return node === place;
}

function itemOf(element) {
  if (element.matches("li")) {
    return { level: Number(element.dataset.ariaLevel), isOrdered: Boolean(element.closest("ol")), number: Number(element.closest("ol")?.start) };
  }
  const style = element.dataset.style ?? "";
  const mark = element.querySelector("[data-style*='mso-list:Ignore' i]");
  const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style);
  if (!level && !(/^MsoList/.test(element.className) && (mark || BULLET.test(element.textContent)))) return null;
  const said = mark?.textContent ?? "";
  mark?.remove();
  if (!mark) strip(element, BULLET);
  const number = NUMBER.exec(said);
  return { level: Number(level?.[1] ?? 1), isOrdered: Boolean(number), number: parseInt(number?.[1].split(".").pop(), 10) || 1 };
}

// Takes a mark away from the beginning of a paragraph, however many elements it is spread over.
function strip(element, pattern) {
  let size = pattern.exec(element.textContent)?.[0].length ?? 0;
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (size && walker.nextNode()) {
    const text = walker.currentNode;
    const taken = Math.min(size, text.length);
    text.deleteData(0, taken);
    size -= taken;
  }
}

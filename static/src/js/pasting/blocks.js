// A copied document as blocks: { kind: paragraph | heading | list | quote | code | table | rule, ... }. What stands in a
// line is kept as runs: { text, isBold, isItalic, isStruck, isCode, address } or { isBreak } or { note }.
import { tableIn } from "./tables.js";
import { addressOf } from "./addresses.js";

const INSIDE = "ADDRESS ARTICLE ASIDE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HTML LI MAIN NAV P SECTION SUMMARY TBODY TD TH TR".split(" ");
const OWN = { H1: heading, H2: heading, H3: heading, H4: heading, H5: heading, H6: heading, UL: list, OL: list, TABLE: table, BLOCKQUOTE: quote, PRE: code, HR: rule };

export function blocksIn(element, left) {
  const blocks = [];
  collect(element, { blocks, left, runs: [], marks: {} });
  return blocks;
}

function collect(element, at) {
  for (const node of element.childNodes) take(node, at);
  end(at);
}

// What has been said so far is a paragraph, if it says anything.
function end(at) {
  const runs = at.runs.splice(0);
  if (runs.some((run) => run.note || run.text?.trim())) at.blocks.push({ kind: "paragraph", runs });
  // The box of a task stands before the paragraph that it belongs to.
  else at.runs.push(...runs.filter((run) => run.isTask));
}

function take(node, at) {
  if (node.nodeType === Node.TEXT_NODE) {
    at.runs.push({ ...at.marks, text: node.data });
  } else if (node.nodeType !== Node.ELEMENT_NODE) {
    return;
  } else if (node.tagName in OWN) {
    end(at);
    OWN[node.tagName](node, at);
  } else if (INSIDE.includes(node.tagName)) {
    end(at);
    collect(node, { ...at, marks: marksOf(node, at.marks) });
  } else {
    takeInline(node, at);
  }
}

function takeInline(node, at) {
  if (node.tagName === "BR") {
    at.runs.push({ isBreak: true });
  } else if (node.dataset.note) {
    at.runs.push({ note: node.dataset.note });
  } else if (node.tagName === "IMG") {
    if (node.getAttribute("aria-roledescription") !== "checkbox") at.left.add("images");
  } else if (node.tagName === "INPUT") {
    at.runs.push({ isTask: true, isDone: node.checked || node.hasAttribute("checked") });
  } else {
    const inside = { ...at, marks: marksOf(node, at.marks) };
    for (const child of node.childNodes) take(child, inside);
  }
}

// A style overrules the tag: Google Docs wraps all that it copies in a <b> that is not bold.
function marksOf(node, marks) {
  const style = node.dataset.style ?? "";
  const { tagName } = node;
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1];
  const slant = /font-style:\s*(\w+)/i.exec(style)?.[1];
  return {
    isBold: weight ? /^(?:bold|[6-9]00)/i.test(weight) : marks.isBold || tagName === "B" || tagName === "STRONG",
    isItalic: slant ? slant !== "normal" : marks.isItalic || tagName === "I" || tagName === "EM" || tagName === "CITE",
    isStruck: marks.isStruck || ["S", "DEL", "STRIKE"].includes(tagName) || /text-decoration[^;]*line-through/i.test(style),
    isCode: marks.isCode || ["CODE", "KBD", "SAMP", "TT"].includes(tagName),
    address: (tagName === "A" && addressOf(node)) || marks.address,
  };
}

function heading(element, at) {
  const inside = { blocks: [], left: at.left, runs: [], marks: {} };
  collect(element, inside);
  const runs = inside.blocks.flatMap((block) => block.runs ?? []);
  // A heading is bold by itself.
  const plain = runs.filter((run) => !run.isBreak).map((run) => ({ ...run, isBold: false }));
  if (plain.length) at.blocks.push({ kind: "heading", level: Number(element.tagName[1]), runs: plain });
}

// A list right inside a list belongs to the item before it.
function list(element, at) {
  const items = [];
  for (const child of element.children) {
    const inside = { blocks: [], left: at.left, runs: [], marks: at.marks };
    if (child.tagName === "UL" || child.tagName === "OL") {
      list(child, inside);
      if (items.length) items.at(-1).push(...inside.blocks);
      else items.push(inside.blocks);
    } else {
      if (child.getAttribute("role") === "checkbox") {
        inside.runs.push({ isTask: true, isDone: child.getAttribute("aria-checked") === "true" });
      }
      collect(child, { ...inside, marks: marksOf(child, at.marks) });
      if (inside.blocks.length) items.push(inside.blocks);
    }
  }
  if (!items.length) return;
  const isOrdered = element.tagName === "OL";
  at.blocks.push({ kind: "list", isOrdered, start: Number(element.getAttribute("start")) || 1, items });
}

function quote(element, at) {
  const blocks = blocksIn(element, at.left);
  // Outlook and Gmail indent with quotations, one inside another.
  if (blocks.length) at.blocks.push({ kind: "quote", blocks });
}

function code(element, at) {
  const text = element.textContent.replace(/\n+$/, "");
  if (text.trim()) at.blocks.push({ kind: "code", text });
}

function rule(element, at) {
  at.blocks.push({ kind: "rule" });
}

function table(element, at) {
  const found = tableIn(element, (cell) => blocksIn(cell, at.left));
  if (found.isMerged) at.left.add("cells");
  // One column is a frame round a text, as in e-mails.
  if (found.columns < 2) at.blocks.push(...found.rows.flat(2));
  else at.blocks.push({ kind: "table", ...found });
}

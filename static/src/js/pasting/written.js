// Blocks as Markdown that Greenpaper lays out again as they were.
import { lineOf, textOf } from "./lines.js";

export function written(blocks) {
  return blocks.map(block).filter(Boolean).join("\n\n");
}

function block(one) {
  return { paragraph, heading, list, quote, code, table, rule }[one.kind](one);
}

function paragraph({ runs }) {
  return lineOf(runs, "<br>\n");
}

// The title of a page is its one heading of the first level: Word's Heading 1 is the first below it.
function heading({ level, runs }) {
  const said = lineOf(runs, " ", false);
  return said && `${"#".repeat(Math.min(6, level + 1))} ${said}`;
}

function list({ isOrdered, start, items }) {
  return items
    .map((blocks, index) => {
      const mark = isOrdered ? `${start + index}. ` : "- ";
      return mark + inside(blocks).replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`);
    })
    .join("\n");
}

// A list follows its item at once; other paragraphs stand apart.
function inside(blocks) {
  let said = "";
  for (const one of blocks) {
    const text = block(one);
    said += said && text ? (one.kind === "list" ? "\n" : "\n\n") + text : text;
  }
  return said;
}

function quote({ blocks }) {
  return written(blocks).replace(/^/gm, "> ").replace(/^> $/gm, ">");
}

function code({ text }) {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map((found) => found[0].length + 1)));
  return `${fence}\n${textOf(text)}\n${fence}`;
}

function rule() {
  return "---";
}

function table({ rows, right, columns }) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const row = (cells) => line(Array.from({ length: columns }, (_, column) => cell(cells[column] ?? [])));
  const under = line(right.map((isRight) => (isRight ? "---:" : "---")));
  const [head, ...body] = rows;
  return [row(head.map(unbold)), under, ...body.map(row)].join("\n");
}

// A head is bold by itself.
function unbold(blocks) {
  return blocks.map((one) => (one.runs ? { ...one, runs: one.runs.map((run) => ({ ...run, isBold: false })) } : one));
}

// A cell is one line: its paragraphs and lists follow each other by breaks.
function cell(blocks) {
  return blocks.flatMap(cellLines).filter(Boolean).join("<br>").replace(/\|/g, "\\|");
}

function cellLines(one) {
  if (one.kind === "list") return one.items.flatMap((blocks) => `• ${blocks.flatMap(cellLines).join("<br>")}`);
  if (one.kind === "table") return one.rows.map((cells) => cells.flatMap((blocks) => blocks.flatMap(cellLines)).join(", "));
  if (one.kind === "quote") return one.blocks.flatMap(cellLines);
  if (one.kind === "code") return one.text.split("\n");
  return one.runs ? [lineOf(one.runs, "<br>", false)] : [];
}

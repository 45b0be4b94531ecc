// What each button and key does to a text. An edit says what to put in place of what, and what to choose then:
// { from, to, insert, start, end }. Nothing here knows where the text is shown.

const AROUND = { bold: "**", italic: "*" };
const SAMPLES = { bold: "bold text", italic: "italic text", link: "link text", note: "Where this comes from." };
const LEVELS = { heading1: 2, heading2: 3 };
const TABLE = "| Heading | Heading |\n| --- | --- |\n| Cell | Cell |\n";
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;
const QUOTED = /^\s*(?:>\s?)+/;
const MARKER = /^\s*(?:[-*+]\s+|\d{1,9}[.)]\s+|#{1,6}\s+|>\s?)?/;
const LETTER = /[\p{L}\p{N}’'-]/u;

export function edit(mark, text, start, end) {
  if (mark in AROUND) return around(AROUND[mark], SAMPLES[mark], text, start, end);
  if (mark in LEVELS) return heading(LEVELS[mark], text, start, end);
  return { bullets: list, numbers: list, quote, link, table, footnote }[mark](text, start, end, mark);
}

// A word with the caret in it is meant as a whole, as in Word.
function word(text, start, end) {
  if (start !== end || !LETTER.test(text[start - 1] ?? "") || !LETTER.test(text[start] ?? "")) return [start, end];
  while (start && LETTER.test(text[start - 1])) start -= 1;
  while (end < text.length && LETTER.test(text[end])) end += 1;
  return [start, end];
}

// Spaces at the ends stay outside: inside they would keep the marks from being read as marks.
function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return [start, end];
}

function around(mark, sample, text, start, end) {
  [start, end] = trimmed(text, ...word(text, start, end));
  const chosen = text.slice(start, end);
  const size = mark.length;
  if (chosen.includes("\n")) return eachLine(mark, text, start, end);
  if (isMarked(chosen, mark)) return replaced(start, end, chosen.slice(size, -size));
  if (chosen && isMarked(text.slice(Math.max(0, start - size), end + size), mark)) {
    return replaced(start - size, end + size, chosen);
  }
  const inside = chosen || sample;
  return { from: start, to: end, insert: mark + inside + mark, start: start + size, end: start + size + inside.length };
}

// One star beside another is half of a bold mark, unless there are three.
function isMarked(said, mark) {
  if (said.length <= 2 * mark.length || !said.startsWith(mark) || !said.endsWith(mark)) return false;
  const stars = /^\**/.exec(said)[0].length;
  return mark.length === 1 ? stars % 2 === 1 : stars >= 2;
}

function eachLine(mark, text, start, end) {
  const marked = text.slice(start, end).split("\n").map((line) => {
    const before = MARKER.exec(line)[0];
    const said = line.slice(before.length).trimEnd();
    return said ? before + mark + said + mark : line;
  });
  return replaced(start, end, marked.join("\n"));
}

function replaced(from, to, insert) {
  return { from, to, insert, start: from, end: from + insert.length };
}

// Whole lines, from the first that is touched to the last.
function lines(text, start, end) {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const after = text.indexOf("\n", end);
  const to = after < 0 ? text.length : after;
  return { from, to, each: text.slice(from, to).split("\n") };
}

function rewritten({ from, to, each }, change) {
  const changed = each.map(change).join("\n");
  return { from, to, insert: changed, start: from + changed.length, end: from + changed.length };
}

function heading(level, text, start, end) {
  const found = lines(text, start, end);
  const mark = `${"#".repeat(level)} `;
  const isSo = found.each.every((line) => line.startsWith(mark));
  return rewritten(found, (line) => (isSo ? "" : mark) + line.replace(/^\s*#{1,6}\s+/, ""));
}

function list(text, start, end, kind) {
  const found = lines(text, start, end);
  const said = found.each.filter((line) => line.trim());
  const isSo = said.length > 0 && said.every((line) => ITEM.exec(line)?.[kind === "numbers" ? 3 : 2]);
  let number = 0;
  return rewritten(found, (line) => {
    if (!line.trim() && found.each.length > 1) return line;
    const indent = /^\s*/.exec(line)[0];
    const bare = line.replace(ITEM, "").trimStart();
    if (isSo) return indent + bare;
    number += 1;
    return `${indent}${kind === "numbers" ? `${number}.` : "-"} ${bare}`;
  });
}

function quote(text, start, end) {
  const found = lines(text, start, end);
  const isSo = found.each.every((line) => line.startsWith(">"));
  return rewritten(found, (line) => (isSo ? line.replace(/^>\s?/, "") : `> ${line}`.trimEnd() + (line ? "" : " ")));
}

function link(text, start, end) {
  const [from, to] = trimmed(text, ...word(text, start, end));
  const chosen = text.slice(from, to);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    const insert = `[${SAMPLES.link}](${chosen})`;
    return { from, to, insert, start: from + 1, end: from + 1 + SAMPLES.link.length };
  }
  const said = chosen || SAMPLES.link;
  const at = from + said.length + 3;
  return { from, to, insert: `[${said}](https://)`, start: at, end: at + 8 };
}

// A table stands by itself, below the line the caret is in; nothing chosen is replaced.
function table(text, start, end) {
  const { to } = lines(text, end, end);
  const insert = (to ? "\n\n" : "") + TABLE;
  const at = to + (to ? 4 : 2);
  return { from: to, to, insert, start: at, end: at + "Heading".length };
}

// The number goes where the caret is and the note to the end of the text, where the caret follows it.
function footnote(text, start, end) {
  const number = 1 + Math.max(0, ...[...text.matchAll(/\[\^(\d{1,6})\]/g)].map((found) => Number(found[1])));
  const rest = text.slice(end).trimEnd();
  const last = (text.slice(0, end) + rest).split("\n").pop();
  const before = `[^${number}]${rest}${/^\[\^[^\]]+\]:/.test(last) ? "\n" : "\n\n"}[^${number}]: `;
  const at = end + before.length;
  return { from: end, to: text.length, insert: `${before}${SAMPLES.note}\n`, start: at, end: at + SAMPLES.note.length };
}

// Enter in a list or quotation goes on with it, and on a line with nothing but its mark ends it. Null: a plain Enter.
export function continued(text, at) {
  const { from, to } = lines(text, at, at);
  const line = text.slice(from, to);
  const item = ITEM.exec(line);
  const mark = item?.[0] ?? QUOTED.exec(line)?.[0];
  if (!mark || at < from + mark.length || isCode(text.slice(0, from))) return null;
  if (!line.slice(mark.length).trim()) return { from, to, insert: "", start: from, end: from };
  const insert = `\n${item ? next(item) : mark}`;
  return { from: at, to: at, insert, start: at + insert.length, end: at + insert.length };
}

function next([, indent, bullet, number, ending, space, task]) {
  return indent + (bullet ?? Number(number) + 1 + ending) + space + (task ? "[ ] " : "");
}

function isCode(before) {
  return (before.match(/^\s{0,3}(?:```|~~~)/gm) ?? []).length % 2 === 1;
}

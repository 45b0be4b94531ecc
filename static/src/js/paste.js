// What was copied from Word, Outlook, Google Docs, LibreOffice, a spreadsheet or a web page, as Markdown.
// The HTML is parsed into a document of its own in which nothing runs or loads, and is never put into the page.
import { blocksIn } from "./pasting/blocks.js";
import { footnotes } from "./pasting/footnotes.js";
import { cleaned } from "./pasting/office.js";
import { written } from "./pasting/written.js";

const TAG = /<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;
const POLICED = /(\s)(style|on\w+)\s*=/gi;

// `text` is what it is pasted into. `left` names what did not come along: images, cells, changes, comments.
// Null where the HTML holds nothing but lines of a program.
export function toMarkdown(html, text) {
  const page = new DOMParser().parseFromString(unpoliced(html), "text/html").body;
  if (isProgram(page)) return null;
  const left = new Set();
  cleaned(page, left);
  const taken = [...text.matchAll(/\[\^(\d{1,6})\]/g)].map((found) => Number(found[1]));
  const notes = footnotes(page, Math.max(0, ...taken));
  const blocks = blocksIn(page, left);
  // Google Docs draws a line above its notes.
  if (notes.length && blocks.at(-1)?.kind === "rule") blocks.pop();
  const isInline = !notes.length && blocks.length === 1 && blocks[0].kind === "paragraph";
  const body = written(blocks);
  const below = notes.map(({ number, element }) => note(number, written(blocksIn(element, left))));
  return { markdown: [body, below.join("\n")].filter(Boolean).join("\n\n"), isInline, left: [...left] };
}

// Nothing of it would act, but a browser reports each style and script that the policy for content forbids, even there.
// What styles say is read under another name.
function unpoliced(html) {
  return html.replace(/<style\b[\s\S]*?<\/style>/gi, "").replace(TAG, (tag) => tag.replace(POLICED, "$1data-$2="));
}

function note(number, said) {
  return `[^${number}]: ${said.replace(/\n(?=.)/g, "\n    ")}`;
}

// An editor for programs copies lines as they stand, coloured. Its plain text is what is wanted.
function isProgram(page) {
  const [only] = page.children;
  return page.children.length === 1 && /white-space:\s*pre(?:;|$)/.test(only.dataset.style ?? "");
}

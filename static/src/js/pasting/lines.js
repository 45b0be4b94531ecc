// Runs of text as one line of Markdown: marks without white space at their ends, and nothing read as a mark that is none.

// Greenpaper refuses or would show as boxes: soft hyphens, zero-width spaces, controls, what only a symbol font draws.
const UNSEEN = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f\ue000-\uf8ff]/g;
// Between a number and its unit, and after ‘p.’ or ‘No.’, a line is not to break.
const BOUND = /(\d)\u00a0(?=[\p{L}%°])|(\b(?:pp?|No|Art|para|s)\.?|§)\u00a0(?=\d)/gu;
const MARKS = ["isBold", "isItalic", "isStruck", "isCode", "address"];
const STARTS = /^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+$|-{2,}$|~{3,}|(?=\[[^\]]+\]:))/;
const NUMBERED = /^(\d{1,9})([.)])(?=\s|$)/;

export function textOf(text) {
  return text.replace(/[\u2028\u2029\u000b\u000c]/g, "\n").replace(UNSEEN, "");
}

// `breaks` is what a line break becomes. What begins no line of the text needs no escape there.
export function lineOf(runs, breaks, isStart = true) {
  const lines = [[]];
  for (const run of runs) run.isBreak ? lines.push([]) : lines.at(-1).push(run);
  return lines
    .map((line) => stretches(alike(tidied(line))))
    .map((line) => (isStart ? start(line) : line))
    .filter(Boolean)
    .join(breaks);
}

// White space as a browser shows it: one space for any, none at the ends.
function tidied(runs) {
  const said = [];
  let hasSpace = true;
  for (const run of runs) {
    if (run.text === undefined) {
      said.push(run);
      hasSpace = Boolean(run.isTask);
      continue;
    }
    let text = spaced(run.text);
    if (hasSpace) text = text.trimStart();
    if (text) {
      hasSpace = text.endsWith(" ");
      said.push({ ...run, text });
    }
  }
  const last = said.at(-1);
  if (last?.text) last.text = last.text.trimEnd();
  return said;
}

// White space between two words that are marked alike is marked like them.
function alike(runs) {
  return runs.map((run, index) => {
    const [before, after] = [runs[index - 1], runs[index + 1]];
    const isBetween = run.text === " " && before?.text && after?.text;
    return isBetween && MARKS.every((name) => before[name] === after[name]) ? { ...before, text: " " } : run;
  });
}

function spaced(text) {
  const bound = textOf(text).replace(BOUND, "$1$2\u0000");
  return bound.replace(/[\s\u00a0]+/g, " ").replaceAll("\u0000", "\u00a0");
}

function stretches(runs) {
  return by(runs, "address", (inside, address) => {
    const said = by(inside, "isStruck", (struck, isStruck) => wrapped(emphasised(struck), isStruck && "~~"));
    return address ? link(said, address) : said;
  });
}

function emphasised(runs) {
  return by(runs, "isBold", (bold, isBold) =>
    wrapped(by(bold, "isItalic", (italic, isItalic) => wrapped(italic.map(plain).join(""), isItalic && "*")), isBold && "**"),
  );
}

// Neighbours that are alike in one thing, each written as a whole.
function by(runs, name, write) {
  const groups = [];
  for (const run of runs) {
    const group = groups.at(-1);
    if (group && (group[0][name] || "") === (run[name] || "")) group.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => write(group, group[0][name])).join("");
}

function wrapped(text, mark) {
  const [, before, said, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
  return mark && said ? before + mark + said + mark + after : text;
}

function link(said, address) {
  const [, before, text, after] = /^(\s*)(.*?)(\s*)$/s.exec(said);
  if (!text) return said;
  const bare = text.replace(/\\(?=[_*])/g, "");
  return `${before}${bare === address || `${bare}/` === address ? bare : `[${text}](${address})`}${after}`;
}

function plain(run) {
  if (run.note) return `[^${run.note}]`;
  if (run.isTask) return run.isDone ? "[x] " : "[ ] ";
  return run.isCode ? coded(run.text) : escaped(run.text);
}

function coded(text) {
  const [, before, said, after] = /^(\s*)(.*?)(\s*)$/s.exec(text);
  if (!said) return text;
  const fence = said.includes("`") ? "``" : "`";
  return before + fence + said + fence + after;
}

// Only what would be read as a mark: an escape for every sign would make the text hard to read and to write on.
function escaped(text) {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/[*`]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/\[(?=[[^])|\](?=\()/g, "\\$&")
    .replace(/~~/g, "\\~~")
    .replace(/<(?=br ?\/?>|https?:|mailto:)/gi, "\\<")
    .replace(/&(?=#?\w+;)/g, "\\&");
}

function start(line) {
  return line.replace(STARTS, "\\$1").replace(NUMBERED, "$1\\$2");
}

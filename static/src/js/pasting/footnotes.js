// Footnotes as Word, LibreOffice and Google Docs copy them: an anchor in the text, and notes below that lead back to it.

// Anchors in the text lead to notes, and notes back to anchors, by names such as _ftn1 and _ftnref1.
const TO_NOTE = /#_?(ftnt|ftn|edn|sdfootnote|sdendnote)(\d+)(?:sym)?$/;
const TO_ANCHOR = /#_?(ftnt|ftn|edn|sdfootnote|sdendnote)_?(?:ref)?(\d+)(?:anc)?$/;
const BACK = "a[href*='#_ftnref'], a[href*='#_ednref'], a[href*='anc'][class*=sym], a[href^='#ftnt_ref']";

// The notes that the text refers to, in its order: { number, element }. Each anchor becomes its mark, [^number].
// Numbers go on from `taken`, so that none of the text they are pasted into is used again.
export function footnotes(page, taken) {
  const notes = found(page);
  const used = new Map();
  for (const anchor of page.querySelectorAll("a[href]")) {
    const name = named(TO_NOTE, anchor);
    const note = name && notes.get(name);
    if (!note || note.contains(anchor)) continue;
    if (!used.has(name)) used.set(name, { number: taken + used.size + 1, element: note });
    const mark = page.ownerDocument.createElement("span");
    mark.dataset.note = used.get(name).number;
    (anchor.closest("sup") ?? anchor).replaceWith(mark);
  }
  for (const note of notes.values()) note.remove();
  // Word draws a line above its notes.
  for (const list of page.querySelectorAll("[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']")) list.remove();
  return [...used.values()];
}

// Every note by its name, such as ftn1, without the number it begins with and the link back.
function found(page) {
  const notes = new Map();
  for (const back of page.querySelectorAll(BACK)) {
    const note = back.closest("[id^=ftn], [id^=edn], [id^=sdfootnote], [id^=sdendnote]") ?? back.closest("div, p, li");
    const name = named(TO_ANCHOR, back);
    if (!note || !name || notes.has(name)) continue;
    (back.closest("sup") ?? back).remove();
    notes.set(name, note);
  }
  return notes;
}

function named(pattern, link) {
  const [, kind, number] = pattern.exec(link.getAttribute("href")) ?? [];
  return kind && kind + number;
}

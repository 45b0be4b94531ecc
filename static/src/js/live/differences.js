// What somebody did to a text, as changes: where, how many characters went, and what came in their place.

const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;

// Whether a place lies inside a character that JavaScript counts as two, as it does emoji.
function splits(text, at) {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

function sameAtEnd(old, fresh, most) {
  let count = 0;
  while (count < most && old[old.length - 1 - count] === fresh[fresh.length - 1 - count]) count += 1;
  return count;
}

// One change that makes the fresh text of the old. What follows the caret was there before: when the same letter
// stands on either side, the caret says which of them was typed. Changes never cut a character in two, because
// Yjs could not put the halves together again and everybody else would see a question mark.
export function difference(old, fresh, caret = fresh.length) {
  const most = Math.min(old.length, fresh.length);
  const rest = fresh.slice(caret);
  let after = rest.length <= most && old.endsWith(rest) ? rest.length : sameAtEnd(old, fresh, most);
  let before = 0;
  while (before < most - after && old[before] === fresh[before]) before += 1;
  if (old.length > before + after && fresh.length > before + after) {
    after += sameAtEnd(old.slice(before, old.length - after), fresh.slice(before, fresh.length - after), most - before - after);
  }
  if (splits(old, before) || splits(fresh, before)) before -= 1;
  if (splits(old, old.length - after) || splits(fresh, fresh.length - after)) after -= 1;
  return { at: before, gone: old.length - before - after, come: fresh.slice(before, fresh.length - after) };
}

// The same, line by line where as many lines came as went: a list made of five lines is five small changes, and
// what others type in these lines meanwhile stays where they typed it. The last change comes first, so that each
// can be made without counting the others in.
export function differences(old, fresh, caret) {
  const { at, gone, come } = difference(old, fresh, caret);
  if (!gone && !come) return [];
  const [were, are] = [old.slice(at, at + gone).split("\n"), come.split("\n")];
  if (were.length === 1 || were.length !== are.length) return [{ at, gone, come }];
  const changes = [];
  let start = at;
  for (const [index, line] of were.entries()) {
    const change = difference(line, are[index]);
    if (change.gone || change.come) changes.unshift({ ...change, at: start + change.at });
    start += line.length + 1;
  }
  return changes;
}

// What was typed into one text, put into another that has grown out of it meanwhile; null where both touch.
export function carriedOver(base, typed, live) {
  if (typed === base) return live;
  const [mine, theirs] = [difference(base, typed), difference(base, live)];
  let { at } = mine;
  if (theirs.gone || theirs.come) {
    if (at >= theirs.at + theirs.gone && at > theirs.at) at += theirs.come.length - theirs.gone;
    else if (at + mine.gone >= theirs.at) return null;
  }
  return live.slice(0, at) + mine.come + live.slice(at + mine.gone);
}

// Halves of characters, which a faulty paste can hold, become the sign for an unknown one, as they would elsewhere.
export function whole(text) {
  return [...text].map((one) => (one.length === 1 && (isHigh(one.charCodeAt(0)) || isLow(one.charCodeAt(0))) ? "\ufffd" : one)).join("");
}

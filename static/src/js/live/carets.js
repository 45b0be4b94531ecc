// Others' carets, drawn over the textarea by a copy of its text that nobody sees. The text itself is never touched, and
// assistive technology is told nothing: it reads who is here in the list of people.
import { createAbsolutePositionFromRelativePosition, decodeRelativePosition } from "yjs";
import { fromBase64 } from "lib0/buffer";

const BETWEEN_DRAWINGS = 80;
// For so long after it moved, a caret has its person's name beside it.
const NAMED = 2_500;
// A word that the caret stands in may wrap; so much of it is enough to know.
const REST = 100;
const LIKE_THE_FIELD = [
  ...["fontFamily", "fontSize", "fontWeight", "fontStyle", "fontVariantLigatures", "letterSpacing", "wordSpacing"],
  ...["lineHeight", "textIndent", "textTransform", "tabSize", "direction"],
  ...["paddingTop", "paddingRight", "paddingBottom", "paddingLeft"],
];

export class Carets {
  constructor(field, text) {
    this.field = field;
    this.text = text;
    this.people = new Map();
    this.carets = new Map();
    this.over = document.createElement("div");
    this.over.className = "app-carets";
    this.over.setAttribute("aria-hidden", "true");
    this.copy = this.over.appendChild(document.createElement("div"));
    this.copy.className = "app-carets__copy";
    field.after(this.over);
    this.watch = new ResizeObserver(() => this.soon());
    this.watch.observe(field);
    this.scroll = () => this.shift();
    field.addEventListener("scroll", this.scroll);
  }

  remove() {
    clearTimeout(this.timer);
    this.watch.disconnect();
    this.field.removeEventListener("scroll", this.scroll);
    this.over.remove();
  }

  // Whoever is gone has no caret any more.
  meet(people) {
    this.people = new Map(people.filter((one) => !one.you).map((one) => [one.conn, one]));
    for (const conn of this.carets.keys()) if (!this.people.has(conn)) this.carets.delete(conn);
    this.soon();
  }

  move({ conn, head }) {
    if (head) this.carets.set(conn, { place: decodeRelativePosition(fromBase64(head)), until: Date.now() + NAMED });
    else this.carets.delete(conn);
    this.soon();
  }

  soon() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.draw();
    }, BETWEEN_DRAWINGS);
  }

  // Each caret with its place in the text, from the first to the last.
  placed() {
    const found = [];
    for (const [conn, { place, until }] of this.carets) {
      const at = createAbsolutePositionFromRelativePosition(place, this.text.doc);
      const person = this.people.get(conn);
      if (person && at?.type === this.text) found.push({ person, at: at.index, isNamed: until > Date.now() });
    }
    return found.sort((one, other) => one.at - other.at);
  }

  draw() {
    const placed = this.placed();
    this.over.hidden = !placed.length;
    if (!placed.length) {
      this.copy.replaceChildren();
      return;
    }
    this.fit();
    const value = this.field.value;
    const parts = [];
    let from = 0;
    for (const { person, at, isNamed } of placed) {
      const caret = document.createElement("span");
      caret.className = `app-caret app-person--${person.colour}`;
      if (isNamed) caret.dataset.name = person.name;
      parts.push(value.slice(from, at), caret);
      from = at;
    }
    this.copy.replaceChildren(...parts, value.slice(from, from + REST));
    // A name that would be cut off at the edge stands on the other side.
    const half = this.field.clientWidth / 2;
    for (const caret of this.copy.children) caret.dataset.side = caret.offsetLeft > half ? "right" : "left";
    clearTimeout(this.quiet);
    if (placed.some((one) => one.isNamed)) this.quiet = setTimeout(() => this.soon(), NAMED);
  }

  // The copy wraps as the textarea does: same letters, same room, less the scroll bar.
  fit() {
    const { field, over, copy } = this;
    const style = getComputedStyle(field);
    for (const name of LIKE_THE_FIELD) copy.style[name] = style[name];
    over.style.top = `${field.offsetTop + field.clientTop}px`;
    over.style.left = `${field.offsetLeft + field.clientLeft}px`;
    over.style.width = copy.style.width = `${field.clientWidth}px`;
    over.style.height = `${field.clientHeight}px`;
    this.shift();
  }

  shift() {
    this.copy.style.transform = `translateY(${-this.field.scrollTop}px)`;
  }
}

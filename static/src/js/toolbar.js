// A toolbar of real buttons that write Markdown marks into a textarea. Everything it does can be typed.

const AROUND = { bold: ["**", "**", "bold text"], italic: ["*", "*", "italic text"], page: ["[[", "]]", "Title of the page"] };
const BEFORE = { heading: "## ", bullets: "- ", quote: "> " };
const TABLE = "| Heading | Heading |\n| --- | --- |\n| Cell | Cell |\n";

export class Toolbar {
  constructor(element) {
    this.element = element;
    this.buttons = [...element.querySelectorAll("button")];
    this.field = document.getElementById(element.getAttribute("aria-controls"));
  }

  show() {
    if (!this.field) return;
    this.element.hidden = false;
    this.buttons.forEach((button, index) => {
      button.tabIndex = index ? -1 : 0;
      button.addEventListener("click", () => this.mark(button.dataset.mark));
    });
    this.element.addEventListener("keydown", (event) => this.move(event));
  }

  // One stop for Tab; arrow keys go from button to button (WAI-ARIA toolbar pattern).
  move(event) {
    const here = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: here < last ? here + 1 : 0, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
    if (here < 0 || to === undefined) return;
    event.preventDefault();
    this.buttons[here].tabIndex = -1;
    this.buttons[to].tabIndex = 0;
    this.buttons[to].focus();
  }

  mark(kind) {
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    const chosen = value.slice(start, end);
    this.field.focus();
    if (kind in AROUND) {
      const [open, close, sample] = AROUND[kind];
      if (chosen.length > open.length && chosen.startsWith(open) && chosen.endsWith(close)) {
        const bare = chosen.slice(open.length, -close.length);
        this.put(bare, start, bare.length);
        return;
      }
      if (chosen && value.slice(0, start).endsWith(open) && value.slice(end).startsWith(close)) {
        this.field.setSelectionRange(start - open.length, end + close.length);
        this.put(chosen, start - open.length, chosen.length);
        return;
      }
      this.put(open + (chosen || sample) + close, start + open.length, (chosen || sample).length);
    } else if (kind === "link") {
      const text = chosen || "link text";
      this.put(`[${text}](https://)`, start + text.length + 3, 8);
    } else if (kind === "table") {
      this.below(end);
    } else {
      this.lines(kind, start, end);
    }
  }

  lines(kind, start, end) {
    const value = this.field.value;
    const first = value.lastIndexOf("\n", start - 1) + 1;
    const after = value.indexOf("\n", end);
    const last = after < 0 ? value.length : after;
    this.field.setSelectionRange(first, last);
    const marked = value
      .slice(first, last)
      .split("\n")
      .map((line, index) => (kind === "numbers" ? `${index + 1}. ` : BEFORE[kind]) + line)
      .join("\n");
    this.put(marked, first + marked.length, 0);
  }

  // A table stands by itself, below the line the caret is in; nothing chosen is replaced.
  below(end) {
    const value = this.field.value;
    const after = value.indexOf("\n", end);
    const at = after < 0 ? value.length : after;
    this.field.setSelectionRange(at, at);
    this.put(`${at ? "\n\n" : ""}${TABLE}`, at + (at ? 4 : 2), "Heading".length);
  }

  // insertText keeps the browser's own undo; the fallback is for browsers that no longer have it.
  put(text, start, length) {
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    }
    this.field.setSelectionRange(start, start + length);
  }
}

// What helps while somebody writes: buttons, shortcuts, lists that go on, paste as Markdown, links to pages, code view.
// All of it edits the textarea as typing would, so that whatever follows the textarea follows this too.
import { continued, edit } from "./edits.js";
import { pressed } from "./keys.js";
import { LinkPicker } from "./link-picker.js";
import { Pasting } from "./pasting.js";
import { Surface } from "./surface.js";
import { Toolbar } from "./toolbar.js";
import { CodeView } from "./code-view.js";

export class Writing {
  constructor(element) {
    this.element = element;
    this.field = element.querySelector("textarea");
    this.plain = this.surface = new Surface(this.field);
    this.toolbar = new Toolbar(element.querySelector("[role=toolbar]"), (mark) => this.act(mark));
    this.picker = new LinkPicker(element.querySelector("dialog"), this);
    this.pasting = new Pasting(element, this);
    this.codeView = new CodeView(element, this);
  }

  start() {
    this.toolbar.show();
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("paste", (event) => this.pasting.take(event));
    this.field.addEventListener("focus", () => this.pasting.prepare(), { once: true });
    for (const line of document.querySelectorAll("[data-line]")) this.leadTo(line);
    this.codeView.start();
  }

  act(mark) {
    if (mark === "undo" || mark === "redo") this.surface.step(mark);
    else if (mark === "page") this.picker.open(this.chosen());
    else if (mark === "code") this.codeView.toggle();
    else this.surface.apply(edit(mark, this.surface.text, this.surface.start, this.surface.end));
  }

  // Whether the key was one of ours.
  press(event) {
    const button = pressed(event, this.toolbar.buttons);
    const change = button ? null : this.entered(event);
    if (!button && !change) return false;
    event.preventDefault();
    if (button) this.act(button.dataset.mark);
    else this.surface.apply(change);
    return true;
  }

  entered(event) {
    const { text, start, end } = this.surface;
    const isPlain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing);
    return event.key === "Enter" && isPlain && start === end ? continued(text, start) : null;
  }

  chosen() {
    const { text, start, end } = this.surface;
    return text.slice(start, end);
  }

  insert(markdown) {
    const { start, end } = this.surface;
    const at = start + markdown.length;
    this.surface.apply({ from: start, to: end, insert: markdown, start: at, end: at });
  }

  // A hint names a line; here it leads there.
  leadTo(line) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button";
    button.textContent = line.textContent;
    button.addEventListener("click", () => this.surface.goTo(Number(line.dataset.line)));
    line.replaceChildren(button);
  }
}

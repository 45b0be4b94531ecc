// The textarea as something to edit: its text, what is chosen in it, and edits that can be undone in one step.

export class Surface {
  constructor(field) {
    this.field = field;
  }

  get text() {
    return this.field.value;
  }

  get start() {
    return this.field.selectionStart;
  }

  get end() {
    return this.field.selectionEnd;
  }

  // insertText keeps the browser's own undo; the fallback is for browsers that no longer have it.
  apply({ from, to, insert, start, end }) {
    const { field } = this;
    field.focus();
    if (field.readOnly) return;
    field.setSelectionRange(from, to);
    if (!document.execCommand(insert ? "insertText" : "delete", false, insert)) {
      field.setRangeText(insert, from, to, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: insert }));
    }
    field.setSelectionRange(start, end);
  }

  choose(start, end) {
    this.field.focus();
    this.field.setSelectionRange(start, end);
  }

  // Whoever keeps a history of their own says so by preventing what the browser would do.
  step(way) {
    this.field.focus();
    const inputType = way === "undo" ? "historyUndo" : "historyRedo";
    const event = new InputEvent("beforeinput", { inputType, bubbles: true, cancelable: true });
    if (this.field.dispatchEvent(event)) document.execCommand(way);
  }

  // Taking the focus away and giving it back makes the browser bring the caret into view.
  goTo(line) {
    const at = this.text.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const after = this.text.indexOf("\n", at);
    this.choose(at, after < 0 ? this.text.length : after);
    this.field.blur();
    this.field.focus();
  }
}

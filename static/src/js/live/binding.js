// Ties a textarea to a shared text: what is typed goes there at once, and what others type comes here, round the caret.
import { UndoManager } from "yjs";

import { differences, whole } from "./differences.js";

// Letters typed within so many milliseconds are undone together.
const ONE_STEP = 500;

export class Binding {
  // `others` has hold() and release(): what others type must wait while a character is being composed.
  constructor(field, text, others) {
    Object.assign(this, { field, text, others });
    this.isComposing = false;
    this.known = "";
    this.undo = new UndoManager(text, { trackedOrigins: new Set([this]), captureTimeout: ONE_STEP });
    this.follow = this.follow.bind(this);
    this.listening = new AbortController();
  }

  start() {
    this.known = this.text.toString();
    for (const { at, gone, come } of differences(this.field.value, this.known)) this.put(at, gone, come);
    this.text.observe(this.follow);
    const { signal } = this.listening;
    const on = (name, act) => this.field.addEventListener(name, act, { signal });
    on("input", (event) => event.isComposing || this.isComposing || this.take());
    on("compositionstart", () => this.compose());
    on("compositionend", () => this.composed());
    on("blur", () => this.composed());
    on("keydown", (event) => this.press(event));
    on("beforeinput", (event) => this.step(event));
  }

  stop() {
    this.composed();
    this.listening.abort();
    this.text.unobserve(this.follow);
    this.undo.destroy();
  }

  compose() {
    this.isComposing = true;
    this.others.hold();
  }

  composed() {
    if (!this.isComposing) return;
    this.isComposing = false;
    this.take();
    this.others.release();
  }

  // What was typed here goes into the shared text.
  take() {
    const { value, selectionEnd } = this.field;
    const changes = differences(this.known, value, selectionEnd);
    if (!changes.length) return;
    // A toolbar's button or a paste is a step of its own.
    if (changes.length > 1 || changes[0].gone > 1 || changes[0].come.length > 2) this.undo.stopCapturing();
    this.text.doc.transact(() => {
      for (const { at, gone, come } of changes) {
        if (gone) this.text.delete(at, gone);
        if (come) this.text.insert(at, whole(come));
      }
    }, this);
    this.known = this.text.toString();
    for (const { at, gone, come } of differences(value, this.known)) this.put(at, gone, come);
  }

  // What others typed, or an undo of one's own, comes into the textarea.
  follow(event, transaction) {
    if (transaction.origin === this) return;
    let at = 0;
    let touched = -1;
    for (const { retain, insert, delete: gone } of event.delta) {
      if (retain) {
        at += retain;
      } else {
        this.put(at, gone ?? 0, insert ?? "");
        at += insert?.length ?? 0;
        touched = at;
      }
    }
    this.known = this.text.toString();
    this.field.dispatchEvent(new Event("app-text", { bubbles: true }));
    if (transaction.origin === this.undo && touched >= 0) this.field.setSelectionRange(touched, touched);
    // For a code view on top of the textarea: it hears of no change that a script makes.
    this.field.dispatchEvent(new CustomEvent("app-text"));
  }

  // The browser itself keeps caret, selection and scroll where they were.
  put(at, gone, come) {
    this.field.setRangeText(come, at, at + gone, "preserve");
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "z") this.turn(event, event.shiftKey ? "redo" : "undo");
    else if (key === "y" && !event.shiftKey) this.turn(event, "redo");
  }

  // From the browser's menu, or by shaking a telephone.
  step(event) {
    if (event.inputType === "historyUndo") this.turn(event, "undo");
    if (event.inputType === "historyRedo") this.turn(event, "redo");
  }

  // The browser's own undo would put back a text that others have changed since.
  turn(event, way) {
    event.preventDefault();
    this.undo[way]();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

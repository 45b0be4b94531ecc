// A code editor on top of the textarea, for those who choose it. The textarea stays the one text: what is typed here goes
// there as if typed there, and what comes there ("input", or "app-text" from those who write along) comes here.
import { history, historyKeymap, redo, standardKeymap, undo } from "@codemirror/commands";
import { HighlightStyle, Language, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState, Prec, Transaction } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

const fromField = Annotation.define();
const markdown = new Language(defineLanguageFacet(), parser.configure(GFM));
const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "bold", color: "#0b5345" },
  { tag: tags.strong, fontWeight: "bold" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.link, tags.url], color: "#1a5a96" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: "#595f64" },
  { tag: tags.monospace, color: "#8a2d06" },
  { tag: tags.quote, color: "#484949" },
]);
const look = EditorView.theme({
  "&": { backgroundColor: "#ffffff", border: "2px solid #0b0c0c", fontSize: "1rem" },
  "&.cm-focused": { outline: "3px solid #ffdd00", outlineOffset: "0", boxShadow: "inset 0 0 0 2px #0b0c0c" },
  ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace", lineHeight: "1.5" },
  ".cm-content": { minHeight: "24rem", caretColor: "#0b0c0c" },
  ".cm-gutters": { backgroundColor: "#f3f3f3", color: "#484949" },
});

export class CodeEditor {
  // `writing` has press(event) and pasting.take(event), which say whether they saw to it.
  constructor(field, label, writing) {
    this.field = field;
    this.host = document.createElement("div");
    field.after(this.host);
    // In a shadow root its styles are adopted style sheets, which the policy for content allows; in the page they
    // would be a style element, which it forbids.
    const root = this.host.attachShadow({ mode: "open" });
    const ours = EditorView.domEventHandlers({
      keydown: (event) => writing.press(event),
      paste: (event) => writing.pasting.take(event),
    });
    const attributes = { "aria-label": label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" };
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: field.value,
        selection: { anchor: field.selectionStart, head: field.selectionEnd },
        extensions: [
          Prec.highest(ours),
          history(),
          keymap.of([...standardKeymap, ...historyKeymap]),
          [lineNumbers(), drawSelection(), highlightSpecialChars(), EditorView.lineWrapping, look],
          [markdown, syntaxHighlighting(colours), EditorView.contentAttributes.of(attributes)],
          EditorView.updateListener.of((update) => this.tell(update)),
        ],
      }),
    });
    this.listening = new AbortController();
    for (const name of ["input", "app-text"]) {
      field.addEventListener(name, () => this.follow(), { signal: this.listening.signal });
    }
  }

  get text() {
    return this.view.state.doc.toString();
  }

  get start() {
    return this.view.state.selection.main.from;
  }

  get end() {
    return this.view.state.selection.main.to;
  }

  apply({ from, to, insert, start, end }) {
    this.view.focus();
    this.view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: start, head: end },
      annotations: [Transaction.userEvent.of("input"), Transaction.addToHistory.of(true)],
      scrollIntoView: true,
    });
  }

  choose(start, end) {
    this.view.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
    this.view.focus();
  }

  step(way) {
    this.view.focus();
    (way === "undo" ? undo : redo)(this.view);
  }

  goTo(number) {
    const { doc } = this.view.state;
    const { from, to } = doc.line(Math.min(number, doc.lines));
    this.choose(from, to);
  }

  focus() {
    this.view.focus();
  }

  close() {
    this.listening.abort();
    this.view.destroy();
    this.host.remove();
  }

  tell({ docChanged, changes, transactions }) {
    if (!docChanged || transactions.some((one) => one.annotation(fromField))) return;
    const said = [];
    changes.iterChanges((from, to, _start, _end, insert) => said.unshift([insert.toString(), from, to]));
    // From the last to the first, so that none moves the others.
    for (const [insert, from, to] of said) this.field.setRangeText(insert, from, to, "preserve");
    this.field.setSelectionRange(this.start, this.end);
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  // What others typed can be undone by them alone.
  follow() {
    const [known, now] = [this.text, this.field.value];
    if (known === now) return;
    const shorter = Math.min(known.length, now.length);
    let before = 0;
    while (before < shorter && known[before] === now[before]) before += 1;
    let after = 0;
    while (after < shorter - before && known.at(-1 - after) === now.at(-1 - after)) after += 1;
    this.view.dispatch({
      changes: { from: before, to: known.length - after, insert: now.slice(before, now.length - after) },
      annotations: [fromField.of(true), Transaction.addToHistory.of(false)],
    });
  }
}

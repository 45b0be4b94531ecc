// Chooses between the textarea and a code editor on top of it, and remembers the choice in this browser.

const CHOICE = "greenpaper-code-view";

export class CodeView {
  constructor(element, writing) {
    Object.assign(this, { element, writing });
    this.field = writing.field;
    this.button = element.querySelector('[data-mark="code"]');
    this.editor = null;
  }

  start() {
    // Its label and a list of errors lead to the textarea, which lies below the editor while that is open.
    this.field.addEventListener("focus", () => this.editor?.focus());
    if (remembered() && !this.field.readOnly) this.open();
  }

  toggle() {
    remember(!this.editor);
    if (this.editor) this.close();
    else this.open().then(() => this.editor?.focus());
  }

  async open() {
    this.button.setAttribute("aria-pressed", "true");
    try {
      const { CodeEditor } = await import(this.element.dataset.codeView);
      this.editor = new CodeEditor(this.field, this.element.dataset.codeLabel, this.writing);
    } catch (fault) {
      this.button.setAttribute("aria-pressed", "false");
      // Without a connection the textarea stays.
      if (!(fault instanceof TypeError)) throw fault;
      return;
    }
    this.cover(true);
    this.writing.surface = this.editor;
  }

  close() {
    const { start, end } = this.editor;
    this.editor.close();
    this.editor = null;
    this.button.setAttribute("aria-pressed", "false");
    this.cover(false);
    this.writing.surface = this.writing.plain;
    this.field.focus();
    this.field.setSelectionRange(start, end);
  }

  cover(isCovered) {
    this.field.classList.toggle("govuk-visually-hidden", isCovered);
    this.field.tabIndex = isCovered ? -1 : 0;
    if (isCovered) this.field.setAttribute("aria-hidden", "true");
    else this.field.removeAttribute("aria-hidden");
  }
}

// A browser may be set to keep nothing.
function remembered() {
  try {
    return localStorage.getItem(CHOICE) === "yes";
  } catch {
    return false;
  }
}

function remember(isChosen) {
  try {
    localStorage.setItem(CHOICE, isChosen ? "yes" : "no");
  } catch {
    // The choice holds for this page.
  }
}

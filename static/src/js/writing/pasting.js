// Pasting from Word or a web page: what was copied becomes Markdown. What has no formatting is pasted by the browser.

const ADDRESS = /^https?:\/\/\S+$/;

export class Pasting {
  constructor(element, writing) {
    Object.assign(this, { element, writing });
    this.status = element.querySelector("[data-pasted]");
  }

  // Fetched when somebody starts to write, so that it is there when they paste.
  prepare() {
    this.reader ??= import(this.element.dataset.paste);
    this.reader.catch(() => (this.reader = null));
    return this.reader;
  }

  // Whether we paste, and not the browser.
  take(event) {
    const plain = event.clipboardData.getData("text/plain");
    const html = event.clipboardData.getData("text/html");
    const chosen = this.writing.chosen();
    const isLink = ADDRESS.test(plain.trim()) && chosen.trim() && !ADDRESS.test(chosen) && !chosen.includes("\n");
    if (!isLink && !html.trim()) return false;
    event.preventDefault();
    if (isLink) this.writing.insert(`[${chosen}](${plain.trim()})`);
    else this.convert(html, plain.replace(/\r\n?/g, "\n"));
    return true;
  }

  async convert(html, plain) {
    let pasted = null;
    try {
      const { toMarkdown } = await this.prepare();
      pasted = toMarkdown(html, this.writing.surface.text);
    } catch (fault) {
      // Without a connection there is still the text.
      if (!(fault instanceof TypeError)) throw fault;
    }
    const { markdown, isInline, left } = pasted ?? { markdown: plain, isInline: true, left: [] };
    if (markdown) this.writing.insert(isInline ? markdown : this.apart(markdown));
    this.status.textContent = left.map((what) => this.status.dataset[what]).join(" ");
  }

  // What has paragraphs of its own stands between blank lines.
  apart(markdown) {
    const { text, start, end } = this.writing.surface;
    const before = text.slice(0, start).replace(/[ \t]+$/, "");
    const after = text.slice(end).replace(/^[ \t]+/, "");
    const above = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const below = after.startsWith("\n\n") ? "" : after.startsWith("\n") || !after ? "\n" : "\n\n";
    return above + markdown + below;
  }
}

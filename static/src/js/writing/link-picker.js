// A dialog that lists pages as one types, and gives back the Markdown that links to the one chosen (WAI-ARIA combobox).

const PAUSE = 150;

export class LinkPicker {
  constructor(dialog, writing) {
    Object.assign(this, { dialog, writing });
    if (!dialog) return;
    this.input = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.status = dialog.querySelector("[role=status]");
    this.input.addEventListener("input", () => this.soon());
    this.input.addEventListener("keydown", (event) => this.move(event));
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
    dialog.querySelector("[data-close]").addEventListener("click", () => this.close());
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
  }

  open(words) {
    if (!this.dialog || this.dialog.open) return;
    this.input.value = words.includes("\n") ? "" : words.trim();
    this.show([], "");
    this.dialog.showModal();
    this.input.select();
    this.ask();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  // An answer to what is no longer asked is let go.
  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = `${this.dialog.dataset.matches}?q=${encodeURIComponent(this.input.value)}`;
    try {
      const answer = await fetch(address, { signal: this.asked.signal });
      if (!answer.ok) throw new Error(answer.status);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      this.show([...found.querySelectorAll("[role=option]")], found.querySelector("[data-summary]").textContent);
    } catch (fault) {
      if (fault.name !== "AbortError") this.show([], this.status.dataset.failed);
    }
  }

  show(options, summary) {
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.status.textContent = summary;
    this.point(options.length ? 0 : -1);
  }

  point(index) {
    const options = [...this.list.children];
    this.at = index;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
    if (index < 0) {
      this.input.removeAttribute("aria-activedescendant");
    } else {
      this.input.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }
  }

  move(event) {
    const count = this.list.children.length;
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1 + count }[event.key];
    if (to !== undefined && count) this.point(to % count);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter" && !event.isComposing) this.take(this.list.children[this.at]);
  }

  take(option) {
    if (!option) return;
    this.close();
    this.writing.insert(option.dataset.markdown);
  }

  // A browser gives the focus back, but puts the caret at the beginning.
  close() {
    const { start, end } = this.writing.surface;
    this.asked?.abort();
    this.dialog.close();
    this.writing.surface.choose(start, end);
  }
}

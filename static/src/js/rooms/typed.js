// Keeps in this window what was typed and not sent: whoever loads the page again, or goes to answer a message, goes on
// with it. It is theirs alone, and goes when they send it, sign out or close the window.
const NAME = "greenpaper-said";

export class Typed {
  constructor(form) {
    this.field = form.elements.body;
    this.name = `${NAME}:${form.dataset.person}:${new URL(form.action).pathname}`;
  }

  start() {
    this.field.value ||= this.kept();
    window.addEventListener("pagehide", () => this.keep());
    window.addEventListener("pageshow", (event) => event.persisted && (this.field.value = this.kept()));
  }

  kept() {
    try {
      return sessionStorage.getItem(this.name) ?? "";
    } catch {
      return "";
    }
  }

  keep() {
    try {
      if (this.field.value) sessionStorage.setItem(this.name, this.field.value);
      else sessionStorage.removeItem(this.name);
    } catch {
      // A browser that keeps nothing is no reason to stop anybody from typing.
    }
  }

  // When people sign out.
  static empty() {
    try {
      const names = Object.keys(sessionStorage).filter((name) => name.startsWith(`${NAME}:`));
      for (const name of names) sessionStorage.removeItem(name);
    } catch {
      // Then there is none.
    }
  }
}

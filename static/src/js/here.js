// Tells the server every ten seconds that the form is open, and shows who else has it open.

const BEAT = 10_000;
// A form that follows another of the same person waits until word has come that the other was closed.
const FIRST = 1_000;
const TOKEN = "csrfmiddlewaretoken";

export class Here {
  constructor(element) {
    Object.assign(this, { element, shown: element.innerHTML.trim() });
  }

  start() {
    setTimeout(() => this.beat(), FIRST);
    setInterval(() => this.beat(), BEAT);
    window.addEventListener("pagehide", () => navigator.sendBeacon(this.element.dataset.left, this.said()));
    window.addEventListener("pageshow", (event) => event.persisted && this.beat());
  }

  said() {
    const said = new FormData();
    said.set(TOKEN, document.querySelector(`[name="${TOKEN}"]`).value);
    return said;
  }

  async beat() {
    try {
      const signal = AbortSignal.timeout(BEAT);
      const response = await fetch(this.element.dataset.here, { method: "POST", body: this.said(), signal });
      if (response.ok && !response.redirected) this.show((await response.text()).trim());
    } catch {
      // The next beat tries again.
    }
  }

  show(list) {
    if (list === this.shown) return;
    this.shown = list;
    this.element.innerHTML = list;
  }
}

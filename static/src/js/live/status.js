// One line that says whether what was typed is saved. It says so only when the server has stored all of it.

// Between two letters nothing is said of the one before: the line would flicker.
const CALM = 600;
// A break so short that nobody needs to know of it.
const SHORT_BREAK = 1_500;
const ROUTINE = new Set(["", "saving", "saved"]);

export class Status {
  constructor(element, phrases) {
    Object.assign(this, { element, phrases });
    this.shown = "";
    this.lostAt = 0;
  }

  follow({ isThere, hasUnsaved, isKept }) {
    clearTimeout(this.timer);
    this.lostAt = isThere ? 0 : this.lostAt || Date.now();
    const offline = isKept ? "offline" : "offline-unkept";
    if (isThere && hasUnsaved) this.show("saving");
    else if (isThere) this.soon("saved", this.shown ? CALM : 0);
    else if (!this.shown.startsWith("offline")) {
      if (hasUnsaved) this.show("saving");
      this.soon(offline, Math.max(0, this.lostAt + SHORT_BREAK - Date.now()));
    }
  }

  soon(name, after) {
    this.timer = setTimeout(() => this.show(name), after);
  }

  // Saving and saved are there to be read, not told: screen readers hear of trouble and of its end.
  show(name, words) {
    clearTimeout(this.timer);
    if (name === this.shown && !words) return;
    const isRoutine = ROUTINE.has(name) && ROUTINE.has(this.shown);
    this.element.setAttribute("aria-live", isRoutine ? "off" : "polite");
    this.shown = name;
    this.element.dataset.state = name;
    this.element.textContent = this.phrases.say(name, words);
  }
}

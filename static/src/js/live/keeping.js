// Keeps in this browser what the server does not have yet, and gives back what an earlier window left behind.
import { Store } from "./store.js";

const FIRST = 250;
const NEXT = 1_000;

const asPeopleSay = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", hour12: true });

export class Keeping {
  constructor(form, field, phrases) {
    Object.assign(this, { form, field, phrases });
    this.client = 0;
    this.left = null;
    this.restored = [];
    this.isWritten = false;
  }

  // What was typed and never saved: `live` to hand on to the same live text, or `left` for the person to choose about.
  async open() {
    const { person, live } = this.form.dataset;
    this.store = await Store.open(person, live);
    const kept = (await this.store?.kept()) ?? [];
    for (const one of kept.filter((text) => this.isOutdated(text))) this.store.forget(one.key);
    const useful = kept.filter((text) => !this.isOutdated(text));
    this.left = useful.find((one) => !one.change) ?? null;
    const newest = useful.find((one) => one.change);
    this.restored = useful.filter((one) => one.change && one.live === newest.live);
    return newest?.live ?? null;
  }

  get works() {
    return Boolean(this.store);
  }

  // Nothing is left to choose when the text says the same, or was sent and a newer version has been made since.
  isOutdated({ change, text, state, version }) {
    if (change) return false;
    return text === this.field.value || (state === "sent" && Number(this.form.elements.version.value) > Number(version));
  }

  // `words` is asked for what to keep; it gives null when everything is saved.
  follow(client, words) {
    this.client = client;
    this.words = words;
    if (words()) this.timer ??= setTimeout(() => this.write(), this.isWritten ? NEXT : FIRST);
    else this.tidy();
  }

  write() {
    clearTimeout(this.timer);
    this.timer = null;
    const words = this.words?.();
    if (!words) return;
    this.isWritten = true;
    this.store?.keep(this.client, { version: this.form.elements.version.value, state: "typed", ...words });
  }

  tidy() {
    clearTimeout(this.timer);
    this.timer = null;
    const keys = this.restored.map((one) => one.key);
    if (this.isWritten) keys.push(this.store?.keyOf(this.client));
    if (keys.length) this.store?.forget(...keys);
    this.restored = [];
    this.isWritten = false;
  }

  // The form goes on without others: what is kept is the text alone, until the form was sent.
  leave(client) {
    this.words = null;
    this.tidy();
    this.client = client;
    this.set("left");
  }

  sent() {
    if (this.client) this.set("sent");
  }

  set(state) {
    const { value } = this.form.elements.version;
    this.store?.keep(this.client, { live: null, text: this.field.value, version: value, state });
  }

  // One choice: put it back, or throw it away. Until somebody chooses, it stays where it is.
  offer(text, { back, away }) {
    const choice = this.phrases.copy("choice").firstElementChild;
    choice.querySelector("[data-slot=when]").textContent = asPeopleSay.format(text.at).replace(/\s(?=[ap]m)/, "");
    choice.querySelector("[data-slot=text]").textContent = text.text;
    const [putBack, throwAway] = choice.querySelectorAll("button");
    putBack.addEventListener("click", () => {
      choice.remove();
      this.client = text.key[2];
      this.restored = [];
      this.form.elements.version.value = text.version;
      back(text.text);
      this.set("left");
    });
    throwAway.addEventListener("click", () => {
      choice.remove();
      this.store.forget(text.key);
      this.restored = this.restored.filter((one) => one !== text);
      away();
    });
    this.form.before(choice);
    choice.focus();
  }
}

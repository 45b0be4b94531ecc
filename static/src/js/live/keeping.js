// Keeps in this browser what the server does not have yet, and gives back what an earlier window left behind.
import { Store } from "./store.js";

const FIRST = 250;
const NEXT = 1_000;

const asPeopleSay = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", hour12: true });

export class Keeping {
  constructor(form, phrases) {
    Object.assign(this, { form, phrases });
    this.restored = [];
    this.isWritten = false;
  }

  // The live text that was typed in when the last window closed, or null: what is in `restored` is for it alone.
  async open() {
    const { person, live } = this.form.dataset;
    this.store = await Store.open(person, live);
    const kept = (await this.store?.kept()) ?? [];
    this.restored = kept.filter((one) => one.live === kept[0].live);
    return kept[0]?.live ?? null;
  }

  get works() {
    return Boolean(this.store);
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
    this.store?.keep(this.client, { ...words, version: this.form.elements.version.value });
  }

  // The server has it all, or the plain form keeps it from here on.
  tidy() {
    clearTimeout(this.timer);
    this.timer = this.words = null;
    const keys = this.restored.map((one) => one.key);
    if (this.isWritten) keys.push(this.store?.keyOf(this.client));
    if (keys.length) this.store?.forget(...keys);
    this.restored = [];
    this.isWritten = false;
  }

  // One choice where the live text is another one: put the text back, or throw it away. Until somebody chooses, it
  // stays where it is.
  offer({ back, away }) {
    const [newest] = this.restored;
    const choice = this.phrases.copy("choice").firstElementChild;
    choice.querySelector("[data-slot=when]").textContent = asPeopleSay.format(newest.at).replace(/\s(?=[ap]m)/, "");
    choice.querySelector("[data-slot=text]").textContent = newest.text;
    const [putBack, throwAway] = choice.querySelectorAll("button");
    const choose = (act) => {
      choice.remove();
      act(newest);
      this.tidy();
    };
    putBack.addEventListener("click", () => choose(back));
    throwAway.addEventListener("click", () => choose(away));
    this.form.before(choice);
    choice.focus();
  }
}

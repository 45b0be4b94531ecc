// When somebody signs out, unsaved text of theirs that this browser kept goes: the next person at it must not find it.
import { Store } from "./live/store.js";
import { Typed } from "./rooms/typed.js";
import { Shelf } from "./shelf.js";

const PATIENCE = 1_000;

export class Forget {
  constructor(form) {
    this.form = form;
  }

  start() {
    this.form.addEventListener("submit", (event) => this.forget(event), { once: true });
  }

  async forget(event) {
    event.preventDefault();
    Shelf.empty();
    Typed.empty();
    await Promise.race([Store.empty(), new Promise((done) => setTimeout(done, PATIENCE))]);
    // A form is not sent from within the event of its being sent.
    await new Promise((done) => setTimeout(done));
    this.form.requestSubmit(event.submitter);
  }
}

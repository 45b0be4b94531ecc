// The form in which a draft is written, made live: what is typed goes to everybody who writes in it and is stored as
// they type. When that cannot be, the form is what it was without scripts, with the text where it is.
import { Doc, applyUpdate, createRelativePositionFromTypeIndex, encodeRelativePosition } from "yjs";

import { Binding } from "./binding.js";
import { Carets } from "./carets.js";
import { carriedOver, difference } from "./differences.js";
import { Keeping } from "./keeping.js";
import { People } from "./people.js";
import { Phrases } from "./phrases.js";
import { Provider } from "./provider.js";
import { Status } from "./status.js";

// How long ‘Save draft’ waits for the last letters to be stored.
const LAST_LETTERS = 5_000;
const BETWEEN_CARETS = 100;

export class LiveForm {
  constructor(form) {
    this.form = form;
    this.field = form.elements.body;
    this.phrases = new Phrases(form);
    this.keeping = new Keeping(form, this.phrases);
    this.status = new Status(form.querySelector("[data-live-status]"), this.phrases);
    this.isLive = this.isLetThrough = false;
    this.waiting = [];
  }

  async start() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pagehide", () => this.hide());
    document.addEventListener("visibilitychange", () => document.hidden && this.hide());
    this.begin(await this.keeping.open());
  }

  begin(live) {
    this.doc = new Doc();
    this.text = this.doc.getText("body");
    const { live: draft, socket, sync } = this.form.dataset;
    const address = new URL(socket, location.href.replace(/^http/, "ws"));
    const token = this.form.elements.csrfmiddlewaretoken.value;
    this.provider = new Provider(this.doc, { socket: address, sync, token, draft }, this);
    this.provider.start(live);
  }

  // The provider tells.
  welcomed() {
    for (const { change } of this.keeping.restored) applyUpdate(this.doc, change, this.keeping);
    const live = this.text.toString();
    const whole = carriedOver(this.field.defaultValue, this.field.value, live);
    if (whole === null) {
      // Somebody typed here before others' words came in, on the same spot: saving the form merges them, with care.
      this.provider.close();
      this.goPlain();
      return;
    }
    this.binding = new Binding(this.field, this.text, this.provider);
    this.binding.start();
    const { at, gone, come } = difference(live, whole);
    this.doc.transact(() => {
      if (gone) this.text.delete(at, gone);
      if (come) this.text.insert(at, come);
    });
    this.crowd = new People(this.form.querySelector("[data-live-people]"), this.phrases);
    this.carets = new Carets(this.field, this.text);
    this.tellCaret = this.tellCaret.bind(this);
    for (const name of ["selectionchange", "focusin"]) document.addEventListener(name, this.tellCaret);
    this.isLive = true;
    this.form.dataset.isLive = "true";
  }

  people(list) {
    if (!this.isLive) return;
    this.crowd.show(list);
    this.carets.meet(list);
  }

  cursor(message) {
    if (this.isLive) this.carets.move(message);
  }

  moved() {
    if (!this.isLive) return;
    const { isThere } = this.provider;
    this.status.follow({ isThere, hasUnsaved: this.hasUnsaved, isKept: this.keeping.works });
    this.keeping.follow(this.doc.clientID, () => this.unsaved());
    this.carets.soon();
    if (!this.hasUnsaved) for (const done of this.waiting.splice(0)) done(true);
  }

  // An empty sentence: nobody gave one, so the page's own says what happened.
  refused(because) {
    const sentence = because || this.phrases.say(navigator.onLine ? "refused" : "offline");
    if (this.isLive) {
      this.leave();
      this.explain(sentence);
    } else {
      this.provider.close();
      this.status.show("plain", { because: sentence });
      this.goPlain();
      if (this.keeping.restored.length) this.keeping.offer({ back: (kept) => this.putBack(kept), away: () => this.begin(null) });
    }
  }

  get hasUnsaved() {
    return this.isLive && (this.provider.hasUnsaved || this.binding.isComposing);
  }

  unsaved() {
    if (!this.hasUnsaved) return null;
    return { live: this.provider.live, text: this.field.value, change: this.provider.unsaved() };
  }

  hide() {
    if (!this.isLive) return;
    this.provider.flush();
    this.keeping.write();
  }

  warn(event) {
    if (this.hasUnsaved && !this.isLetThrough) event.preventDefault();
  }

  tellCaret() {
    if (document.activeElement !== this.field) return;
    this.caretTimer ??= setTimeout(() => {
      this.caretTimer = null;
      if (!this.isLive || this.binding.isComposing) return;
      const { selectionStart, selectionEnd, selectionDirection } = this.field;
      const ends = [selectionStart, selectionEnd];
      if (selectionDirection === "backward") ends.reverse();
      const places = ends.map((at) => encodeRelativePosition(createRelativePositionFromTypeIndex(this.text, at)));
      this.provider.setCaret(...places);
    }, BETWEEN_CARETS);
  }

  // The form is sent once everything typed has been stored, so that what it makes a version of is all there.
  async submit(event) {
    if (this.isLetThrough || !this.isLive) return;
    event.preventDefault();
    this.binding.composed();
    this.provider.flush();
    const { submitter } = event;
    // A form is not sent from within the event of its being sent.
    await new Promise((done) => setTimeout(done));
    if (await this.settled()) this.sendLive(submitter);
    else if (await this.reaches()) this.sendPlain(submitter);
    else this.status.show(this.keeping.works ? "offline" : "offline-unkept", {});
  }

  settled() {
    if (!this.hasUnsaved && this.provider.isThere) return true;
    return new Promise((done) => {
      this.waiting.push(done);
      setTimeout(() => done(false), LAST_LETTERS);
    });
  }

  // Whether the server answers at all, though it takes no changes.
  async reaches() {
    return fetch(location.pathname, { method: "HEAD", signal: AbortSignal.timeout(LAST_LETTERS) }).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  sendLive(submitter) {
    this.form.elements.live.value = this.provider.live;
    this.send(submitter);
    this.form.elements.live.value = "";
  }

  sendPlain(submitter) {
    this.leave();
    this.send(submitter);
  }

  send(submitter) {
    this.isLetThrough = true;
    this.form.requestSubmit(submitter);
    this.isLetThrough = false;
  }

  // Saving compares it with what the draft has become since the version it was typed on.
  putBack({ text, version }) {
    this.form.elements.version.value = version;
    this.field.value = text;
    this.field.focus();
    this.goPlain();
  }

  // From here on it is the plain form, which others can start keeping.
  leave() {
    this.binding.stop();
    this.provider.close();
    this.isLive = false;
    this.carets.remove();
    this.crowd.show([]);
    for (const name of ["selectionchange", "focusin"]) document.removeEventListener(name, this.tellCaret);
    this.goPlain();
    this.keeping.tidy();
  }

  goPlain() {
    delete this.form.dataset.isLive;
    this.form.dataset.isPlain = "true";
    this.form.dispatchEvent(new CustomEvent("app-plain", { bubbles: true }));
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Beside the text, and told by screen readers at once. The focus stays: somebody may be in the middle of a word.
  explain(sentence) {
    this.status.show("");
    const summary = this.phrases.copy("problem").firstElementChild;
    summary.querySelector("[data-slot=because]").textContent = sentence;
    this.field.closest(".govuk-form-group").before(summary);
    document.title = this.phrases.say("title", { title: document.title });
    summary.scrollIntoView({ block: "nearest" });
  }
}

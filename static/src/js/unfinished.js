// Keeps what is typed into the plain form for whoever types it, until they save it: on the server whenever they pause,
// and in this browser for as long as the server cannot be reached.
import { Phrases } from "./live/phrases.js";
import { Shelf } from "./shelf.js";

const PAUSE = 1_500;
// Whoever types without a pause is kept up with too.
const MOST = 10_000;
const AGAIN = 5_000;
const PATIENCE = 10_000;
// How long saving waits for what is on its way, and how long a form that may yet go live is left to itself.
const LAST_LETTERS = 3_000;
// What a browser sends for a page that is closing is no longer than this.
const LAST_BYTES = 60_000;
const TOKEN = "csrfmiddlewaretoken";
const OURS = new Set([TOKEN, "live"]);

export class Unfinished {
  constructor(form, element) {
    Object.assign(this, { form, address: element.dataset.keep, status: element.querySelector('[role="status"]') });
    this.phrases = new Phrases(element);
    this.shelf = new Shelf(element.dataset.person, element.dataset.draft, form.elements.typed_in.value);
    this.mayGoLive = "live" in form.dataset;
    this.kept = "unsaved" in element.dataset && !this.mayGoLive ? "" : this.words();
  }

  start() {
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.typed());
    const way = document.querySelector(".app-way");
    for (const form of [this.form, way]) form?.addEventListener("submit", (event) => this.submit(event));
    if (way) way.hidden = false;
    this.form.addEventListener("app-plain", () => this.goPlain());
    window.addEventListener("online", () => this.keep());
    window.addEventListener("pagehide", () => this.hide());
    window.addEventListener("pageshow", () => (this.isSent = false));
    document.addEventListener("visibilitychange", () => document.hidden && this.hide());
    this.takeOver();
    this.typed();
  }

  get isLive() {
    return "isLive" in this.form.dataset;
  }

  // All that is in the form, in the words it would be sent in. The text of a live form is stored as it is typed, so what
  // is kept of that form is the rest: its title, its readers, its marking.
  words() {
    const said = [...new FormData(this.form)].filter(([name, value]) => !OURS.has(name) && typeof value === "string");
    const words = new URLSearchParams(said);
    if (this.isLive) words.set("body", this.form.elements.body.defaultValue);
    return words.toString();
  }

  typed() {
    if (this.words() === this.kept) return;
    this.since ??= Date.now();
    clearTimeout(this.timer);
    const pause = this.mayGoLive ? LAST_LETTERS : PAUSE;
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(pause, this.since + MOST - Date.now())));
  }

  goPlain() {
    this.mayGoLive = false;
    this.typed();
  }

  // One at a time; what is typed meanwhile goes next.
  async keep() {
    clearTimeout(this.timer);
    const words = this.words();
    if (words === this.kept) return true;
    if (this.sending) return this.sending;
    this.since = null;
    this.shelf.put(words);
    this.show("typed-keeping");
    this.sending = this.send(words);
    const isDone = await this.sending;
    this.sending = null;
    if (this.since) this.typed();
    return isDone;
  }

  // Whether the server answered. What it refuses stays in the form and is not sent again until it is changed.
  async send(words) {
    const answer = await this.post(words);
    if (!answer) {
      this.show(this.shelf.works ? "typed-here" : "typed-nowhere");
      this.timer = setTimeout(() => this.keep(), AGAIN);
      return false;
    }
    this.kept = words;
    this.shelf.take();
    this.show(answer.isKept ? "typed-kept" : "typed-refused", { because: answer.because });
    return true;
  }

  // Null when it could not be kept for now: no network, nobody signed in, or a server in trouble.
  async post(words) {
    const body = new URLSearchParams(words);
    body.set(TOKEN, this.form.elements[TOKEN].value);
    const signal = AbortSignal.timeout(PATIENCE);
    const keepalive = words.length < LAST_BYTES;
    try {
      const response = await fetch(this.address, { method: "POST", body, keepalive, signal });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      if (isOurs) return { isKept: response.ok, because: (await response.json()).because };
      if (response.status === 403) await this.renewToken();
    } catch {
      // Tried again soon.
    }
    return null;
  }

  // Whoever signs in again in another window gets another token, without which this form could not be saved either.
  async renewToken() {
    const page = await this.fresh();
    const token = page.querySelector(`[name="${TOKEN}"]`)?.value;
    const isSamePerson = page.querySelector("[data-keep]")?.dataset.person === this.shelf.person;
    if (!token || !isSamePerson) return;
    for (const field of document.querySelectorAll(`[name="${TOKEN}"]`)) field.value = token;
  }

  async fresh() {
    const response = await fetch(location.pathname, { signal: AbortSignal.timeout(PATIENCE) });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  // What an earlier window left in this browser goes to the server, which then offers it like anything unfinished.
  async takeOver() {
    this.shelf.forgetOthers();
    let isNew = false;
    for (const [name, words] of this.shelf.leftBehind()) {
      const answer = await this.post(words);
      if (!answer) return;
      this.shelf.remove(name);
      isNew ||= answer.isKept;
    }
    const notice = isNew && (await this.fresh()).querySelector(".app-unfinished");
    if (!notice) return;
    document.querySelector(".app-unfinished")?.remove();
    this.form.before(document.adoptNode(notice));
  }

  hide() {
    if (!this.isSent) this.keep();
  }

  // The form is sent when what is on its way has arrived: it would otherwise come after, and seem to be unsaved.
  async submit(event) {
    if (event.defaultPrevented || this.isSent) return;
    this.isSent = this.isLive || (!this.sending && this.words() === this.kept);
    if (this.isSent) {
      clearTimeout(this.timer);
      return;
    }
    event.preventDefault();
    const { target, submitter } = event;
    // A form is not sent from within the event of its being sent.
    await new Promise((done) => setTimeout(done));
    const slow = new Promise((done) => setTimeout(() => done(true), LAST_LETTERS));
    const hasAnswer = await Promise.race([this.sending ?? this.keep(), slow]);
    // A form is not sent from within the event of its being sent.
    await new Promise((done) => setTimeout(done));
    if (!hasAnswer && !navigator.onLine) return;
    this.isSent = true;
    target.requestSubmit(submitter);
  }

  show(name, words = {}) {
    const sentence = this.phrases.say(name, words);
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }
}

// What becomes different in a room, each change once and in order: by a stream, from another page of this browser that
// has one, or by asking again and again where no stream gets through. Whatever broke, one question closes the gap.
import { Stream } from "./stream.js";
import { Turns } from "./turns.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
const FAILURES = 3;
const BETWEEN_QUESTIONS = 2_500;
// How long those who have to ask go on asking before they try a stream again.
const ANOTHER_TRY = 60_000;
const PATIENCE = 15_000;
// Whoever is told by another page hears of it at least so often.
const SILENCE = 25_000;

export class Feed {
  // `at` has the addresses `stream` and `since`, the `room` and the `change` that the page shows it up to. `hear` is told
  // message(said), state("live" or "away") and over("gone", "signed-out" or "behind").
  constructor(at, hear) {
    Object.assign(this, { addresses: at, hear, at: at.change });
    this.isLeading = this.isAsking = this.isOver = this.isThere = false;
    this.failures = 0;
    this.heardAt = Date.now();
    this.turns = new Turns(at.room, this);
  }

  start() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.rest() : this.wake()));
    window.addEventListener("pagehide", () => this.rest());
    window.addEventListener("pageshow", (event) => event.persisted && this.wake());
    window.addEventListener("online", () => this.wake());
    setInterval(() => this.look(), SILENCE / 5);
    if (!document.hidden) this.wake();
  }

  // A page that nobody looks at has no stream.
  rest() {
    clearTimeout(this.timer);
    this.stream?.close();
    this.stream = null;
    this.isLeading = false;
    this.turns.giveUp();
  }

  wake() {
    if (this.isOver || document.hidden) return;
    this.rest();
    this.failures = 0;
    this.turns.take();
  }

  // The turns tell. Between the page's being made and now, something may have been said.
  follow() {
    this.ask();
  }

  async lead() {
    this.isLeading = true;
    if (await this.turns.openStream()) this.open();
    else this.askAgain();
  }

  told({ before, said, beat }) {
    this.beat();
    if (beat) return;
    if (before > this.at) this.ask();
    else this.take(said);
  }

  open() {
    if (!this.isLeading) return;
    this.stream = new Stream(`${this.addresses.stream}?after=${this.at}`, this);
  }

  // The stream tells.
  opened() {
    this.failures = 0;
    this.be("live");
  }

  message(said) {
    this.take(said);
  }

  beat() {
    this.heardAt = Date.now();
    if (this.isLeading) this.turns.tell({ beat: true });
  }

  behind() {
    this.end("behind");
  }

  async ended(wasHeard) {
    this.stream = null;
    if (!this.isLeading) return;
    this.failures += wasHeard ? 1 : FAILURES;
    // The server says in an answer what it cannot say in a stream: that this room is not for them any more.
    const isThere = await this.ask();
    if (this.isOver || !this.isLeading) return;
    if (isThere && this.failures >= FAILURES) this.askAgain(Date.now() + ANOTHER_TRY);
    else this.timer = setTimeout(() => this.open(), this.wait());
  }

  // Longer each time and never the same, so that a server that comes back is not met by everybody at once.
  wait() {
    return Math.min(FIRST_WAIT * 2 ** Math.min(this.failures, 6), LONGEST_WAIT) * (0.5 + Math.random());
  }

  async askAgain(until = Infinity) {
    await this.ask();
    if (this.isOver || !this.isLeading) return;
    this.timer = setTimeout(
      () => (Date.now() > until ? this.open() : this.askAgain(until)),
      BETWEEN_QUESTIONS * (0.8 + 0.4 * Math.random()),
    );
  }

  // Whoever has just done something sees it at once, where no stream brings it.
  hurry() {
    if (this.isLeading && !this.stream?.wasHeard) this.ask();
  }

  // One who is told by another page, and hears nothing for long, asks.
  look() {
    const isSilent = Date.now() - this.heardAt > SILENCE;
    if (isSilent && !document.hidden && !this.isOver && !this.isLeading) this.ask();
  }

  // What was said since; whether the server answered.
  async ask() {
    if (this.isAsking) return this.isAsking;
    this.isAsking = this.question();
    try {
      return await this.isAsking;
    } finally {
      this.isAsking = false;
    }
  }

  async question() {
    try {
      for (let isMore = true; isMore && !this.isOver; ) {
        const answer = await fetch(`${this.addresses.since}?after=${this.at}`, {
          redirect: "manual",
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (answer.type === "opaqueredirect") return this.end("signed-out");
        if ([401, 403, 404].includes(answer.status)) return this.end("gone");
        if (!answer.ok) throw new Error(answer.statusText);
        const { messages, is_more, is_behind } = await answer.json();
        if (is_behind) return this.end("behind");
        this.beat();
        for (const said of messages) this.take(said);
        isMore = is_more;
      }
    } catch {
      this.be("away");
      return false;
    }
    this.be("live");
    return true;
  }

  take(said) {
    if (this.isOver || said.change <= this.at) return;
    const before = this.at;
    this.at = said.change;
    this.hear.message(said);
    if (this.isLeading) this.turns.tell({ before, said });
  }

  be(state) {
    if (!this.isOver) this.hear.state(state);
  }

  end(why) {
    if (!this.isOver) {
      this.rest();
      this.isOver = true;
      this.hear.over(why);
    }
    return true;
  }
}

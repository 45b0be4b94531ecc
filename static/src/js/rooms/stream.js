// One event stream, as long as it lasts. A proxy may hold it back without either end hearing of it.

// The server says something every 15 seconds.
const SILENCE = 20_000;

export class Stream {
  // `hear` has opened(), message(said), behind(), beat() and ended(wasHeard).
  constructor(address, hear) {
    this.hear = hear;
    this.isDone = this.wasHeard = false;
    this.source = new EventSource(address);
    this.on("hello", () => hear.opened());
    this.on("message", (event) => hear.message(JSON.parse(event.data)));
    this.on("behind", () => this.end(() => hear.behind()));
    this.on("ping", () => {});
    // The browser would come back by itself, all of them at once and with what this page does not know.
    this.source.onerror = () => this.end(() => hear.ended(this.wasHeard));
    this.listen();
  }

  on(name, act) {
    this.source.addEventListener(name, (event) => {
      if (this.isDone) return;
      this.wasHeard = true;
      this.listen();
      this.hear.beat();
      act(event);
    });
  }

  listen() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(() => this.hear.ended(false)), SILENCE);
  }

  close() {
    this.isDone = true;
    clearTimeout(this.timer);
    this.source.close();
  }

  end(tell) {
    if (this.isDone) return;
    this.close();
    tell();
  }
}

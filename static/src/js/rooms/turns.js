// Who of this browser's pages has a stream: one for each room, and a few at most, as over HTTP/1.1 a browser opens six
// connections to a site in all. The others are told by the one that has it.

const MOST_STREAMS = 3;

export class Turns {
  // `hear` has told(what), lead() and follow().
  constructor(room, hear) {
    this.hear = hear;
    this.name = `greenpaper-room-${room}`;
    // Where the browser has no locks, which it has only over https, every page that is seen has a stream.
    this.canShare = "locks" in navigator && "BroadcastChannel" in window;
    if (!this.canShare) return;
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = (event) => hear.told(event.data);
  }

  tell(what) {
    this.channel?.postMessage(what);
  }

  // Wait for the turn; it is kept until it is given up.
  take() {
    this.giveUp();
    if (!this.canShare) {
      this.hear.lead();
      return;
    }
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    const keep = () => {
      if (signal.aborted) return null;
      this.hear.lead();
      return new Promise((done) => signal.addEventListener("abort", done));
    };
    navigator.locks.request(this.name, { signal }, keep).catch(() => {});
    this.hear.follow();
  }

  giveUp() {
    this.waiting?.abort();
    this.closeStream();
  }

  // Whether there may be one more stream; one that may be is to be given back.
  async openStream() {
    if (!this.canShare) return true;
    for (let number = 1; number <= MOST_STREAMS; number += 1) {
      if (await this.have(`greenpaper-stream-${number}`)) return true;
    }
    return false;
  }

  have(name) {
    return new Promise((answer) => {
      const keep = (lock) => {
        answer(lock !== null);
        return lock && new Promise((done) => (this.closing = done));
      };
      navigator.locks.request(name, { ifAvailable: true }, keep).catch(() => answer(false));
    });
  }

  closeStream() {
    this.closing?.();
    this.closing = null;
  }
}

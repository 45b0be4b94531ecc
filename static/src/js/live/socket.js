// One web socket to a draft's room, as long as it lasts: short messages, and changes with their numbers.

const PING = 10_000;
// A connection that has said nothing for so long is dead, whatever the network says.
const SILENCE = 25_000;

export class Socket {
  // `hear` has opened(), message(said), change(bytes) and closed().
  constructor(address, hear) {
    this.hear = hear;
    this.isDone = false;
    this.ws = new WebSocket(address);
    this.ws.binaryType = "arraybuffer";
    this.ws.onopen = () => hear.opened(this);
    this.ws.onmessage = (event) => this.take(event.data);
    this.ws.onclose = () => this.end();
    this.heard = Date.now();
    this.beat = setInterval(() => this.look(), PING);
  }

  take(data) {
    if (this.isDone) return;
    this.heard = Date.now();
    if (typeof data === "string") this.hear.message(JSON.parse(data), this);
    else this.hear.change(new Uint8Array(data));
  }

  say(message) {
    if (this.ws.readyState === WebSocket.OPEN) this.ws.send(JSON.stringify(message));
  }

  send(number, change) {
    if (this.ws.readyState !== WebSocket.OPEN) return;
    const frame = new Uint8Array(4 + change.length);
    new DataView(frame.buffer).setUint32(0, number);
    frame.set(change, 4);
    this.ws.send(frame);
  }

  look() {
    if (Date.now() - this.heard > SILENCE) this.end();
    else this.say({ kind: "ping" });
  }

  // Whoever closes it is told no more; a socket that the network cut may take minutes to close by itself.
  close() {
    this.isDone = true;
    clearInterval(this.beat);
    this.ws.close();
  }

  end() {
    if (this.isDone) return;
    this.close();
    this.hear.closed();
  }
}

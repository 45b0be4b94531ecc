// Carries changes between this browser's document and the draft's room, and knows what has been stored there.
import { applyUpdate, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from "yjs";
import { fromBase64, toBase64 } from "lib0/buffer";

import { Polling } from "./polling.js";
import { Socket } from "./socket.js";

// What is typed within so many milliseconds goes as one change.
const BATCH = 40;
const FAILURES = 3;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
// How long those who have to ask go on asking before they try a socket again.
const ANOTHER_TRY = 60_000;
// Room to spare below the megabyte that a socket takes.
const LARGEST = 700_000;

export class Provider {
  // `at` has the addresses `socket` and `sync` and the form's `token`. `hear` is told welcomed(), moved(),
  // people(list), cursor(message) and refused(sentence); an empty sentence is one that nobody gave.
  constructor(doc, at, hear) {
    Object.assign(this, { doc, at, hear });
    this.live = null;
    this.isThere = this.isClosed = this.wasThere = false;
    this.numbered = this.stored = this.failures = 0;
    this.batch = [];
    this.held = null;
    this.socket = this.polling = this.serverVector = this.caret = null;
    this.savedVector = encodeStateVector(doc);
    doc.on("update", (change, origin) => origin === this || this.gather(change));
  }

  // `live` is the live text that this browser has changes for, if any.
  start(live) {
    this.live = live;
    this.reopen = () => this.isClosed || this.isThere || this.open();
    window.addEventListener("online", this.reopen);
    window.addEventListener("offline", () => this.socket?.end());
    this.open();
  }

  close() {
    this.isClosed = true;
    this.isThere = false;
    for (const timer of [this.timer, this.batching]) clearTimeout(timer);
    this.socket?.close();
    this.polling?.close();
    window.removeEventListener("online", this.reopen);
  }

  get hasUnsaved() {
    return this.batch.length > 0 || this.stored < this.numbered;
  }

  // What the server is not known to have.
  unsaved() {
    return encodeStateAsUpdate(this.doc, this.savedVector);
  }

  open() {
    clearTimeout(this.timer);
    this.socket?.close();
    try {
      this.socket = new Socket(this.at.socket, this);
    } catch {
      this.closed();
    }
  }

  opened(socket) {
    const vector = toBase64(encodeStateVector(this.doc));
    socket.say({ kind: "hello", client: this.doc.clientID, live: this.live, vector });
  }

  message(said) {
    if (said.kind === "welcome") this.welcome(said);
    else if (said.kind === "stored") this.acknowledge(said.n);
    else if (said.kind === "people") this.hear.people(said.people);
    else if (said.kind === "cursor") this.hear.cursor(said);
    else if (said.kind === "refused") this.hear.refused(said.because);
  }

  welcome(said) {
    if (!this.agree(said.live)) return;
    this.polling?.close();
    this.polling = null;
    this.failures = 0;
    this.receive(fromBase64(said.change));
    this.serverVector = fromBase64(said.vector);
    this.arrive(said.people);
    if (this.hasUnsaved) this.resend();
    this.tellCaret();
  }

  // Changes made in one live text must never go into another.
  agree(live) {
    if (this.live !== null && this.live !== live) {
      this.hear.refused("");
      return false;
    }
    this.live = live;
    return true;
  }

  arrive(people) {
    this.isThere = true;
    const isFirst = !this.wasThere;
    this.wasThere = true;
    if (isFirst) this.hear.welcomed();
    this.hear.people(people);
    this.settle();
  }

  // After every break all that the server lacks goes as one change, whatever was on its way.
  resend() {
    this.batch = [];
    this.numbered += 1;
    this.socket.send(this.numbered, encodeStateAsUpdate(this.doc, this.serverVector));
  }

  change(bytes) {
    this.receive(bytes);
    this.settle();
  }

  receive(change) {
    if (!change.length) return;
    if (this.held) this.held.push(change);
    else applyUpdate(this.doc, change, this);
  }

  hold() {
    this.held ??= [];
  }

  release() {
    const waiting = this.held ?? [];
    this.held = null;
    for (const change of waiting) applyUpdate(this.doc, change, this);
  }

  gather(change) {
    this.batch.push(change);
    this.batching ??= setTimeout(() => this.flush(), BATCH);
    this.hear.moved();
  }

  flush() {
    clearTimeout(this.batching);
    this.batching = null;
    if (!this.batch.length || this.isClosed) return;
    const change = mergeUpdates(this.batch);
    this.batch = [];
    this.numbered += 1;
    if (change.length > LARGEST) this.hear.refused("");
    else if (this.polling) this.polling.soon();
    else if (this.isThere) this.socket.send(this.numbered, change);
  }

  acknowledge(number) {
    this.stored = Math.max(this.stored, number ?? 0);
    this.settle();
  }

  settle() {
    if (!this.hasUnsaved) this.savedVector = encodeStateVector(this.doc);
    this.hear.moved();
  }

  // Where the caret is, as places in the shared text; null for nowhere.
  setCaret(anchor, head) {
    this.caret = anchor && { anchor: toBase64(anchor), head: toBase64(head) };
    this.tellCaret();
  }

  tellCaret() {
    if (this.isThere && !this.polling && this.caret) this.socket.say({ kind: "cursor", ...this.caret });
  }

  // The socket is gone, or never came.
  closed() {
    if (this.isClosed) return;
    if (this.polling) {
      this.timer = setTimeout(() => this.open(), ANOTHER_TRY);
      return;
    }
    // A browser that knows itself to be offline has not been turned away by anybody.
    if (navigator.onLine) this.failures += 1;
    this.lose();
    if (this.failures >= FAILURES) this.poll();
    else this.timer = setTimeout(() => this.open(), this.wait());
  }

  lose() {
    this.isThere = false;
    this.hear.people([]);
    this.hear.moved();
  }

  // Longer each time and never the same, so that a server that comes back is not met by everybody at once.
  wait() {
    return Math.min(FIRST_WAIT * 2 ** Math.max(this.failures - 1, 0), LONGEST_WAIT) * (0.5 + Math.random());
  }

  poll() {
    this.polling = new Polling(this.at.sync, this.at.token, this);
    this.timer = setTimeout(() => this.open(), ANOTHER_TRY);
  }

  asked() {
    this.flush();
    const isNews = this.serverVector && this.stored < this.numbered;
    return {
      client: this.doc.clientID,
      live: this.live,
      vector: encodeStateVector(this.doc),
      change: isNews ? encodeStateAsUpdate(this.doc, this.serverVector) : null,
      n: this.numbered,
      cursor: this.caret,
    };
  }

  // Whether to ask again soon: there is something to send, or there is company.
  answered(said) {
    if (!this.agree(said.live)) return false;
    if (!this.isThere) this.failures = 0;
    this.receive(said.change);
    this.serverVector = said.vector;
    this.acknowledge(said.stored);
    this.arrive(said.people);
    return this.hasUnsaved || said.people.length > 1;
  }

  refused(because) {
    this.hear.refused(because);
  }

  // Once the network is back, sockets may be too.
  failed() {
    if (this.isClosed) return;
    this.failures += 1;
    this.lose();
    this.polling.soon(this.wait());
  }
}

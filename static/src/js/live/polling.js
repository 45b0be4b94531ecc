// For networks that let no web socket through: the same messages by asking again and again.
import { fromBase64, toBase64 } from "lib0/buffer";

const BUSY = 400;
const IDLE = 2_000;
const UNSEEN = 10_000;
const PATIENCE = 15_000;

// A sentence where the server gave one; nothing where somebody between us and it answered.
async function sentence(answer) {
  return answer.json().then((said) => said.because ?? "", () => "");
}

export class Polling {
  // `hear` has asked(), answered(said), refused(status, sentence) and failed().
  constructor(address, token, hear) {
    Object.assign(this, { address, token, hear });
    this.isDone = false;
    this.isAsking = false;
    this.soon(0);
  }

  soon(after = BUSY) {
    clearTimeout(this.timer);
    if (!this.isDone && !this.isAsking) this.timer = setTimeout(() => this.ask(), after);
  }

  async ask() {
    this.isAsking = true;
    const body = this.hear.asked();
    let wait = null;
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ ...body, vector: toBase64(body.vector), change: body.change && toBase64(body.change) }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      wait = await this.take(answer);
    } catch {
      // Neither did the network answer nor the server in time.
    }
    this.isAsking = false;
    if (this.isDone) return;
    if (wait === null) this.hear.failed();
    else this.soon(wait);
  }

  // How long to wait before asking again; null when it failed.
  async take(answer) {
    if (!answer.ok || answer.redirected) {
      const because = await sentence(answer);
      if (this.isDone || answer.status >= 500 || answer.status === 429) return null;
      this.hear.refused(because);
      return IDLE;
    }
    const said = await answer.json();
    if (this.isDone) return null;
    const isBusy = this.hear.answered({ ...said, vector: fromBase64(said.vector), change: fromBase64(said.change) });
    return isBusy ? BUSY : document.hidden ? UNSEEN : IDLE;
  }

  close() {
    this.isDone = true;
    clearTimeout(this.timer);
  }
}

// The form in which something is said, sent without leaving the page. What was typed stays until the server has it: it is
// sent again under the same key when no answer came, which stores it once however often it arrives.

import { Typed } from "./typed.js";

const PATIENCE = 20_000;
// A large file takes its time on a slow line.
const PATIENCE_WITH_FILE = 300_000;
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];

export class Composer {
  // `hear` is told sent(), and sent with a number; `phrases` has what is said of it.
  constructor(form, phrases, hear) {
    Object.assign(this, { form, phrases, hear });
    this.field = form.elements.body;
    this.isSending = false;
    this.problem = this.phrases.copy("problem").firstElementChild;
    this.status = this.phrases.copy("sending").firstElementChild;
    form.querySelector("button[type=submit]").before(this.status);
  }

  start() {
    new Typed(this.form).start();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    window.addEventListener("beforeunload", (event) => this.isSending && event.preventDefault());
  }

  async send() {
    if (this.isSending) {
      // Whoever presses again while it is tried again has it tried at once.
      this.again?.();
      return;
    }
    this.isSending = true;
    this.field.readOnly = true;
    this.explain([]);
    try {
      this.take(await this.answered(new FormData(this.form)));
    } finally {
      this.isSending = false;
      this.field.readOnly = false;
      this.status.textContent = "";
    }
  }

  // What the server said to it; null when it never did.
  async answered(body) {
    for (const wait of WAITS) {
      const answer = await this.post(body);
      if (answer) return answer;
      this.status.textContent = this.phrases.say("again");
      await new Promise((done) => {
        this.again = done;
        setTimeout(done, wait * (0.75 + Math.random() / 2));
      });
    }
    return null;
  }

  async post(body) {
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(body.get("file")?.size ? PATIENCE_WITH_FILE : PATIENCE),
      });
      if (answer.status >= 500) return null;
      const said = await answer.json().catch(() => ({}));
      return { ok: answer.ok && "number" in said, status: answer.status, ...said };
    } catch {
      return null;
    }
  }

  take(answer) {
    if (answer?.ok) {
      this.clear();
      this.hear.sent(answer);
    } else {
      const name = answer === null ? "unsent" : answer.status === 401 ? "signed-out" : "refused";
      this.explain(answer?.errors ?? [this.phrases.say(name)]);
      this.field.focus();
    }
  }

  clear() {
    this.form.reset();
    this.field.value = "";
    const { key, answers } = this.form.elements;
    key.value = unique();
    if (answers) answers.value = "";
    this.hear.cleared();
  }

  // As the server would show it on the page of the form.
  explain(sentences) {
    const group = this.field.closest(".govuk-form-group");
    const isWrong = sentences.length > 0;
    for (const old of group.querySelectorAll(".govuk-error-message")) old.remove();
    document.querySelector("#main-content > .govuk-error-summary, .govuk-error-summary")?.remove();
    group.classList.toggle("govuk-form-group--error", isWrong);
    this.field.classList.toggle("govuk-textarea--error", isWrong);
    if (!isWrong) return;
    this.problem.querySelector("[data-slot]").textContent = sentences.join(" ");
    this.field.before(this.problem);
    this.field.setAttribute("aria-describedby", this.problem.id);
  }
}

function unique() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Which a browser has over https only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

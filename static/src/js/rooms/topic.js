// The page of a topic, made live. Without any of this it is a page and a form.
import { Phrases } from "../live/phrases.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { Feed } from "./feed.js";
import { Messages } from "./messages.js";
import { Place } from "./place.js";

// A break so short that nobody needs to know of it.
const SHORT_BREAK = 3_000;
const BETWEEN_MARKS = 3_000;

export class LiveTopic {
  constructor(element, list) {
    this.element = element;
    this.phrases = new Phrases(element);
    this.messages = new Messages(list);
    this.announcer = new Announcer(this.part("announce"), this.phrases);
    this.place = new Place(document.getElementById("say"), this.part("below"), this.phrases);
    const { room, change } = list.dataset;
    const { stream, since } = element.dataset;
    this.feed = new Feed({ stream, since, room, change: Number(change) }, this);
    this.own = new Set();
    this.reactions = document.getElementById("react");
  }

  part(name) {
    return this.element.querySelector(`[data-live="${name}"]`);
  }

  start() {
    this.feed.start();
    const form = document.querySelector("#say form");
    if (form) {
      this.composer = new Composer(form, this.phrases, this);
      this.composer.start();
    }
    this.reactions?.addEventListener("submit", (event) => this.react(event));
  }

  // The feed tells.
  message(said) {
    const fresh = this.place.keep(() => this.messages.put(said));
    if (!fresh) return;
    document.querySelector("[data-live-empty]")?.remove();
    if (!this.own.delete(said.number)) this.announcer.hear(fresh);
    this.mark(said.number);
  }

  state(name) {
    clearTimeout(this.losing);
    const show = () => (this.part("state").textContent = name === "live" ? "" : this.phrases.say(name));
    if (name === "live") show();
    else this.losing = setTimeout(show, SHORT_BREAK);
  }

  over(why) {
    clearTimeout(this.losing);
    this.part("state").replaceChildren(this.phrases.copy(why));
  }

  // The composer tells.
  sent({ number }) {
    this.own.add(number);
    this.feed.hurry();
  }

  cleared() {
    document.querySelector("#say blockquote")?.nextElementSibling?.remove();
    document.querySelector("#say blockquote")?.remove();
    const heading = document.getElementById("saying");
    if (heading) heading.textContent = this.phrases.say("say");
  }

  // How far they have read, while they look at it.
  mark(number) {
    const { seen } = this.element.dataset;
    if (document.hidden || !seen) return;
    this.read = number;
    this.marking ??= setTimeout(() => {
      this.marking = null;
      const body = new FormData();
      body.append("up_to", this.read);
      body.append("csrfmiddlewaretoken", this.token);
      fetch(seen, { method: "POST", body, keepalive: true }).catch(() => {});
    }, BETWEEN_MARKS);
  }

  get token() {
    return document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  async react(event) {
    event.preventDefault();
    const { submitter } = event;
    const body = new FormData(this.reactions);
    body.append(submitter.name, submitter.value);
    const answer = await fetch(submitter.formAction, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect" || answer?.ok) this.feed.hurry();
    // The page of the refusal says why.
    else HTMLFormElement.prototype.submit.call(this.formOf(submitter));
  }

  formOf({ formAction, name, value }) {
    this.reactions.action = formAction;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    this.reactions.append(field);
    return this.reactions;
  }
}

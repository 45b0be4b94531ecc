// Tells those who do not see the page what was said, once they can hear it: several at once are counted.

const TOGETHER = 1_500;
const MOST_LETTERS = 300;

export class Announcer {
  constructor(element, phrases) {
    Object.assign(this, { element, phrases, waiting: [] });
  }

  hear(message) {
    this.waiting.push(message);
    this.timer ??= setTimeout(() => this.say(), TOGETHER);
  }

  say() {
    this.timer = null;
    const messages = this.waiting.splice(0);
    const [first] = messages;
    const by = first.querySelector(".app-message__by")?.textContent.trim() ?? "";
    const words = (first.querySelector(".app-message__words") ?? first).textContent.replace(/\s+/g, " ").trim();
    const name = messages.length > 1 ? "several" : by ? "said" : "noted";
    this.element.textContent = this.phrases.say(name, { count: messages.length, by, words: words.slice(0, MOST_LETTERS) });
  }
}

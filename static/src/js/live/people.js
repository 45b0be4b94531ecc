// Who else is writing: a list with a colour for each, and a quiet word to screen readers when somebody comes or goes.

// Somebody who reloads the page has neither left nor come.
const BEFORE_TELLING = 3_000;

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}

export class People {
  constructor(section, phrases) {
    this.section = section;
    this.phrases = phrases;
    this.list = section.querySelector("ul");
    this.news = section.querySelector('[role="status"]');
    this.told = null;
  }

  // `people` as the server names them. Somebody with two windows is one person.
  show(people) {
    const seen = new Map(people.map((one) => [`${one.name} ${one.colour}`, one]));
    for (const one of people) if (one.you) seen.set(`${one.name} ${one.colour}`, one);
    this.list.replaceChildren(...[...seen.values()].map((one) => this.item(one)));
    this.section.hidden = !seen.size;
    const others = new Set([...seen.values()].filter((one) => !one.you).map((one) => one.name));
    clearTimeout(this.timer);
    // With the connection gone nobody is seen, but nobody has left either.
    if (seen.size) this.timer = setTimeout(() => this.tell(others), BEFORE_TELLING);
  }

  item(one) {
    const item = this.phrases.copy("person").firstElementChild;
    const [chip, name] = item.children;
    chip.classList.add(`app-person--${one.colour}`);
    chip.textContent = initials(one.name);
    name.textContent = one.you ? this.phrases.say("you", one) : one.name;
    return item;
  }

  // What one finds on coming in is on the page; only changes are told.
  tell(others) {
    const before = this.told;
    this.told = others;
    if (!before) return;
    const came = [...others].filter((name) => !before.has(name)).map((name) => this.phrases.say("came", { name }));
    const went = [...before].filter((name) => !others.has(name)).map((name) => this.phrases.say("went", { name }));
    if (came.length + went.length) this.news.textContent = [...came, ...went].join(" ");
  }
}

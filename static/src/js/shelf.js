// Where this browser keeps what the server does not have yet. Under the person who typed it: a computer may be shared.

const NAME = "greenpaper-unfinished";

export class Shelf {
  constructor(person, draft, form) {
    this.person = person;
    this.place = `${NAME}:${person}:${draft}:`;
    this.name = `${this.place}${form}`;
    this.works = true;
  }

  put(words) {
    try {
      localStorage.setItem(this.name, words);
    } catch {
      // A full disk, or a private window, is no reason to stop anybody from typing.
      this.works = false;
    }
  }

  take() {
    this.remove(this.name);
  }

  remove(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      this.works = false;
    }
  }

  // What other windows of this person left of the draft: names and words.
  leftBehind() {
    const names = Shelf.names().filter((name) => name.startsWith(this.place) && name !== this.name);
    return names.map((name) => [name, localStorage.getItem(name)]);
  }

  forgetOthers() {
    const mine = `${NAME}:${this.person}:`;
    for (const name of Shelf.names()) if (!name.startsWith(mine)) this.remove(name);
  }

  static names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(`${NAME}:`));
    } catch {
      return [];
    }
  }

  // When people sign out.
  static empty() {
    for (const name of Shelf.names()) localStorage.removeItem(name);
  }
}

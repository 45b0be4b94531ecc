// The messages of one topic in the page, in the order of their numbers.

const PLACES = "a[href], button[formaction], summary";

export class Messages {
  constructor(list) {
    this.list = list;
    this.topic = Number(list.dataset.topic);
    this.hasLater = "hasLater" in list.dataset;
    this.hasEarlier = document.querySelector('#main-content a[rel="prev"]') !== null;
  }

  // Put a message where it belongs, as it is now. What came new at the end is returned.
  put({ number, topic, html }) {
    const there = document.getElementById(`message-${number}`);
    if (topic !== this.topic) {
      there?.remove();
      return null;
    }
    const fresh = this.made(html);
    if (there) {
      this.replace(there, fresh);
      return null;
    }
    const all = [...this.list.querySelectorAll("[data-number]")];
    const next = all.find((one) => Number(one.dataset.number) > number);
    const isOnAnotherPage = next ? next === all[0] && this.hasEarlier : this.hasLater;
    if (isOnAnotherPage) return null;
    if (next) next.before(fresh);
    else this.list.append(fresh);
    return next ? null : fresh;
  }

  made(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  }

  // Whoever stands on a link or a button in it by keyboard stands on the same one again.
  replace(there, fresh) {
    const at = [...there.querySelectorAll(PLACES)].indexOf(document.activeElement);
    there.replaceWith(fresh);
    if (at >= 0) fresh.querySelectorAll(PLACES)[at]?.focus({ preventScroll: true });
  }
}

// Where the reader is in the page. What comes moves nothing that they look at: whoever has the form before them keeps it
// there, and the talk goes up; whoever reads further up is told that there is more below, and goes there if they like.

export class Place {
  constructor(foot, below, phrases) {
    Object.assign(this, { foot, below, phrases });
    this.count = 0;
    this.isSeen = false;
    new IntersectionObserver(([entry]) => {
      this.isSeen = entry.isIntersecting;
      if (this.isSeen) this.forget();
    }).observe(foot);
  }

  // Have `change` made to the list above the foot, which returns what came new at its end.
  keep(change) {
    const before = this.foot.getBoundingClientRect().top;
    const fresh = change();
    if (this.isSeen) {
      const moved = this.foot.getBoundingClientRect().top - before;
      if (moved) window.scrollBy({ top: moved, behavior: "instant" });
    } else if (fresh) {
      this.count += 1;
      if (this.count === 1) this.below.firstElementChild.href = `#${fresh.id}`;
      this.below.firstElementChild.textContent = this.phrases.say("below", { count: this.count });
      this.below.hidden = false;
    }
    return fresh;
  }

  forget() {
    this.count = 0;
    this.below.hidden = true;
  }
}

// Hides what only one choice asks for until it is chosen. Without scripts everything is there from the start.

export class Reveal {
  constructor(element) {
    this.element = element;
    const { revealFor, revealWhen } = element.dataset;
    this.wanted = revealWhen;
    this.radios = [...(element.closest("form")?.querySelectorAll(`input[name="${revealFor}"]`) ?? [])];
  }

  start() {
    for (const radio of this.radios) radio.addEventListener("change", () => this.look());
    this.look();
  }

  // What has to be put right is never hidden, whatever is chosen.
  look() {
    const isChosen = this.radios.some((radio) => radio.checked && radio.value === this.wanted);
    this.element.hidden = !isChosen && !this.element.querySelector(".govuk-error-message");
  }
}

// A toolbar of real buttons above the text. Everything they do can be typed.
import { shown } from "./keys.js";

export class Toolbar {
  // `press` is told what the button that was pressed is for.
  constructor(element, press) {
    Object.assign(this, { element, press });
    this.buttons = [...element.querySelectorAll("button")];
  }

  show() {
    this.element.hidden = false;
    this.buttons.forEach((button, index) => {
      button.tabIndex = index ? -1 : 0;
      button.title = shown(button.title);
      button.addEventListener("click", () => this.press(button.dataset.mark));
    });
    this.element.addEventListener("keydown", (event) => this.move(event));
  }

  // One stop for Tab; arrow keys go from button to button (WAI-ARIA toolbar pattern).
  move(event) {
    const here = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: here < last ? here + 1 : 0, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
    if (here < 0 || to === undefined) return;
    event.preventDefault();
    this.buttons[here].tabIndex = -1;
    this.buttons[to].tabIndex = 0;
    this.buttons[to].focus();
  }
}

// Offers to comment on words that are selected in a paragraph. Without it, people copy the words into the form.

const MOST = 4000;

export class CommentOffer {
  constructor(element) {
    this.element = element;
    this.link = element.querySelector("a");
    this.form = this.link.getAttribute("href");
  }

  show() {
    document.addEventListener("selectionchange", () => this.follow());
    // Pressing the mouse would end the selection before the link is followed.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.follow();
  }

  follow() {
    const address = this.address(document.getSelection());
    this.element.hidden = !address;
    if (address) this.link.setAttribute("href", address);
  }

  // The form for what is selected; empty unless it is some words in one paragraph.
  address(selection) {
    if (!selection.rangeCount || selection.isCollapsed) return "";
    const range = selection.getRangeAt(0);
    const [first, last] = [range.startContainer, range.endContainer].map(paragraphOf);
    const words = selection.toString().trim();
    if (!first || first !== last || !words || words.length > MOST) return "";
    const before = document.createRange();
    before.setStart(first, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const query = new URLSearchParams({ paragraph: first.dataset.commentOn, words, nth: countOf(words, before.toString()) });
    return `${this.form}&${query}`;
  }
}

function paragraphOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element.closest("[data-comment-on]");
}

// How often the words begin in what comes before them, overlapping or not, as the server counts.
function countOf(words, before) {
  const [wanted, text] = [words, before].map((one) => one.replace(/\s+/g, " "));
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count += 1;
  return count;
}

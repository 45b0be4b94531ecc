// The sentences that scripts show. They are written in templates/pages/_live.html and looked up here by their names.

export class Phrases {
  constructor(element) {
    this.templates = new Map([...element.querySelectorAll("template[data-says]")].map((one) => [one.dataset.says, one]));
  }

  say(name, words = {}) {
    const text = this.templates.get(name)?.content.textContent.trim() ?? "";
    return text.replace(/\{(\w+)\}/g, (_, key) => words[key] ?? "");
  }

  copy(name) {
    return this.templates.get(name).content.cloneNode(true);
  }
}

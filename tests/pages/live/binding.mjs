// Two textareas bound to two copies of one shared text, whose changes reach each other late: they come to say the same,
// nobody's letters are lost or doubled, and no emoji is cut in two. Run by test_binding.py.
import assert from "node:assert/strict";
import { Doc, applyUpdate } from "yjs";

import { Binding } from "../../../static/src/js/live/binding.js";
import { carriedOver, difference, differences } from "../../../static/src/js/live/differences.js";

// What a textarea does, as far as the binding asks: HTML standard, setRangeText with "preserve".
class Field extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { value: "", selectionStart: 0, selectionEnd: 0 });
  }

  setSelectionRange(start, end) {
    Object.assign(this, { selectionStart: start, selectionEnd: end });
  }

  setRangeText(text, start, end) {
    this.value = this.value.slice(0, start) + text + this.value.slice(end);
    const kept = (at, inside) => (at > end ? at + text.length - (end - start) : at > start ? inside : at);
    this.setSelectionRange(kept(this.selectionStart, start), kept(this.selectionEnd, start + text.length));
  }

  type(text, start = this.selectionStart, end = start) {
    this.value = this.value.slice(0, start) + text + this.value.slice(end);
    this.setSelectionRange(start + text.length, start + text.length);
    this.dispatchEvent(new Event("input"));
  }
}

class Writer {
  constructor() {
    this.doc = new Doc();
    this.field = new Field();
    this.out = [];
    this.held = null;
    this.binding = new Binding(this.field, this.doc.getText("body"), this);
    this.binding.start();
    this.doc.on("update", (change, origin) => origin === "others" || this.out.push(change));
  }

  hold() {
    this.held = [];
  }

  release() {
    const held = this.held;
    this.held = null;
    for (const change of held) this.receive(change);
  }

  receive(change) {
    if (this.held) this.held.push(change);
    else applyUpdate(this.doc, change, "others");
  }
}

function meet(one, other) {
  for (const change of one.out.splice(0)) other.receive(change);
  for (const change of other.out.splice(0)) one.receive(change);
}

function press(field, key, extra = {}) {
  field.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), { ctrlKey: true, altKey: false, key }, extra));
}

function pair(text = "") {
  const [one, other] = [new Writer(), new Writer()];
  one.field.type(text);
  meet(one, other);
  return [one, other];
}

const stories = {
  "the caret says which of two like letters was typed"() {
    assert.deepEqual(difference("aaa", "aaaa", 1), { at: 0, gone: 0, come: "a" });
    assert.deepEqual(difference("aXb", "ab", 1), { at: 1, gone: 1, come: "" });
  },

  "characters are never cut in two"() {
    assert.deepEqual(difference("a🙂b", "a🙃b", 3), { at: 1, gone: 2, come: "🙃" });
    // The same second half, another first one.
    assert.deepEqual(difference("\u{1F642}", "\u{1F242}", 2), { at: 0, gone: 2, come: "\u{1F242}" });
  },

  "five lines made a list are five small changes"() {
    const changes = differences("one\ntwo", "- one\n- two", 11);
    assert.deepEqual(changes, [{ at: 4, gone: 0, come: "- " }, { at: 0, gone: 0, come: "- " }]);
  },

  "what was typed before others' words came in is carried over, or left to the form"() {
    assert.equal(carriedOver("Fares.", "Fares.", "All fares."), "All fares.");
    assert.equal(carriedOver("Fares.", "Fares. Buses.", "Fares."), "Fares. Buses.");
    assert.equal(carriedOver("One. Two.", "One. Two. Three.", "Nought. One. Two."), "Nought. One. Two. Three.");
    assert.equal(carriedOver("One. Two.", "Nought. One. Two.", "One. Two. Three."), "Nought. One. Two. Three.");
    assert.equal(carriedOver("One.", "Two.", "Three."), null);
  },

  "the caret stays where it was while somebody types before it"() {
    const [amina, ben] = pair("Fares are capped.");
    amina.field.setSelectionRange(10, 16);
    ben.field.type("All ", 0);
    meet(amina, ben);
    assert.deepEqual([amina.field.selectionStart, amina.field.selectionEnd], [14, 20]);
    ben.field.type(" now", ben.field.value.length - 1);
    meet(amina, ben);
    assert.deepEqual([amina.field.selectionStart, amina.field.selectionEnd], [14, 20]);
    assert.equal(amina.field.value, "All Fares are capped now.");
  },

  "undo takes back one's own words alone"() {
    const [amina, ben] = pair("Fares.");
    amina.field.type(" Buses.", 6);
    meet(amina, ben);
    ben.field.type("All. ", 0);
    meet(amina, ben);
    press(amina.field, "z");
    assert.equal(amina.field.value, "All. Fares.");
    press(amina.field, "Z", { shiftKey: true });
    assert.equal(amina.field.value, "All. Fares. Buses.");
    meet(amina, ben);
    assert.equal(ben.field.value, amina.field.value);
  },

  "others wait while a character is being composed"() {
    const [amina, ben] = pair("Fares.");
    amina.field.dispatchEvent(new Event("compositionstart"));
    amina.field.type("か", 6);
    ben.field.type("All ", 0);
    meet(amina, ben);
    assert.equal(amina.field.value, "Fares.か");
    amina.field.type("な", 6, 7);
    amina.field.dispatchEvent(new Event("compositionend"));
    meet(amina, ben);
    assert.equal(amina.field.value, "All Fares.な");
    assert.equal(ben.field.value, "All Fares.な");
  },

  "half a character becomes the sign for an unknown one, here and there"() {
    const [amina, ben] = pair("Fares");
    amina.field.type("\ud83d!", 5);
    meet(amina, ben);
    assert.equal(amina.field.value, "Fares\ufffd!");
    assert.equal(ben.field.value, "Fares\ufffd!");
  },

  "two people type, delete and undo for long, and come to the same"() {
    let seed = 7;
    const any = (most) => (seed = (seed * 48271) % 2147483647) % most;
    const letters = ["a", "b", "\n", "🙂", "🙃", "\u{1F242}", "👩‍💻", "é", "long words here "];
    const writers = pair("🙂🙃 Fares are capped.\n🙂");
    for (let round = 0; round < 3000; round += 1) {
      const { field } = writers[any(2)];
      const places = [0];
      for (const one of field.value) places.push(places.at(-1) + one.length);
      const first = any(places.length);
      const [start, end] = [places[first], places[Math.min(first + any(5), places.length - 1)]];
      const act = any(10);
      if (act < 6) field.type(letters[any(letters.length)], start);
      else if (act < 8) field.type(act === 6 ? "" : letters[any(letters.length)], start, end);
      else if (act === 8) press(field, "z");
      else meet(...writers);
    }
    meet(...writers);
    const [one, other] = writers;
    assert.equal(one.field.value, other.field.value);
    assert.equal(one.field.value, one.doc.getText("body").toString());
    assert.ok(one.field.value.isWellFormed() && !one.field.value.includes("\ufffd"));
  },
};

for (const [name, story] of Object.entries(stories)) {
  try {
    story();
  } catch (error) {
    console.error(`${name}\n${error.stack}`);
    process.exitCode = 1;
  }
}

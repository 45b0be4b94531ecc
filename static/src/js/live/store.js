// What was typed and not yet saved, kept in this browser until it is. It is kept under the person who typed it, and
// whatever is another person's is thrown away unread: a computer may be shared.

const NAME = "greenpaper-live";
const TEXTS = "texts";

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TEXTS);
  return settled(request);
}

// Everything of this draft, for this person: keys are [person, draft, Yjs client].
function keysOf(person, draft) {
  return IDBKeyRange.bound([person, draft], [person, draft, []]);
}

export class Store {
  constructor(base, person, draft) {
    Object.assign(this, { base, person, draft });
  }

  // Null where the browser keeps nothing, as in some private windows.
  static async open(person, draft) {
    try {
      const store = new Store(await opened(), person, draft);
      await store.forgetOthers();
      return store;
    } catch {
      return null;
    }
  }

  // When people sign out.
  static async empty() {
    try {
      const base = await opened();
      await settled(base.transaction(TEXTS, "readwrite").objectStore(TEXTS).clear());
    } catch {
      // Then nothing was kept.
    }
  }

  texts(mode = "readwrite") {
    return this.base.transaction(TEXTS, mode).objectStore(TEXTS);
  }

  async forgetOthers() {
    const texts = this.texts();
    for (const key of await settled(texts.getAllKeys())) if (key[0] !== this.person) texts.delete(key);
  }

  // What was kept of this draft, the newest first.
  async kept() {
    const [texts, range] = [this.texts("readonly"), keysOf(this.person, this.draft)];
    const [keys, found] = await Promise.all([settled(texts.getAllKeys(range)), settled(texts.getAll(range))]);
    return found.map((one, index) => ({ ...one, key: keys[index] })).sort((one, other) => other.at - one.at);
  }

  // `words` has the live text, the change to it that is not saved, the text as it stood then and the form's version.
  // A failure, as on a full disk, is no reason to stop anybody from typing.
  async keep(client, words) {
    await settled(this.texts().put({ ...words, at: Date.now() }, [this.person, this.draft, client])).catch(() => {});
  }

  async forget(...keys) {
    const texts = this.texts();
    for (const key of keys) texts.delete(key);
  }

  keyOf(client) {
    return [this.person, this.draft, client];
  }
}

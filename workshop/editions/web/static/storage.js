// The reader's files, where JupyterLite keeps them in this browser: one IndexedDB, one entry a path.

const STORE = "files";

export class Storage {
  /** @param {string} lesson the lesson's name: JupyterLite's settings name the database after it */
  constructor(lesson) {
    this.name = `close-reading ${lesson}`;
  }

  /** Open the database, made with its store if it isn't there. */
  open(version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, version);
      request.onupgradeneeded = () => {
        const database = request.result;
        if (!database.objectStoreNames.contains(STORE)) database.createObjectStore(STORE);
      };
      request.onsuccess = () => {
        const database = request.result;
        if (database.objectStoreNames.contains(STORE)) return resolve(database);
        const next = database.version + 1;
        database.close();
        resolve(this.open(next));
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("close the other tabs of this course first"));
    });
  }

  /** Run one request in a transaction; returns its result once that is kept. */
  async run(mode, act) {
    const database = await this.open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode, { durability: "strict" });
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  /** @returns {Promise<object[]>} every entry, folders too, as JupyterLite has them */
  all() {
    return this.run("readonly", (store) => store.getAll());
  }

  get(path) {
    return this.run("readonly", (store) => store.get(path));
  }

  put(entry) {
    return this.run("readwrite", (store) => store.put(entry, entry.path));
  }

  remove(path) {
    return this.run("readwrite", (store) => store.delete(path));
  }

  /** Remove the whole database. */
  clear() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(this.name);
      request.onsuccess = () => resolve(undefined);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("close the other tabs of this course first"));
    });
  }
}

/** @returns {Promise<string>} why this page can't keep work, and what to do; "" if it can */
export async function findTrouble() {
  if (!globalThis.isSecureContext) {
    return "not kept: this address can't keep your work. Ask for the course's address that begins with https.";
  }
  if (!("serviceWorker" in navigator)) {
    return "not kept: this browser window keeps nothing (is it a private one?). Open the page in a usual window.";
  }
  try {
    const probe = new Storage("can anything be kept here");
    (await probe.open()).close();
    await probe.clear();
  } catch {
    return "not kept: this browser refuses to keep anything for this page. Allow it to store data, or use a usual window.";
  }
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota - usage < 5e6) {
    return "not kept: this browser has no room left for this page. Hand in, then free some space on this computer.";
  }
  return "";
}

/** @returns {Uint8Array} what an entry's file holds */
export function bytesOf(entry) {
  if (entry.format === "base64") return Uint8Array.from(atob(entry.content), (c) => c.charCodeAt(0));
  const { content } = entry;
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 1) + "\n";
  return new TextEncoder().encode(text);
}

/** @returns {object} a file as an entry; folders: content null */
export function entryOf(path, bytes) {
  const now = new Date().toISOString();
  const name = path.split("/").pop();
  const entry = { name, path, created: now, last_modified: now, writable: true };
  if (!bytes) return { ...entry, type: "directory", format: "json", mimetype: "", content: null, size: 0 };
  const size = bytes.length;
  if (/\.ipynb$/.test(name)) {
    const content = JSON.parse(new TextDecoder().decode(bytes));
    return { ...entry, type: "notebook", format: "json", mimetype: "application/json", content, size };
  }
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const mimetype = "application/octet-stream";
  return { ...entry, type: "file", format: "base64", mimetype, content: btoa(letters), size };
}

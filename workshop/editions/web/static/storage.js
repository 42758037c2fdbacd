// The reader's files, where JupyterLite keeps them in this browser: one IndexedDB, one entry a path.

const FILES = "files";
// JupyterLite's: it would make each when it needs it, and where two tabs do that at once, one fails
const STORES = [FILES, "counters", "checkpoints", "settings", "statedb"];
const LEAST = 5e5; // bytes: more than a save of a lesson takes
const NOT_KEPT = {
  insecure:
    "not kept: this address can't keep your work. " +
    "Ask for the course's address that begins with https.",
  closed:
    "not kept: this browser window keeps nothing (is it a private one?). " +
    "Open the page in a usual window.",
  refused:
    "not kept: this browser refuses to keep anything for this page. " +
    "Allow it to store data, or use a usual window.",
  full:
    "not kept: this browser has no room left for this page. " +
    "Hand in, then free some space on this computer.",
};

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * A file or a folder, as JupyterLite has it.
 * @typedef {{
 *   name: string, path: string, created: string, last_modified: string, writable: boolean,
 *   type: string, format: string, mimetype: string, content: any, size: number,
 * }} Entry
 */

export class Storage {
  /** @param {string} lesson the lesson's name: JupyterLite's settings name the database after it */
  constructor(lesson) {
    this.name = `close-reading ${lesson}`;
  }

  /**
   * Open the database, made with its stores if it isn't there.
   * @param {number} [version]
   * @returns {Promise<IDBDatabase>}
   */
  open(version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, version);
      request.onupgradeneeded = () => {
        const database = request.result;
        for (const store of STORES)
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
      };
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => database.close(); // another tab makes what is missing
        if (STORES.every((store) => database.objectStoreNames.contains(store)))
          return resolve(database);
        database.close();
        resolve(this.open(database.version + 1));
      };
      request.onerror = () => reject(request.error);
    });
  }

  /**
   * Run one request in a transaction.
   * @template Result
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<Result>} act
   * @returns {Promise<Result>} its result, once that is kept
   */
  async run(mode, act) {
    const database = await this.open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(FILES, mode, { durability: "strict" });
        const request = act(transaction.objectStore(FILES));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  /** @returns {Promise<Entry[]>} every entry, folders too */
  all() {
    return this.run("readonly", (store) => store.getAll());
  }

  /**
   * @param {string} path
   * @returns {Promise<Entry | undefined>}
   */
  get(path) {
    return this.run("readonly", (store) => store.get(path));
  }

  /** @param {Entry} entry */
  put(entry) {
    return this.run("readwrite", (store) => store.put(entry, entry.path));
  }

  /** @param {string} path */
  remove(path) {
    return this.run("readwrite", (store) => store.delete(path));
  }

  /**
   * Have what is kept at a path on the disk itself, with all that was kept before it: what
   * JupyterLite keeps is only handed to the system.
   * @param {string} path
   */
  settle(path) {
    return this.run("readwrite", (store) => {
      const request = store.get(path);
      request.onsuccess = () => request.result && store.put(request.result, path);
      return request;
    });
  }

  /** Remove the database, some time; where nothing can be kept there is none. */
  discard() {
    try {
      indexedDB.deleteDatabase(this.name);
    } catch {
      // no storage here
    }
  }

  /** Empty the database, JupyterLite's own stores too: all in one step, or nothing of it. */
  async clear() {
    const database = await this.open();
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    for (const name of names) transaction.objectStore(name).clear();
    await done.finally(() => database.close());
  }
}

/** @returns {Promise<boolean>} true in a private window of Firefox or Safari; Chromium's tells nothing */
async function isPrivate() {
  try {
    await navigator.storage.getDirectory?.(); // refused there, and there alone
    return false;
  } catch {
    return true;
  }
}

/** @returns {Promise<string>} why this page can't keep work, and what to do; "" if it can */
export async function findTrouble() {
  if (!globalThis.isSecureContext) return NOT_KEPT.insecure;
  // a name of its own: another tab may be looking at the same moment
  const probe = new Storage(`probe ${crypto.randomUUID()}`);
  try {
    if (!navigator.serviceWorker) return NOT_KEPT.closed;
    // a real write: what a browser says of its room is a round number nowadays
    await probe.put(entryOf("probe", new Uint8Array(LEAST)));
    return (await isPrivate()) ? NOT_KEPT.closed : "";
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    return isFull ? NOT_KEPT.full : NOT_KEPT.refused;
  } finally {
    probe.discard();
  }
}

/**
 * @param {Entry} entry
 * @returns {Bytes} what its file holds
 */
export function bytesOf(entry) {
  if (entry.format === "base64")
    return Uint8Array.from(atob(entry.content), (c) => c.charCodeAt(0));
  const { content } = entry;
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 1) + "\n";
  return new TextEncoder().encode(text);
}

/**
 * @param {string} path
 * @returns {string} its last part
 */
export function lastOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * @param {string} path
 * @param {Bytes} [bytes] what the file holds; a folder has none
 * @returns {Entry}
 */
export function entryOf(path, bytes) {
  const now = new Date().toISOString();
  const name = lastOf(path);
  const entry = { name, path, created: now, last_modified: now, writable: true };
  if (!bytes)
    return { ...entry, type: "directory", format: "json", mimetype: "", content: null, size: 0 };
  const size = bytes.length;
  if (/\.ipynb$/.test(name)) {
    const content = JSON.parse(new TextDecoder().decode(bytes));
    return {
      ...entry,
      type: "notebook",
      format: "json",
      mimetype: "application/json",
      content,
      size,
    };
  }
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const mimetype = "application/octet-stream";
  return { ...entry, type: "file", format: "base64", mimetype, content: btoa(letters), size };
}

// Python's files in this browser: a failure is answered, and two tabs save one after the other.
//
// JupyterLite leaves a request that fails without an answer, and Python waits for it for ever. The
// site's builder (mending.py) has it call answerDrive for every request of Python's.
import { Storage } from "./storage.js";

/** @typedef {{method: string, path: string, data?: any}} Request */
/** @typedef {{processDriveRequest: (request: Request) => Promise<any>}} Drive JupyterLite's */

const LOCK = /\/\.([^/]+)\.lock$/; // what the kit opens while it saves
const HALF = /\/\.[^/]+$/; // a lock, or a file half written
const CHANGES = new Set(["mknod", "rename", "put", "rmdir"]);
const FOLDER = 0o040000; // in a mode, the bit of a folder
const SILENCE = 30_000; // milliseconds; a Python that asks nothing for so long has died over its lock
const PATIENCE = 60_000; // milliseconds; what waits longer (Python tries twice) says that it is not saved
const FULL = 507; // these two and all others reach Python as its own errors: mending.py
const MISSING = 410;
const FAILED = 500;

/** @type {HTMLElement | null} */
const own = document.querySelector("script[data-lesson]");
const storage = new Storage(own?.dataset.lesson ?? "");

/** The database is there, or can't be: JupyterLite begins after this (site.py). */
export const opened = storage.open().then(
  (database) => database.close(),
  () => {},
);

/** @type {Map<string, () => void>} the locks that this tab holds, and what ends each */
const held = new Map();

/** @type {Set<string>} the files whose locks were let go of in silence: a Python that lives writes none */
const lost = new Set();

/** @type {Set<string>} the folders that Python knows */
const folders = new Set();

/** @type {number | undefined} the clock that runs while this tab holds a lock */
let silence;

/** @param {string} path without the drive */
const bare = (path) => path.replace(/^([^:/]*:)?\/?/, "");

/** @param {string} lock */
const fileOf = (lock) => bare(lock.replace(LOCK, "/$1"));

/** @param {string} path */
async function take(path) {
  if (!navigator.locks) return;
  letGo(path);
  await new Promise((resolve, reject) => {
    const options = { signal: AbortSignal.timeout(PATIENCE) };
    const hold = () => {
      resolve(undefined);
      return /** @type {Promise<void>} */ (new Promise((end) => held.set(path, end)));
    };
    navigator.locks.request(`close-reading ${path}`, options, hold).catch(reject);
  });
  lost.delete(fileOf(path));
}

/** @param {string} path */
function letGo(path) {
  held.get(path)?.();
  held.delete(path);
}

/** What Python holds is its own for a while after its last request. */
function listen() {
  clearTimeout(silence);
  silence = setTimeout(() => {
    for (const path of held.keys()) {
      lost.add(fileOf(path));
      letGo(path);
    }
  }, SILENCE);
}

/**
 * Change a file while no other tab changes one: JupyterLite takes several steps for it.
 * @param {() => Promise<any>} act
 */
function inTurn(act) {
  return navigator.locks ? navigator.locks.request("close-reading drive", act) : act();
}

/**
 * @param {Drive} drive
 * @param {Request} request
 */
async function look(drive, request) {
  const { method, path } = request;
  const answer = await drive.processDriveRequest(request);
  if (method === "lookup" && answer.ok && answer.mode & FOLDER) folders.add(path);
  const isMissing = method === "lookup" ? !answer.ok : method === "get" && !answer;
  if (!isMissing || !LOCK.test(path)) return answer;
  // made when it is looked for: Python looks twice before it makes a file, and fails if another
  // tab has made it between the two
  await inTurn(() => drive.processDriveRequest({ method: "mknod", path, data: { mode: 0 } }));
  return drive.processDriveRequest(request);
}

/**
 * @param {Drive} drive
 * @param {Request} request
 */
function change(drive, request) {
  const { method, path, data } = request;
  if (method === "mknod" && data.mode & FOLDER) folders.add(path);
  const target = bare(data?.newPath ?? path);
  if (lost.has(target)) throw new Error("another tab may have saved this since it was read");
  return inTurn(async () => {
    const answer = await drive.processDriveRequest(request);
    // a save: now it is on the disk itself, and survives the machine's end, too
    if (/rename|put/.test(method) && !HALF.test(target)) await storage.settle(target);
    return answer;
  });
}

/** @param {any} error */
function statusOf(error) {
  if (error?.name === "QuotaExceededError") return FULL;
  return /could not find|does not exist|404/i.test(error?.message ?? "") ? MISSING : FAILED;
}

/**
 * Somebody emptied the browser's storage below an open lesson: make again what Python knows of it.
 * @param {Drive} drive
 * @param {string} path of what a request didn't find
 * @returns {Promise<boolean>} whether something was made
 */
async function makeAgain(drive, path) {
  const above = [...folders].filter((folder) => `${path}/`.startsWith(`${folder}/`));
  let isNew = false;
  for (const folder of above.sort()) {
    const { ok } = await drive.processDriveRequest({ method: "lookup", path: folder });
    if (ok) continue;
    await drive.processDriveRequest({ method: "mknod", path: folder, data: { mode: FOLDER } });
    isNew = true;
  }
  return isNew;
}

/**
 * @param {Drive} drive
 * @param {Request} request
 * @returns {Promise<any>}
 */
async function process(drive, request) {
  const { method, path } = request;
  const act = () => (CHANGES.has(method) ? change(drive, request) : look(drive, request));
  try {
    return await act();
  } catch (error) {
    const isMissing = statusOf(error) === MISSING;
    if (isMissing && (await inTurn(() => makeAgain(drive, path)))) return act();
    throw error;
  }
}

/**
 * Do what Python asks of its files.
 * @param {Drive} drive
 * @param {Request} request
 * @returns {Promise<any>} its answer, or {failed: an HTTP status}
 */
export async function answerDrive(drive, request) {
  const isLock = LOCK.test(request.path);
  clearTimeout(silence); // Python waits
  try {
    const answer = await process(drive, request);
    if (isLock && request.method === "get" && answer) await take(request.path);
    return answer;
  } catch (error) {
    console.warn(`${request.method} ${request.path}:`, error);
    const failed = statusOf(error);
    if (failed !== MISSING) dispatchEvent(new Event("notkept")); // lesson.js says so
    return { failed };
  } finally {
    listen();
    if (isLock && request.method === "put") letGo(request.path);
  }
}

Object.assign(globalThis, { answerDrive });

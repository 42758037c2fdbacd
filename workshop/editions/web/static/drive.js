// Python's files in this browser: a failure is answered, and two tabs save one after the other.
//
// JupyterLite leaves a request that fails without an answer, and Python waits for it for ever. The
// site's builder (mending.py) has it call answerDrive for every request of Python's.

const LOCK = /\/\.[^/]+\.lock$/; // what the kit opens while it saves
const PATIENCE = 10_000; // milliseconds; a tab that holds a lock longer has died over it
const FULL = 507; // these two and all others reach Python as its own errors: mending.py
const MISSING = 410;
const FAILED = 500;

/** @type {Map<string, () => void>} the locks that this tab holds, and what ends each */
const held = new Map();

/** @param {string} path */
async function take(path) {
  if (!navigator.locks) return;
  letGo(path);
  await new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(PATIENCE) };
    const hold = () => {
      resolve(undefined);
      return /** @type {Promise<void>} */ (new Promise((end) => held.set(path, end)));
    };
    navigator.locks.request(`close-reading ${path}`, options, hold).catch(resolve);
  });
}

/** @param {string} path */
function letGo(path) {
  held.get(path)?.();
  held.delete(path);
}

/** @param {any} error */
function statusOf(error) {
  if (error?.name === "QuotaExceededError") return FULL;
  return /could not find|404/i.test(error?.message ?? "") ? MISSING : FAILED;
}

/**
 * Do what Python asks of its files.
 * @param {{processDriveRequest: (request: any) => Promise<any>}} drive JupyterLite's
 * @param {{method: string, path: string}} request
 * @returns {Promise<any>} its answer, or {failed: an HTTP status}
 */
export async function answerDrive(drive, request) {
  const isLock = LOCK.test(request.path);
  try {
    const answer = await drive.processDriveRequest(request);
    if (isLock && request.method === "get" && answer) await take(request.path);
    return answer;
  } catch (error) {
    console.warn(`${request.method} ${request.path}:`, error);
    const failed = statusOf(error);
    if (failed !== MISSING) dispatchEvent(new Event("notkept")); // lesson.js says so
    return { failed };
  } finally {
    if (isLock && request.method === "put") letGo(request.path);
  }
}

Object.assign(globalThis, { answerDrive });

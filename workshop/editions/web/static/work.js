// What a reader does with all of their work: hand in, bring back, start again, take a newer lesson.
import { bytesOf, entryOf, lastOf } from "./storage.js";
import { makeZip, readZip } from "./zip.js";

/** @import { Bytes, Entry, Storage } from "./storage.js" */
/** @typedef {{id: string, modified?: string}} Mark in a file of marks */

const INSTALLED = { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" };
const HERE = { display_name: "Python (Pyodide)", language: "python", name: "python" };
const MARKS = /\/marks-[^/]+\.jsonld$/;
const HIDDEN = /(^|\/)\./; // locks and files half written

/**
 * @param {string} name
 * @returns {string} a name that any system takes in a path
 */
export function cleanName(name) {
  return name
    .replace(/[^\p{L}\p{M}\p{N} _-]+/gu, "-")
    .trim()
    .slice(0, 60);
}

/**
 * A notebook for the other place: the kernel has another name there.
 * @param {Bytes} bytes
 * @param {object} kernelspec
 */
function withKernel(bytes, kernelspec) {
  const notebook = JSON.parse(new TextDecoder().decode(bytes));
  notebook.metadata.kernelspec = kernelspec;
  return new TextEncoder().encode(JSON.stringify(notebook, null, 1) + "\n");
}

/**
 * @param {Storage} storage
 * @param {string} lesson
 * @param {string} student
 * @returns {Promise<{blob: Blob, name: string, count: number}>} all work as a zip
 */
export async function handIn(storage, lesson, student) {
  const top = cleanName(student) || "work";
  const files = new Map();
  for (const entry of await storage.all()) {
    if (entry.type === "directory" || HIDDEN.test(entry.path)) continue;
    const bytes = bytesOf(entry);
    const own = entry.type === "notebook" ? withKernel(bytes, INSTALLED) : bytes;
    files.set(`${top}/${entry.path}`, own);
  }
  const name = `${lesson}${top === "work" ? "" : `-${top}`}.zip`;
  return { blob: makeZip(files), name, count: files.size };
}

/**
 * @param {Storage} storage
 * @param {string} path
 * @returns {Promise<string>} a path like this one that nothing has
 */
async function findFreePath(storage, path) {
  const [, stem, ending] = path.match(/^(.*?)(\.[^./]*)?$/) ?? ["", path, ""];
  for (let number = 1; ; number++) {
    const free = `${stem}.yours-${number}${ending ?? ""}`;
    if (!(await storage.get(free))) return free;
  }
}

/**
 * @param {Storage} storage
 * @param {Entry} entry
 */
async function setAside(storage, entry) {
  const path = await findFreePath(storage, entry.path);
  await storage.put({ ...entry, path, name: lastOf(path) });
  return path;
}

/**
 * @param {Bytes} one
 * @param {Bytes} other
 */
function isSame(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/**
 * The marks of two files as one: what only one of them has is kept, and of a mark that differs the
 * later form. isWhole: whether that is all that both have.
 * @param {Bytes} there
 * @param {Bytes} brought
 */
function joinMarks(there, brought) {
  const [own, joined] = [there, brought].map((bytes) =>
    JSON.parse(new TextDecoder().decode(bytes)),
  );
  const items = new Map(own.first.items.map((/** @type {Mark} */ mark) => [mark.id, mark]));
  let isWhole = true;
  for (const mark of joined.first.items) {
    const other = items.get(mark.id);
    isWhole &&= !other || JSON.stringify(other) === JSON.stringify(mark);
    if (!other || (mark.modified ?? "") >= (other.modified ?? "")) items.set(mark.id, mark);
  }
  joined.first.items = [...items.values()];
  joined.total = items.size;
  return { bytes: new TextEncoder().encode(JSON.stringify(joined, null, 1) + "\n"), isWhole };
}

/**
 * What a file becomes that is here and in a zip. isWhole: whether nothing of either is lost by that.
 * @param {string} path
 * @param {Bytes} there
 * @param {Bytes} brought
 */
function join(path, there, brought) {
  if (isSame(there, brought)) return { bytes: brought, isWhole: true };
  try {
    if (MARKS.test(path)) return joinMarks(there, brought);
  } catch {
    // one of them is damaged
  }
  return { bytes: brought, isWhole: false };
}

/**
 * Take the files of a zip that was handed in: marks are joined with those that are here, and what
 * differs otherwise is kept beside it.
 * @param {Storage} storage
 * @param {string} lesson
 * @param {Blob} blob
 */
export async function bringBack(storage, lesson, blob) {
  // RegExp.escape is newer than many a reader's browser
  const escape = /** @type {{escape?: (text: string) => string}} */ (RegExp).escape;
  const folders = `(?:${escape?.(lesson) ?? lesson}|partners)`;
  const wanted = new RegExp(`^(?:[^/]+/)?(${folders}/.+|[^/]+\\.ipynb)$`);
  const brought = [];
  const kept = [];
  for (const [path, data] of await readZip(blob)) {
    const own = path.match(wanted)?.[1];
    if (!own || HIDDEN.test(own) || own.split("/").includes("..")) continue;
    const given = own.endsWith(".ipynb") ? withKernel(data, HERE) : data;
    const there = await storage.get(own);
    const before = there ? bytesOf(there) : given;
    const { bytes, isWhole } = join(own, before, given);
    if (there && isSame(before, bytes)) continue;
    if (there && !isWhole) kept.push(await setAside(storage, there));
    const parents = own.split("/").slice(0, -1);
    for (let depth = 1; depth <= parents.length; depth++) {
      const folder = parents.slice(0, depth).join("/");
      if (!(await storage.get(folder))) await storage.put(entryOf(folder));
    }
    await storage.put(entryOf(own, bytes));
    brought.push(own);
  }
  return { brought, kept };
}

/**
 * Put the reader's copy of a notebook aside, so that the site's own is opened.
 * @param {Storage} storage
 * @param {string} name
 * @returns {Promise<string>} its path; "" if there is none
 */
export async function startAgain(storage, name) {
  const entry = await storage.get(name);
  if (!entry) return "";
  const path = await setAside(storage, entry);
  await storage.remove(name);
  return path;
}

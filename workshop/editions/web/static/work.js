// What a reader does with all of their work: hand in, bring back, start again, take a newer lesson.
import { bytesOf, entryOf } from "./storage.js";
import { makeZip, readZip } from "./zip.js";

const INSTALLED = { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" };
const HERE = { display_name: "Python (Pyodide)", language: "python", name: "python" };
const HIDDEN = /(^|\/)\./; // locks and files half written

/** @returns {string} a name that any system takes in a path */
export function cleanName(name) {
  return name.replace(/[^\p{L}\p{M}\p{N} _-]+/gu, "-").trim().slice(0, 60);
}

/** A notebook for the other place: the kernel has another name there. */
function withKernel(bytes, kernelspec) {
  const notebook = JSON.parse(new TextDecoder().decode(bytes));
  notebook.metadata.kernelspec = kernelspec;
  return new TextEncoder().encode(JSON.stringify(notebook, null, 1) + "\n");
}

/** @returns {Promise<{blob: Blob, name: string, count: number}>} all work as a zip */
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

/** @returns {Promise<string>} a path like this one that nothing has */
async function findFreePath(storage, path) {
  const [, stem, ending] = path.match(/^(.*?)(\.[^./]*)?$/);
  for (let number = 1; ; number++) {
    const free = `${stem}.yours-${number}${ending ?? ""}`;
    if (!(await storage.get(free))) return free;
  }
}

async function setAside(storage, entry) {
  const path = await findFreePath(storage, entry.path);
  await storage.put({ ...entry, path, name: path.split("/").pop() });
  return path;
}

function isSame(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Take the files of a zip that was handed in; what is here and differs is kept beside it. */
export async function bringBack(storage, lesson, blob) {
  const wanted = new RegExp(`^(?:[^/]+/)?((?:${RegExp.escape?.(lesson) ?? lesson}|partners)/.+|[^/]+\\.ipynb)$`);
  const brought = [];
  const kept = [];
  for (const [path, data] of await readZip(blob)) {
    const own = path.match(wanted)?.[1];
    if (!own || HIDDEN.test(own) || own.split("/").includes("..")) continue;
    const bytes = own.endsWith(".ipynb") ? withKernel(data, HERE) : data;
    const there = await storage.get(own);
    if (there && isSame(bytesOf(there), bytes)) continue;
    if (there) kept.push(await setAside(storage, there));
    const folders = own.split("/").slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth++) {
      const folder = folders.slice(0, depth).join("/");
      if (!(await storage.get(folder))) await storage.put(entryOf(folder));
    }
    await storage.put(entryOf(own, bytes));
    brought.push(own);
  }
  return { brought, kept };
}

/** Put the reader's copy of a notebook aside, so that the site's own is opened; returns its path. */
export async function startAgain(storage, name) {
  const entry = await storage.get(name);
  if (!entry) return "";
  const path = await setAside(storage, entry);
  await storage.remove(name);
  return path;
}

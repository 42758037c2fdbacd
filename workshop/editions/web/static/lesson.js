// Beside an open lesson: what is loading, whether work is kept, and cells that wait for Python.
import { Storage, findTrouble } from "./storage.js";
import { download } from "./zip.js";

const STEP = 100; // milliseconds between two looks at what isn't there yet
const NEVER = 60_000;
const LAST_SAVE =
  "not kept since the last save that worked. Download it before you close this page.";
/** @type {HTMLElement | null} */
const own = document.querySelector("script[data-lesson]");
const course = own?.dataset.lesson ?? "";
const PACK = `
import base64 as _b, io as _i, os as _o, zipfile as _z
_buffer = _i.BytesIO()
with _z.ZipFile(_buffer, "w", _z.ZIP_DEFLATED) as _zip:
    for _folder, _, _names in _o.walk(_o.environ["KIT_WORK"]):
        for _name in _names:
            if not _name.startswith("."):
                _path = _o.path.join(_folder, _name)
                _zip.write(_path, "work/" + _o.path.relpath(_path, _o.environ["KIT_WORK"]))
print(_b.b64encode(_buffer.getvalue()).decode())`;
// what Python still has in its memory, saved as if it had just been made
const SAVE_AGAIN = `
import gc as _gc
from kit.annotating.annotations import Annotations as _Marks
from kit.teaching.form import AnswerBox as _Box
for _one in _gc.get_objects():
    if issubclass(type(_one), _Marks) and _one.path:
        _one.save()
    elif issubclass(type(_one), _Box) and _one.text:
        _one.keep()
print("kept")`;
const EMPTIED =
  "The data of this site was removed from this browser while this page was open. Marks and answers " +
  "of this page are kept again; those of other lessons are gone, unless you have their file.";

/** @type {IDBDatabase | undefined} the connection that is watched, as long as somebody holds it */
let database;

/**
 * Wait until something is there, and return it.
 * @template Value
 * @param {() => Value} find
 */
async function until(find) {
  for (;;) {
    const value = find();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
}

function makeBar() {
  const bar = document.createElement("div");
  bar.id = "kit-bar";
  bar.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:10000;padding:6px 12px;border-top:2px solid #111;" +
    "background:#fff;color:#111;font:16px/1.4 system-ui,sans-serif";
  const line = document.createElement("span");
  line.setAttribute("role", "status");
  bar.append(line);
  document.body.append(bar);
  return { bar, line };
}

/**
 * Say something in the bar, with what can be done about it.
 * @param {HTMLElement} bar
 * @param {HTMLElement} line
 * @param {string} words
 * @param {(Node | string)[]} parts
 */
function show(bar, line, words, ...parts) {
  line.textContent = words;
  bar.replaceChildren(line, ...parts);
  document.body.append(bar);
}

/**
 * @param {string} name
 * @param {() => void} act
 */
function makeButton(name, act) {
  const button = document.createElement("button");
  button.textContent = name;
  button.addEventListener("click", act);
  return button;
}

/**
 * Run code that is no cell; return what it printed.
 * @param {any} kernel JupyterLab's connection to it
 * @param {string} code
 */
async function ask(kernel, code) {
  const future = kernel.requestExecute({ code, store_history: false });
  let text = "";
  future.onIOPub = (/** @type {any} */ message) => {
    if (message.header.msg_type === "stream") text += message.content.text;
  };
  await future.done;
  return text;
}

/**
 * Python sees the browser's files only if JupyterLite's service worker was there before it. On a slow
 * computer the worker may come later: then Python begins once more.
 * @param {any} kernel
 */
async function showFiles(kernel) {
  await kernel.info;
  const seen = await ask(kernel, 'import os\nprint(os.path.isdir(os.environ["KIT_WORK"]))');
  const trouble = await findTrouble();
  if (trouble) await ask(kernel, "import kit.files; kit.files.IS_LASTING = False");
  if (trouble || seen.trim() === "True") return;
  const late = new Promise((resolve) => setTimeout(resolve, NEVER));
  await Promise.race([navigator.serviceWorker.ready, late]);
  await kernel.restart();
  await kernel.info;
}

/**
 * What the reader should know of this copy.
 * @param {string} path
 * @param {any} notebook JupyterLab's
 * @returns {Promise<string>} "" if there is nothing to say
 */
async function describeCopy(path, notebook) {
  if (/\.yours-\d+\.ipynb$/.test(path)) return "This is an earlier copy of yours.";
  const own = notebook.model.getMetadata("kit")?.edition;
  const answer = await fetch(`../files/${encodeURIComponent(path)}`, { cache: "no-cache" });
  const newest = answer.ok && (await answer.json()).metadata.kit?.edition;
  if (!newest || newest === own) return "";
  return "There is a newer version of this lesson: take it on the start page; yours is kept beside it.";
}

/**
 * Tell the start page that a lesson is open, as long as it is.
 * @param {string} name
 */
function holdOpen(name) {
  navigator.locks?.request(name, { mode: "shared" }, () => new Promise(() => {}));
}

/**
 * Act when the browser removes what it keeps for this site.
 * @param {Storage} storage
 * @param {() => void} act
 */
async function watch(storage, act) {
  for (;;) {
    database = await storage.open().catch(() => undefined);
    if (database) break;
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
  database.onversionchange = () => {
    database?.close(); // JupyterLite adds what it needs to it, when it needs it
    watch(storage, act);
  };
  database.onclose = act;
}

/** JupyterLab's sign leads to its own list of files, which a site hasn't got: here it leads home. */
function leadHome() {
  const sign = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[href$="/tree"]'));
  if (!sign) return;
  sign.href = "../index.html";
  sign.target = "";
  sign.setAttribute("aria-label", "All lessons");
}

/** @param {any} kernel */
async function saveFromKernel(kernel) {
  const text = await ask(kernel, PACK);
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  download(new Blob([bytes], { type: "application/zip" }), "my-work.zip");
}

/**
 * Whoever runs a cell before Python is ready waits for it, and isn't asked for a kernel.
 * @param {any} app JupyterLab's
 * @param {Promise<any>} ready
 */
function holdCells(app, ready) {
  const { commands } = app;
  const execute = commands.execute.bind(commands);
  let isReady = false;
  ready.then(() => {
    isReady = true;
  });
  commands.execute = (/** @type {string} */ id, /** @type {object} */ options) => {
    if (isReady || !/^(notebook:(run|restart)|runmenu:)/.test(id)) return execute(id, options);
    return ready.then(() => execute(id, options));
  };
}

async function begin() {
  const path = new URLSearchParams(location.search).get("path") ?? "";
  const { bar, line } = makeBar();
  const storage = new Storage(course);
  holdOpen(`${storage.name} open ${path}`);
  line.textContent = "Opening the lesson …";
  const page = /** @type {Record<string, any>} */ (globalThis);
  const app = await until(() => page.jupyterapp);
  const context = () => app.shell?.currentWidget?.sessionContext;
  const session = until(() => context()?.session?.kernel && context().session);
  const ready = session.then(({ kernel }) => showFiles(kernel));
  holdCells(app, ready);
  await until(() => app.shell?.currentWidget?.content?.widgets?.length);
  line.textContent = "You can read already. Python is starting; a cell you run now waits for it …";
  leadHome();
  await session;
  const trouble = await findTrouble();
  if (!trouble) localStorage.setItem(`${storage.name} last`, path);
  line.textContent = "You can read already. Loading Python and the course …";
  await ready;
  page.kitReady = true;
  line.textContent = "Python is ready.";
  const sayWithDownload = (/** @type {string} */ words) => {
    line.setAttribute("role", "alert");
    const save = () => saveFromKernel(context().session.kernel);
    show(bar, line, `${words} `, makeButton("Download my work", save));
  };
  const warn = (/** @type {string} */ words) => sayWithDownload(`Your work is ${words}`);
  addEventListener("notkept", async () => warn((await findTrouble()) || LAST_SAVE));
  if (trouble) return warn(trouble);
  const emptied = async () => {
    await watch(storage, emptied); // which waits until all is removed
    const outcome = await ask(context().session.kernel, SAVE_AGAIN);
    if (outcome.trim() === "kept") sayWithDownload(EMPTIED);
    else warn(LAST_SAVE);
  };
  await watch(storage, emptied);
  const notice = await describeCopy(path, app.shell.currentWidget.content);
  if (!notice) return setTimeout(() => bar.remove(), 2000);
  const home = document.createElement("a");
  home.href = "../index.html";
  home.textContent = "Start page";
  show(
    bar,
    line,
    `${notice} `,
    home,
    " ",
    makeButton("Close", () => bar.remove()),
  );
}

begin();

// Beside an open lesson: what is loading, whether work is kept, and cells that wait for Python.
import { findTrouble } from "./storage.js";
import { download } from "./zip.js";

const STEP = 100; // milliseconds between two looks at what isn't there yet
const NEVER = 60_000;
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
  if (seen.trim() === "True" || (await findTrouble())) return;
  const late = new Promise((resolve) => setTimeout(resolve, NEVER));
  await Promise.race([navigator.serviceWorker.ready, late]);
  await kernel.restart();
  await kernel.info;
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
  line.textContent = "Opening the lesson …";
  const page = /** @type {Record<string, any>} */ (globalThis);
  const app = await until(() => page.jupyterapp);
  const context = () => app.shell?.currentWidget?.sessionContext;
  const session = until(() => context()?.session?.kernel && context().session);
  const ready = session.then(({ kernel }) => showFiles(kernel));
  holdCells(app, ready);
  await until(() => app.shell?.currentWidget?.content?.widgets?.length);
  line.textContent = "You can read already. Python is starting; a cell you run now waits for it …";
  await session;
  /** @type {HTMLElement | null} */
  const own = document.querySelector("script[data-lesson]");
  localStorage.setItem(`close-reading ${own?.dataset.lesson} last`, path);
  line.textContent = "You can read already. Loading Python and the course …";
  await ready;
  page.kitReady = true;
  line.textContent = "Python is ready.";
  const trouble = await findTrouble();
  if (!trouble) {
    setTimeout(() => bar.remove(), 2000);
    return;
  }
  line.textContent = `Your work is ${trouble} `;
  line.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.textContent = "Download my work";
  button.addEventListener("click", () => saveFromKernel(context().session.kernel));
  bar.append(button);
}

begin();

// The start page: what the reader has done, whether it is kept, and what to do with all of it.
import { Storage, findTrouble } from "./storage.js";
import { bringBack, handIn, startAgain } from "./work.js";
import { download } from "./zip.js";

/** @import { Entry } from "./storage.js" */

/** @typedef {{name: string, title: string, edition: string, exercises: string[]}} Lesson */

/**
 * An element that the page has.
 * @param {string} id
 */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @type {{lesson: string, lessons: Lesson[]}} */
const about = JSON.parse(part("about").textContent ?? "");
const storage = new Storage(about.lesson);
const student = /** @type {HTMLInputElement} */ (part("name"));
const dialog = /** @type {HTMLDialogElement} */ (part("ask"));
const upload = /** @type {HTMLInputElement} */ (part("bring-back"));
const next = /** @type {HTMLAnchorElement} */ (part("continue"));
const LAST = `close-reading ${about.lesson} last`;

/** @param {string} text */
function say(text) {
  part("said").textContent = text;
}

/**
 * Run what a button asks for; what goes wrong is said.
 * @param {() => Promise<void>} act
 */
async function attempt(act) {
  try {
    await act();
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    say(`That didn't work: ${reason}. Nothing was removed.`);
  }
  await show();
}

async function sayWhetherKept() {
  const trouble = await findTrouble();
  const line = part("kept");
  if (trouble) {
    line.textContent = `Your work is ${trouble} Until then, download it before you close a lesson.`;
    line.classList.add("warning");
    return;
  }
  const warning =
    " A browser may clear it after weeks without a visit, and a private window when you close it:" +
    " hand in at the end of each lesson.";
  const kept = "Your work is kept in this browser, on this computer.";
  line.textContent = kept + warning;
  // Firefox asks the reader first: nothing here waits for the answer
  navigator.storage?.persist?.().then((lasting) => {
    if (lasting) line.textContent = kept;
  });
}

/**
 * @param {Lesson} lesson
 * @param {string[]} paths
 */
function describeProgress(lesson, paths) {
  const done = lesson.exercises.filter((id) =>
    paths.some(
      (path) => path.endsWith(`/checks/${id}.json`) || path.endsWith(`/answers/${id}.txt`),
    ),
  );
  if (done.length) return `${done.length} of ${lesson.exercises.length} exercises begun.`;
  return paths.includes(lesson.name) ? "Opened." : "Not begun.";
}

/**
 * @param {Element | null} list
 * @param {Lesson} lesson
 * @param {string[]} paths
 */
function showCopies(list, lesson, paths) {
  const stem = lesson.name.replace(/\.ipynb$/, "");
  list?.replaceChildren();
  for (const path of paths.filter((one) => one.startsWith(`${stem}.yours-`))) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `notebooks/index.html?path=${encodeURIComponent(path)}`;
    link.textContent = `Your earlier copy: ${path}`;
    item.append(link);
    list?.append(item);
  }
}

async function show() {
  /** @type {Entry[]} */
  let entries = [];
  try {
    entries = await storage.all();
  } catch {
    return; // the line at the top says so
  }
  const paths = entries.map((entry) => entry.path);
  about.lessons.forEach((lesson, index) => {
    const row = part(`lesson-${index}`);
    const own = entries.find((entry) => entry.path === lesson.name);
    const edition = own?.content?.metadata?.kit?.edition;
    const isNewest = edition === lesson.edition;
    const progress = row.querySelector(".lesson-state");
    if (progress) progress.textContent = describeProgress(lesson, paths);
    row.querySelector(".newer")?.toggleAttribute("hidden", !own || isNewest);
    row.querySelector(".again")?.toggleAttribute("hidden", !own || !isNewest);
    showCopies(row.querySelector(".copies"), lesson, paths);
  });
  const last = localStorage.getItem(LAST);
  const lesson = about.lessons.find(({ name }) => name === last);
  next.textContent = lesson ? `Continue: ${lesson.title}` : "Begin";
  next.href = `notebooks/index.html?path=${encodeURIComponent((lesson ?? about.lessons[0]).name)}`;
}

async function saveZip() {
  const { blob, name, count } = await handIn(storage, about.lesson, student.value);
  if (!count) return say("There is nothing to hand in yet.");
  download(blob, name);
  say(`${name} is in your downloads, with ${count} files. Give that file to your teacher.`);
}

/** @param {string} question */
async function ask(question) {
  part("question").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return dialog.returnValue;
}

/**
 * Whether a lesson is open in another tab, which would save it again; then that is said.
 * @param {string} [name] of its notebook; none: any lesson
 */
async function isOpen(name = "") {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const found = held.some((lock) => lock.name?.startsWith(`${storage.name} open ${name}`));
  if (found) say("A lesson is open in another tab. Close it first: that tab would save it again.");
  return found;
}

async function remove() {
  if (await isOpen()) return;
  const question =
    "Remove all your marks, answers and notebooks of this course from this computer?";
  let answer = await ask(question);
  if (answer === "first") {
    await saveZip();
    answer = await ask("Is the file in your downloads? Then your work can be removed here.");
  }
  if (answer !== "yes") return say("Your work stays on this computer.");
  await storage.clear();
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("kit.annotate ") || key === LAST) localStorage.removeItem(key);
  }
  say("Your work is removed from this computer.");
}

dialog.addEventListener("click", (event) => {
  if (event.target instanceof HTMLButtonElement) dialog.close(event.target.value);
});
part("hand-in").addEventListener("click", () => attempt(saveZip));
part("remove").addEventListener("click", () => attempt(remove));
upload.addEventListener("change", () =>
  attempt(async () => {
    const zip = upload.files?.[0];
    if (!zip) return;
    upload.value = ""; // so that the same file can be chosen again
    if (await isOpen()) return;
    const { brought, kept } = await bringBack(storage, about.lesson, zip);
    const beside = kept.length ? ` What was here is kept beside it: ${kept.join(", ")}.` : "";
    say(`${brought.length} files are back.${beside}`);
  }),
);
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  /** @type {HTMLElement | null | undefined} */
  const button = target?.closest("button[data-do]");
  if (!button) return;
  attempt(async () => {
    const name = button.dataset.name ?? "";
    if (await isOpen(name)) return;
    const kept = await startAgain(storage, name);
    say(`The lesson is as new. Your copy is kept: ${kept}.`);
  });
});
addEventListener("pageshow", show);
await sayWhetherKept();
await show();
Object.assign(globalThis, { ready: true }); // for tests

// The start page: what the reader has done, whether it is kept, and what to do with all of it.
import { Storage, findTrouble } from "./storage.js";
import { bringBack, handIn, startAgain } from "./work.js";
import { download } from "./zip.js";

const about = JSON.parse(document.getElementById("about").textContent);
const storage = new Storage(about.lesson);
const part = (id) => document.getElementById(id);
const LAST = `close-reading ${about.lesson} last`;

function say(text) {
  part("said").textContent = text;
}

/** Run what a button asks for; what goes wrong is said. */
async function attempt(act) {
  try {
    await act();
  } catch (error) {
    say(`That didn't work: ${error?.message ?? error}. Nothing was removed.`);
  }
  await show();
}

async function sayWhetherKept() {
  const trouble = await findTrouble();
  const line = part("kept");
  if (trouble) {
    line.textContent = `Your work is ${trouble} Until then, download it before you close a lesson.`;
    line.classList.add("warning");
    return false;
  }
  const lasting = await navigator.storage?.persist?.();
  line.textContent = lasting
    ? "Your work is kept in this browser, on this computer."
    : "Your work is kept in this browser, on this computer. A browser may clear it after weeks without a visit: hand in at the end of each lesson.";
  return true;
}

function describeProgress(lesson, paths) {
  const done = lesson.exercises.filter((id) =>
    paths.some((path) => path.endsWith(`/checks/${id}.json`) || path.endsWith(`/answers/${id}.txt`)),
  );
  if (done.length) return `${done.length} of ${lesson.exercises.length} exercises begun.`;
  return paths.includes(lesson.name) ? "Opened." : "Not begun.";
}

function showCopies(list, lesson, paths) {
  const stem = lesson.name.replace(/\.ipynb$/, "");
  list.replaceChildren();
  for (const path of paths.filter((one) => one.startsWith(`${stem}.yours-`))) {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    link.href = `notebooks/index.html?path=${encodeURIComponent(path)}`;
    link.textContent = `Your earlier copy: ${path}`;
    item.append(link);
    list.append(item);
  }
}

async function show() {
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
    row.querySelector(".progress").textContent = describeProgress(lesson, paths);
    const edition = own?.content?.metadata?.kit?.edition;
    row.querySelector(".newer").hidden = !own || edition === lesson.edition;
    row.querySelector(".again").hidden = !own || edition !== lesson.edition;
    showCopies(row.querySelector(".copies"), lesson, paths);
  });
  const last = localStorage.getItem(LAST);
  if (last && about.lessons.some((lesson) => lesson.name === last)) {
    const title = about.lessons.find((lesson) => lesson.name === last).title;
    part("continue").textContent = `Continue: ${title}`;
    part("continue").href = `notebooks/index.html?path=${encodeURIComponent(last)}`;
  }
}

async function saveZip() {
  const { blob, name, count } = await handIn(storage, about.lesson, part("name").value);
  if (!count) return say("There is nothing to hand in yet.");
  download(blob, name);
  say(`${name} is in your downloads, with ${count} files. Give that file to your teacher.`);
}

async function ask(question) {
  part("question").textContent = question;
  const dialog = part("ask");
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return dialog.returnValue;
}

async function remove() {
  const question = "Remove all your marks, answers and notebooks of this course from this computer?";
  let answer = await ask(question);
  if (answer === "first") {
    await saveZip();
    answer = await ask("Is the file in your downloads? Then your work can be removed here.");
  }
  if (answer !== "yes") return say("Your work stays on this computer.");
  await storage.clear();
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("kit") || key.startsWith("close-reading")) localStorage.removeItem(key);
  }
  say("Your work is removed from this computer.");
}

part("ask").addEventListener("click", (event) => {
  if (event.target instanceof HTMLButtonElement) part("ask").close(event.target.value);
});
part("hand-in").addEventListener("click", () => attempt(saveZip));
part("remove").addEventListener("click", () => attempt(remove));
part("bring-back").addEventListener("change", (event) =>
  attempt(async () => {
    const { brought, kept } = await bringBack(storage, about.lesson, event.target.files[0]);
    event.target.value = "";
    const beside = kept.length ? ` What was here is kept beside it: ${kept.join(", ")}.` : "";
    say(`${brought.length} files are back.${beside}`);
  }),
);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-do]");
  if (!button) return;
  attempt(async () => {
    const kept = await startAgain(storage, button.dataset.name);
    say(`The lesson is as new. Your copy is kept: ${kept}.`);
  });
});
addEventListener("pageshow", show);
await sayWhetherKept();
await show();
globalThis.ready = true;

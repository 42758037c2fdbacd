"""A lesson's widgets in its page, used as a reader does; and code that runs while others run."""

import json
import zipfile

from workshop.validation.browser_page import NOTEBOOK, LessonPage

LESSON = "00-start-here.ipynb"
# in the place of the first code cell: the annotator on the reader's marks, and a box
BOTH = """import kit
from IPython.display import display
lesson = kit.open_lesson()
marks = lesson.marks()
display(kit.annotate(marks, layer="story"), lesson.answer("01.1"))"""
SHOW = f"""async (code) => {{
  const notebook = {NOTEBOOK}.content;
  const cell = notebook.widgets.find((one) => one.model.type === "code");
  cell.model.sharedModel.setSource(code);
  notebook.activeCellIndex = notebook.widgets.indexOf(cell);
  notebook.deselectAll();
  await window.jupyterapp.commands.execute("notebook:run-cell");
}}"""
SELECT = """([start, end]) => {
  const { annotator } = document.querySelector(".kit-annotator").parentElement;
  annotator.page.node.focus();
  annotator.selection.moveTo(start, end);
}"""
BEGIN = f"""(code) => {{
  const kernel = {NOTEBOOK}.sessionContext.session.kernel;
  const future = kernel.requestExecute({{ code, store_history: false }});
  globalThis.printed = "";
  future.onIOPub = ({{ header, content }}) => {{
    if (header.msg_type === "stream") globalThis.printed += content.text;
    if (header.msg_type === "error") globalThis.printed += content.evalue;
  }};
  globalThis.running = future.done.then(() => globalThis.printed);
}}"""
# marks, each saved and then said to be; `who` tells the tabs apart
SAVE = """import kit
_lesson = kit.open_lesson(); _marks = _lesson.marks(); _label = _lesson.codebook.labels[0].name
for _number in range({count}):
    _marks.add({who} * 100 + _number, {who} * 100 + _number + 1, _label); _marks.save()
    print(_number, flush=True)"""
STARTS = "import kit; print(sorted(mark.start for mark in kit.open_lesson().marks()))"
ANSWER = "import kit; print(kit.open_lesson().answer('01.1').text)"

# its first cell, written and saved without Python; and read
WRITE = f"""async (words) => {{
  await {NOTEBOOK}.context.ready;
  {NOTEBOOK}.content.widgets[0].model.sharedModel.setSource(words);
  await {NOTEBOOK}.context.save();
}}"""
FIRST = f"""async () => {{
  await {NOTEBOOK}.context.ready;
  return {NOTEBOOK}.content.widgets[0].model.sharedModel.source;
}}"""


class Lesson(LessonPage):
    """An open lesson whose first code cell can show the annotator and a box."""

    def show(self, code=BOTH):
        self.page.evaluate(SHOW, code)
        self.page.locator(".kit-annotator .kit-state").first.wait_for()
        self.page.get_by_role("textbox", name="01.1").first.wait_for()
        return self

    def mark(self, start, end, key="h"):
        """Select characters of the article and press a label's key."""
        self.page.evaluate(SELECT, [start, end])
        self.page.keyboard.press(key)
        return self

    def write(self, text):
        self.page.get_by_role("textbox", name="01.1").first.fill(text)
        return self

    def wait_saved(self):
        """Wait until annotator and box both say that all is saved."""
        self.page.wait_for_function(
            """() => document.querySelector(".kit-annotator .kit-state").textContent === "saved"
            && !document.querySelector(".kit-annotator").parentElement.annotator.marks.pending.length"""
        )
        self.page.get_by_text("Saved.", exact=True).first.wait_for()

    def save_what_is_not_kept(self, path):
        """Mark and write, wait until all places say that it isn't kept, take the download."""
        self.show().mark(0, 5).write("Mine.")
        self.page.locator(".kit-state", has_text="not kept: this page can't keep work").wait_for()
        self.page.locator("p", has_text="Not saved: 01.1.txt: not kept").first.wait_for()
        self.page.locator("#kit-bar", has_text="Your work is not kept").wait_for()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download my work").click()
        download.value.save_as(path)
        with zipfile.ZipFile(path) as archive:
            assert archive.read("work/assad-2017/answers/01.1.txt") == b"Mine."
            assert "work/assad-2017/marks-me.jsonld" in archive.namelist()

    def begin(self, code):
        """Start code, and don't wait for it."""
        self.page.evaluate(BEGIN, code)
        return self

    def printed(self, least):
        """Wait until what was begun has printed so many numbers; return all of them."""
        ready = "(least) => globalThis.printed.split('\\n').length > least"
        self.page.wait_for_function(ready, arg=least)
        return [int(line) for line in self.page.evaluate("globalThis.printed").split()]

    def starts(self):
        """Return where the marks in the file begin, in order."""
        return json.loads(self.execute(STARTS))

    def end(self):
        """Wait for what was begun; return what it printed."""
        return self.page.evaluate("globalThis.running")


def open_quickly(context, address, name=LESSON):
    """Open a lesson without waiting for Python."""
    page = context.new_page()
    page.goto(f"{address}/notebooks/index.html?path={name}")
    page.wait_for_function(f"() => {NOTEBOOK}?.content?.widgets?.length")
    return page


def close(lesson, page):
    """Close a lesson's tab, and wait until the start page knows."""
    lesson.close()
    name = f"close-reading assad-2017 open {LESSON}"
    page.evaluate("name => navigator.locks.request(name, () => {})", name)

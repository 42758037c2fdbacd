"""Students on a hub in a real browser, at the same time: from the form where they log in to a saved notebook."""

import re

from hub_client import LIMIT
from hub_stage import LEFT, NAME, until
from hub_users import NOTEBOOK
from playwright.sync_api import expect, sync_playwright

CARET = """words => {
    const { text, selection } = document.querySelector(".kit-annotator").parentElement.annotator;
    selection.moveTo(text.text.indexOf(words), text.text.indexOf(words));
}"""
expect.set_options(timeout=LIMIT * 1000)


class Student:
    """A student in a window of their own."""

    def __init__(self, browser, hub, name):
        self.name = name
        self.hub = hub
        self.home = hub.base / "home" / name
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.page.set_default_timeout(LIMIT * 1000)
        self.notebook = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        # where a server is slow, two saves meet, and JupyterLab asks at any moment which one counts
        self.overwrite = self.page.get_by_role("button", name="Overwrite")
        self.page.add_locator_handler(self.overwrite, lambda button: button.click())

    def cell(self, code):
        """Return the code cell of the open notebook that has some code in it."""
        return self.notebook.locator(".jp-CodeCell", has_text=code).first

    def log_in(self):
        self.page.goto(f"{self.hub.url}/hub/login")
        self.page.fill("#username_input", self.name)
        self.page.fill("#password_input", self.hub.token)
        self.page.click("#login_submit", no_wait_after=True)

    def choose_lesson(self):
        """Be on the start page, with nothing in the way, and choose lesson 03 there."""
        expect(self.notebook.locator("h1").first).to_contain_text("The lessons")
        expect(self.page.locator(".Toastify__toast, .jp-Dialog")).to_have_count(0)
        self.see_idle()  # before, JupyterLab may come back to the page that it was asked for
        self.page.get_by_role("link", name=re.compile("^03 ")).click()

    def see_lesson(self):
        expect(self.notebook.locator("h1").first).to_contain_text("03")
        self.see_idle()  # keys come to nothing before the kernel does

    def see_idle(self):
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("| Idle")

    def start(self, code):
        """Run a cell, without waiting for it.

        A page that is still loading takes the focus back, and a click comes to nothing: like a person, click again.
        """
        cell = self.cell(code)

        def is_chosen():
            cell.locator(".jp-InputArea-editor").click(position={"x": 5, "y": 8})
            return cell.locator(".cm-focused").count()

        until(is_chosen, f"{self.name} is in the cell {code!r}")
        self.page.keyboard.press("Shift+Enter")

    def see_run(self, code):
        prompt = self.cell(code).locator(".jp-InputPrompt")

        def is_done():
            if "[ ]" in prompt.inner_text():  # it wasn't even begun
                self.start(code)
            return re.search(r"\[\d+\]", prompt.inner_text())

        until(is_done, f"{self.name} has run the cell {code!r}")

    def mark(self):
        self.page.locator(".kit-text").focus()
        self.page.evaluate(CARET, "Syria enters")
        self.page.keyboard.press("l")
        self.see_kept('"Syria"')

    def answer(self):
        box = self.cell('lesson.answer("03.5")').locator("textarea")
        box.fill(f"The view of {self.name}.")
        box.blur()
        self.see_kept(f"The view of {self.name}.")

    def see_kept(self, words):
        """Wait until a file of marks or answers holds some words."""
        folder = (self.home / NOTEBOOK).parent / NAME

        def is_kept():
            texts = [path.read_text("utf-8") for path in folder.rglob("[!.]*") if path.is_file()]
            return any(words in text for text in texts)

        until(is_kept, f"{words} in a file of {self.name}")

    def write(self):
        """Write into the notebook itself, and save it."""
        self.cell("lesson.codebook").locator(".cm-content").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(f"\n# {self.name}")
        expect(self.cell("lesson.codebook")).to_contain_text(f"# {self.name}")
        self.page.keyboard.press("Control+s")

    def see_saved(self):
        wanted = f"# {self.name}"

        def is_saved():
            if self.overwrite.count():
                self.overwrite.click()
            return wanted in (self.home / NOTEBOOK).read_text("utf-8")

        until(is_saved, f"{wanted} in the notebook of {self.name}")


STEPS = [
    (Student.log_in,),
    (Student.choose_lesson,),
    (Student.see_lesson,),
    (Student.start, "import kit"),
    (Student.see_run, "import kit"),
    (Student.start, "kit.annotate"),
    (Student.see_run, "kit.annotate"),
    (Student.mark,),
    (Student.start, 'lesson.answer("03.5")'),
    (Student.see_run, 'lesson.answer("03.5")'),
    (Student.answer,),
    (Student.write,),
    (Student.see_saved,),
]


def work_in_chromium(hub, names):
    """Let students work in Chromium: each step by all of them, then the next."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        students = [Student(browser, hub, name) for name in names]
        for step, *arguments in STEPS:
            for student in students:
                try:
                    step(student, *arguments)
                except Exception:
                    LEFT.mkdir(exist_ok=True)
                    student.page.screenshot(path=LEFT / f"hub-{student.name}.png")
                    raise
        browser.close()

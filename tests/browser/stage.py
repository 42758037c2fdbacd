"""The annotator alone on a page: its JavaScript in the browser, its Python in this process, and between them a wire we can cut."""

from pathlib import Path

import kit
from kit.annotating.annotator import Annotator
from kit.files import read_text

TREE = Path(__file__).parents[2]
BOOK = kit.Codebook.load(TREE / "tests" / "annotating" / "codebook.toml")
ARTICLE = kit.Article(
    read_text(TREE / "data" / "assad-2017" / "article.txt"), title="Assad Welcomes America"
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Stage</title><style>{css}</style>
<style>body{{margin:12px;background:{paper};font-family:sans-serif}}</style></head><body><main><h1>Stage</h1><div id="host"></div><button id="after">after</button></main>
<script type="module">
{module}
</script></body></html>"""
WIRE = """
const listeners = new Set();
globalThis.wire = { cut: false, sent: [], hear: (message) => listeners.forEach((act) => act(message)) };
const model = {
  get: (name) => wire.traits[name],
  on: (name, act) => name === "msg:custom" && listeners.add(act),
  off: (name, act) => listeners.delete(act),
  send: (message) => {
    wire.sent.push(message);
    if (!wire.cut) python(JSON.parse(JSON.stringify(message))).then((answers) => wire.cut || answers.forEach(wire.hear));
  },
};
wire.traits = await traits();
const { default: widget } = await import(URL.createObjectURL(new Blob([wire.traits.esm], { type: "text/javascript" })));
const started = performance.now();
globalThis.close_annotator = widget.render({ model, el: document.getElementById("host") });
document.body.getBoundingClientRect();
globalThis.took = performance.now() - started;
globalThis.annotator = document.getElementById("host").annotator;
"""


class Stage:
    """annotator, page, root (the widget), text (where the caret goes)."""

    def __init__(
        self,
        page,
        marks,
        layer=None,
        theme="light",
        width=1200,
        height=900,
        url="http://stage.localhost/",
    ):
        self.page, self.marks, self.url = page, marks, url
        self.annotator, self.messages = Annotator(marks, layer), []
        self.annotator.send = self.messages.append
        page.set_viewport_size({"width": width, "height": height})
        html = PAGE.format(
            css=self.annotator._css, module=WIRE, paper="#111" if theme == "dark" else "#fff"
        )
        page.unroute_all()
        page.route(
            f"{url}*",
            lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
        )
        if not hasattr(page, "_kit_stage"):
            page.expose_function("python", lambda message: page._kit_stage._python(message))
            page.expose_function("traits", lambda: page._kit_stage._traits())
        page._kit_stage = self
        page.goto(url)
        page.wait_for_function("globalThis.annotator")
        self.root, self.text = page.locator(".kit-annotator"), page.locator(".kit-text")

    def _traits(self):
        return {
            "article": self.annotator.article,
            "state": self.annotator._whole(),
            "esm": self.annotator._esm,
        }

    def _python(self, message):
        self.annotator._hear(self.annotator, message, [])
        answers, self.messages[:] = list(self.messages), []
        return answers

    def tell(self):
        """Let what Python says by itself (a cell changed the marks) reach the page."""
        if self.annotator._timer:
            self.annotator._timer.join()
        for message in list(self.messages):
            self.page.evaluate("wire.hear", message)
        self.messages.clear()

    def cut(self, yes=True):
        """Stop (or start) the kernel's answering."""
        self.page.evaluate("yes => { wire.cut = yes }", yes)

    def settle(self):
        """Wait until Python has answered everything."""
        self.page.wait_for_function("!annotator.marks.pending.length && !annotator.marks.wire.due")

    def caret(self, place):
        """Focus the text and put the caret at a place (UTF-16 units)."""
        self.select(place, place)

    def select(self, anchor, focus):
        self.text.focus()
        self.page.evaluate("([a, b]) => annotator.selection.moveTo(a, b)", [anchor, focus])

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def selection(self):
        return self.page.evaluate("annotator.places.selection")

    def rows(self):
        """Python's marks, as (start, end, label)."""
        self.settle()
        return [(mark.start, mark.end, mark.label) for mark in self.marks]

    def said(self):
        """What the live region says now."""
        return self.page.locator(".kit-unseen[role=status]").inner_text()

    def box(self, start, end):
        """Where a span (UTF-16 units) is on the screen: left, top, right, bottom."""
        return self.page.evaluate(
            "([a, b]) => { const r = annotator.places.range(a, b).getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }",
            [start, end],
        )


def marks_on(text, path=None):
    article = text if isinstance(text, kit.Article) else kit.Article(text)
    return kit.Annotations(article, codebook=BOOK, path=path)


def words(stage):
    """What Python has: the words marked and the label, in the order of the text."""
    stage.settle()
    return [(mark.text, mark.label) for mark in stage.marks]

"""Tabs that are open at once: what each saves is kept, as on a desk."""

from web_lesson import LESSON, SAVE, Lesson

from workshop.validation.browser_page import NOTEBOOK, open_browser

TABS = [LESSON, LESSON, "01-stop-and-read.ipynb"]
FIRST = [*TABS[1:], "02-the-shape-of-the-story.ipynb"]
COUNT = 6
IS_THERE = f"() => document.querySelector('.jp-Dialog') || {NOTEBOOK}?.content?.widgets?.length"
DATABASES = """async () => (await indexedDB.databases())
  .map(({ name, version }) => [name, version])
  .filter(([name]) => !name.includes(" probe "))"""  # which a page makes to see if it can keep work
BOX = """import kit; _box = kit.open_lesson().answer("01.1")"""
WRITE = """_box.text = "Words of tab {who}."
print(_box.status)"""
SAVE_ONE = """import kit.files; _path = kit.files.Path("/drive/held.txt")
try:
    with kit.files.locked(_path):
        kit.files.write_text(_path, "{who}")
    print("Saved.")
except kit.KitError as error:
    print(error)"""
HOLD = """import kit.files; _path = kit.files.Path("/drive/held.txt")
_lock = kit.files.locked(_path); _lock.__enter__()"""
GO_ON = """try:
    kit.files.write_text(_path, "late")
except kit.KitError as error:
    print(error)
_lock.__exit__(None, None, None)"""
IMPATIENT = (
    "globalThis.patient = AbortSignal.timeout; AbortSignal.timeout = () => AbortSignal.abort()"
)
PATIENT = "AbortSignal.timeout = globalThis.patient"
LOOK = "import os; print(os.path.exists('/drive/.new.lock'))"
WORDS = """import kit; _folder = kit.open_lesson().desk / "answers"
print(*sorted(path.read_text() for path in _folder.glob("*.txt")), sep="|")"""


def test_two_tabs_of_one_lesson_and_a_third_of_another_lose_nothing(address, tmp_path):
    with open_browser(tmp_path) as context:
        tabs = [Lesson(context, address).open(name) for name in TABS]
        assert tabs[0].execute(LOOK).strip() == "True"  # no two tabs can both have to make a lock
        for who, tab in enumerate(tabs):
            tab.begin(SAVE.format(who=who, count=COUNT))
        for tab in tabs:
            assert tab.end().split() == [str(number) for number in range(COUNT)]
        every = [who * 100 + number for who in range(3) for number in range(COUNT)]
        for tab in tabs:
            assert tab.starts() == every
        for tab in tabs:
            tab.execute(
                BOX
            )  # all are empty: who opens one later sees what is there, and may replace it
        for who, tab in enumerate(tabs):
            tab.begin(WRITE.format(who=who))
        for tab in tabs:
            assert tab.end().startswith("Saved.")
        words = "|".join(f"Words of tab {who}." for who in range(3))
        assert tabs[0].execute(WORDS).strip() == words


def test_three_lessons_opened_at_once_on_a_first_visit_all_open(address, tmp_path):
    with open_browser(tmp_path) as context:
        pages = [context.new_page() for _ in FIRST]
        for page, name in zip(pages, FIRST, strict=True):
            page.goto(f"{address}/notebooks/index.html?path={name}", wait_until="commit")
        for page in pages:
            page.bring_to_front()
            page.wait_for_function(IS_THERE)
            assert not page.locator(".jp-Dialog").count()  # "File Load Error"
        # made once, with all that JupyterLite keeps: none of the pages had to change it
        assert pages[0].evaluate(DATABASES) == [["close-reading assad-2017", 1]]


def test_who_waits_too_long_or_was_silent_too_long_says_that_nothing_is_saved(address, tmp_path):
    with open_browser(tmp_path) as context:
        context.clock.install()  # one that a test can put forward
        holder, other = [Lesson(context, address).open(name) for name in TABS[1:]]
        holder.execute(HOLD)
        other.page.evaluate(IMPATIENT)
        assert other.execute(SAVE_ONE.format(who="other")).startswith("/drive/held.txt: not saved")
        other.page.evaluate(PATIENT)
        other.begin(SAVE_ONE.format(who="other"))
        context.clock.fast_forward("01:00")  # its Python asks nothing, as if it had died
        assert other.end() == "Saved.\n"
        assert holder.execute(GO_ON).startswith("/drive/held.txt: not saved")
        assert other.execute("print(_path.read_text())") == "other\n"
        assert holder.execute(SAVE_ONE.format(who="holder")) == "Saved.\n"

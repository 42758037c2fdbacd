"""A lesson of a site, open in headless Chromium and driven through JupyterLab's own commands."""

import contextlib
import time

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
LIMIT = 180_000  # milliseconds; two notebooks on two busy cores take a third of it
NOTEBOOK = "window.jupyterapp?.shell?.currentWidget"
READY = f"() => globalThis.kitReady && {NOTEBOOK}.content.widgets.length"
RUN = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }"
EXECUTE = f"""async (code) => {{
  const kernel = {NOTEBOOK}.sessionContext.session.kernel;
  let text = "";
  const future = kernel.requestExecute({{ code, store_history: false }});
  future.onIOPub = (message) => {{
    if (message.header.msg_type === "stream") text += message.content.text;
    if (message.header.msg_type === "error") text += message.content.evalue;
  }};
  const late = new Promise((resolve, reject) => {{
    setTimeout(() => reject(new Error("Python doesn't answer: can the browser reach Pyodide?")), {LIMIT});
  }});
  await Promise.race([future.done, late]);
  return text;
}}"""
CODE = f"""() => {NOTEBOOK}.content.widgets
  .filter((cell) => cell.model.type === "code")
  .map((cell) => cell.model.toJSON())"""
IS_DONE = f"""() => {NOTEBOOK}.content.widgets.every((cell) =>
  cell.model.type !== "code" || cell.model.executionCount
  || !cell.model.sharedModel.source.trim())"""


@contextlib.contextmanager
def open_browser(profile, *arguments):
    """Start Chromium with a profile folder; yields its Playwright context."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            args=[*ARGUMENTS, *arguments],
            viewport={"width": 1300, "height": 950},
            accept_downloads=True,
        )
        context.set_default_timeout(LIMIT)
        yield context
        context.close()


class LessonPage:
    """An open lesson. requests: the address of everything the browser asked for since."""

    def __init__(self, context, address, page=None):
        self.page = page or context.new_page()
        self.address = address
        self.requests = []
        self.opened = 0.0
        context.on("request", lambda request: self.requests.append(request.url))

    def open(self, name):
        """Open a notebook, and wait until its page says that Python is ready."""
        self.opened = time.monotonic()
        self.page.goto(f"{self.address}/notebooks/index.html?path={name}")
        return self.wait()

    def wait(self):
        """Wait until the page says that Python is ready."""
        self.page.wait_for_function(READY)
        return self

    def execute(self, code):
        """Run code that is no cell; return what it printed."""
        return self.page.evaluate(EXECUTE, code)

    def run(self):
        """Run every cell, and wait for the last of them."""
        self.page.evaluate(RUN)
        self.page.wait_for_function(IS_DONE)
        self.execute("")  # whatever the last cell printed is there once this is answered
        return self

    def cells(self):
        """Return the code cells as they would be saved."""
        return self.page.evaluate(CODE)

    def outside(self):
        """Return the addresses it asked that aren't on the site's host."""
        host = "/".join(self.address.split("/")[:3])
        own = (f"{host}/", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

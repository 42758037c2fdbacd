"""What the small widgets share: without a kernel they are text, and HTML that says the same."""

from pathlib import Path

import anywidget
import traitlets

from kit.errors import KitError
from kit.templates import bundle

ROOM = Path(__file__).parent


def script(name):
    """Return a widget's JavaScript, with what all of them share."""
    return bundle([ROOM / "form.js", ROOM / name])


class Form(anywidget.AnyWidget):
    """A widget with `__repr__` and `html()`, for pages on which nothing runs."""

    language = traitlets.Unicode("en").tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)  # what the last save or search did

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": repr(self), "text/html": self.html()}, metadata

    def save(self, keep):
        """Call keep(), which returns a line to add; return True if it could keep what it should."""
        try:
            told = keep()
        except KitError as error:
            self.status = ""  # so that the same failure twice is told twice
            self.status = f"Not saved: {error}"
            return False
        self.status = f"Saved. {told}".strip()
        return True

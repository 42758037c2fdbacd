"""The kit's errors: one line that says what, where, and what to do.

    KitError                 anything a person can cause
    ├── FileError            a file that can't be read or written
    ├── SpanError            a span that isn't in the text
    ├── CodebookError        a label, attribute or value the codebook doesn't have
    └── LessonError          a lesson or course folder with something missing or wrong

In a notebook an uncaught KitError shows its line, not a traceback; on the command line it ends with
exit status 2.
"""


class KitError(Exception):
    """A mistake a person can make and fix; its text is one line: what, where, what to do."""

    def _render_traceback_(self):  # IPython asks an exception how it wants to be shown
        return [f"{type(self).__name__}: {self}"]


class FileError(KitError):
    """A file that can't be read or written."""


class SpanError(KitError):
    """A span that isn't in the text: empty, reversed, or past its end."""


class CodebookError(KitError):
    """A label, attribute or value that the codebook doesn't have."""


class LessonError(KitError):
    """A lesson or course folder with something missing or wrong."""

"""What the small widgets share: without a kernel they are text, and HTML that says the same."""

import anywidget


class Form(anywidget.AnyWidget):
    """A widget with `__repr__` and `html()`, for pages on which nothing runs."""

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": repr(self), "text/html": self.html()}, metadata

"""What the tests of editions and validation share."""

import pytest
from synthetic import CELLS, make_course

from workshop.validation.validate import validate


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    """A course with one master, executed and saved by --update; its folder has a space and letters beyond ASCII."""
    course = make_course(
        tmp_path_factory.mktemp("courses") / "ein Kürs", lesson=list(CELLS.values())
    )
    assert validate(course, update=True) == 0
    return course

"""What the tests of editions and validation share."""

import shutil

import pytest
from shared import make_once
from synthetic import CELLS, make_course

from workshop.validation.validate import validate


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    """A course with one master, executed and saved by --update; its folder has a space and letters beyond ASCII."""

    def make(course):
        make_course(course, lesson=list(CELLS.values()))
        assert validate(course, update=True) == 0

    made = make_once(tmp_path_factory, "ein Kürs", make)
    return shutil.copytree(made, tmp_path_factory.mktemp("courses") / made.name)

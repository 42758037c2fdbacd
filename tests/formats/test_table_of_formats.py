from pathlib import Path

import pytest

from kit.formats import FORMATS, MODULES

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
KINDS = ["notes", "creators", "attributes", "links", "orphans"]
ROWS = {}
for line in PAGE.read_text(encoding="utf-8").splitlines():
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if len(cells) == 10 and cells[1].startswith("`"):
        ROWS[cells[1].strip("`")] = cells


def test_every_format_has_a_row():
    assert list(ROWS) == list(MODULES)


@pytest.mark.parametrize("format", [name for name in MODULES if hasattr(MODULES[name], "dumps")])
def test_the_table_says_what_a_format_holds(format):
    held = MODULES[format].HOLDS if format != "w3c" else set(KINDS)
    assert ROWS[format][3:8] == ["yes" if kind in held else "no" for kind in KINDS]


@pytest.mark.parametrize("format", MODULES)
def test_the_table_names_the_endings(format):
    assert set(FORMATS[format]) <= set(ROWS[format][2].split())

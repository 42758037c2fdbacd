"""The parts of the browser edition that need no browser: stand-ins, wheels, Pyodide's files."""

import hashlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import regex
from hypothesis import given, strategies
from rapidfuzz import fuzz_py

from kit.errors import FileError
from kit.files import read_text
from kit.paths import HOME
from workshop.editions.package import read_folder
from workshop.editions.web import pyodide
from workshop.editions.web.browser_lock import KIT_NEEDS, make_lock
from workshop.editions.web.pages import make_start_page
from workshop.editions.web.stand_ins import make_piplite, make_regex, make_regex_files
from workshop.editions.web.wheels import BROWSER, CARRIED, carry, carry_all, pack

KIT = read_folder(HOME, "kit")
PATTERN = re.compile(r"regex\.compile\(\s*r\"(.+?)\"")


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    """The folder of the stand-in for `regex`."""
    folder = tmp_path_factory.mktemp("stand_in")
    for name, data in make_regex_files(KIT).items():
        (folder / name).write_bytes(data)
    return folder


def test_the_stand_in_for_regex_passes_the_tests_of_reading(stand_in):
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/reading"]
    environment = {"PYTHONPATH": str(stand_in), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(run, cwd=HOME, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\p{Lu}\p{Ll}+", "Ärger in Ürümqi"),
        (r"[\p{L}'’-]{2,}", "Maren’s well-being: 3 x"),
        (r"[\p{Sentence_Terminal}--[.!?]]", "a. b! c؟ d۔ e。"),
        (r"[^\p{L}\s]", "a-b c"),
    ],
)
def test_the_stand_in_finds_what_regex_finds(stand_in, pattern, text):
    spec = importlib.util.spec_from_file_location("stand_in_regex", stand_in / "regex.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    wanted = [found.span() for found in regex.finditer(pattern, text, regex.VERSION1)]
    assert wanted
    assert [found.span() for found in module.finditer(pattern, text)] == wanted


def test_no_wheel_carries_machine_code_and_the_bytes_are_the_same_twice():
    for wheel in [*carry_all(), make_regex(KIT), make_piplite()]:
        names = zipfile.ZipFile(io.BytesIO(wheel.data)).namelist()
        assert any(name.endswith(".py") for name in names), wheel.name
        assert not any(name.endswith((".so", ".pyd", ".dylib")) for name in names), wheel.name
    assert carry("rapidfuzz").data == carry("rapidfuzz").data


def test_rapidfuzz_without_machine_code_gives_the_same_scores(tmp_path):
    (tmp_path / "wheel.whl").write_bytes(carry("rapidfuzz").data)
    code = """if True:
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.fuzz import partial_ratio_alignment as align
        pairs = [("the war on terror", "a war on terrorism, they said"), ("", "a"), ("naïve", "naive")]
        for one, other in pairs:
            found = align(one, other)
            spans = found.src_start, found.src_end, found.dest_start, found.dest_end
            print(Levenshtein.distance(one, other), float(found.score), *spans)
    """
    told = []
    for path in "", str(tmp_path / "wheel.whl"):
        run = [sys.executable, "-c", code]
        done = subprocess.run(run, env={"PYTHONPATH": path}, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
    assert told[0] == told[1]


LETTERS = strategies.text("abc ", max_size=70)


@given(LETTERS, LETTERS, strategies.sampled_from([0, 0.5, 0.9]))
def test_what_is_added_to_rapidfuzz_finds_the_place_that_it_finds_itself(one, other, least):
    shorter, longer = sorted([one, other], key=len)
    own = vars(fuzz_py) | {}
    exec((BROWSER / "partial_ratio.py").read_text(encoding="utf-8"), own)
    wanted = fuzz_py._partial_ratio_impl(shorter, longer, least)
    assert own["_partial_ratio_impl"](shorter, longer, least) == wanted


def test_everything_the_kit_imports_is_in_the_site():
    lock = json.loads(make_lock(pyodide.take_pyodide(), carry_all()))
    known = {name for package in lock["packages"].values() for name in package["imports"]}
    known |= {
        "browser_files",
        "pandas",
        "regex",
        "kit",
        "workshop",
        "cassis",
        *sys.stdlib_module_names,
    }
    for path, data in KIT.items():
        if path.endswith(".py"):
            code = re.sub(r'"""(?s:.*?)"""', "", data.decode())
            for name in re.findall(r"^\s*(?:import|from) (\w+)", code, re.MULTILINE):
                assert name in known, f"{path} imports {name}"
    assert set(KIT_NEEDS) <= {*lock["packages"], "pandas", "regex"}
    assert set(CARRIED) <= lock["packages"].keys()


def make_pyodide(folder, monkeypatch):
    """Write a small Pyodide: two files, and the pins that go with it."""
    numpy = pack({"numpy/__init__.py": b"", "numpy/tests/test_a.py": b"assert True"})
    data = {"pyodide.mjs": b"one", "numpy.whl": numpy}
    for name, content in data.items():
        (folder / name).write_bytes(content)
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": pyodide.VERSION}}))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in data.items()}
    numpy = {"file_name": "numpy.whl", "sha256": digests["numpy.whl"]}
    pins = {"core": {"pyodide.mjs": digests["pyodide.mjs"]}, "packages": {"numpy": numpy}}
    monkeypatch.setattr(pyodide, "PINS", pins)
    return data


def test_pyodide_is_copied_but_for_what_no_lesson_uses(tmp_path, monkeypatch):
    data = make_pyodide(tmp_path, monkeypatch)
    taken = pyodide.take_pyodide(tmp_path)
    slimmed = pack({"numpy/__init__.py": b""})
    assert taken == pyodide.Pyodide(data | {"numpy.whl": slimmed})


def test_another_version_of_pyodide_is_refused(tmp_path, monkeypatch):
    make_pyodide(tmp_path, monkeypatch)
    (tmp_path / "pyodide-lock.json").write_text('{"info": {"version": "0.29.0"}}')
    with pytest.raises(FileError, match=r"this is Pyodide 0.29.0, and the site needs 0.27.7"):
        pyodide.take_pyodide(tmp_path)


def test_a_file_that_was_changed_is_refused(tmp_path, monkeypatch):
    make_pyodide(tmp_path, monkeypatch)
    (tmp_path / "numpy.whl").write_bytes(b"three")
    with pytest.raises(FileError, match=r"numpy.whl: not the file that was published"):
        pyodide.take_pyodide(tmp_path)


def test_without_a_folder_pyodide_stays_at_its_own_address():
    taken = pyodide.take_pyodide()
    assert list(taken.files) == ["pyodide.mjs"]
    assert f'"{pyodide.ADDRESS}pyodide.mjs"' in taken.files["pyodide.mjs"].decode()
    lock = json.loads(make_lock(taken, []))
    assert lock["packages"]["numpy"]["file_name"].startswith(pyodide.ADDRESS)


def test_the_start_page_lists_every_lesson_as_the_desk_does(lesson):
    paths = sorted((HOME / "notebooks").glob("*.ipynb"))
    page = make_start_page({path.name: read_text(path) for path in paths}, lesson)
    assert page.startswith("<!doctype html>")
    for path in paths:
        assert f'<a href="notebooks/index.html?path={path.name}">{path.name[:2]} ' in page
    about = json.loads(re.search(r'id="about">(.*?)</script>', page, re.DOTALL).group(1))
    assert about["lessons"][1]["exercises"][0] == "01.1"


def test_every_file_of_the_pages_is_published():
    names = {path.name for path in Path(HOME, "workshop/editions/web/static").iterdir()}
    code = read_text(HOME / "workshop/editions/web/site.py")
    assert all(f'"{name}"' in code for name in names - {"index.html"})

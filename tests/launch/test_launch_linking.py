"""Several courses in one environment: each notebook imports the kit of its own course."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kit
from kit.paths import AT_HOME, MARKER, course_of, find_course, work_folder
from workshop.editions.work import prepare_work
from workshop.launch import doctor, linking, opening

ROOT = Path(__file__).resolve().parents[2]
ASK = "import site, sys; site.addsitedir(sys.argv[1]); import kit; print(kit.__file__)"


@pytest.fixture
def packages(tmp_path):
    """The packages' folder of an environment that two courses share."""
    folder = tmp_path / "packages"
    folder.mkdir()
    return folder


def make_course(folder):
    (folder / "kit").mkdir(parents=True)
    (folder / "kit" / "__init__.py").write_text("")
    (folder / "course.toml").write_text('lesson = "data/one"\n')
    (folder / "work").mkdir()
    return folder


def add(course, packages, monkeypatch):
    monkeypatch.setattr(linking, "HOME", course)
    assert linking.link(packages)


def kit_in(folder, packages, **settings):
    """Return the course whose kit a Python imports that runs in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KIT_")}
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ASK, packages],
        cwd=folder,
        env={**clean, **settings},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return Path(run.stdout.strip()).parents[1] if run.returncode == 0 else None


def test_each_notebook_imports_the_kit_of_its_own_course(tmp_path, packages, monkeypatch):
    one, two = make_course(tmp_path / "one"), make_course(tmp_path / "two")
    add(one, packages, monkeypatch)
    add(two, packages, monkeypatch)
    home = tmp_path / "home"
    home.mkdir()
    (home / MARKER).write_text(f"{two}\n")
    assert kit_in(one / "work", packages) == one
    assert kit_in(two / "work", packages) == two
    assert kit_in(home, packages) == two
    assert kit_in(tmp_path, packages, KIT_COURSE=str(two)) == two
    assert kit_in(tmp_path, packages) == one


def test_what_is_imported_later_comes_from_the_same_course(tmp_path, packages, monkeypatch):
    """Also when the notebook has changed its folder in between."""
    one, two = make_course(tmp_path / "one"), make_course(tmp_path / "two")
    for course in one, two:
        add(course, packages, monkeypatch)
        (course / "workshop").mkdir()
        (course / "workshop" / "__init__.py").write_text("")
    later = f"{ASK}; import os; os.chdir({str(two)!r}); import workshop; print(workshop.__file__)"
    command = [sys.executable, "-I", "-S", "-c", later, packages]
    run = subprocess.run(command, cwd=one / "work", capture_output=True, encoding="utf-8")
    assert [Path(line).parents[1] for line in run.stdout.splitlines()] == [one, one], run.stderr


def test_opening_one_course_again_changes_nothing_for_the_other(tmp_path, packages, monkeypatch):
    one, two = make_course(tmp_path / "one"), make_course(tmp_path / "two")
    for course in one, two:
        add(course, packages, monkeypatch)
    before = {path: path.stat().st_mtime_ns for path in packages.iterdir()}
    for course in one, two, one:
        add(course, packages, monkeypatch)
    assert {path: path.stat().st_mtime_ns for path in packages.iterdir()} == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_whoever_might_read_the_finder_still_may_when_it_is_written_anew(
    tmp_path, packages, monkeypatch
):
    one = make_course(tmp_path / "one")
    add(one, packages, monkeypatch)
    (packages / "kit.pth").write_text("import something_older\n")
    (packages / "kit.pth").chmod(0o664)
    add(one, packages, monkeypatch)
    assert (packages / "kit.pth").stat().st_mode & 0o777 == 0o664
    assert kit_in(one / "work", packages) == one


def test_a_deleted_course_takes_no_other_with_it(tmp_path, packages, monkeypatch):
    one, two = make_course(tmp_path / "one"), make_course(tmp_path / "two")
    for course in one, two:
        add(course, packages, monkeypatch)
    shutil.rmtree(one)
    assert kit_in(two / "work", packages) == two
    assert kit_in(tmp_path, packages) == two
    add(make_course(tmp_path / "three"), packages, monkeypatch)
    assert str(one) not in (packages / linking.LIST).read_text(encoding="utf-8")


def test_a_folder_that_anybody_may_write_to_decides_nothing(tmp_path, packages, monkeypatch):
    add(make_course(tmp_path / "one"), packages, monkeypatch)
    shared = make_course(tmp_path / "shared")
    shared.chmod(0o1777)
    assert kit_in(shared, packages) == tmp_path / "one"


@pytest.mark.parametrize(
    "name", ["plain", "with space", "große Übung", "урок", "درس", "e\u0301 🙂"]
)
def test_the_kit_is_found_whatever_the_path_and_the_encoding(tmp_path, packages, monkeypatch, name):
    course = make_course(tmp_path / name)
    add(course, packages, monkeypatch)
    text = "import site, sys; site.addsitedir(sys.argv[1]); import kit, os\n"
    text += "assert os.path.samefile(os.path.dirname(os.path.dirname(kit.__file__)), sys.argv[2])"
    for encoding in ["C.UTF-8", "C"]:
        settings = {"LC_ALL": encoding, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        command = [sys.executable, "-I", "-S", "-c", text, packages, course]
        subprocess.run(command, env={**os.environ, **settings}, cwd=tmp_path, check=True)


def test_an_environment_nobody_may_write_to_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr(linking.site, "ENABLE_USER_SITE", False)
    assert linking.link(tmp_path / "missing") is False
    monkeypatch.setattr(linking.site, "ENABLE_USER_SITE", True)
    monkeypatch.setattr(linking.site, "getusersitepackages", lambda: str(tmp_path / "mine" / "own"))
    assert linking.link(tmp_path / "missing") is True
    assert kit_in(tmp_path, tmp_path / "mine" / "own") == ROOT


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A course of the administrator's that this user may read and not write to."""
    course = tmp_path / "srv" / "shared"
    for name in ["kit", "data", "notebooks"]:
        shutil.copytree(ROOT / name, course / name)
    shutil.copy(ROOT / "course.toml", course)
    reach = os.access

    def may(path, mode):
        return not (mode == os.W_OK and Path(path).is_relative_to(course)) and reach(path, mode)

    monkeypatch.setattr(os, "access", may)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv("KIT_WORK", raising=False)
    monkeypatch.delenv("KIT_COURSE", raising=False)
    return course


def test_a_read_only_course_opens_at_home_and_says_where(shared, tmp_path, monkeypatch, capsys):
    work = tmp_path / "home" / AT_HOME / "shared"
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ana/")
    monkeypatch.setattr(opening, "link", lambda packages: True)
    assert opening.open_lessons(shared) == 0
    told = capsys.readouterr().err
    assert f"{shared} can't be written to, so your work is kept in {work}" in told
    assert f"open {AT_HOME}/shared/lessons.ipynb in its list of files" in told
    assert work.stat().st_mode & 0o777 == 0o700 or os.name == "nt"
    assert len(list(work.glob("[01]*.ipynb"))) == 12 and not (shared / "work").exists()
    opening.open_lessons(shared)
    assert "can't be written to" not in capsys.readouterr().err

    monkeypatch.chdir(work)
    assert course_of(work) == shared == find_course()
    lesson = kit.open_lesson()
    assert lesson.course == shared and lesson.work == work
    assert list(doctor.troubles(shared, work_folder(shared)))[:1] == []


def test_two_read_only_courses_of_one_name_have_two_folders(shared, tmp_path):
    prepare_work(shared)
    second = tmp_path / "opt" / "shared"
    second.parent.mkdir()
    (tmp_path / "srv").rename(tmp_path / "moved")
    assert work_folder(tmp_path / "moved" / "shared").name in ("work", "shared")
    shutil.copytree(tmp_path / "moved" / "shared", shared)
    reach = os.access
    shutil.copytree(shared, second)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "access", lambda path, mode: mode != os.W_OK and reach(path, mode))
        assert work_folder(shared).name == "shared"
        assert work_folder(second).name.startswith("shared-")
        prepare_work(second)
        shutil.rmtree(tmp_path / "srv")
        assert work_folder(second).name.startswith("shared-")
        (third := tmp_path / "new" / "shared").parent.mkdir()
        shutil.copytree(second, third)
        assert work_folder(third).name == "shared"

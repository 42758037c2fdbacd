"""A class's work in home folders: found, counted, given back; and nothing a student plants there is followed."""

import os
from pathlib import Path

import pandas as pd
import pytest
from a_class import handed_in

import kit
from kit.errors import KitError
from kit.paths import AT_HOME
from workshop.class_work.collect import collect, run
from workshop.class_work.feedback import give_back_to_homes
from workshop.class_work.homes import find_desks
from workshop.cli import parse

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a hub's homes are on Linux")

LESSON = kit.open_lesson(Path(__file__).parents[2] / "data" / "assad-2017")
ASSAD, AMERICA = (0, 5, "person"), (15, 22, "place")


def work_of(homes, student, marks, place=f"{AT_HOME}/course"):
    """Make a student's home with marks in it; return the lesson's folder there."""
    desk = homes / student / place / LESSON.name
    desk.mkdir(parents=True)
    (desk / "marks-me.jsonld").write_text(handed_in(LESSON.article, marks), encoding="utf-8")
    return desk


@pytest.fixture
def homes(tmp_path):
    """Three homes: at work in three of the places that there are."""
    folder = tmp_path / "home"
    ann = work_of(folder, "ann", [ASSAD, AMERICA])
    work_of(folder, "ben", [ASSAD], "close-reading-main/work")
    work_of(folder, "=cy", [ASSAD], "work")
    (folder / "dan").mkdir()
    (ann / "checks").mkdir()
    (ann / "answers").mkdir()
    checked = [id for id, about in LESSON.exercises.items() if about.get("kind") != "written"]
    written = [id for id, about in LESSON.exercises.items() if about.get("kind") == "written"]
    for id, text in zip(
        checked, ['{"correct": true}', '{"correct": false}', "[", "9"], strict=False
    ):
        (ann / "checks" / f"{id}.json").write_text(text)
    (ann / "checks" / "99.1.json").write_text('{"correct": true}')
    (ann / "answers" / f"{written[0]}.txt").write_text("In my own words.")
    (ann / "answers" / f"{written[1]}.txt").write_text(" \n")
    return folder


def test_the_command_names_what_it_could_not_read_and_where_everything_is(homes, tmp_path):
    broken = tmp_path / "broken.jsonld"
    broken.write_text("{")
    out = tmp_path / "out"
    asked = ["collect", str(broken), "--from-homes", f"{homes}/*", "--out", str(out)]
    lines = run(parse(asked), LESSON)
    (said,) = [line for line in lines if line.startswith("broken.jsonld: ")]
    assert "damaged or was cut off" in said
    assert f"3 students, 4 marks. The report: {out / 'report.html'}" in lines
    assert f"progress.csv, moodle.csv and canvas.csv are in {out}" in lines
    assert f"What they wrote, with a rubric: {out / 'answers.html'}" in lines
    for name in ("report.html", "progress.csv", "moodle.csv", "canvas.csv", "answers.html"):
        assert (out / name).is_file()
    names = tmp_path / "coded-names"
    asked = ["collect", "--from-homes", f"{homes}/*", "--out", str(tmp_path / "coded")]
    lines = run(parse([*asked, "--anonymous"]), LESSON)
    assert f"Who is who is in {names}: give out {tmp_path / 'coded'} alone." in lines
    assert (names / "progress.csv").is_file() and not (tmp_path / "coded/progress.csv").exists()


def test_every_home_is_found_and_counted(homes, tmp_path):
    work = collect([], tmp_path / "out", LESSON, homes=f"{homes}/*")
    assert {name: len(marks) for name, marks in work.marks.items()} == {
        "ann": 2,
        "ben": 1,
        "=cy": 1,
    }
    assert work.problems.empty
    progress = pd.read_csv(tmp_path / "out" / "progress.csv", index_col="student")
    assert progress.sum(axis=1).to_dict() == {"ann": 2, "ben": 0, "'=cy": 0}
    moodle = pd.read_csv(tmp_path / "out" / "moodle.csv")
    assert moodle.columns[0] == "username" and len(moodle) == 3
    canvas = pd.read_csv(tmp_path / "out" / "canvas.csv", keep_default_na=False)
    assert canvas.columns[:5].tolist() == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
    ]
    assert canvas.Student[0] == "    Points Possible"
    most = canvas.iloc[0, 5:].astype(int).sum()
    assert most == len(LESSON.exercises)
    assert collect([], lesson=LESSON, homes=f"{homes}/*/work").marks.keys() == {"=cy"}


def test_codes_name_nobody_and_stay_the_same(homes, tmp_path):
    work = collect([], tmp_path / "out", LESSON, homes=f"{homes}/*", anonymous=True)
    assert all(name.startswith("code ") for name in work.marks)
    given_out = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert not any(f"{quote}ann{quote}" in given_out for quote in ['"', ",", "/", " "])
    apart = tmp_path / "out-names"
    assert {path.name for path in apart.iterdir()} >= {"names.csv", "moodle.csv", "salt.txt"}
    assert apart.stat().st_mode & 0o077 == 0
    again = collect([], tmp_path / "out", LESSON, homes=f"{homes}/*", anonymous=True)
    assert list(again.marks) == list(work.marks) == sorted(work.marks)
    other = collect([], tmp_path / "other", LESSON, homes=f"{homes}/*", anonymous=True)
    assert not set(other.marks) & set(work.marks)
    with pytest.raises(KitError, match="name a folder"):
        collect([], None, LESSON, homes=f"{homes}/*", anonymous=True)
    collect([], tmp_path / "named", LESSON, homes=f"{homes}/*")
    with pytest.raises(KitError, match="holds the names of an earlier run"):
        collect([], tmp_path / "named", LESSON, homes=f"{homes}/*", anonymous=True)


def test_feedback_is_written_into_each_home(homes, tmp_path):
    key = tmp_path / "key.jsonld"
    key.write_text(handed_in(LESSON.article, [ASSAD]), encoding="utf-8")
    work = collect([], tmp_path / "out", LESSON, homes=f"{homes}/*", anonymous=True)
    line = give_back_to_homes(work, key, f"{homes}/*")
    assert "3 students" in line
    page = homes / "ann" / AT_HOME / "course" / f"feedback-{LESSON.name}.html"
    assert "1 of your 2 marks" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600 and page.stat().st_uid == os.getuid()
    assert not list(homes.rglob(".*.html.*"))
    with pytest.raises(KitError, match="only with --from-homes"):
        give_back_to_homes(work, key, None)


def test_no_link_leads_anywhere_and_no_pipe_is_waited_for(homes, tmp_path):
    secret = tmp_path / "secret.jsonld"
    secret.write_text(handed_in(LESSON.article, [AMERICA]), encoding="utf-8")
    link = homes / "eve" / "work" / LESSON.name
    link.mkdir(parents=True)
    (link / "marks-me.jsonld").symlink_to(secret)
    os.mkfifo(link / "marks-pipe.jsonld")
    (homes / "fay").mkdir()
    (homes / "fay" / "work").symlink_to(homes / "ann" / AT_HOME / "course")
    (homes / "gus").symlink_to(homes / "ann")
    work = collect([], tmp_path / "out", LESSON, homes=f"{homes}/*")
    assert set(work.marks) == {"ann", "ben", "=cy"}
    assert len(work.problems) == 2 and "a link" in work.problems.problem[0]

    key = tmp_path / "key.jsonld"
    key.write_text(handed_in(LESSON.article, [ASSAD]), encoding="utf-8")
    page = homes / "ann" / AT_HOME / "course" / f"feedback-{LESSON.name}.html"
    page.symlink_to(secret)
    before = secret.read_text(encoding="utf-8")
    give_back_to_homes(work, key, f"{homes}/*")
    assert secret.read_text(encoding="utf-8") == before and not page.is_symlink()


def test_a_pattern_that_will_not_do_is_one_line(tmp_path):
    with pytest.raises(KitError, match=r"no \* in it"):
        find_desks("/home", LESSON.name)
    with pytest.raises(KitError, match="no folder is called so"):
        find_desks(f"{tmp_path}/none-*", LESSON.name)


def test_what_was_written_is_shown_with_who_wrote_it(homes, tmp_path):
    collect([], tmp_path / "out", LESSON, homes=f"{homes}/*")
    shown = (tmp_path / "out" / "answers.html").read_text("utf-8")
    assert shown.count("<h2>") == 1 and ">ann<" in shown and "In my own words." in shown


def test_among_pseudonyms_nobody_s_name_is_with_what_they_wrote(homes, tmp_path):
    (homes / "ben" / "close-reading-main" / "work" / LESSON.name / "answers").mkdir()
    collect([], tmp_path / "out", LESSON, homes=f"{homes}/*", pseudonyms=True)
    shown = (tmp_path / "out" / "answers.html").read_text("utf-8")
    assert ">ann<" not in shown and ">student " in shown


def test_nothing_written_makes_no_page(homes, tmp_path):
    for file in (homes / "ann" / AT_HOME / "course" / LESSON.name / "answers").iterdir():
        file.unlink()
    collect([], tmp_path / "out", LESSON, homes=f"{homes}/*")
    assert not (tmp_path / "out" / "answers.html").exists()

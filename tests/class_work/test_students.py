import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.class_work.students import find_students


def students(*paths, creators=()):
    names = [*creators, *["me"] * (len(paths) - len(creators))]
    parts = [tuple(path.split("/")) for path in paths]
    return find_students(list(zip(parts, names, strict=True)), "assad-2017")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("Anna Berg_31337_assignsubmission_file_/marks-me.jsonld", "Anna Berg"),  # Moodle, folders
        ("Anna Berg_31337_assignsubmission_file_marks-me.jsonld", "Anna Berg"),  # Moodle, flat
        ("bergannalena_LATE_4711_8899_marks-me-1.jsonld", "bergannalena"),  # Canvas
        ("Reading 5_aberg_attempt_2026-01-02-10-11-12_marks.jsonld", "aberg"),  # Blackboard
        ("7-31 - Anna Berg - 2 January, 2026 1011 AM/marks.jsonld", "Anna Berg"),  # Brightspace
        ("all.zip/ann.zip/work/marks-me.jsonld", "ann"),
        ("monday/ann/work/assad-2017/marks-me.jsonld", "ann"),
        ("marks-ann.jsonld", "ann"),
        ("work/marks-me.jsonld", "marks-me"),
    ],
)
def test_one_file_alone(path, name):
    assert students(path) == [name]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        # a grader's layout, where the folder nearest to the file is the task's (nbgrader 796)
        (["submitted/ada/ps1/work/m.jsonld", "submitted/ben/ps1/work/m.jsonld"], "ada ben"),
        (["in/ada/essay/m.jsonld", "in/ben/essay/m.jsonld"], "ada ben"),
        (["in/ada/essay/m.jsonld", "in/ada/poem/m.jsonld", "in/ben/essay/m.jsonld"], "ada ada ben"),
        (["in/ada/ps1/m.jsonld", "in/ada/ps2/m.jsonld", "in/ben/ps1/m.jsonld"], "ada ada ben"),
        # sections and days hold the students
        (["monday/ann/m.jsonld", "tuesday/ben/m.jsonld"], "ann ben"),
        (["red/ann/m.jsonld", "red/ben/m.jsonld", "blue/cy/m.jsonld"], "ann ben cy"),
        # some in a zip of their own, some not
        (["class.zip/ann/work/m.jsonld", "ben/m.jsonld", "cy.zip/m.jsonld"], "ann ben cy"),
        # blind marking: everybody has one name (Moodle)
        (
            [
                "Participant_12_assignsubmission_file/m.jsonld",
                "Participant_13_assignsubmission_file/m.jsonld",
            ],
            "Participant 12|Participant 13",
        ),
        (
            [
                "Teilnehmer_12_assignsubmission_file_m.jsonld",
                "Teilnehmer_13_assignsubmission_file_m.jsonld",
            ],
            "Teilnehmer 12|Teilnehmer 13",
        ),
        (["anon_12_90_m.jsonld", "anon_13_91_m.jsonld"], "anon 12|anon 13"),
        # two people of one name, and one person in two zips
        (
            ["Jo Li_1_assignsubmission_file_/m.jsonld", "Jo Li_2_assignsubmission_file_/m.jsonld"],
            "Jo Li 1|Jo Li 2",
        ),
        (
            [
                "a.zip/Jo Li_1_assignsubmission_file_/m.jsonld",
                "b.zip/Jo Li_9_assignsubmission_file_/m.jsonld",
            ],
            "Jo Li|Jo Li",
        ),
    ],
)
def test_who_is_who_is_decided_over_all_paths(paths, names):
    assert students(*paths) == names.split("|" if "|" in names else " ")


def test_who_marked_counts_when_no_folder_says_more():
    assert students("marks.jsonld", creators=["Ann"]) == ["Ann"]
    assert students("class/ben/marks.jsonld", "class/cy/marks.jsonld", creators=["Ann"]) == [
        "ben",
        "cy",
    ]
    assert students("in/ben/1.jsonld", "in/ben/2.jsonld", creators=["Ann", "Bea"]) == ["Ann", "Bea"]
    paths = ["in/ben/1.jsonld", "in/ben/2.jsonld", "in/cy/3.jsonld"]
    assert students(*paths, creators=["Ann", "Bea", "Cy"]) == ["ben (Ann)", "ben (Bea)", "cy"]


NAMES = st.sampled_from(["ada", "ben", "essay", "ps1", "work", "monday", "me", "Participant"])


@given(st.lists(st.lists(NAMES, max_size=3), min_size=1, max_size=8))
def test_every_file_has_a_student_whatever_the_layout(folders):
    paths = ["/".join([*parts, f"{number}.jsonld"]) for number, parts in enumerate(folders)]
    names = students(*paths)
    assert len(names) == len(paths) and all(names)


@given(st.permutations(list(itertools.product(["ada", "ben", "cy"], ["essay", "poem"]))))
def test_the_order_of_the_files_changes_nothing(pairs):
    assert students(*["/".join([*pair, "m.jsonld"]) for pair in pairs]) == [
        name for name, _ in pairs
    ]

"""What each file holds, and whose it is: the readable ones as Attempts, the others as problems."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kit.annotating.annotations import Annotations
from kit.errors import FileError
from kit.formats import FORMATS, read_annotations
from workshop.class_work.homes import find_marks
from workshop.class_work.students import find_students
from workshop.class_work.submissions import Submission, find_submissions, show_name

ENDINGS = {ending for endings in FORMATS.values() for ending in endings}


@dataclass(frozen=True)
class Attempt:
    """A file that could be read: where it came from, its marks, and whose it is."""

    submission: Submission
    marks: Annotations
    student: str = ""

    @property
    def age(self):
        """What a student's attempts are ordered by: the last change of a mark, then the file's."""
        return max((mark.modified for mark in self.marks), default=""), self.submission.time


def read_all(sources, lesson, layer, skip, desks=()):
    """Return a list of Attempt, each with its student, and a list of (file, problem)."""
    submissions = []
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for submission in chain(find_submissions(sources, skip), find_marks(desks)):
            marks, problem = None, submission.problem
            if not problem:
                marks, problem = _read(submission, lesson, layer, Path(folder))
            if problem:
                problems.append((submission.name, problem))
            if marks is not None:
                submissions.append((submission, marks))
    paths = [(submission.parts, _find_creator(marks)) for submission, marks in submissions]
    students = find_students(paths, lesson.name)
    attempts = [
        Attempt(submission, marks, submission.student or student)
        for (submission, marks), student in zip(submissions, students, strict=True)
    ]
    return attempts, problems


def _find_creator(marks):
    """Return the name that most marks were made under; "me" if they say no name."""
    names = Counter(mark.creator for mark in marks if mark.creator not in ("", "me"))
    return names.most_common(1)[0][0] if names else "me"


def _read(submission, lesson, layer, folder):
    """Return the marks of a file, or None, and what is wrong with it, or ""."""
    ending = Path(submission.parts[-1]).suffix.lower()
    # a name of ours: theirs could be anything
    path = folder / f"marks{ending if ending in ENDINGS else '.jsonld'}"
    path.write_bytes(submission.data)
    try:
        marks = read_annotations(path, lesson.article)
    except FileError as error:
        message = str(error).replace(f"{path}: ", "").replace(f"{path}, ", "")
        return None, show_name(message.replace(str(path), "the file"))
    except Exception as error:  # whatever a file holds, one student's must not stop the class
        return None, show_name(f"can't be understood ({type(error).__name__}: {error})")
    most = max(2000, 4 * len(lesson.article.words))
    if len(marks) > most:
        return None, f"{len(marks)} marks; more than {most} were not made by reading"
    return _keep_known_labels(marks, lesson.codebook, layer)


def _keep_known_labels(marks, codebook, layer):
    """Take out marks of other layers, and marks whose label the codebook doesn't have."""
    marks.codebook = codebook
    names = {label.name for label in codebook.labels}
    wanted = {label.name for label in codebook.layer(layer).labels} if layer else names
    unknown = [mark.label for mark in marks if mark.label not in names]
    for mark in list(marks):
        if mark.label not in wanted:
            marks.remove(mark.id)
    if len(marks) and all(mark.start is None for mark in marks):
        return None, "none of its marks is in this article; is it of another one?"
    if not unknown:
        return marks, ""
    labels = ", ".join(sorted({show_name(label)[:30] for label in unknown})[:5])
    return marks, f"{len(unknown)} marks left out: the codebook doesn't have {labels}"

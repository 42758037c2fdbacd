"""Student and instructor editions: what the masters in notebooks/ become before people open them.

A master carries answers three ways: between `# BEGIN SOLUTION` and `# END SOLUTION`, in cells tagged `solution`, and in cells tagged
`instructor`. The student edition has none of these, no outputs and no counts. It is built into the work folder, and a file that is
there stays as it is: it is the student's.
"""

import ast
import hashlib
import json
import re
import textwrap
from pathlib import Path

from kit.errors import FileError, LessonError
from kit.files import read_text, write_text
from kit.paths import work_folder

BEGIN = re.compile(r"\s*#\s*BEGIN SOLUTION\s*")
END = re.compile(r"\s*#\s*END SOLUTION\s*")
YOURS = "# your answer here"
LITERALS = (ast.Constant, ast.List, ast.Dict, ast.Tuple, ast.Set)
MASTERS_ONLY = {"solution", "instructor"}
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def prepare_work(course, instructor=False):
    """Build the edition a person opens into the course's work folder and return lines to tell them, often none.

    course: the course folder. instructor: the instructor edition, in the work folder's `instructor/`. Only what is missing is written;
    where a master is newer than the copy there, a line says how to take it. Raises FileError, or LessonError for a faulty master.
    """
    folder = work_folder(course) / ("instructor" if instructor else "")
    lines = []
    for name, text in editions(course, instructor).items():
        copy = folder / name
        if not copy.exists():
            write_text(copy, text)
        elif edition_of(_read(copy)) != edition_of(text):
            number = name.split("-")[0]
            how = (
                f"delete {copy} and start again"
                if instructor
                else f"`python -m kit refresh {number}` takes it and keeps yours beside it"
            )
            lines.append(f"{name}: there is a newer version; {how}.")
    return lines


def refresh(course, number):
    """Give the student the newest version of a notebook, keep theirs beside it, and return the lines that say so.

    course: the course folder. number: "03" (or 3), or the notebook's name. Raises LessonError if there is no such notebook.
    """
    texts = editions(course)
    wanted = str(number).removesuffix(".ipynb")
    name = next(
        (
            name
            for name in texts
            if wanted in (name.split("-")[0], name.removesuffix(".ipynb"))
            or wanted.zfill(2) == name[:2]
        ),
        None,
    )
    if name is None:
        known = ", ".join(name.split("-")[0] for name in texts)
        raise LessonError(f"{number}: the course has no such notebook; it has {known}")
    copy = work_folder(course) / name
    if not copy.exists():
        write_text(copy, texts[name])
        return [f"{name} is in your work folder."]
    if _read(copy) == texts[name]:
        return [f"{name} is the newest version, and you haven't changed it."]
    kept = _free_name(copy)
    try:
        copy.rename(kept)
    except OSError as error:
        raise FileError(
            f"{copy}: can't be renamed ({error.strerror}); close it where it is open and try again"
        ) from None
    try:
        write_text(copy, texts[name])
    except FileError:
        kept.rename(copy)
        raise
    return [f"{name} is the newest version now; yours is kept as {kept.name}."]


def editions(course, instructor=False):
    """Return {file name: text} of every notebook of an edition; those in notebooks/instructors/ are for instructors alone."""
    folder = Path(course) / "notebooks"
    masters = sorted(folder.rglob("*.ipynb") if instructor else folder.glob("*.ipynb"))
    masters = [path for path in masters if not path.parent.name.startswith(".")]
    if not masters:
        raise LessonError(f"{folder}: no notebooks here; name a course folder")
    make = instructor_edition if instructor else student_edition
    return {path.relative_to(folder).as_posix(): make(path) for path in masters}


def instructor_edition(path):
    """Return the text of the instructor edition of a master: everything that is in it."""
    return text_of(load(path))


def student_edition(path):
    """Return the text of the student edition of a master. Raises LessonError naming the cell if a solution isn't well marked."""
    notebook = load(path)
    used = names_used(notebook["cells"])
    cells = []
    for place, cell in enumerate(notebook["cells"], 1):
        if MASTERS_ONLY & set(cell["metadata"].get("tags", [])):
            continue
        if cell["cell_type"] == "code":
            try:
                source = remove_solutions("".join(cell["source"]), used)
            except (SyntaxError, ValueError) as error:
                raise LessonError(
                    f"{path}, cell {place}: {error}; put # BEGIN SOLUTION and # END SOLUTION around plain Python"
                ) from None
            cell = cell | {
                "source": source.splitlines(keepends=True),
                "outputs": [],
                "execution_count": None,
            }
        metadata = {
            name: value for name, value in cell["metadata"].items() if name != "kit"
        }  # a note to instructors
        cells.append(cell | {"metadata": metadata})
    return text_of(notebook | {"cells": cells})


def remove_solutions(source, used=None, keep=False):
    """Return a cell's source with each solution block replaced by a line for every name it assigns at its top level.

    used: the names that the rest of the notebook asks for; others are a solution's own steps and go with it. None keeps all.
    keep: leave the block, marks and all, below these lines, for a grader that takes it out itself.
    Raises ValueError if the marks don't pair, SyntaxError if a block is no Python.

    >>> print(remove_solutions('# BEGIN SOLUTION\\nanswer = 34\\n# END SOLUTION\\nlesson.check("01.2", answer)'))
    answer = ...  # your answer here
    lesson.check("01.2", answer)
    """
    lines = []
    for part, solution in _parts(source):
        if solution:
            indent = re.match(r"\s*", part[0]).group()
            names = [name for name in _assigned(part) if used is None or name in used]
            block = [f"{indent}# BEGIN SOLUTION", *part, f"{indent}# END SOLUTION"] if keep else []
            part = [f"{indent}{name} = ...  {YOURS}" for name in names] or [
                indent + ("...  " if indent else "") + YOURS
            ]
            part += block
        lines += part
    return "\n".join(lines)


def names_used(cells):
    """Return the names that the code asks for outside its solutions; None if that can't be read (which is told where it stands)."""
    used = set()
    for cell in cells:
        if cell["cell_type"] == "code" and not MASTERS_ONLY & set(cell["metadata"].get("tags", [])):
            try:
                tree = ast.parse(remove_solutions("".join(cell["source"])))
            except (SyntaxError, ValueError):
                return None
            used |= {
                node.id
                for node in ast.walk(tree)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            }
    return used


def _parts(source):
    """Yield (lines, whether they are a solution) for a cell's source, without the marks around solutions."""
    part, inside = [], False
    for line in source.splitlines():
        begins, ends = BEGIN.fullmatch(line), END.fullmatch(line)
        if (begins and inside) or (ends and not inside):
            raise ValueError(
                "a solution begins inside another" if begins else "a solution ends that never began"
            )
        if begins or ends:
            if part or inside:
                yield part or [""], inside
            part, inside = [], bool(begins)
        else:
            part.append(line)
    if inside:
        raise ValueError("a solution begins and never ends")
    yield part, False


def _statements(part):
    text = textwrap.dedent("\n".join(part))
    return [(statement, text) for statement in ast.parse(text).body]


def _assigned(part):
    """Return the names that a solution's statements give a value, each once, in order."""
    names = {}
    for statement, _ in _statements(part):
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names[statement.name] = None
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            stored = [
                node
                for target in targets
                for node in ast.walk(target)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            ]
            names |= {
                node.id: None
                for node in sorted(stored, key=lambda node: (node.lineno, node.col_offset))
            }
    return list(names)


def find_leaks(master, edition):
    """Return the answers of a master that can be read in an edition of it, as lines; students should get an empty list.

    master: path of the master. edition: text of any notebook made from it, by the kit or by a grader. Looked for: the lines and
    literals of solutions, the cells that are the master's alone, and the outputs of both, where they are long enough (12 characters)
    to be there for no other reason, and aren't in the code that every student gets; notes to instructors that aren't in its prose.
    """
    secret, public, notes, prose = set(), set(), set(), set()
    for cell in load(master)["cells"]:
        source, alone = (
            "".join(cell["source"]),
            MASTERS_ONLY & set(cell["metadata"].get("tags", [])),
        )
        if cell["cell_type"] != "code":
            (notes if alone else prose).update(line.strip() for line in source.splitlines())
            continue
        solutions = []
        for part, solution in _parts(source):
            if not solution and not alone:
                public |= {line.strip() for line in part}
                continue
            solutions += part
            if solution and not alone:
                values = [
                    (statement.value, text)
                    for statement, text in _statements(part)
                    if isinstance(statement, ast.Assign)
                ]
                solutions += [
                    ast.get_source_segment(text, value)
                    for value, text in values
                    if isinstance(value, LITERALS)
                ]
        if solutions:
            solutions += [
                line for output in cell.get("outputs", []) for line in _plain(output).splitlines()
            ]
        secret |= {line.strip() for line in solutions}
    shown = []
    for cell in json.loads(edition)["cells"]:
        shown += [
            "".join(cell["source"]),
            *map(_plain, cell.get("outputs", [])),
            json.dumps(cell["metadata"], ensure_ascii=False),
        ]
    secret = {
        line for line in secret - public if not re.fullmatch(r"\w+ = \.\.\.", line)
    }  # an answer that isn't there yet
    return sorted(
        line for line in secret | (notes - prose) if len(line) >= 12 and line in "\n".join(shown)
    )


def _plain(output):
    return "\n".join(
        "".join(text)
        for text in (output.get("text", ""), output.get("data", {}).get("text/plain", ""))
    )


def edition_of(text):
    """Return which edition a notebook was made as: the digest in its metadata, which saving it elsewhere keeps."""
    try:
        return json.loads(text)["metadata"]["kit"]["edition"]
    except (ValueError, KeyError, TypeError):
        return None


def text_of(notebook):
    """Return a notebook (a dict with cells) as the text of its file, with a digest of its cells that says which edition it is."""
    body = json.dumps(notebook["cells"], sort_keys=True, ensure_ascii=False)
    edition = hashlib.sha256(body.encode()).hexdigest()[:16]
    notebook = {
        "cells": notebook["cells"],
        "metadata": METADATA | {"kit": {"edition": edition}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def load(path):
    """Return a notebook file as a dict; raises LessonError if it isn't one."""
    try:
        notebook = json.loads(read_text(path))
        notebook["cells"][0]["cell_type"]
        return notebook
    except (ValueError, KeyError, IndexError, TypeError):
        raise LessonError(f"{path}: not a notebook; take it from the release again") from None


def _read(path):
    try:
        return read_text(path)
    except FileError:
        return ""  # broken, but the student's: it is kept


def _free_name(path):
    """Return a name beside `path` that nothing has yet."""
    number = 1
    while (free := path.with_name(f"{path.stem}.yours-{number}.ipynb")).exists():
        number += 1
    return free

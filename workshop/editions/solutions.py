"""Solutions in a master's code cells: the lines between `# BEGIN SOLUTION` and `# END SOLUTION`."""

import ast
import re
import textwrap
from dataclasses import dataclass

BEGIN = re.compile(r"\s*#\s*BEGIN SOLUTION\s*")
END = re.compile(r"\s*#\s*END SOLUTION\s*")
YOURS = "# your answer here"
MASTERS_ONLY = {"solution", "instructor"}  # tags of cells that no student gets


@dataclass(frozen=True)
class Part:
    """Some lines of a cell's source, without the marks around solutions."""

    lines: list
    is_solution: bool

    @property
    def text(self):
        """The lines as Python that begins at the left."""
        return textwrap.dedent("\n".join(self.lines))


def is_masters_only(cell):
    """True if a cell is the master's alone: it is tagged `solution` or `instructor`."""
    return not MASTERS_ONLY.isdisjoint(cell["metadata"].get("tags", []))


def split_parts(source):
    """Yield the Parts of a cell's source. Raises ValueError if the marks don't pair."""
    lines = []
    is_inside = False
    for line in source.splitlines():
        begins = BEGIN.fullmatch(line) is not None
        if not begins and not END.fullmatch(line):
            lines.append(line)
            continue
        if begins and is_inside:
            raise ValueError("a solution begins inside another")
        if not begins and not is_inside:
            raise ValueError("a solution ends that never began")
        if lines or is_inside:
            yield Part(lines or [""], is_inside)
        lines = []
        is_inside = begins
    if is_inside:
        raise ValueError("a solution begins and never ends")
    yield Part(lines, False)


def remove_solutions(source, used=None, keep=False):
    r"""Return a cell's source with a line in place of each solution for every name it assigns.

    used: the names that the rest of the notebook reads; a solution's others go with it (None keeps
    all). keep: leave the solution below these lines, for a grader that takes it out itself. Raises
    ValueError if the marks don't pair, SyntaxError if a solution isn't Python.

    >>> source = '# BEGIN SOLUTION\nanswer = 34\n# END SOLUTION\nlesson.check("01.2", answer)'
    >>> print(remove_solutions(source))
    answer = ...  # your answer here
    lesson.check("01.2", answer)
    """
    lines = []
    for part in split_parts(source):
        if not part.is_solution:
            lines += part.lines
            continue
        indent = re.match(r"\s*", part.lines[0]).group()
        names = [name for name in find_assigned(part) if used is None or name in used]
        lines += [f"{indent}{name} = ...  {YOURS}" for name in names]
        if not names:
            lines.append(f"{indent}...  {YOURS}" if indent else YOURS)
        if keep:
            lines += [f"{indent}# BEGIN SOLUTION", *part.lines, f"{indent}# END SOLUTION"]
    return "\n".join(lines)


def find_assigned(part):
    """Return the names that a solution's statements give a value, each once, in order."""
    names = []
    for statement in ast.parse(part.text).body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names.append(statement.name)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                names += find_names(target, ast.Store)
        elif isinstance(statement, ast.AnnAssign):
            names += find_names(statement.target, ast.Store)
    return list(dict.fromkeys(names))


def find_names(tree, context):
    """Return the names in Python that are read (ast.Load) or given a value (ast.Store)."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    nodes.sort(key=lambda node: (node.lineno, node.col_offset))
    return [node.id for node in nodes if isinstance(node.ctx, context)]


def find_names_read_early(source):
    """Return the names that code reads before it gives them a value.

    >>> sorted(find_names_read_early("answer = 2 * answer + total"))
    ['answer', 'total']
    """
    early = set()
    given = set()
    for statement in ast.parse(source).body:
        early.update(name for name in find_names(statement, ast.Load) if name not in given)
        given.update(find_names(statement, ast.Store))
    return early


def find_used_names(cells):
    """Return the names read outside solutions; None if a cell is at fault, reported elsewhere."""
    used = set()
    for cell in cells:
        if cell["cell_type"] != "code" or is_masters_only(cell):
            continue
        try:
            tree = ast.parse(remove_solutions("".join(cell["source"])))
        except (SyntaxError, ValueError):
            return None
        used.update(find_names(tree, ast.Load))
    return used

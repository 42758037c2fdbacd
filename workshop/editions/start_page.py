"""The start page on the desk: a notebook whose one output lists the lessons.

It is made with what is done so far whenever the course is opened; running its cell shows what is
done by then.
"""

from kit.errors import KitError
from kit.files import write_text
from kit.teaching.contents import START
from kit.teaching.opening import open_lesson
from workshop.editions.editions import new_cell, read_notebook, write_notebook

LIST = "lessons-list"  # the id of the cell whose output is the list
WORDS = """# The lessons

Choose a lesson. The list says how far you were when you opened the course. To see how far you are
now, click on the line below and press **Shift + Enter**."""
CODE = "import kit\nkit.open_lesson().lessons()"


def write_start_page(course, work):
    """Write the start page into a work folder (Paths); return its path, None if the course's lesson
    can't be read: the notebooks say what is wrong with it.

    What somebody else has written into the page stays. Raises FileError if it can't be written.
    """
    path = work / START
    try:
        page = open_lesson(course).lessons()
        cells = read_notebook(path)["cells"] if path.exists() else make_cells()
    except KitError:
        return path if path.exists() else None
    data = {"text/html": page._repr_html_(), "text/plain": repr(page)}
    output = {
        "output_type": "execute_result",
        "data": data,
        "metadata": {},
        "execution_count": None,
    }
    for cell in cells:
        if cell.get("id") == LIST:
            cell["outputs"] = [output]
    write_text(path, write_notebook(cells))
    return path


def make_cells():
    """Return the page's cells, the list still empty."""
    return [new_cell("markdown", WORDS, "lessons-title"), new_cell("code", CODE, LIST)]

"""What each command of `python -m kit` takes, in argparse's words."""


def argument(*names, **settings):
    """Name an argument, in argparse's words."""
    return names, settings


FOLDER = argument(
    "folder",
    nargs="?",
    metavar="FOLDER",
    help="the course's folder, if it isn't the one you are in",
)
PYODIDE = argument(
    "--pyodide",
    metavar="FOLDER",
    help="for the web: Pyodide's files, put into the site; else readers' browsers fetch them",
)
TEST = (
    argument(
        "options",
        nargs="*",
        metavar="OPTION",
        help="pytest's own options and paths, instead of everything",
    ),
)


OPEN = (
    FOLDER,
    argument(
        "--no-browser", action="store_true", help="print the address instead of opening a browser"
    ),
    argument(
        "--port",
        type=int,
        metavar="N",
        help="JupyterLab's port; a free one is found if this is left out",
    ),
    argument(
        "--instructor",
        action="store_true",
        help="open the instructor edition, with solutions and notes for teaching",
    ),
)
REFRESH = (
    argument("number", metavar="NUMBER", help="the notebook's, such as 03"),
    FOLDER,
)
NEW = (
    argument(
        "folder", metavar="FOLDER", help="the new course's folder, which must not be there yet"
    ),
    argument(
        "--article",
        metavar="FILE",
        help=".txt .md .html .docx .pdf, or - for what comes from standard input",
    ),
    argument(
        "--lesson",
        metavar="FOLDER",
        help="in place of an article: a finished lesson, such as data/night-market",
    ),
    argument("--title", metavar="T", help="the article's title; its headline if this is left out"),
    argument(
        "--language",
        metavar="XX",
        help="its language as two letters, such as en or ar; found if this is left out",
    ),
    argument(
        "--encoding",
        metavar="NAME",
        help="how an old text file is written, such as cp1251; found if this is left out",
    ),
    argument("--yes", action="store_true", help="take what was found, and don't ask"),
    argument(
        "--articles",
        metavar="FOLDER",
        help="many articles for notebook 11: .txt with articles.toml or articles.csv, or a CSV",
    ),
)
TODO = (FOLDER,)
VALIDATE = (
    FOLDER,
    argument(
        "--update",
        action="store_true",
        help="save the new outputs where something changed, and show what",
    ),
    argument(
        "--only",
        action="append",
        metavar="NUMBER",
        help="this notebook alone, such as 03; may be given more than once",
    ),
    argument(
        "--in-browser",
        action="store_true",
        help="run them in headless Chromium, on the site that release --for web makes",
    ),
    PYODIDE,
)
CONVERT = (
    argument("source", metavar="IN", help="the file to read"),
    argument(
        "target", metavar="OUT", help="the file to write; its ending says the format, or --to"
    ),
    argument(
        "--article",
        metavar="FILE",
        help="the text the annotations are of; the course's article if this is left out",
    ),
    argument(
        "--from",
        dest="source_format",
        metavar="FORMAT",
        help="w3c csv brat conll labelstudio doccano cas",
    ),
    argument("--to", dest="target_format", metavar="FORMAT", help="the same"),
)
DOCTOR = (FOLDER,)
LOCK = (
    argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    ),
    argument(
        "--check",
        action="store_true",
        help="write nothing: see that every system and Python finds wheels for what is locked",
    ),
)
COLLECT = (
    argument(
        "files", nargs="*", metavar="FILES", help="annotation files, folders and zips, in any mix"
    ),
    argument(
        "--from-homes",
        metavar="PATTERN",
        help="take the work from home folders, such as '/home/*', and count how far each came",
    ),
    argument(
        "--give-back",
        metavar="KEY",
        help="with --from-homes: write each student's page, by this decided reading, into the home",
    ),
    argument(
        "--anonymous",
        action="store_true",
        help="call students by salted codes; the list is kept in a folder apart",
    ),
    argument(
        "--out",
        default="class",
        metavar="FOLDER",
        help="where report and tables go (class, if this is left out)",
    ),
    argument(
        "--course", metavar="FOLDER", help="the course's folder, if it isn't the one you are in"
    ),
    argument("--layer", metavar="NAME", help="one layer of the codebook only, such as quotation"),
    argument(
        "--pseudonyms",
        action="store_true",
        help="call students student 1, student 2 ...; names.csv keeps the list",
    ),
    argument(
        "--adjudicate",
        action="store_true",
        help="then open the annotator to decide where they disagree, votes shown",
    ),
    argument(
        "--no-browser",
        action="store_true",
        help="with --adjudicate: print the address instead of opening a browser",
    ),
    argument("--port", type=int, metavar="N", help="with --adjudicate: JupyterLab's port"),
)
RELEASE = (
    FOLDER,
    argument(
        "--for",
        dest="grader",
        choices=["nbgrader", "otter", "web", "hub", "slides"],
        help="write masters for this grader; web: a site of the lessons; hub: what one needs; "
        "slides: those of one lesson of 45 minutes",
    ),
    PYODIDE,
    argument(
        "--out",
        metavar="FOLDER",
        help="where the editions go (the course's release/, if this is left out)",
    ),
)
SURVEY = (
    argument("source", metavar="FOLDER", help="a folder or zip of .txt, JSON Lines or Parquet"),
    argument("--out", metavar="TABLES", required=True, help="the folder that the tables go to"),
    argument("--workers", type=int, metavar="N", help="processes; one for each core if left out"),
    argument("--cluster", metavar="ADDRESS", help="a Dask scheduler, such as tcp://10.0.0.5:8786"),
)

"""What each command of `python -m kit` takes, in argparse's words."""


def argument(name, metavar, help, **settings):
    """Name an argument that has a value: by its place, or after --name."""
    return (name,), {"metavar": metavar, "help": help, **settings}


def flag(name, help):
    """Name an option that is there or not."""
    return (name,), {"action": "store_true", "help": help}


COURSE = "the course's folder, if it isn't the one you are in"
FOLDER = argument("folder", "FOLDER", COURSE, nargs="?")
BROWSER = "print the address instead of opening a browser"
SITE = "for the web: Pyodide's files, put into the site; else readers' browsers fetch them"
PYODIDE = argument("--pyodide", "FOLDER", SITE)
PYTEST = "pytest's own options and paths, instead of everything"
TEST = (argument("options", "OPTION", PYTEST, nargs="*"),)
OPEN = (
    FOLDER,
    flag("--no-browser", BROWSER),
    argument("--port", "N", "JupyterLab's port; a free one is found if this is left out", type=int),
    flag("--instructor", "open the instructor edition, with solutions and notes for teaching"),
)
REFRESH = (argument("number", "NUMBER", "the notebook's, such as 03"), FOLDER)
LESSON = "in place of an article: a finished lesson, such as data/night-market"
LANGUAGE = "its language as two letters, such as en or ar; found if this is left out"
ENCODING = "how an old text file is written, such as cp1251; found if this is left out"
ARTICLES = "many articles for notebook 11: .txt with articles.toml or articles.csv, or a CSV"
NEW = (
    argument("folder", "FOLDER", "the new course's folder, which must not be there yet"),
    argument(
        "--article", "FILE", ".txt .md .html .docx .pdf, or - for what comes from standard input"
    ),
    argument("--lesson", "FOLDER", LESSON),
    argument("--title", "T", "the article's title; its headline if this is left out"),
    argument("--language", "XX", LANGUAGE),
    argument("--encoding", "NAME", ENCODING),
    flag("--yes", "take what was found, and don't ask"),
    argument("--articles", "FOLDER", ARTICLES),
)
TODO = (FOLDER,)
ONLY = "this notebook alone, such as 03; may be given more than once"
VALIDATE = (
    FOLDER,
    flag("--update", "save the new outputs where something changed, and show what"),
    argument("--only", "NUMBER", ONLY, action="append"),
    flag("--in-browser", "run them in headless Chromium, on the site that release --for web makes"),
    PYODIDE,
)
TEXT = "the text the annotations are of; the course's article if this is left out"
FROM = "w3c csv brat conll labelstudio doccano cas"
CONVERT = (
    argument("source", "IN", "the file to read"),
    argument("target", "OUT", "the file to write; its ending says the format, or --to"),
    argument("--article", "FILE", TEXT),
    argument("--from", "FORMAT", FROM, dest="source_format"),
    argument("--to", "FORMAT", "the same", dest="target_format"),
)
DOCTOR = (FOLDER,)
LOCK = (
    flag("--upgrade", "take the newest versions that pyproject.toml allows"),
    flag(
        "--check", "write nothing: see that every system and Python finds wheels for what is locked"
    ),
)
HOMES = "take the work from home folders, such as '/home/*', and count how far each came"
KEY = "with --from-homes: write each student's page, by this decided reading, into the home"
REPORT = "where report and tables go (class, if this is left out)"
COLLECT = (
    argument("files", "FILES", "annotation files, folders and zips, in any mix", nargs="*"),
    argument("--from-homes", "PATTERN", HOMES),
    argument("--give-back", "KEY", KEY),
    flag("--anonymous", "call students by salted codes; the list is kept in a folder apart"),
    argument("--out", "FOLDER", REPORT, default="class"),
    argument("--course", "FOLDER", COURSE),
    argument("--layer", "NAME", "one layer of the codebook only, such as quotation"),
    flag("--pseudonyms", "call students student 1, student 2 ...; names.csv keeps the list"),
    flag("--adjudicate", "then open the annotator to decide where they disagree, votes shown"),
    flag("--no-browser", f"with --adjudicate: {BROWSER}"),
    argument("--port", "N", "with --adjudicate: JupyterLab's port", type=int),
)
GRADERS = ["nbgrader", "otter", "web", "hub", "slides"]
FOR = (
    "write masters for this grader; web: a site of the lessons; hub: what one needs; "
    "slides: those of one lesson of 45 minutes"
)
RELEASE = (
    FOLDER,
    argument("--for", None, FOR, dest="grader", choices=GRADERS),
    PYODIDE,
    argument(
        "--out", "FOLDER", "where the editions go (the course's release/, if this is left out)"
    ),
)
SURVEY = (
    argument("source", "FOLDER", "a folder or zip of .txt, JSON Lines or Parquet"),
    argument("--out", "TABLES", "the folder that the tables go to", required=True),
    argument("--workers", "N", "processes; one for each core if left out", type=int),
    argument("--cluster", "ADDRESS", "a Dask scheduler, such as tcp://10.0.0.5:8786"),
)

"""A part of a survey as Parquet tables, each file written whole or not at all."""

import hashlib
import os
from pathlib import Path

from kit.analysing.surveying import count_words, describe_problem
from kit.quotations.finding import find_quotations
from kit.reading.article import Article
from workshop.survey.sources import Raw, read_part

LONGEST = 2_000_000  # characters; longer is a book, or a mistake
QUOTATION = ["start", "end", "text", "form", "speaker", "speaker_text", "cue", "paragraph", "rule"]
ABOUT = ["outlet", "day", "author", "title", "language"]
WHOLE = {"start", "end", "count", "paragraph", "characters", "words", "quotations", "part"}
TABLES = {
    "quotations": ["article", *QUOTATION],
    "names": ["article", "start", "end", "text", "target"],
    "words": ["article", "word", "count"],
    "problems": ["article", "problem"],
    # the last to be written: where it is, the part is done
    "index": ["article", *ABOUT, "characters", "words", "quotations", "sha256", "part"],
}


def survey_part(part, out):
    """Read a part, write its tables, and return (articles, problems); done twice is the same."""
    rows = {name: [] for name in TABLES}
    for raw in read_part(part):
        try:
            for name, found in survey_article(raw, part.number).items():
                rows[name] += found
        except Exception as error:  # one bad article must not cost the others
            rows["problems"].append((raw.about["article"], describe_problem(error)))
    for name in TABLES:
        write_table(rows[name], name, out, part.number)
    return len(rows["index"]), len(rows["problems"])


def survey_article(raw: Raw, number):
    """Return {table: rows} of one article."""
    name = raw.about["article"]
    problem = raw.problem
    if len(raw.text) > LONGEST:
        problem = f"longer than {LONGEST:,} characters: more than one article?"
    if not problem and not raw.text.strip():
        problem = "its text is empty"
    if problem:
        return {"problems": [(name, problem)]}
    language = raw.about.get("language", "en")
    article = Article(raw.text, language=language)
    found = find_quotations(article)
    words = count_words(raw.text)
    columns = [found[column].tolist() for column in QUOTATION]
    about = [raw.about.get(column) for column in ABOUT]
    # a title that nobody gave is the first line, as in kit.read_articles
    about[3] = about[3] or raw.text.strip().split("\n", 1)[0]
    about[4] = language
    sha256 = hashlib.sha256(raw.text.encode("utf-8", "surrogatepass")).hexdigest()
    size = [len(raw.text), sum(words.values()), len(found), sha256, number]
    return {
        "quotations": [(name, *row) for row in zip(*columns, strict=True)],
        "names": list_mentions(name, found),
        "words": [(name, *pair) for pair in words.items()],
        "index": [(name, *about, *size)],
    }


def list_mentions(name, found):
    """Return (article, start, end, text, target) of each mention of a speaker, once."""
    columns = [found[key].tolist() for key in ("speaker_start", "speaker_end", "speaker_text")]
    mentions = set()
    for start, end, text, target in zip(*columns, found.speaker.tolist(), strict=True):
        if isinstance(text, str) and isinstance(target, str):
            mentions.add((name, start, end, text, target))
    return sorted(mentions)


def write_table(rows, name, out, number):
    """Write rows as OUT/NAME/part-NUMBER.parquet, in one step."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = {}
    for place, column in enumerate(TABLES[name]):
        kind = pa.int64() if column in WHOLE else pa.string()
        columns[column] = pa.array([clean(row[place]) for row in rows], kind)
    path = part_path(out, name, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    # not .parquet: a reader of the folder never sees half of a table
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    parquet.write_table(pa.table(columns), temporary, compression="zstd")
    os.replace(temporary, path)


def clean(value):
    """Return a cell as Arrow takes it: None for what is missing, no lone surrogates in a text."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value if isinstance(value, int) else None


def part_path(out, name, number):
    """Return where a table of a part is."""
    return Path(out) / name / f"part-{number:07}.parquet"

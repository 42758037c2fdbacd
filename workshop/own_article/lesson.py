"""The lesson folder of a new course: the article as it was found, and everything else as templates for its instructor."""

import re
import unicodedata
from pathlib import Path
from string import Template

from kit.files import read_text, write_text
from kit.paths import HOME
from kit.reading.article import Article
from kit.teaching.lesson import Lesson
from workshop.own_article.prompts import open_exercises, toml

TEMPLATES = Path(__file__).parent / "template"
SCRIPTS = {
    "HEBREW": "he",
    "GREEK": "el",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "THAI": "th",
    "DEVANAGARI": "hi",
}
SCRIPTS |= {
    "BENGALI": "bn",
    "TAMIL": "ta",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "ARABIC": "ar",
    "CYRILLIC": "ru",
}
LONGEST_HEADLINE = 160  # characters


def guess_language(text):
    """Return the ISO 639-1 code of the language a text seems to be in, "" if that can't be told.

    Common words decide, from kit/reading/languages.toml; where they don't, a script that one great language is written in.

    >>> guess_language("The bridge will be closed for three months. It is too old."), guess_language("Hyvää päivää kaikille")
    ('en', '')
    """
    import tomllib

    words = [word.lower() for word in Article(text[:20_000]).words.text]
    languages = tomllib.loads(
        (HOME / "kit" / "reading" / "languages.toml").read_text(encoding="utf-8")
    )
    shares = {
        code: sum(word in set(known.get("starters", "").split()) for word in words)
        / max(len(words), 1)
        for code, known in languages.items()
    }
    best = max(shares, key=shares.get)
    if shares[best] >= 0.15:
        return best
    letters = [unicodedata.name(c, " ").split()[0] for c in text[:20_000] if c.isalpha()]
    kana = {"HIRAGANA", "KATAKANA"} & set(letters)  # Japanese has more Chinese characters than kana
    common = "HIRAGANA" if kana else max(set(letters), key=letters.count, default="")
    return SCRIPTS.get(common, "")


def has_headline(text, title=""):
    """Say whether the first paragraph is a headline: the title itself, or short, without a full stop, and not alone."""
    paragraphs = Article(text).paragraphs.text
    first = paragraphs[0] if len(paragraphs) > 1 else ""
    if title:
        return " ".join(first.split()) == title
    return (
        bool(first)
        and len(first) <= LONGEST_HEADLINE
        and not re.search(r"[.…。؛;:,，、।](?!\w)[\"”’»)]*$", first)
    )


def slug(title):
    """Return a folder's name made from a title: ASCII letters, digits and hyphens, for every file system.

    >>> slug("Brücke gesperrt: „Niemand wusste es“"), slug("الجسر مغلق")
    ('brucke-gesperrt-niemand-wusste-es', 'article')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(parts)[:40].rstrip("-") or "article"


def write_lesson(folder, source, model, origin):
    """Write a lesson's files for a source (workshop.own_article.source.Source, title and language settled).

    folder: Path, named by slug. model: the lesson whose codebook and exercises are taken over, without what they say of its article.
    origin: where the article was taken from, for PROVENANCE.md.
    """
    write_text(folder / "article.txt", source.text)
    about = {
        name: toml(getattr(source, name)) for name in ("title", "language", "publisher", "address")
    }
    about["headline"] = toml(has_headline(source.text, source.title))
    fill("lesson.toml", folder / "lesson.toml", **about)
    fill("PROVENANCE.md", folder / "PROVENANCE.md", title=source.title, origin=origin)
    write_text(folder / "codebook.toml", read_text(model.folder / "codebook.toml"))
    write_text(
        folder / "exercises.toml",
        open_exercises(read_text(model.folder / "exercises.toml"), model.exercises),
    )
    for layer in Lesson(folder).codebook.layers:
        attributes = list(
            dict.fromkeys(
                attribute.name for label in layer.labels for attribute in label.attributes
            )
        )
        columns = ["start", "end", "text", "label", "id", *attributes, "note"]
        write_text(folder / "templates" / "key" / f"{layer.name}.csv", ",".join(columns) + "\n")
    fill("claim.csv", folder / "templates" / "key" / "claim.csv")
    fill("evidence.csv", folder / "templates" / "evidence.csv")
    fill("templates.md", folder / "templates" / "README.md")


def fill(template, path, **words):
    """Write a template into a file with its $words filled in."""
    text = read_text(TEMPLATES / template)
    write_text(path, Template(text).substitute(words) if words else text)

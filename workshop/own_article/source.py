"""Read an instructor's article from the file it is in: text, Markdown, web page, Word or PDF."""

import importlib
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from kit.errors import FileError
from kit.files import BOM, read_bytes
from workshop.own_article.kinds import find_kind
from workshop.own_article.pdf import read_pdf
from workshop.own_article.word import read_word

BYTES = 20_000_000  # a larger file is no article
CHARACTERS = 400_000  # nor is a longer text
PACKAGES = {"trafilatura": "a web page", "pypdfium2": "a PDF"}
BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ENCODINGS = ["cp1252", "cp1251", "cp1253", "cp1255", "cp1256"]
ENCODINGS += ["gb18030", "big5", "cp932", "cp949", "cp1250"]
# languages written in cp1250, which looks like cp1252 to a program
CENTRAL = {"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"}
TAGS = "script|style|iframe|div|span|p|a|b|i|br|img|table|html|body|h[1-6]"
MARKUP = re.compile(rf"</?(?:{TAGS})\b[^<>]*>", re.IGNORECASE)
PAGE_LANGUAGE = re.compile(r"<html\b[^>]*\blang\s*=\s*[\"']?([A-Za-z]{2,3})")


@dataclass
class Source:
    """What was read from a file: the text, and what the file itself says of it."""

    text: str
    title: str = ""
    language: str = ""
    publisher: str = ""
    address: str = ""
    notes: list = field(default_factory=list)  # lines on what was guessed or left out


def read_source(path, language="", encoding=None):
    """Read the article in a file.

    Parameters
    ----------
    path : str or Path
        The file; "-" is standard input.
    language : str
        An ISO 639-1 code; helps to tell two old encodings apart.
    encoding : str, optional
        Python's name for the text's encoding, instead of finding it.

    Returns
    -------
    Source
        text, title, language, publisher, address, notes.

    Raises
    ------
    FileError
        In one line: no such file, a kind that can't be read, empty, too long, or a package that
        reads this kind of file is missing.
    """
    name = "standard input" if str(path) == "-" else str(path)
    is_input = name == "standard input"
    raw = sys.stdin.buffer.read(BYTES + 1) if is_input else read_bytes(path, BYTES + 1)
    if len(raw) > BYTES:
        size = f"larger than {BYTES // 1_000_000} MB, so it is no article"
        raise FileError(f"{name}: {size}; save the text alone")
    if not raw.strip():
        raise FileError(f"{name}: there is nothing in it; save the article there first")
    source = _read(raw, name, language, encoding)
    text = source.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    source.text = text.strip("\n")
    if not any(character.isalnum() for character in source.text):
        fix = "copy the article into a .txt file and name that"
        raise FileError(f"{name}: no words were found in it; {fix}")
    if len(source.text) > CHARACTERS:
        fix = f"choose one article of at most {CHARACTERS:,}"
        raise FileError(f"{name}: {len(source.text):,} characters are too many for a lesson; {fix}")
    return source


def _read(raw, name, language, encoding):
    kind = find_kind(raw, Path(name).suffix.lower(), name)
    if kind == "word":
        text, title, notes = read_word(raw, name)
        return Source(text, title, notes=notes)
    if kind == "pdf":
        text, notes = read_pdf(raw, name, import_package("pypdfium2", name))
        return Source(text, notes=notes)
    text, notes = decode(raw, name, language, encoding)
    readers = {"page": read_page, "markdown": read_markdown, "text": read_plain}
    source = readers[kind](text, name)
    source.notes = notes + source.notes
    return source


def decode(raw, name, language="", encoding=None):
    """Return (text, notes) from bytes in any encoding. Raises FileError for what is no text."""
    named = [way for bom, way in BOMS.items() if raw.startswith(bom)]
    for way in [encoding] if encoding else [*named, "utf-8", *guess_encoding(raw, language)]:
        try:
            text = raw.decode(way)
        except LookupError:
            fix = "utf-8, cp1252 and cp1251 are such names"
            raise FileError(f"{name}: there is no encoding {way!r}; {fix}") from None
        except UnicodeDecodeError:
            continue
        controls = [c for c in text if unicodedata.category(c) == "Cc" and c not in "\t\n\r\f"]
        if len(controls) * 100 > len(text):
            continue
        if encoding or way in BOMS.values():
            return text, []
        look = "look at its accents and quotation marks (--encoding names another)"
        return text, [f"The file is not UTF-8; it was read as {way}: {look}."]
    fix = "name a .txt, .md, .html, .docx or .pdf file"
    raise FileError(f"{name}: this is not text (a picture or a program, perhaps); {fix}")


def guess_encoding(raw, language):
    """Yield the encodings that bytes which aren't UTF-8 may be in, the likeliest first."""
    if b"\0" in raw:
        return
    import charset_normalizer  # asked only when it is needed

    if best := charset_normalizer.from_bytes(raw, cp_isolation=ENCODINGS).best():
        if best.encoding == "cp1250" and language not in CENTRAL:
            yield "cp1252"
        yield best.encoding


def read_plain(text, name):
    """Take a text file as it is."""
    tag = MARKUP.search(text)
    if not tag:
        return Source(text)
    line = text.count("\n", 0, tag.start()) + 1
    advice = "it stays as text and is never run; a web page saved as .html is cleaned"
    return Source(text, notes=[f"{name}: line {line} has HTML in it ({tag[0][:30]}): {advice}."])


def read_markdown(text, name):
    """Read Markdown without its signs: headings, paragraphs, lists, quoted blocks, in order."""
    import mistune

    text = text.replace("\r\n", "\n")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)  # what a blog keeps above
    blocks = list(_find_blocks(mistune.create_markdown(renderer="ast")(text)))
    source = read_plain("\n\n".join(block for _, block in blocks if block), name)
    if blocks and blocks[0][0] == "heading":
        source.title = blocks[0][1]
    return source


def _find_blocks(nodes):
    """Yield (kind, text) of each block of Markdown."""
    for node in nodes:
        if node["type"] in ("paragraph", "heading", "block_text"):
            yield node["type"], "".join(_find_inline(node["children"])).strip()
        elif node["type"] == "block_html":
            yield "html", node["raw"].strip()
        else:
            yield from _find_blocks(node.get("children", []))


def _find_inline(nodes):
    for node in nodes:
        if node["type"] in ("softbreak", "linebreak"):
            yield "\n"
        elif "children" in node:
            yield from _find_inline(node["children"])
        else:
            yield node.get("raw", "")


def read_page(text, name):
    """Read the main text of a saved web page, its headline first."""
    page = import_package("trafilatura", name).bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=True
    )
    if page is None or not page.text:
        fix = "copy its text into a .txt file and name that"
        raise FileError(f"{name}: no article was found on this page; {fix}")
    lines = [line.strip() for line in page.text.split("\n") if line.strip()]
    title = " ".join((page.title or "").split())
    if title and lines[0] != title:
        lines.insert(0, title)
    match = PAGE_LANGUAGE.search(text)
    language = match[1].lower() if match else ""
    look = "see that nothing is missing and no menu got in"
    notes = [f"{name}: a program chose the main text of the page; {look}."]
    text = "\n\n".join(lines)
    return Source(text, title, language, page.sitename or "", page.url or "", notes)


def import_package(module, name):
    """Import a package that reads a kind of file. Raises FileError, naming it, if it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError:
        run = f"{sys.executable} -m pip install {module}"
        what = f"to read {PACKAGES[module]} the kit needs {module}"
        raise FileError(f"{name}: {what}; run: {run}") from None

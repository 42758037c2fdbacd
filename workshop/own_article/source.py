"""Read an instructor's article from whatever file it is in: text, Markdown, a saved web page, Word, PDF, or standard input.

What a reader can see of the text is kept as it is, odd marks included; `notes` says what had to be guessed.
"""

import importlib
import io
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from kit.errors import FileError
from kit.files import BOM

BYTES, CHARACTERS = 20_000_000, 400_000  # a file, and a text, beyond which it is no article
PACKAGES = {
    "trafilatura": ("trafilatura", "a web page"),
    "docx": ("python-docx", "a Word file"),
    "pypdf": ("pypdf", "a PDF"),
}
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".docx": "word",
    ".pdf": "pdf",
}
ENCODINGS = [
    "cp1252",
    "cp1251",
    "cp1253",
    "cp1255",
    "cp1256",
    "gb18030",
    "big5",
    "cp932",
    "cp949",
    "cp1250",
]
CENTRAL = set(
    ["bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"]
)  # languages written in cp1250, which looks like cp1252 to a program
MARKUP = re.compile(
    r"</?(?:script|style|iframe|div|span|p|a|b|i|br|img|table|html|body|h[1-6])\b[^<>]*>", re.I
)


@dataclass
class Source:
    """What was found in a file: the text, and what the file itself says of it. notes: lines for the instructor."""

    text: str
    title: str = ""
    language: str = ""
    publisher: str = ""
    address: str = ""
    notes: list = field(default_factory=list)


def read_source(path, language="", encoding=None):
    """Return the article in a file as a Source; path "-" is standard input.

    language helps to tell two old encodings apart; encoding: Python's name for it, instead of finding it. Raises FileError in one
    line: no such file, not text, empty, too long, or a package that reads this kind of file is missing.
    """
    raw, name = read_bytes(path), "standard input" if str(path) == "-" else str(path)
    if not raw.strip():
        raise FileError(f"{name}: there is nothing in it; save the article there first")
    kind = kind_of(raw, Path(name).suffix.lower())
    if kind in ("word", "pdf"):
        source = {"word": read_word, "pdf": read_pdf}[kind](raw, name)
    else:
        text, notes = decode(raw, name, language, encoding)
        source = {"page": read_page, "markdown": read_markdown}.get(kind, read_plain)(text, name)
        source.notes = notes + source.notes
    source.text = (
        source.text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    )
    if not any(character.isalnum() for character in source.text):
        raise FileError(
            f"{name}: no words were found in it; copy the article into a .txt file and name that"
        )
    if len(source.text) > CHARACTERS:
        raise FileError(
            f"{name}: {len(source.text):,} characters are too many for a lesson; choose one article of at most {CHARACTERS:,}"
        )
    return source


def read_bytes(path):
    """Return a file's bytes. Raises FileError."""
    if str(path) == "-":
        raw = sys.stdin.buffer.read(BYTES + 1)
        path = "standard input"
    else:
        try:
            with open(path, "rb") as file:
                raw = file.read(BYTES + 1)
        except FileNotFoundError:
            raise FileError(
                f"{path}: there is no such file; check the name and the folder"
            ) from None
        except IsADirectoryError:
            raise FileError(f"{path}: this is a folder; name a file in it") from None
        except OSError as error:
            raise FileError(
                f"{path}: can't be read ({error.strerror}); check that you may open it"
            ) from None
    if len(raw) > BYTES:
        raise FileError(
            f"{path}: larger than {BYTES // 1_000_000} MB, so it is no article; save the text alone"
        )
    return raw


def kind_of(raw, suffix):
    """Say what a file is by what it begins with, then by its name: text, markdown, page, word or pdf.

    >>> kind_of(b"%PDF-1.7 ...", ".txt"), kind_of(b"A bridge closes", ".txt")
    ('pdf', 'text')
    """
    if raw.startswith(b"%PDF"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04") and b"word/" in raw:
        return "word"
    if re.match(
        rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|head|body)\b", raw, re.I
    ):
        return "page"
    return SUFFIXES.get(suffix, "text")


def decode(raw, name, language="", encoding=None):
    """Return (text, notes) from bytes in any encoding. Raises FileError for what is no text."""
    marked = next(
        (
            way
            for mark, way in {
                b"\xef\xbb\xbf": "utf-8",
                b"\xff\xfe": "utf-16",
                b"\xfe\xff": "utf-16",
            }.items()
            if raw.startswith(mark)
        ),
        None,
    )
    for way in [encoding] if encoding else [marked or "utf-8", *guess_encoding(raw, language)]:
        try:
            text = raw.decode(way)
        except LookupError:
            raise FileError(
                f"{name}: there is no encoding {way!r}; utf-8, cp1252 and cp1251 are such names"
            ) from None
        except UnicodeDecodeError:
            continue
        odd = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in text)
        if odd * 100 <= len(text):
            guessed = way not in ("utf-8", "utf-16") and not encoding
            return text, [
                f"The file is not UTF-8; it was read as {way}: look at its accents and quotation marks (--encoding names another)."
            ] * guessed
    raise FileError(
        f"{name}: this is not text (a picture or a program, perhaps); name a .txt, .md, .html, .docx or .pdf file"
    )


def guess_encoding(raw, language):
    """Yield the encodings that bytes which aren't UTF-8 may be in, the likeliest first; asked for only when they are needed."""
    if b"\0" not in raw:
        import charset_normalizer

        best = charset_normalizer.from_bytes(raw, cp_isolation=ENCODINGS).best()
        if best and best.encoding == "cp1250" and language not in CENTRAL:
            yield "cp1252"
        if best:
            yield best.encoding


def read_plain(text, name):
    """A text file is taken as it is."""
    tag = MARKUP.search(text)
    note = (
        f"line {text[: tag.start()].count(chr(10)) + 1} has HTML in it ({tag[0][:30]}): it stays as text and is never run; a web page saved as .html is cleaned"
        if tag
        else ""
    )
    return Source(text, notes=[f"{name}: {note}."] if tag else [])


def read_markdown(text, name):
    """Markdown without its signs: headings, paragraphs, lists and quoted blocks, one after the other."""
    import mistune

    text = re.sub(
        r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.DOTALL
    )  # what a blog keeps above the text
    blocks, title = [], ""

    def inline(nodes):
        return "".join(
            "\n"
            if node["type"] in ("softbreak", "linebreak")
            else inline(node["children"])
            if "children" in node
            else node.get("raw", "")
            for node in nodes
        )

    def walk(nodes):
        nonlocal title
        for node in nodes:
            if node["type"] in ("paragraph", "heading", "block_text"):
                blocks.append(inline(node["children"]).strip())
                title = title or (
                    blocks[-1] if node["type"] == "heading" and len(blocks) == 1 else ""
                )
            elif node["type"] == "block_html":
                blocks.append(node["raw"].strip())
            else:
                walk(node.get("children", []))

    walk(mistune.create_markdown(renderer="ast")(text))
    source = read_plain("\n\n".join(block for block in blocks if block), name)
    source.title = title
    return source


def read_page(text, name):
    """The main text of a saved web page, its headline first."""
    page = package("trafilatura", name).bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=True
    )
    if page is None or not page.text:
        raise FileError(
            f"{name}: no article was found on this page; copy its text into a .txt file and name that"
        )
    lines = [line.strip() for line in page.text.split("\n") if line.strip()]
    title = " ".join((page.title or "").split())
    if title and lines[0] != title:
        lines.insert(0, title)
    language = re.search(r"<html\b[^>]*\blang\s*=\s*[\"']?([A-Za-z]{2,3})", text)
    notes = [
        f"{name}: a program chose the main text of the page; see that nothing is missing and no menu got in."
    ]
    return Source(
        "\n\n".join(lines),
        title,
        language[1].lower() if language else "",
        page.sitename or "",
        page.url or "",
        notes,
    )


def read_word(raw, name):
    """The paragraphs of a Word file, without tables, notes and comments."""
    docx = package("docx", name)
    try:
        document = docx.Document(io.BytesIO(raw))
    except Exception:  # a broken file fails in many ways
        raise FileError(
            f"{name}: this Word file can't be read; open it in Word and save it as .docx or .txt"
        ) from None
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text.strip()]
    titled = paragraphs and paragraphs[0].style.name.startswith(("Title", "Heading"))
    notes = [f"{name}: tables are left out; the kit reads running text."] * bool(document.tables)
    return Source(
        "\n\n".join(paragraph.text.strip() for paragraph in paragraphs),
        paragraphs[0].text.strip() if titled else "",
        notes=notes,
    )


def read_pdf(raw, name):
    """The text of a PDF, its lines joined to paragraphs as well as a program can."""
    pypdf = package("pypdf", name)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except Exception as error:
        raise FileError(
            f"{name}: this PDF can't be read ({type(error).__name__}); copy its text into a .txt file"
        ) from None
    note = f"{name}: a PDF knows lines and not paragraphs; look at where paragraphs begin, and at words parted at line ends."
    return Source(join_lines("\n".join(pages)), notes=[note])


def join_lines(text):
    """Join the lines of a printed column: a paragraph ends at a blank line, or where a sentence ends on a short line.

    >>> join_lines("The bridge will be closed for\\nthree months.\\nNobody was told about it before.")
    'The bridge will be closed for three months.\\n\\nNobody was told about it before.'
    """
    lines = [line.strip() for line in text.split("\n")]
    full = sorted(len(line) for line in lines if line)
    usual = full[len(full) * 3 // 4] if full else 0
    paragraphs, open_ = [], False
    for place, line in enumerate(lines):
        if line and open_:
            paragraphs[-1] += " " + line
        elif line:
            paragraphs.append(line)
        ends = bool(re.search(r"[.!?…。？！؟][\"”’»)]*$", line)) and len(line) < 0.8 * usual
        short = place == 0 and len(line) < 0.6 * usual  # the headline
        open_ = bool(line) and not ends and not short
    return "\n\n".join(paragraphs)


def package(module, name):
    """Import a package that reads a kind of file, or say by name which one is missing. Raises FileError."""
    try:
        return importlib.import_module(module)
    except ImportError:
        wanted, what = PACKAGES[module]
        raise FileError(
            f"{name}: to read {what} the kit needs {wanted}; run: {sys.executable} -m pip install {wanted}"
        ) from None

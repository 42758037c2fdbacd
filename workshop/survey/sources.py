"""Where a survey's articles come from, cut into parts that a worker can read by itself."""

import contextlib
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.analysing.articles import FIRST, read_articles
from kit.errors import FileError, KitError
from kit.files import BOM

PART_BYTES = 1 << 20  # of text a part has: some seconds of work
PART_FILES = 1000
LINES = ".jsonl", ".ndjson"
COLUMNS = [*FIRST, "text", "id"]


@dataclass(frozen=True)
class Part:
    """Some articles of a source: enough for a worker to find them. size: in bytes."""

    number: int
    kind: str  # files (of a folder or zip), lines or parquet
    path: str
    size: int
    names: tuple = ()  # of files, or of a zip's members
    start: int = 0  # the first byte of lines, or the row group of a Parquet file
    about: dict = field(default_factory=dict)  # file name -> what articles.toml says of it


@dataclass(frozen=True)
class Raw:
    """An article as it was read. problem: why it could not be, "" if it could."""

    about: dict
    text: str = ""
    problem: str = ""


def list_parts(source, part_bytes=PART_BYTES):
    """Return the parts of a source, each of about part_bytes, and a fingerprint of what it holds.

    source: a folder (of .txt, with articles.toml or articles.csv if there is one; or of JSON Lines
    or Parquet), a zip of one, or one JSON Lines or Parquet file. Raises FileError.
    """
    path = Path(source).resolve()
    if not path.exists():
        raise FileError(f"{source}: there is no such file or folder; check the name")
    pieces = list(_pieces(path, part_bytes))
    if not pieces:
        fix = "give a folder or zip of .txt, or JSON Lines, or Parquet"
        raise FileError(f"{source}: no articles here; {fix}")
    parts = [Part(number, **piece) for number, piece in enumerate(pieces)]
    digest = hashlib.sha256(f"{part_bytes}".encode())
    for part in parts:
        place = Path(part.path)
        state = place.stat().st_mtime_ns if place.is_file() else 0
        line = [part.kind, place.name, part.size, part.names, part.start, state]
        digest.update(json.dumps(line).encode())
    return parts, digest.hexdigest()


def _pieces(path, part_bytes) -> Iterator[dict]:
    tables = []
    if path.is_dir():
        tables = [file for file in sorted(path.iterdir()) if file.suffix in (*LINES, ".parquet")]
    for file in tables:
        yield from _pieces(file, part_bytes)
    if path.suffix == ".zip" or (path.is_dir() and not tables):
        yield from _file_pieces(path, part_bytes)
    elif path.suffix in LINES:
        size = path.stat().st_size
        for start in range(0, size, part_bytes):
            length = min(part_bytes, size - start)
            yield {"kind": "lines", "path": str(path), "size": length, "start": start}
    elif path.suffix == ".parquet":
        from pyarrow.parquet import ParquetFile

        with ParquetFile(path) as file:
            groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
        for number, group in enumerate(groups):
            size = group.total_byte_size
            yield {"kind": "parquet", "path": str(path), "size": size, "start": number}


def _file_pieces(path, part_bytes):
    """Yield the pieces of a folder or zip of .txt: some names each, of about a part in all."""
    about, root, sizes = {}, path, {}
    if path.is_dir():
        if (path / "articles.toml").is_file() or (path / "articles.csv").is_file():
            about, root = _read_about(path)
        for file in sorted(root.rglob("*.txt")):
            sizes[file.relative_to(root).as_posix()] = file.stat().st_size
    else:
        try:
            with zipfile.ZipFile(path) as archive:
                sizes = {member.filename: member.file_size for member in archive.infolist()}
        except (zipfile.BadZipFile, OSError) as error:
            raise FileError(f"{path}: can't be read ({error}); make the zip again") from None
    texts = [name for name in sorted(sizes) if name.endswith(".txt")]
    names, size = [], 0
    for number, name in enumerate(texts, 1):
        names.append(name)
        size += sizes[name]
        if size >= part_bytes or len(names) >= PART_FILES or number == len(texts):
            own = {name: about[name] for name in names if name in about}
            piece = {"kind": "files", "path": str(root), "size": size}
            yield {**piece, "names": tuple(names), "about": own}
            names, size = [], 0


def _read_about(path):
    """Return ({file name: metadata}, folder of the texts) of a folder that lists its articles."""
    import tomllib

    listed = path / "articles.toml"
    root = path
    if listed.is_file():
        root = path / tomllib.loads(listed.read_text("utf-8")).get("folder", ".")
    rows = read_articles(path).drop(columns="text").astype("string").to_dict("records")
    return {f"{row['article']}.txt": row for row in rows}, root


def read_part(part) -> Iterator[Raw]:
    """Yield the articles of a part, each read for itself: a bad one is a Raw with its problem."""
    readers = {"files": _read_files, "lines": _read_lines, "parquet": _read_parquet}
    yield from readers[part.kind](part)


def _read_files(part):
    root = Path(part.path)
    with contextlib.ExitStack() as stack:
        archive = stack.enter_context(zipfile.ZipFile(root)) if root.is_file() else None
        for name in part.names:
            about = part.about.get(name) or {"article": name.removesuffix(".txt")}
            try:
                raw = archive.read(name) if archive else (root / name).read_bytes()
                yield decode(raw, about)
            except (zipfile.BadZipFile, OSError, RuntimeError) as error:
                what = getattr(error, "strerror", None) or error
                yield Raw(about, problem=f"can't be read ({what})")


def _read_lines(part):
    """The lines that begin in a part's bytes; the last one may end in the next part's."""
    name, end = Path(part.path).name, part.start + part.size
    with open(part.path, "rb") as file:
        file.seek(max(0, part.start - 1))
        if part.start:
            file.readline()  # to the end of the line before
        while (place := file.tell()) < end:
            line = file.readline()
            if not line:
                return
            if line.strip():
                yield parse_line(line, f"{name}, byte {place}")


def _read_parquet(part):
    from pyarrow.parquet import ParquetFile

    name = Path(part.path).name
    with ParquetFile(part.path) as file:
        wanted = [column for column in COLUMNS if column in file.schema_arrow.names]
        rows = file.read_row_group(part.start, columns=wanted).to_pylist()
    for number, row in enumerate(rows):
        yield from_row(row, f"{name}, row group {part.start}, row {number}")


def parse_line(line, place):
    """Return the Raw of one JSON line; without an id of its own it is named by its place.

    >>> parse_line(b'{"text": "Rain."}', "a.jsonl, byte 0").about["article"]
    'a.jsonl, byte 0'
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        return Raw({"article": place}, problem=f"not JSON ({type(error).__name__})")
    if isinstance(row, dict):
        return from_row(row, place)
    return Raw({"article": place}, problem="not an object with a text")


def from_row(row, place):
    """Return the Raw of a row with text, and article or id."""
    about = {key: str(row[key]) for key in FIRST if row.get(key) is not None}
    about.setdefault("article", str(row["id"]) if row.get("id") is not None else place)
    if isinstance(row.get("text"), str):
        return Raw(about, row["text"])
    return Raw(about, problem="it has no text")


def decode(raw, about):
    """Return the Raw of a file's bytes, UTF-8."""
    try:
        text = raw.decode("utf-8").removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return Raw(about, problem="not UTF-8 text")
    return Raw(about, text)


def check_out(out, source):
    """Return the folder for the tables; KitError if it lies in the source."""
    out, source = Path(out).resolve(), Path(source).resolve()
    if source.is_dir() and out.is_relative_to(source):
        raise KitError(f"{out}: lies in the folder of articles; name another one with --out")
    return out

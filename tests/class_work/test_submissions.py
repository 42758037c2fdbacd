import io
import os
import random
import re
import struct
import zipfile

from a_class import make_zip
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.class_work import submissions
from workshop.class_work.submissions import find_submissions

GOOD = b'{"type": "AnnotationCollection", "items": []}'


def found(*sources):
    return {
        piece.name.rpartition("/")[2] if not piece.problem else piece.name: piece.problem
        for piece in find_submissions(sources)
    }


def zip_bytes(entries):
    buffer = io.BytesIO()
    make_zip(buffer, entries)
    return buffer.getvalue()


def test_files_folders_and_zips_in_any_mix(tmp_path):
    (tmp_path / "class" / "ann" / "work").mkdir(parents=True)
    (tmp_path / "class" / "ann" / "work" / "a.jsonld").write_bytes(GOOD)
    (tmp_path / "class" / "ann" / "work" / "a.jsonld.bak").write_bytes(GOOD)
    (tmp_path / "class" / "ann" / "work" / "answers.json").write_bytes(b"{}")
    (tmp_path / "class" / "ann" / ".venv").mkdir()
    (tmp_path / "class" / "ann" / ".venv" / "b.jsonld").write_bytes(GOOD)
    make_zip(
        tmp_path / "class" / "ben.zip",
        {"work/c.jsonld": GOOD, "notes.docx": b"", "__MACOSX/work/._c.jsonld": b"x"},
    )
    (tmp_path / "single.txt").write_bytes(GOOD)
    assert set(found(tmp_path / "class", tmp_path / "single.txt")) == {
        "a.jsonld",
        "c.jsonld",
        "single.txt",
    }


def test_names_in_any_script(tmp_path):
    names = ["Zoë Ünal", "אנה", "Анна", "王芳", "e\u0301mile"]
    make_zip(tmp_path / "flagged.zip", {f"{name}/m.jsonld": GOOD for name in names})
    assert {piece.parts[-2] for piece in find_submissions([tmp_path / "flagged.zip"])} == set(names)
    raw = (tmp_path / "flagged.zip").read_bytes()
    for header, at in (
        (b"PK\x03\x04", 6),
        (b"PK\x01\x02", 8),
    ):  # as macOS writes it: UTF-8 that doesn't say so
        for place in [m.start() for m in re.finditer(re.escape(header), raw)]:
            flags = struct.unpack_from("<H", raw, place + at)[0] & ~0x800
            raw = raw[: place + at] + struct.pack("<H", flags) + raw[place + at + 2 :]
    (tmp_path / "unflagged.zip").write_bytes(raw)
    assert {piece.parts[-2] for piece in find_submissions([tmp_path / "unflagged.zip"])} == set(
        names
    )
    info = zipfile.ZipInfo("x")
    info.filename, info.flag_bits = "caf\u00e9/m.jsonld".encode("cp437").decode("cp437"), 0
    assert submissions.decode_name(info) == "café/m.jsonld"


def test_nothing_is_written_followed_or_let_out(tmp_path):
    secret = tmp_path / "secret.jsonld"
    secret.write_bytes(GOOD)
    link = zipfile.ZipInfo("ann/link.jsonld")
    link.external_attr = 0o120777 << 16
    entries = [
        (name, GOOD)
        for name in ("../../escape.jsonld", "/etc/absolute.jsonld", "C:\\Users\\back.jsonld")
    ]
    entries.append((link, str(secret)))
    (tmp_path / "in").mkdir()
    make_zip(tmp_path / "in" / "bad.zip", entries)
    os.symlink(secret, tmp_path / "in" / "ben.jsonld")
    os.symlink(tmp_path, tmp_path / "in" / "round")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    pieces = list(find_submissions([tmp_path / "in"]))
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert sorted(p.parts[-1] for p in pieces if "links" in p.problem) == [
        "ben.jsonld",
        "link.jsonld",
    ]
    assert {p.parts[-1] for p in pieces if not p.problem} == {
        "escape.jsonld",
        "absolute.jsonld",
        "back.jsonld",
    }
    assert not any(".." in p.parts for p in pieces)


def test_bombs_stop_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "FILE_LIMIT", 1 << 20)
    monkeypatch.setattr(submissions, "ZIP_LIMIT", 4 << 20)
    big = zip_bytes({"big.jsonld": b"0" * (3 << 20), "good.jsonld": GOOD})
    nested = zip_bytes({"pad.bin": os.urandom(6 << 20), "x.jsonld": GOOD})
    deep = GOOD
    for level in range(6):
        deep = zip_bytes({f"{level}.zip" if level else "m.jsonld": deep})
    make_zip(tmp_path / "b.zip", {"one.zip": big, "two.zip": nested, "three.zip": deep})
    problems = found(tmp_path / "b.zip")
    assert problems.pop("good.jsonld") == ""
    reasons = sorted(re.search("too big|a zip inside", text)[0] for text in problems.values())
    assert reasons == ["a zip inside", "too big", "too big"]
    monkeypatch.setattr(submissions, "ENTRY_LIMIT", 3)
    make_zip(tmp_path / "many.zip", {f"{i}.jsonld": GOOD for i in range(5)})
    assert "more than 3 entries" in found(tmp_path / "many.zip").popitem()[1]


def test_locked_odd_and_broken_zips_are_named(tmp_path):
    whole = zip_bytes({"a/m.jsonld": GOOD * 50, "b/m.jsonld": GOOD})
    locked = bytearray(whole)
    for place in [m.start() for m in re.finditer(b"PK\x01\x02", whole)]:
        locked[place + 8] |= 1
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("c/m.jsonld", GOOD)
    files = {
        "cut.zip": whole[: len(whole) // 2],
        "no.zip": b"hello",
        "locked.zip": bytes(locked),
        "odd.zip": odd.getvalue(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    sources = [tmp_path / name for name in [*files, "gone"]]
    problems = "\n".join(f"{name}: {problem}" for name, problem in found(*sources).items())
    for words in (
        "cut.zip: not a whole zip",
        "no.zip: not a whole zip",
        "password",
        "unusual way",
        "gone: there is no such",
    ):
        assert words in problems


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60)
def test_damaged_zips_never_stop_the_rest(tmp_path_factory, seed):
    chance = random.Random(seed)
    data = bytearray(zip_bytes({"a/m.jsonld": GOOD * 20, "b.zip": zip_bytes({"m.jsonld": GOOD})}))
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "a.zip").write_bytes(bytes(data))
    (folder / "z.jsonld").write_bytes(GOOD)
    assert "z.jsonld" in found(folder)

import io
import os
import random
import re
import struct
import zipfile

import pytest
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
    (tmp_path / "class" / "ann" / "work" / "exported.json").write_bytes(GOOD)
    (tmp_path / "class" / "ann" / "work" / "hidden.JSONLD.txt").write_bytes(b"{}")
    (tmp_path / "class" / "ann" / ".venv").mkdir()
    (tmp_path / "class" / "ann" / ".venv" / "b.jsonld").write_bytes(GOOD)
    make_zip(
        tmp_path / "class" / "ben.zip",
        {"work/c.jsonld": GOOD, "notes.docx": b"", "__MACOSX/work/._c.jsonld": b"x"},
    )
    (tmp_path / "single.txt").write_bytes(GOOD)
    names = {"a.jsonld", "exported.json", "hidden.JSONLD.txt", "c.jsonld", "single.txt"}
    assert set(found(tmp_path / "class", str(tmp_path / "single.txt"))) == names


def test_what_the_last_report_wrote_is_left_out(tmp_path):
    for folder in ("ann", "out"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.jsonld").write_bytes(GOOD)
    pieces = find_submissions([tmp_path], skip=(tmp_path / "out").resolve())
    assert [piece.parts[-1] for piece in pieces] == ["ann.jsonld"]


def test_names_in_any_script(tmp_path):
    names = ["Zoë Ünal", "אנה", "Анна", "王芳", "e\u0301mile", "क्\u200dष"]
    make_zip(tmp_path / "flagged.zip", {f"{name}/m.jsonld": GOOD for name in names})
    pieces = list(find_submissions([tmp_path / "flagged.zip"]))
    assert {piece.parts[-2] for piece in pieces} == set(names)
    assert {piece.name for piece in pieces} == {f"flagged.zip/{name}/m.jsonld" for name in names}
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
    assert found(tmp_path / "in" / "ben.jsonld") == {"ben.jsonld": ""}, "it was named itself"


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


@pytest.mark.parametrize("limit", ["FILE_LIMIT", "TOTAL_LIMIT", "ZIP_LIMIT", "ENTRY_LIMIT"])
@pytest.mark.parametrize("room", [0, -1])
def test_what_just_fits_is_read(tmp_path, monkeypatch, limit, room):
    zipped = zip_bytes({"m.jsonld": GOOD})
    sizes = {
        "FILE_LIMIT": len(GOOD),
        "TOTAL_LIMIT": len(zipped) + 2 * len(GOOD),
        "ZIP_LIMIT": len(zipped),
        "ENTRY_LIMIT": 3,  # of which the zip in the zip is one
    }
    monkeypatch.setattr(submissions, limit, sizes[limit] + room)
    make_zip(tmp_path / "a.zip", {"b.zip": zipped, "n.jsonld": GOOD})
    assert any(found(tmp_path / "a.zip").values()) == (room < 0)


def test_the_limits_are_those_that_are_said(tmp_path):
    (tmp_path / "fits.jsonld").write_bytes(b"0" * (5 << 20))
    (tmp_path / "much.jsonld").write_bytes(b"0" * (5 << 20) + b"0")
    why = "too big, alone (over 5 MB; a zip, 300 MB) or with all the others; not read"
    assert found(tmp_path) == {"fits.jsonld": "", f"{tmp_path.name}/much.jsonld": why}
    limits = submissions.Limits()
    limits.take(1 << 30)  # of everything
    with pytest.raises(submissions.TooBigError):
        limits.take(1)


def test_locked_odd_and_broken_zips_are_named(tmp_path):
    whole = zip_bytes({"a/m.jsonld": GOOD * 50, "b/m.jsonld": GOOD})
    locked = bytearray(whole)
    for place in [m.start() for m in re.finditer(b"PK\x01\x02", whole)]:
        locked[place + 8] |= 1
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("c/m.jsonld", GOOD)
    wrong = bytearray(zip_bytes({"d/m.jsonld": os.urandom(99)}))
    wrong[wrong.index(b".jsonld") + 30] ^= 1  # among what is packed
    files = {
        "crc.zip": bytes(wrong),
        "cut.zip": whole[: len(whole) // 2],
        "no.zip": b"hello",
        "locked.zip": bytes(locked),
        "odd.zip": odd.getvalue(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    os.mkfifo(tmp_path / "pipe.jsonld")
    (tmp_path / "empty").mkdir()
    more = ["gone", "pipe.jsonld", "empty", "x" * 300]
    sources = [tmp_path / name for name in [*files, *more]]
    problems = "\n".join(f"{name}: {problem}" for name, problem in found(*sources).items())
    for words in (
        "cut.zip: not a whole zip",
        "no.zip: not a whole zip",
        "locked with a password",
        "packed in an unusual way; zip it again as any system does",
        "gone: there is no such file; check the name",
        "crc.zip/d/m.jsonld: damaged in the zip",
        "pipe.jsonld: not a file",
        "empty: no annotation file in it (they end in .jsonld)",
        "x: can't be read (File name too long)",
    ):
        assert words in problems


def test_sources_that_share_no_folder_are_named_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert list(found(tmp_path / "gone", "lost")) == [f"{tmp_path}/gone", "lost"]


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

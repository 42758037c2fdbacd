"""Files: read with errors that say what to do, replaced in one step, on the disk when that returns."""

import os
import runpy
import stat
import sys
from types import SimpleNamespace

import pytest

from kit import files
from kit.files import locked, read_text, write_text

no_permissions = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@no_permissions
def test_a_new_file_can_be_read_by_others_and_an_old_one_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.txt"
    with locked(path):
        write_text(path, "one")
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o644}
    path.chmod(0o600)
    open_files = len(os.listdir("/dev/fd"))
    write_text(path, "two")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(os.listdir("/dev/fd")) == open_files


def test_the_folders_of_a_file_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "c.txt"
    for text in ("one", "two"):
        write_text(path, text)
        assert read_text(path) == text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such call for a folder")
def test_bytes_are_on_the_disk_before_their_name_and_the_name_before_this_returns(
    tmp_path, monkeypatch
):
    done = []
    replace, fsync = os.replace, os.fsync

    def spy_fsync(handle):
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        done.append(("folder" if is_folder else "file", os.fstat(handle).st_size))
        fsync(handle)

    def spy_replace(*names):
        done.append(("name", 3))
        replace(*names)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    write_text(tmp_path / "a.txt", "one")
    assert done[:2] == [("file", 3), ("name", 3)]
    assert [kind for kind, _ in done[2:]] == ["folder"]


@pytest.mark.parametrize(
    ("platform", "work", "is_lasting"),
    [
        ("linux", None, True),
        ("linux", "new", True),
        ("emscripten", "there", True),
        ("emscripten", "new", False),  # it will be made in memory
        ("emscripten", None, False),
    ],
)
def test_only_a_page_whose_folder_is_there_from_the_start_keeps_work(
    tmp_path, monkeypatch, platform, work, is_lasting
):
    (tmp_path / "there").mkdir()
    monkeypatch.delenv("KIT_WORK", raising=False)
    if work:
        monkeypatch.setenv("KIT_WORK", str(tmp_path / work))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "browser_files", SimpleNamespace(replace_file=None))
    assert runpy.run_path(files.__file__)["IS_LASTING"] is is_lasting


def test_half_an_emoji_is_written_as_the_sign_for_what_is_missing(tmp_path):
    write_text(tmp_path / "a.txt", "one \ud83d \ud83d\ude00")
    assert (tmp_path / "a.txt").read_bytes() == "one \ufffd \U0001f600".encode()

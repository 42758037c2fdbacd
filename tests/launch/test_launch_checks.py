"""What a folder or a port may have against the kit, and what an installer says, in one line each."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kit.errors import KitError
from workshop.launch import checks, installing

HASHED = "uv==0.1 \\\n    --hash=sha256:{}\n".format("0" * 64)


def one_line(text):
    return bool(text) and "\n" not in text


def test_a_folder_that_will_do(tmp_path):
    for check in [
        checks.venv_trouble,
        checks.writing_trouble,
        checks.length_trouble,
        checks.synchronised_trouble,
    ]:
        assert check(tmp_path) == ""
    assert checks.space_trouble(tmp_path, needed=0) == ""


def test_no_ensurepip_names_debians_package(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "sudo apt install python3." in checks.venv_trouble(tmp_path)


def test_a_separator_in_the_path():
    assert "rename the folder" in checks.venv_trouble(Path(f"/home/ana/a{os.pathsep}b"))


def test_a_folder_that_cannot_be_written_to(tmp_path):
    assert one_line(checks.writing_trouble(tmp_path / "missing"))
    if sys.platform == "linux":
        assert "copy it to a folder of your own" in checks.writing_trouble(
            "/proc"
        )  # read-only for root too


def test_a_full_disk(tmp_path):
    line = checks.space_trouble(tmp_path, needed=10**9)
    assert one_line(line) and "free 1000000000 MB" in line


@pytest.mark.parametrize(
    ("length", "windows", "unlimited", "trouble"),
    [
        (80, True, False, False),
        (93, True, False, True),
        (200, True, True, False),
        (200, False, False, False),
    ],
)
def test_windows_long_paths(length, windows, unlimited, trouble):
    assert bool(checks.length_trouble("C:\\" + "x" * (length - 3), windows, unlimited)) is trouble


def test_the_longest_path_in_the_environment_is_within_what_the_check_allows():
    prefix = len(sys.prefix) + 1
    longest = max(
        len(os.path.join(folder, name)) - prefix
        for folder, _, names in os.walk(sys.prefix)
        for name in names
    )
    windows = longest - len("lib/python3.11/") + len("Lib/")
    assert windows <= checks.LONGEST


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/Users/ana/OneDrive - Lincoln School/kit", "OneDrive"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/kit", "iCloud"),
        ("/home/ana/Dropbox (Personal)/kit", "Dropbox"),
        ("/Users/ana/Library/CloudStorage/Box-Box/kit", "a cloud service"),
        ("/Volumes/GoogleDrive/My Drive/kit", "Google Drive"),
        ("/home/ana/close-reading", ""),
        ("/home/ana/my onedrive notes/kit", ""),
    ],
)
def test_synchronised_folders_are_known_by_name(path, service):
    assert checks.synchronised(path, home="/home/nobody") == service
    assert bool(checks.synchronised_trouble(path, home="/home/nobody")) == bool(service)


def test_a_macs_documents_may_belong_to_icloud(tmp_path):
    (tmp_path / "Documents/kit").mkdir(parents=True)
    assert checks.synchronised(tmp_path / "Documents/kit", home=tmp_path) == ""
    (tmp_path / "Library/Mobile Documents/com~apple~CloudDocs/Documents").mkdir(parents=True)
    assert checks.synchronised(tmp_path / "Documents/kit", home=tmp_path) == "iCloud"


def test_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is taken" in checks.port_trouble(port)
    assert checks.port_trouble(port) == ""
    assert one_line(checks.port_trouble(70000)) and one_line(checks.port_trouble(-1))


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("error: failed to write: No space left on device (os error 28)", "the disk is full"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        (
            "cause: dns error\ncause: Temporary failure in name resolution",
            "connect to the internet",
        ),
        (
            "NewConnectionError: [Errno 111] Connection refused\nERROR: No matching distribution found for anyio==4",
            "connect to the internet",
        ),
        ("cause: operation timed out", "connect to the internet"),
        ("invalid peer certificate: UnknownIssuer", "use another network"),
        (
            "SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED\nNo matching distribution",
            "use another network",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "damaged or changed",
        ),
        ("error: failed to remove file: Access is denied. (os error 5)", "close JupyterLab"),
        ("OSError: [WinError 206] The filename or extension is too long", "path is too long"),
        ("Because pyyaml==6.0.3 has no usable wheels", "isn't made for this Python"),
        ("ERROR: No matching distribution found for anyio==4", "isn't made for this Python"),
    ],
)
def test_what_installers_say_becomes_advice(output, advice):
    line = installing.explain(output)
    assert advice in line and one_line(line)


def test_an_unknown_trouble_is_its_last_line_and_where_the_rest_is_without_passwords():
    line = installing.explain("first\nsomething odd at https://ana:secret@index.example/packages\n")
    assert (
        "something odd" in line
        and "close-reading-kit.log" in line
        and "secret" not in line
        and one_line(line)
    )


def test_a_program_that_fails_is_a_kit_error_and_its_step_is_shown(capfd):
    with pytest.raises(KitError, match="No environment: the disk is full"):
        installing.run(
            "  1 of 3: a try", [sys.executable, "-c", "raise SystemExit('No space left on device')"]
        )
    assert capfd.readouterr().err == "  1 of 3: a try\n"


def test_when_uv_cannot_pip_does_it(tmp_path, monkeypatch, capsys):
    lock = tmp_path / "requirements.txt"
    lock.write_text(HASHED)
    asked = []

    def run(step, command, settings=None):
        asked.append(command[3])
        if command[3] == "uv":
            raise KitError("No environment: it crashed")

    monkeypatch.setattr(installing, "run", run)
    installing.install(Path(sys.executable), lock, "  3 of 3: the packages")
    assert asked == ["uv", "pip"]


def test_a_full_disk_is_not_tried_again_with_pip(tmp_path, monkeypatch):
    lock = tmp_path / "requirements.txt"
    lock.write_text(HASHED)
    asked = []

    def run(step, command, settings=None):
        asked.append(command[3])
        raise KitError("No environment: " + installing.explain("No space left on device"))

    monkeypatch.setattr(installing, "run", run)
    with pytest.raises(KitError, match="disk is full"):
        installing.install(Path(sys.executable), lock, "")
    assert asked == ["uv"]


def test_stray_settings_stay_outside(monkeypatch, tmp_path):
    stray = [
        "PYTHONPATH",
        "PYTHONHOME",
        "PIP_TARGET",
        "PIP_USER",
        "UV_TARGET",
        "UV_SYSTEM_PYTHON",
        "CONDA_PREFIX",
    ]
    for name in stray:
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    inside = installing.inside(tmp_path / ".venv")
    assert {name: inside.get(name) for name in stray if name in inside} == {"PIP_USER": "0"}
    assert inside["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert inside["PATH"].startswith(str(tmp_path / ".venv"))
    assert inside["VIRTUAL_ENV"] == str(tmp_path / ".venv")


def test_without_a_network_one_line_says_so(tmp_path):
    """The real pip, behind a proxy that isn't there."""
    lock = tmp_path / "requirements.txt"
    lock.write_text(HASHED)
    nowhere = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
    }
    environment = {
        **{name: value for name, value in os.environ.items() if "INDEX" not in name},
        **nowhere,
    }
    pip = [word if word != "2" else "1" for word in installing.pip(sys.executable)]
    run = subprocess.run(
        [*pip, "--no-cache-dir", "--dry-run", "-r", lock],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode
    assert re.search("connect to the internet", installing.explain(run.stdout + run.stderr)), (
        run.stderr
    )

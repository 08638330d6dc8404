"""The single commands read a PDF in a process of its own, within limits, end with a sentence, and leave nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.batches import batch, deck, outcomes
from tests.e2e.command import PATIENCE, run, until
from tests.pdfs import Pdf, text
from tests.unit.sources.test_inflated import deflated, with_stream


def laughs() -> bytes:
    """A page whose forms show each other: ten to the ninth strings."""
    pdf = Pdf()
    inner = pdf.stream(text(10, 10, "ha").encode(), "/Type /XObject /Subtype /Form /BBox [0 0 600 400]")
    for _ in range(9):
        resources = f"/Resources << /XObject << /X {inner} 0 R >> >>"
        inner = pdf.stream(b"/X Do\n" * 10, f"/Type /XObject /Subtype /Form /BBox [0 0 600 400] {resources}")
    return pdf.page(text(50, 300, "Before") + "/X Do", xobjects=f"/X {inner} 0 R").bytes()


BEYOND = {
    "max_pages": (deck("題", 3), "2"),
    "max_glyphs": (deck("題"), "100"),  # of which one page may paint a tenth
    "max_file": (deck("題") + bytes(2 << 20), "1"),
    "max_decoded": (with_stream(deflated(60, 2), "/Filter [/FlateDecode /FlateDecode]"), "50"),
    "max_seconds": (deck("長い", 3000), "1"),
    "max_page_seconds": (laughs(), "1"),
    "max_memory": (laughs(), "256"),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "input").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "command", ["extract", *(pytest.param(name, marks=pytest.mark.long) for name in ("explain", "convert"))]
)
@pytest.mark.parametrize("setting", BEYOND)
def test_beyond_a_limit_a_sentence_names_the_setting(place: Path, setting: str, command: str) -> None:
    pdf, most = BEYOND[setting]
    (place / "bomb.pdf").write_bytes(pdf)
    done = run(command, "bomb.pdf", cwd=place, env={f"REPORTPIPE_{setting.upper()}": most})
    said = done.stderr.decode()
    assert setting in said
    assert done.returncode == 3
    assert "Where you trust the file, raise it" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in place.iterdir()) == ["bomb.pdf", "input"]


@pytest.mark.long
@pytest.mark.parametrize("setting", BEYOND)
def test_a_batch_has_the_same_limits(place: Path, setting: str) -> None:
    pdf, most = BEYOND[setting]
    (place / "input/bomb.pdf").write_bytes(pdf)
    (place / "input/good.pdf").write_bytes(Pdf().page(text(50, 300, "Hi")).bytes())
    env = {f"REPORTPIPE_{setting.upper()}": most}
    found = batch(place, code=8, env=env)
    assert outcomes(found) == {"bomb.pdf": "limit", "good.pdf": "ok"}
    assert setting in found["bomb.pdf"]["reason"]


def test_an_audit_is_limited_too(place: Path) -> None:
    (place / "input/deck.pdf").write_bytes(deck("題"))
    assert run("extract", cwd=place).returncode == 0
    (place / "bomb.pdf").write_bytes(laughs())
    done = run("audit", "--pdf", "bomb.pdf", cwd=place, env={"REPORTPIPE_MAX_SECONDS": "1"})
    assert done.returncode == 3
    assert "max_seconds" in done.stderr.decode()


def test_a_file_of_five_gigabytes_is_not_even_read(place: Path) -> None:
    with (place / "input/sparse.pdf").open("wb") as file:
        file.write(deck("題"))
        file.truncate(5 << 30)
    began = time.monotonic()
    assert run("extract", cwd=place).returncode == 3
    assert outcomes(batch(place, code=8)) == {"sparse.pdf": "limit"}
    assert time.monotonic() - began < 20


def test_what_is_no_file_is_told_so_at_once(place: Path) -> None:
    os.mkfifo(place / "pipe.pdf")
    (place / "link.pdf").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(place)
        try:
            one.bind("socket.pdf")
        finally:
            os.chdir(here)
    for name, what in (("pipe.pdf", "a pipe"), ("link.pdf", "a device"), ("socket.pdf", "a socket")):
        done = run("extract", name, cwd=place)
        assert f"this is {what}, not a file" in done.stderr.decode()
        assert done.returncode == 3


def marked(mark: str) -> list[int]:
    """The processes that run with that mark in their environment."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in file.read_bytes():
                found.append(int(file.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_no_process_is_left_however_the_command_ends(place: Path, number: signal.Signals, code: int) -> None:
    (place / "bomb.pdf").write_bytes(laughs())
    mark = f"REPORTPIPE_TEST_MARK={place.name}-{number.name}"
    name, _, value = mark.partition("=")
    command = [sys.executable, "-m", "reportpipe", "extract", "bomb.pdf"]
    env = os.environ | {name: value}
    with subprocess.Popen(command, cwd=place, stderr=subprocess.DEVNULL, env=env) as process:
        until(lambda: len(marked(mark)) == 2)
        process.send_signal(number)
        assert process.wait(PATIENCE) == code
    until(lambda: not marked(mark))


def plugged(place: Path, body: str) -> dict[str, str]:
    """An environment in which the source "pdfium" does that when it opens a PDF."""
    (place / "lib").mkdir()
    (place / "lib/sitecustomize.py").write_text(
        "import os\nfrom reportpipe.sources.pdfium import PdfiumSource\n"
        f"def fail(*_):\n    {body}\nPdfiumSource.open = fail\n"
    )
    return {"PYTHONPATH": str(place / "lib")}


def test_where_the_first_parser_aborts_the_second_one_reads_in_a_fresh_process(place: Path) -> None:
    env = plugged(place, "os.abort()")
    (place / "input/deck.pdf").write_bytes(deck("題"))
    done = run("extract", cwd=place, env=env)
    assert done.returncode == 0, done.stderr.decode()
    assert "parser-fallback: its process was ended by SIGABRT; read by pdfplumber" in done.stderr.decode()
    (place / "output").rename(place / "single")
    assert outcomes(batch(place, env=env)) == {"deck.pdf": "ok_warn"}
    assert (place / "output/deck/deck.yaml").read_bytes() == (place / "single/deck.yaml").read_bytes()
    assert run("extract", "--source", "pdfium", cwd=place, env=env).returncode == 3


def test_an_unexpected_failure_is_told_and_with_v_where_it_was(place: Path) -> None:
    env = plugged(place, "raise KeyError('surprise')")
    (place / "input/deck.pdf").write_bytes(deck("題"))
    for options, told in (([], False), (["-v"], True)):
        done = run("extract", *options, cwd=place, env=env)
        said = done.stderr.decode()
        assert done.returncode == 1
        assert "unexpected failure: KeyError: 'surprise'" in said
        assert ("Traceback" in said) is told


def test_where_there_is_no_fork_the_pdf_is_read_without_a_guard(place: Path) -> None:
    (place / "input/deck.pdf").write_bytes(deck("題"))
    script = "import os, sys; del os.fork; sys.argv[0] = 'reportpipe'; from reportpipe.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "extract"], cwd=place, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    alone = (place / "output/deck.yaml").read_bytes()
    assert run("extract", cwd=place).returncode == 0
    assert (place / "output/deck.yaml").read_bytes() == alone

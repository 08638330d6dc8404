"""Text sources and renderers that other packages bring: real distributions on the path."""

from __future__ import annotations

import subprocess
from importlib.metadata import distribution
from pathlib import Path

from reportpipe.plugins import BUILT_IN
from tests.e2e.batches import deck
from tests.e2e.command import run

OTHER = """
from pathlib import Path

from reportpipe.sources.pdfium import PdfiumSource


class Mirror(PdfiumSource):
    name = "mirror"

    def open(self, data, password=None):
        Path("seen").touch()
        return super().open(data, password)


class Broken:
    def __init__(self):
        raise KeyError("no licence")


class Faulty(PdfiumSource):
    name = "faulty"

    def open(self, data, password=None):
        return 1 / 0


class Sick(PdfiumSource):
    name = "sick"

    def open(self, data, password=None):
        raise OSError(5, "the scanner is off")
"""


def with_sources(place: Path, entries: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A command where another package is installed that registers these sources."""
    (place / "lib/other-1.0.dist-info").mkdir(parents=True, exist_ok=True)
    (place / "lib/other-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    (place / "lib/other-1.0.dist-info/entry_points.txt").write_text(f"[reportpipe.sources]\n{entries}\n")
    (place / "lib/other.py").write_text(OTHER)
    (place / "deck.pdf").write_bytes(deck("議題"))
    return run(*arguments, cwd=place, env={"PYTHONPATH": str(place / "lib")})


def test_what_pyproject_registers_is_what_is_loaded_without_asking() -> None:
    for group, own in BUILT_IN.items():
        assert {entry.name: entry.value for entry in distribution("reportpipe").entry_points.select(group=group)} == own


def test_a_source_of_another_package_reads(tmp_path: Path) -> None:
    done = with_sources(tmp_path, "mirror = other:Mirror", "extract", "deck.pdf", "--source", "mirror", "-o", "-")
    assert done.returncode == 0, done.stderr
    assert "議題" in done.stdout.decode()
    assert (tmp_path / "seen").exists()
    assert b"mirror       other:Mirror" in with_sources(tmp_path, "mirror = other:Mirror", "plugins").stdout


def test_no_package_takes_the_name_of_a_built_in(tmp_path: Path) -> None:
    done = with_sources(tmp_path, "pdfium = other:Broken", "extract", "deck.pdf", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    listed = with_sources(tmp_path, "pdfium = other:Broken", "plugins").stdout
    assert b"pdfium       reportpipe.sources.pdfium:PdfiumSource" in listed
    assert b"other" not in listed


def test_a_source_that_does_not_load_is_named(tmp_path: Path) -> None:
    done = with_sources(tmp_path, "broken = other:Broken", "extract", "deck.pdf", "--source", "broken")
    assert done.returncode == 2
    assert b"text source 'broken' (other:Broken) does not load: KeyError: 'no licence'" in done.stderr
    assert b"unknown text source 'nope'" in with_sources(tmp_path, "", "extract", "deck.pdf", "--source", "nope").stderr


def test_a_source_that_fails_is_blamed_with_its_package(tmp_path: Path) -> None:
    said = with_sources(tmp_path, "faulty = other:Faulty", "extract", "deck.pdf", "--source", "faulty").stderr
    assert b"plug-in 'faulty' of other 1.0 failed: ZeroDivisionError" in said
    assert b"Report it to those who make it" in said
    (tmp_path / "input").mkdir()
    (tmp_path / "input/deck.pdf").write_bytes(deck("議題"))
    said = with_sources(tmp_path, "faulty = other:Faulty", "batch", "input", "out", "--source", "faulty").stderr
    assert b"plug-in 'faulty' of other 1.0 failed" in said
    done = with_sources(tmp_path, "sick = other:Sick", "batch", "input", "out", "--source", "sick")
    assert done.returncode == 8, done.stderr  # an OSError of its own is no trouble of the output
    assert b"deck.pdf: failed" in done.stderr

"""What the tests of `reportpipe batch` share: a small tree of decks, a run, and what must hold of an OUTPUT."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from tests.e2e.command import run
from tests.pdfs import Pdf, japanese

COMMAND = [sys.executable, "-m", "reportpipe", "batch"]


def deck(word: str, pages: int = 1) -> bytes:
    """A deck of so many slides."""
    pdf = Pdf()
    for number in range(pages):
        pdf.page(japanese(40, 350, f"{word}の目的", 30) + japanese(40, 280, f"・共同研究を進める{number}。"))
    return pdf.bytes()


def tree(root: Path, count: int) -> Path:
    """INPUT with so many decks in two directories."""
    (root / "input" / "令和三年").mkdir(parents=True)
    for number in range(count):
        folder = root / "input" / ("令和三年" if number % 2 else "")
        (folder / f"資料{number}.pdf").write_bytes(deck(f"議題{number}"))
    return root


def batch(place: Path, *options: str, code: int = 0, env: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Runs a batch of input/ into output/; the rows of its report by path."""
    done = run("batch", "input", "output", *options, cwd=place, env=env)
    assert done.returncode == code, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    return rows(place)


def rows(place: Path) -> dict[str, dict[str, Any]]:
    """The rows of report.json by path."""
    return {row["path"]: row for row in json.loads((place / "output/report.json").read_bytes())["documents"]}


def outcomes(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {path: row["outcome"] for path, row in found.items()}


def published(place: Path) -> dict[str, bytes]:
    """Every file of every document, by its path below OUTPUT; staging and the report are no documents."""
    output = place / "output"
    return {
        str(file.relative_to(output)): file.read_bytes()
        for file in sorted(output.rglob("*"))
        if file.is_file() and ".reportpipe" not in file.parts and file.name != "report.json"
    }


def stamps(place: Path) -> dict[str, tuple[int, int]]:
    """Number and time of every published file: they change when a file is written, even with the same bytes."""
    return {name: ((state := (place / "output" / name).stat()).st_ino, state.st_mtime_ns) for name in published(place)}


def assert_whole(place: Path) -> int:
    """Every directory that has a file is what its manifest says, to the byte. How many there are."""
    files = published(place)
    folders = {name.rpartition("/")[0] for name in files}
    for folder in folders:
        manifest = json.loads(files[f"{folder}/manifest.json"])
        inside = {name.rpartition("/")[2] for name in files if name.rpartition("/")[0] == folder}
        assert inside == {"manifest.json", *manifest["files"]}, folder
        for name, sha256 in manifest["files"].items():
            assert hashlib.sha256(files[f"{folder}/{name}"]).hexdigest() == sha256, f"{folder}/{name}"
    return len(folders)

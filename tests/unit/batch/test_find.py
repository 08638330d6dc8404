from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportpipe.batch.find import Found, Selection, find
from reportpipe.batch.outcome import Outcome

PDF = b"%PDF-1.7\n"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A tree of everything that can lie in a folder."""
    here = tmp_path / "input"
    (here / "2021").mkdir(parents=True)
    (here / "a.pdf").write_bytes(PDF)
    (here / "2021" / "資料.PDF").write_bytes(PDF)
    (here / "scan").write_bytes(b"\n" * 100 + PDF)
    (here / "notes.txt").write_text("notes")
    (here / "broken.pdf").write_text("no PDF, and the worker says so")
    (here / ".trash").mkdir()
    (here / ".trash" / "old.pdf").write_bytes(PDF)
    (here / "folder.pdf").mkdir()
    os.mkfifo(here / "pipe.pdf")
    (here / "device.pdf").symlink_to("/dev/zero")
    (here / "inside.pdf").symlink_to("a.pdf")
    (here / "loop.pdf").symlink_to("loop.pdf")
    (here / "nowhere.pdf").symlink_to("missing.pdf")
    (here / "up").symlink_to("..")
    (here / "again").symlink_to("2021")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(here / "socket.pdf"))
        yield here


def test_every_path_has_its_row(root: Path) -> None:
    skipped = Outcome.SKIPPED
    assert list(find(root, Selection())) == [
        Found(".trash", skipped, "hidden"),
        Found("2021/資料.PDF"),
        Found("a.pdf"),
        Found("again", skipped, "a link to a directory"),
        Found("broken.pdf"),
        Found("device.pdf", skipped, "a link that leads out of the input"),
        Found("folder.pdf", skipped, "a directory"),
        Found("inside.pdf"),
        Found("loop.pdf", skipped, "a link to nowhere"),
        Found("notes.txt", skipped, "not a PDF"),
        Found("nowhere.pdf", skipped, "a link to nowhere"),
        Found("pipe.pdf", skipped, "a pipe"),
        Found("scan"),
        Found("socket.pdf", skipped, "a socket"),
        Found("up", skipped, "a link that leads out of the input"),
    ]


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(include=("*.PDF",)), ["2021/資料.PDF"]),
        (Selection(include=("2021/*",)), ["2021/資料.PDF"]),
        (Selection(exclude=("2021/*", "inside*", "scan")), ["a.pdf", "broken.pdf"]),
        (Selection(include=("*.pdf",), exclude=("*n*",)), ["a.pdf"]),
    ],
)
def test_globs_select(root: Path, selection: Selection, taken: list[str]) -> None:
    found = list(find(root, selection))
    assert [one.path for one in found if one.outcome is None and one.path != "broken.pdf"] == [
        path for path in taken if path != "broken.pdf"
    ]
    assert len(found) == 15


def test_the_output_inside_the_input_is_not_searched(root: Path) -> None:
    out = root / "2021"
    assert not any("資料" in one.path for one in find(root, Selection(), out))


def test_a_folder_that_cannot_be_entered_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "2021":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert Found("2021", Outcome.UNREADABLE, "cannot look inside: Permission denied") in list(find(root, Selection()))

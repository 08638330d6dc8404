"""What takes long says that it goes on. Nothing here waits for a time to pass: the work ends when it was said."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportpipe.audit.against_pdf import audit
from reportpipe.cli.console import Console
from reportpipe.cli.going import EVERY, Going
from reportpipe.pipeline import read
from tests.e2e.command import PATIENCE

GUARDED = """
import os
from reportpipe.cli import guarded
from reportpipe.cli.console import Console
from reportpipe.cli.going import Going
from reportpipe.settings import Settings

guarded.EVERY = 0.001
reader, writer = os.pipe()

class Said(Console):
    def going(self, name, message):
        if "page 3 of 80" in message:
            os.write(writer, b".")

going = Going(Said(), "deck.pdf")

def work(source, bounds):
    going.tell("page 3 of 80")
    return {"read": os.read(reader, 1).decode()}

print(guarded.read_guarded(work, Settings(), going))
"""
"""A work that ends as soon as it was said which page it is at. The guard kills all children of its process, hence it
has one of its own."""


def test_the_page_that_is_worked_on_is_said() -> None:
    done = subprocess.run([sys.executable, "-c", GUARDED], capture_output=True, check=False, timeout=PATIENCE)
    assert (done.stderr, done.stdout) == (b"", b"({'read': '.'}, [])\n")


@pytest.mark.parametrize(("verbosity", "lines"), [(-1, 0), (0, 1), (1, 1)])
def test_nothing_is_said_under_q(verbosity: int, lines: int, capsys: pytest.CaptureFixture[str]) -> None:
    going = Going(Console(verbosity), "deck.pdf")
    going.tell("page 10 of 80")
    going.tell("page 9 of 80")
    going.say()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == lines
    assert all(re.fullmatch(r"deck.pdf: still at work after \d+ s, page 9 of 80", line) for line in said)


def test_what_is_too_long_to_be_told_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    going = Going(Console(), "deck.pdf")
    going.tell("頁" * 100)
    going.say()
    assert capsys.readouterr().err.endswith(f" s, {'頁' * 42}\n")


def test_two_lines_come_before_people_take_it_for_hung() -> None:
    assert EVERY <= 20


def test_the_audit_tells_each_page(deck: Path) -> None:
    told: list[str] = []
    audit(read(deck).report, deck.read_bytes(), pages=[2, 5], tell=told.append)
    assert told == ["page 2 of 8", "page 5 of 8", "comparing the order"]

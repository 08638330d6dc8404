"""docs/security.md promises nothing that no test proves."""

from __future__ import annotations

import re

from tests.conftest import ROOT

PAGES = ["security.md", "batch.md"]


def test_every_test_that_the_promises_name_is_there() -> None:
    there = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        there |= {file.name, *re.findall(r"^def (test_\w+)\(", file.read_text("utf-8"), re.MULTILINE)}
    for page in PAGES:
        named = set(re.findall(r"`(test_\w+(?:\.py)?)`", (ROOT / "docs" / page).read_text("utf-8")))
        assert len(named) > 5
        assert named - there == set(), page


def test_every_promise_of_security_names_a_test() -> None:
    page = (ROOT / "docs/security.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    assert [row for row in rows if "`test_" not in row] == []

"""docs/codes.md lists every code, and the READMEs lead there; no reason under `left_out` is outside of its list."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from reportpipe.model.diagnostic import CHECKS, Code
from reportpipe.model.left_out import Why
from tests.conftest import ROOT

PAGE = (ROOT / "docs/codes.md").read_text("utf-8")
MAKERS = {"Left", "LeftText", "_unseen"}
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    (part,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:3] == "| `"]


def test_every_diagnostic_has_its_row() -> None:
    wanted = [[f"`{code.label}`", code.severity.value, "yes" if code in CHECKS else "", code.meaning] for code in Code]
    assert [row[:4] for row in rows("Diagnostics")] == wanted


def test_every_reason_of_left_out_has_its_row() -> None:
    assert [row[:2] for row in rows("Reasons of `left_out`")] == [[f"`{why.label}`", why.meaning] for why in Why]


@pytest.mark.parametrize("heading", ["Diagnostics", "Reasons of `left_out`"])
def test_every_row_says_it_in_japanese_too(heading: str) -> None:
    assert [row for row in rows(heading) if not JAPANESE.search(row[-1])] == []


def test_both_readmes_lead_to_the_page() -> None:
    assert "](docs/codes.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "](codes.md)" in (ROOT / "docs/README.ja.md").read_text("utf-8")


def constants(node: ast.AST) -> Iterator[str]:
    """The words in an expression that have the form of a code."""
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and re.fullmatch("[a-z]+(-[a-z]+)*", part.value)
        ):
            yield part.value


def given_reasons() -> Iterator[str]:
    """Every reason that the stages write: what `Left`, `LeftText` and what makes them get, and what is named
    `why` before."""
    for file in (ROOT / "src/reportpipe/read").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                for argument in (*node.args, *node.keywords):
                    yield from constants(argument)
            if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "why" for to in node.targets):
                yield from constants(node.value)


def test_no_reason_is_given_that_is_not_listed() -> None:
    given = set(given_reasons())
    assert len(given) > 5
    assert given - {why.label for why in Why} == set()

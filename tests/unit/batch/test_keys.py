"""Each ingredient of a key, changed alone, changes the key that depends on it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportpipe.batch import keys
from reportpipe.batch.keys import recipe

MD: dict[str, dict[str, Any]] = {"md": {}}
JSON: dict[str, dict[str, Any]] = {"json": {}}
DOCX: dict[str, dict[str, Any]] = {"docx": {}}
USUAL = recipe(None, None, MD | JSON)


def pair(made: keys.Recipe, file: str = "a.pdf", pdf: str = "1", yaml: str = "2") -> tuple[str, str]:
    return made.extract_key(pdf, file), made.render_key(yaml)


def _other(package: str) -> Callable[[str], str]:
    return lambda name: "0.0" if name == package else "1.0"


@pytest.mark.parametrize(
    ("other", "extracts", "renders"),
    [
        (pair(recipe(None, None, JSON | MD)), False, False),
        (pair(recipe("pdfium", None, MD | JSON)), True, False),
        (pair(recipe(None, "ja", MD | JSON)), True, False),
        (pair(recipe(None, None, MD)), False, True),
        (pair(recipe(None, None, MD | {"json": {"lines": True}})), False, True),
        (pair(recipe(None, None, MD | {"json": {"lines": False}})), False, False),
        (pair(USUAL, pdf="other"), True, False),
        (pair(USUAL, file="b.pdf"), True, False),
        (pair(USUAL, yaml="other"), False, True),
    ],
)
def test_settings_and_bytes(other: tuple[str, str], extracts: bool, renders: bool) -> None:
    assert (other[0] != pair(USUAL)[0], other[1] != pair(USUAL)[1]) == (extracts, renders)


def test_a_template_counts_by_its_bytes() -> None:
    keys_of = [pair(recipe(None, None, {"docx": {"reference_doc": data}})) for data in (b"1", b"1", b"2")]
    assert keys_of[0] == keys_of[1]
    assert keys_of[0][0] == keys_of[2][0]
    assert keys_of[0][1] != keys_of[2][1]
    assert pair(recipe(None, None, DOCX))[1] not in (keys_of[0][1], keys_of[2][1])


@pytest.mark.parametrize(
    ("package", "extracts", "renders"),
    [
        ("pypdfium2", True, False),
        ("pdfplumber", True, False),
        ("pdfminer.six", True, False),
        ("pyyaml", True, True),
        ("python-docx", False, True),
        ("lxml", False, True),
        ("pytest", False, False),
    ],
)
def test_versions_of_parsers_and_renderers(
    monkeypatch: pytest.MonkeyPatch, package: str, extracts: bool, renders: bool
) -> None:
    monkeypatch.setattr(keys, "_version", lambda _: "1.0")
    usual = pair(recipe(None, None, MD))
    monkeypatch.setattr(keys, "_version", _other(package))
    other = pair(recipe(None, None, MD))
    assert (other[0] != usual[0], other[1] != usual[1]) == (extracts, renders)


@pytest.mark.parametrize("name", ["__version__", "FORMAT"])
def test_the_tool_and_the_schema_change_both(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(keys, name, "other")
    other = pair(recipe(None, None, MD | JSON))
    assert other[0] != pair(USUAL)[0]
    assert other[1] != pair(USUAL)[1]


def test_a_document_that_failed_is_tried_again_under_other_limits() -> None:
    usual, more = (recipe(None, None, MD, {"pages": pages, "memory": 2048}) for pages in (5_000, 9_000))
    assert pair(usual) == pair(more)
    assert usual.task_key("key", "") != more.task_key("key", "")
    assert usual.task_key("key", "") == recipe(None, None, MD, {"memory": 2048, "pages": 5_000}).task_key("key", "")

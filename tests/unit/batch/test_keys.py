"""Each ingredient of a key, changed alone, changes the key that depends on it, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportpipe.batch import keys
from reportpipe.batch.keys import recipe

USUAL = recipe(None, None, ("md", "json"))


def pair(made: keys.Recipe, file: str = "a.pdf", pdf: str = "1", yaml: str = "2") -> tuple[str, str]:
    return made.extract_key(pdf, file), made.render_key(yaml)


def _other(package: str) -> Callable[[str], str]:
    return lambda name: "0.0" if name == package else "1.0"


@pytest.mark.parametrize(
    ("other", "extracts", "renders"),
    [
        (pair(recipe(None, None, ("json", "md"))), False, False),
        (pair(recipe("pdfium", None, ("md", "json"))), True, False),
        (pair(recipe(None, "ja", ("md", "json"))), True, False),
        (pair(recipe(None, None, ("md",))), False, True),
        (pair(USUAL, pdf="other"), True, False),
        (pair(USUAL, file="b.pdf"), True, False),
        (pair(USUAL, yaml="other"), False, True),
    ],
)
def test_settings_and_bytes(other: tuple[str, str], extracts: bool, renders: bool) -> None:
    assert (other[0] != pair(USUAL)[0], other[1] != pair(USUAL)[1]) == (extracts, renders)


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
    usual = pair(recipe(None, None, ("md",)))
    monkeypatch.setattr(keys, "_version", _other(package))
    other = pair(recipe(None, None, ("md",)))
    assert (other[0] != usual[0], other[1] != usual[1]) == (extracts, renders)


@pytest.mark.parametrize("name", ["__version__", "FORMAT"])
def test_the_tool_and_the_schema_change_both(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(keys, name, "other")
    other = pair(recipe(None, None, ("md", "json")))
    assert other[0] != pair(USUAL)[0]
    assert other[1] != pair(USUAL)[1]

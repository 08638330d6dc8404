from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import reportpipe
from reportpipe.patterns import compile_all, pattern


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled from now on."""
    sources: list[str] = []
    compile_ = re.compile

    def noted(source: str, flags: int = 0) -> re.Pattern[str]:
        sources.append(source)
        return compile_(source, flags)

    monkeypatch.setattr(re, "compile", noted)
    return sources


def test_a_pattern_is_compiled_at_its_first_use_and_only_then(compiled: list[str]) -> None:
    kanji = pattern("[一-鿿]+")
    assert (kanji.pattern, compiled) == ("[一-鿿]+", [])
    assert kanji.findall("資料2、別紙") == ["資料", "別紙"]
    assert kanji.fullmatch("かな") is None
    assert compiled == ["[一-鿿]+"]


def test_flags_and_bytes_are_taken() -> None:
    assert pattern("page", re.IGNORECASE).match("PAGE 3")
    assert pattern(rb"/Type\s*/Page").search(b"<< /Type /Page >>")


def test_a_wrong_name_is_an_error_and_compiles_nothing(compiled: list[str]) -> None:
    with pytest.raises(AttributeError):
        _ = pattern("x").mach  # type: ignore[attr-defined]
    assert compiled == []


def test_all_patterns_of_the_project_are_regular_expressions() -> None:
    """A mistake in one that is rarely used would show only there."""
    for module in pkgutil.walk_packages(reportpipe.__path__, "reportpipe."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    compile_all()


def test_before_a_fork_all_are_compiled(compiled: list[str]) -> None:
    kana = pattern("[ぁ-ゖ]+")
    compile_all()
    compiled.clear()
    assert kana.match("かな")
    assert compiled == []

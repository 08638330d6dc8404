from __future__ import annotations

from reportpipe.model.diagnostic import Code
from reportpipe.read.outline.doubts import doubts
from reportpipe.read.outline.draft import Draft, Item


def item(marker: str, text: str) -> Item:
    return Item("bullet", text, ["page=3"], marker)


def found(*themes: Draft) -> list[tuple[Code, str, int | None]]:
    return [(one.code, one.message, one.page) for one in doubts(themes)]


def test_a_number_that_is_missing() -> None:
    theme = Draft("", "題", ["page=3"], [item("(1)", "国際化"), item("(2)", "人材"), item("(4)", "予算")])
    assert found(theme) == [(Code.ENUM_GAP, "(4) follows (2)", 3)]


def test_numbers_that_go_on_or_begin_anew_are_no_gap() -> None:
    theme = Draft("", "題", ["page=3"], [item("①", "国際化"), item("②", "人材"), item("①", "予算"), item("・", "他")])
    assert found(theme) == []


def test_themes_are_looked_at_too() -> None:
    assert found(Draft("1.", "背景", ["page=1"]), Draft("3.", "課題", ["page=4"])) == [
        (Code.ENUM_GAP, "3. follows 1.", 4)
    ]


def test_an_agenda_entry_that_is_worded_differently() -> None:
    sections = [Draft("(1)", "目的", ["page=4"]), Draft("(2)", "資金配分機関の国際化", ["page=5"])]
    theme = Draft("2.", "意見", ["page=3"], [item("(1)", "目的"), item("(2)", "研究機関の国際化")], sections)
    assert found(theme) == [(Code.AGENDA_MISMATCH, "(2) 研究機関の国際化 / (2) 資金配分機関の国際化", 3)]

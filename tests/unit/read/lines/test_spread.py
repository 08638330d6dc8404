"""Labels that are spread over a fixed width, and what only looks like them."""

from __future__ import annotations

import pytest

from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.grid import Rule
from tests.pages import Text, page


def apart(text: str, y: float, x: float = 100, width: float = 120) -> list[Text]:
    """A text with its characters spread evenly over a width."""
    step = (width - 20) / (len(text) - 1)
    return [Text(char, x + step * place, y) for place, char in enumerate(text)]


def told(*texts: Text, dividers: tuple[Rule, ...] = ()) -> list[str]:
    return [line.text for line in page_lines(page(*texts), page(*texts).glyphs, dividers=dividers)]


def test_labels_of_one_width_are_words_before_their_values() -> None:
    shown = [
        *apart("日時", 100), Text("五月二日", 260, 100),
        *apart("出席者", 132), Text("委員七名", 260, 132),
        *apart("担当部局", 164), Text("みずべ課", 260, 164),
    ]  # fmt: skip
    assert told(*shown) == ["日時 五月二日", "出席者 委員七名", "担当部局 みずべ課"]


def test_labels_of_as_many_characters_are_words_where_words_stand_behind_them() -> None:
    shown = [*apart("日時", 100), Text("五月二日", 260, 100), *apart("場所", 132), Text("公民館", 260, 132)]
    assert told(*shown) == ["日時 五月二日", "場所 公民館"]


def test_the_spaces_of_labels_may_be_typed() -> None:
    shown = [Text("日　　時　　五月二日", 100, 100), Text("出席者名　　委員七名", 100, 132)]
    assert told(*shown) == ["日時\u3000\u3000五月二日", "出席者名\u3000\u3000委員七名"]


def test_the_rules_of_a_table_divide_a_label_from_its_value() -> None:
    shown = [*apart("日時", 100), Text("五月二日", 260, 100), *apart("出席者", 132), Text("委員", 260, 132)]
    rule = Rule(240, 60, 150)
    assert told(*shown, dividers=(rule,)) == ["日時", "五月二日", "出席者", "委員"]


@pytest.mark.parametrize(
    "cells",
    [["良可", "可良"], ["日月火", "国算理"], ["月国算", "火理社"]],
    ids=["marks", "weekdays", "timetable"],
)
def test_single_characters_in_cells_are_no_words(cells: list[str]) -> None:
    shown = [text for row, cell in enumerate(cells) for text in apart(cell, 100 + 40 * row)]
    assert not set(cells) & set(told(*shown))


def test_a_spread_line_alone_is_no_label() -> None:
    assert told(*apart("日時", 100), Text("五月二日", 260, 100)) != ["日時 五月二日"]


def test_characters_that_are_read_downwards_are_no_labels() -> None:
    names = ["フルコネクト", "エビデンスを"]
    shown = [
        Text(char, 100 + 60 * column, 100 + 20 * row)
        for column, name in enumerate(names)
        for row, char in enumerate(name)
    ]
    assert sorted(told(*shown)) == sorted(names)

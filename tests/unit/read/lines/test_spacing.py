"""Gaps between Japanese and Latin letters: the typesetter's, or typed."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import pairwise

from reportpipe.model.block import Line
from reportpipe.read.lines.spacing import gaps_are_typed, with_spaces
from tests.pages import Text, lines, page


def line(*parts: str, gap: float = 6.0, y: float = 100) -> Line:
    """A line of 20 points whose parts stand `gap` points apart."""
    texts = [Text(parts[0], 100, y)]
    for before, part in pairwise(parts):
        width = sum(10 if char.isascii() else 20 for char in before)
        texts.append(Text(part, texts[-1].x + width + gap, y))
    return lines(page(*texts))[0]


def test_gaps_at_nearly_all_boundaries_are_the_typesetters() -> None:
    assert not gaps_are_typed([line("令和", "3", "年", gap=5)] * 4)


def test_gaps_at_few_boundaries_were_typed() -> None:
    assert gaps_are_typed([line("国際", "SDGs"), *[line("令和3年度")] * 4])


def test_no_gaps_no_spaces() -> None:
    assert not gaps_are_typed([line("令和3年度")] * 4)


def test_a_space_moves_the_places_behind_it() -> None:
    spaced = with_spaces(replace(line("国際", "SDGs"), raised=((3, 4),)))
    assert (spaced.text, spaced.raised, spaced.gaps) == ("国際 SDGs", ((4, 5),), ())
    assert spaced.lefts == array("f", [100, 120, 146, 146, 156, 166, 176])


def test_a_line_without_gaps_stays_as_it_is() -> None:
    plain = line("令和3年度")
    assert with_spaces(plain) is plain

"""What the decisions look at: it has no unit, and says what it is called."""

from __future__ import annotations

import pytest

from reportpipe.model.page import Shape
from reportpipe.read.blocks.join_evidence import join_evidence
from reportpipe.read.blocks.line_evidence import line_evidence
from reportpipe.read.blocks.sight import Sight, Whole
from reportpipe.read.stages import seen
from tests.pages import Text, frame, page
from tests.unit.read.documents import deck, regioned, report


def sight(whole: Whole, words: str) -> Sight:
    """The first line that holds those words."""
    return next(one for one in whole.lines if words in one.text)


def test_lines_stand_in_reading_order_without_page_numbers() -> None:
    whole = seen(report())
    assert [one.number for one in whole.lines] == list(range(len(whole.lines)))
    assert not [one.text for one in whole.lines if one.text.startswith("- ")]


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_a_page_of_another_size_gives_the_same_evidence(scale: float) -> None:
    one, other = seen(report()), seen(report(scale))
    assert [line.text for line in one.lines] == [line.text for line in other.lines]
    for line, scaled in zip(one.lines, other.lines, strict=True):
        assert line_evidence(one, line) == pytest.approx(line_evidence(other, scaled), abs=0.02)
    pairs = zip(zip(one.lines, one.lines[1:]), zip(other.lines, other.lines[1:]), strict=True)  # noqa: B905
    for (last, line), (scaled_last, scaled) in pairs:
        here, there = join_evidence(one, [last], line), join_evidence(other, [scaled_last], scaled)
        assert here == pytest.approx(there, abs=0.02)


def test_a_head_is_larger_bolder_and_the_highest() -> None:
    whole = seen(report())
    head, text = (line_evidence(whole, sight(whole, words)) for words in ("現状と課題", "地域の研究機関"))
    assert head["highest"] == head["bold"] == head["page's largest"] == head["marker number"] == 1
    assert text["highest"] == text["bold"] == text["page's largest"] == text["marker number"] == 0
    assert head["size over body"] > text["size over body"] == pytest.approx(0, abs=0.05)


def test_boxes_around_lines_and_lines_beside_each_other_are_seen() -> None:
    whole = seen(deck())
    item = sight(whole, "計画の策定")
    assert item.drawn is not None
    assert len(item.drawn.lines) == 4
    assert item.drawn.alike == 2
    assert item.around.right == 1
    message = sight(whole, "基盤の整備")
    assert message.drawn is None
    assert message.around.left == message.around.right == 0


def test_a_rule_under_words_is_an_underline_and_one_across_the_page_is_none() -> None:
    def rule(x1: float) -> Shape:
        return Shape("path", frame(60, 102, x1, 103).box, filled=True, stroked=False, curved=False)

    words = [Text("下線のある語", 60, 100, 20), Text("本文の行です", 60, 140, 20)]
    under = {x1: sight(seen(regioned(page(*words, shapes=[rule(x1)]))), "下線").under for x1 in (180.0, 900.0)}
    assert under == {180.0: 1.0, 900.0: 0.5}


def test_what_stands_on_each_page_is_repeated() -> None:
    whole = seen(deck())
    evidence = line_evidence(whole, sight(whole, "国内の動き"))
    assert evidence["repeated"] == 1
    assert line_evidence(whole, whole.lines[0])["usual place"] == 1


def test_a_wrapped_line_is_full_and_the_next_one_at_the_paragraphs_edge() -> None:
    whole = seen(report())
    first = sight(whole, "地域の研究機関")
    evidence = join_evidence(whole, [first], whole.lines[first.number + 1])
    assert evidence["outdented"] == evidence["full to column"] == evidence["same size"] == evidence["adjacent"] == 1
    assert evidence["marked"] == evidence["stop before"] == evidence["page break"] == 0

"""Lines → blocks by weighed evidence."""

from __future__ import annotations

from collections import Counter

import pytest

from reportpipe.model.report import Source
from reportpipe.pipeline import render
from reportpipe.read.blocks.weighed import HEAD, ITEM, OUT, Weighed, weigh, written
from reportpipe.read.forest import usual
from reportpipe.read.outline.assemble import assemble
from reportpipe.read.stages import Regioned, doubted, outlined, seen, weighed
from tests.unit.read.documents import ITEMS, SENTENCES, TITLES, deck, report


def markdown(document: Regioned) -> str:
    outline = outlined(doubted(weighed(document, usual())))
    return render(assemble(outline, Source(file="a.pdf", sha256="0" * 64, pages=9)), "md").decode()


@pytest.mark.parametrize("document", [report(), deck()], ids=["report", "deck"])
def test_each_line_stands_in_one_block(document: Regioned) -> None:
    whole = seen(document)
    found = weigh(whole, usual())
    assert Counter(sight.number for block in found for sight in block.lines) == Counter(range(len(whole.lines)))
    told = [line for block in written(whole, found, frozenset()) for line in block.block.lines]
    assert sorted(line.text for line in told) == sorted(sight.line.text for sight in whole.lines)


def test_a_report_has_its_headings_paragraphs_and_items() -> None:
    text = markdown(report())
    for title in TITLES:
        assert f"{title}\n" in text
    assert text.count("".join(SENTENCES)) == 16
    for item in ITEMS:
        assert text.count(f"- {item}") == 4


def test_what_is_no_content_becomes_a_figure_of_its_words_at_its_place() -> None:
    whole = seen(report())
    kinds = [HEAD, OUT, OUT, *[ITEM] * (len(whole.lines) - 3)]
    decided = [Weighed((sight,), kind, (0.4, 0.3, 0.3)) for sight, kind in zip(whole.lines, kinds, strict=True)]
    blocks = [found.block for found in written(whole, decided, frozenset())]
    assert [block.solid is not None for block in blocks[:3]] == [False, True, False]
    assert blocks[1].solid is not None
    assert [row[0] for row in blocks[1].solid.rows] == [sight.line.text for sight in whole.lines[1:3]]


def test_what_is_hardly_likelier_than_something_else_is_marked() -> None:
    whole = seen(report())
    sure = Weighed((whole.lines[0],), ITEM, (0.1, 0.9, 0.0))
    unsure = Weighed((whole.lines[1],), ITEM, (0.45, 0.5, 0.05))
    first, second = (found.block for found in written(whole, [sure, unsure], frozenset()))
    assert not first.doubts
    assert [doubt.code.label for doubt in second.doubts] == ["guessed-kind"]
    assert "head 0.45" in second.doubts[0].evidence

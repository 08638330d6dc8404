"""Paragraphs that go on over a page's end."""

from __future__ import annotations

import pytest

from reportpipe.model.diagnostic import Code
from reportpipe.read.blocks.flow import joined_over_pages, with_start_doubts
from reportpipe.read.pages.profile import learn
from tests.pages import Text, blocks, page, pages

PORTRAIT = (595.0, 842.0)
FULL = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところであるがまた別の見方もある"


def joined(last: str, first: str, first_x: float = 60, first_size: float = 10) -> list[str]:
    sheets = [
        page(Text(FULL[:47], 60, 100, 10), Text(last, 60, 118, 10), size=PORTRAIT),
        page(Text(first, first_x, 100, first_size), Text(FULL[:47], 60, 118, 10), number=2, size=PORTRAIT),
    ]
    return [block.text for block in joined_over_pages(blocks(*sheets), learn(pages(*sheets)))]


def test_a_full_last_line_goes_on_at_the_margin() -> None:
    (whole,) = joined(FULL[:47], FULL[:47])
    assert whole == FULL[:47] * 4


@pytest.mark.parametrize(
    ("last", "first", "x"),
    [
        (FULL[:46] + "。", FULL[:47], 60),
        (FULL[:30], FULL[:47], 60),
        (FULL[:47], "・" + FULL[:46], 60),
        (FULL[:47], FULL[:40], 130),
    ],
    ids=["ends with a full stop", "had room for more", "a marker begins", "another edge"],
)
def test_what_begins_anew(last: str, first: str, x: float) -> None:
    made = joined(last, first, x)
    assert len(made) >= 2
    assert made[0] == FULL[:47] + last


def test_what_cannot_begin_a_line_goes_on_whatever_the_margin_says() -> None:
    assert joined(FULL[:30], "。" + FULL[:20])[0].startswith(FULL[:47] + FULL[:30] + "。")


def test_a_sentence_goes_on_below_the_text_behind_a_label() -> None:
    sheets = [
        page(Text(FULL[:47], 60, 100, 10), Text("（答）" + FULL[:43] + "て", 60, 118, 10), size=PORTRAIT),
        page(Text("る入院に切り替える。", 90, 100, 10), Text("以上。", 60, 130, 10), number=2, size=PORTRAIT),
    ]
    made = [block.text for block in joined_over_pages(blocks(*sheets), learn(pages(*sheets)))]
    assert made[-1] == "以上。"
    assert made[-2].endswith("てる入院に切り替える。")


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = [Text(FULL[:20], 60, 100 + 18 * row, 10) for row in range(4)]
    right = [Text("とする" + FULL[:17], 330, 100, 10), *(Text(FULL[:20], 330, 118 + 18 * row, 10) for row in range(3))]
    sheet = page(*left, *right, size=PORTRAIT)
    (whole,) = joined_over_pages(blocks(sheet), learn(pages(sheet)))
    assert whole.text == FULL[:20] * 4 + "とする" + FULL[:17] + FULL[:20] * 3


def test_a_block_that_begins_within_a_sentence_says_so() -> None:
    sheet = page(
        Text("市場", 60, 100, 10), Text("の実現を目指す。", 60, 200, 10), Text("以上。", 60, 300, 10), size=PORTRAIT
    )
    doubts = [[doubt.code for doubt in block.doubts] for block in with_start_doubts(blocks(sheet))]
    assert doubts == [[], [Code.UNCERTAIN_JOIN], []]


def test_another_size_is_another_paragraph() -> None:
    assert len(joined(FULL[:47], FULL[:30], first_size=14)) == 3

"""Text that nobody is said to see, where it is much of a page: the page's picture has the last word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportpipe import pipeline, plugins
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Page, Veil
from reportpipe.unseen import Witness
from tests.pdfs import one_page, text

LINE = "The budget of the fiscal year is told by its sums and by what they are for."
ROWS = "".join(text(40, 340 - 40 * row, LINE, 12) for row in range(3))
VISIBLE, INVISIBLE = one_page(ROWS), one_page(f"3 Tr {ROWS}")
OUTLINED = one_page(
    f"3 Tr {ROWS} " + " ".join(f"{40 + 3 * at} {342 - 40 * row} 1.5 6 re f" for row in range(3) for at in range(132))
)
"""Its letters are drawn as paths, as by a program that keeps no fonts."""


def read(pdf: bytes) -> Page:
    with plugins.source("pdfium").open(pdf) as document:
        return document.page(1)


def hidden(page: Page, veil: Veil | None = None) -> Page:
    """The page as a parser gives it that takes all for hidden."""
    return replace(page, glyphs=tuple(glyph._replace(hidden=True, veil=veil) for glyph in page.glyphs))


def judged(pdf: bytes, page: Page, most: int = 20) -> tuple[bool, list[str]]:
    """Whether the page's text is seen after all, and why it was in doubt."""
    with Witness(pdf, None, most) as witness:
        made = witness.judged(page)
        return not any(glyph.hidden for glyph in made.glyphs), [item.evidence for item in witness.stayed]


@pytest.mark.parametrize("veil", [None, Veil.COVERED])
def test_what_the_picture_shows_stays(veil: Veil | None) -> None:
    assert judged(VISIBLE, hidden(read(VISIBLE), veil)) == (True, ["hidden would be 100 % of the page's letters"])


def test_what_the_picture_does_not_show_is_left_out() -> None:
    assert judged(INVISIBLE, read(INVISIBLE)) == (False, [])


def test_invisible_text_on_what_is_drawn_in_its_place_stays() -> None:
    assert judged(OUTLINED, read(OUTLINED))[0]


def test_veiled_text_on_which_something_is_drawn_does_not() -> None:
    assert not judged(OUTLINED, hidden(read(OUTLINED), Veil.COVERED))[0]


def test_invisible_text_on_visible_text_does_not() -> None:
    twice = one_page(f"{ROWS} 3 Tr {ROWS.replace('12 Tf', '11.9 Tf')}")
    page = read(twice)
    assert sum(glyph.hidden for glyph in page.glyphs) > 100
    assert judged(twice, page) == (False, [])


def test_covered_text_that_is_painted_once_more_on_its_cover_does_not() -> None:
    cover = "1 g 0 200 600 200 re f 0 g "
    page = read(one_page(ROWS + cover + ROWS))
    assert sum(glyph.veil is Veil.COVERED for glyph in page.glyphs) > 100
    assert judged(one_page(ROWS + cover + ROWS), page) == (False, [])


def test_text_too_small_to_be_read_grows_if_it_is_seen() -> None:
    page = read(VISIBLE)
    small = replace(page, glyphs=tuple(glyph._replace(size=0.01) for glyph in page.glyphs))
    with Witness(VISIBLE, None, 20) as witness:
        assert all(glyph.size >= 1 for glyph in witness.judged(small).glyphs)


def test_a_little_hidden_text_is_not_looked_for() -> None:
    page = read(VISIBLE)
    glyphs = tuple(glyph._replace(hidden=glyph.number < 20) for glyph in page.glyphs)
    assert judged(VISIBLE, replace(page, glyphs=glyphs)) == (False, [])
    assert judged(VISIBLE, replace(page, glyphs=glyphs), most=5)[0]


def test_the_only_text_of_a_page_is_looked_for_however_little_it_is() -> None:
    title = one_page(text(40, 200, "Budget"))
    assert judged(title, hidden(read(title)))[0]


def test_without_a_picture_the_doubt_remains() -> None:
    assert judged(b"%PDF-1.7 of another kind", hidden(read(VISIBLE)))[0]


def test_the_report_has_it_with_a_check_and_a_warning() -> None:
    reading = pipeline.read(OUTLINED)
    found = [item for item in reading.diagnostics if item.code is Code.DOUBTFUL_TEXT]
    assert [(item.page, item.message) for item in found] == [
        (1, "hidden would be 100 % of the page's letters; they stay")
    ]
    blocks = reading.report.themes[0].content or []
    assert blocks
    assert all("doubtful-text" in (block.check or []) for block in blocks)

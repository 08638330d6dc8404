"""Which glyphs a reader sees."""

from __future__ import annotations

from reportpipe.layout.visible import seen_glyphs
from reportpipe.model.page import Box, Page, Shape
from tests.pages import Text, page


def seen(sheet: Page) -> tuple[str, list[tuple[str, str]]]:
    glyphs, unseen = seen_glyphs(sheet)
    return "".join(glyph.text for glyph in glyphs), [(left.text, left.why) for left in unseen]


def picture(width: float) -> Shape:
    return Shape("image", Box(0, 0, width, 540), filled=False, stroked=False, curved=False)


def test_invisible_text_is_left_out() -> None:
    assert seen(page(Text("国際", 60, 100), Text("秘密", 60, 200, hidden=True))) == ("国際", [("秘密", "hidden")])


def test_invisible_text_on_a_scan_is_its_ocr_layer() -> None:
    hidden = Text("国際", 60, 100, hidden=True)
    assert seen(page(hidden, shapes=[picture(960)])) == ("国際", [])
    assert seen(page(hidden, shapes=[picture(300)])) == ("", [("国際", "hidden")])


def test_text_below_one_point_is_not_meant_to_be_read() -> None:
    assert seen(page(Text("国際", 60, 100), Text("秘密", 60, 200, 0.5))) == ("国際", [("秘密", "hidden")])


def test_text_outside_of_the_page_is_left_out() -> None:
    assert seen(page(Text("国際", 60, 100), Text("外側", -100, 200))) == ("国際", [("外側", "off-page")])


def test_what_is_left_out_is_cleaned_too() -> None:
    """Found by the fuzzer: half a character in hidden text made the YAML differ from the report, and so look edited."""
    assert seen(page(Text("秘\ud800\x07密", 60, 200, hidden=True))) == ("", [("秘密", "hidden")])

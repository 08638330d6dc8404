"""Which glyphs a reader sees."""

from __future__ import annotations

from reportpipe.model.page import Box, Page, Shape, Veil
from reportpipe.read.pages.visible import seen_glyphs
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
    assert seen(page(hidden, shapes=[picture(300)])) == ("国際", [])  # the picture of a part of the page


def test_invisible_text_beside_the_picture_of_a_part_of_the_page_is_hidden() -> None:
    beside = Text("国際", 400, 100, hidden=True)
    assert seen(page(beside, shapes=[picture(300)])) == ("", [("国際", "hidden")])


def test_what_is_veiled_on_a_scan_is_no_ocr_layer() -> None:
    veiled = Text("国際", 60, 100, hidden=True, veil=Veil.COVERED)
    assert seen(page(veiled, shapes=[picture(960)])) == ("", [("国際", "hidden")])


def test_hidden_text_is_told_by_what_hides_it_and_where_it_stands() -> None:
    sheet = page(
        Text("古い題、", 60, 100, hidden=True, veil=Veil.COVERED),
        Text("二行目", 60, 130, hidden=True, veil=Veil.COVERED),
        Text("訳文", 60, 160, hidden=True, veil=Veil.LAYER),
        Text("離れた所", 600, 160, hidden=True, veil=Veil.LAYER),
    )
    left = seen_glyphs(sheet)[1]
    assert [(one.text, one.evidence) for one in left] == [
        ("古い題、二行目", "something opaque was painted over it"),
        ("訳文", "on a layer that is off"),
        ("離れた所", "on a layer that is off"),
    ]
    assert left[0].box == Box(60, 100 - 17.6, 140, 132.4)


def test_text_below_one_point_is_not_meant_to_be_read() -> None:
    assert seen(page(Text("国際", 60, 100), Text("秘密", 60, 200, 0.5))) == ("国際", [("秘密", "hidden")])


def test_text_outside_of_the_page_is_left_out() -> None:
    assert seen(page(Text("国際", 60, 100), Text("外側", -100, 200))) == ("国際", [("外側", "off-page")])


def test_what_is_left_out_is_cleaned_too() -> None:
    """Found by the fuzzer: half a character in hidden text made the YAML differ from the report, and so look edited."""
    assert seen(page(Text("秘\ud800\x07密", 60, 200, hidden=True))) == ("", [("秘密", "hidden")])

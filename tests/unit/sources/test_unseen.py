"""What is painted and not seen: covered later, or clipped away. Over every source that is installed."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.model.page import Page, Veil
from reportpipe.read.pages.visible import seen_glyphs
from tests.pdfs import Pdf, japanese, one_page, text

SOURCES = plugins.names(plugins.SOURCES)
BOX = "90 290 60 30 re "
"""Around the letter A."""
OLD = text(100, 300, "A")
PIXELS = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"
CIRCLE = "150 305 m 150 335 90 335 90 305 c 90 275 150 275 150 305 c "
"""A path with two curves, wide enough to cover the letter A."""


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


def read(source: plugins.TextSource, data: bytes) -> Page:
    with source.open(data) as document:
        return document.page(1)


def veils(source: plugins.TextSource, data: bytes) -> dict[str, Veil | str | None]:
    """What hides each character: "seen" for nothing."""
    return {glyph.text: glyph.veil if glyph.hidden else "seen" for glyph in read(source, data).glyphs}


def drawn(content: str) -> bytes:
    """A page with pictures (whole, masked, half masked), graphics states, patterns and forms to draw with."""
    pdf = Pdf()
    whole, half = (pdf.stream(bytes(alpha), PIXELS) for alpha in ([255] * 4, [255, 255, 0, 0]))
    hatched = "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 8 8] /XStep 8 /YStep 8 /Resources << >>"
    hatch = pdf.stream(b"0 g 0 0 2 8 re f", hatched)
    plain = hatched.replace("/PaintType 1", "/PaintType 2")
    lines = pdf.stream(b"0 0 2 8 re f", plain)
    soft = pdf.stream(b"0.5 g 0 0 600 400 re f", "/Type /XObject /Subtype /Form /BBox [0 0 600 400] /Group << /S "
                      "/Transparency /CS /DeviceGray >>")  # fmt: skip
    form = "/Type /XObject /Subtype /Form /BBox"
    pictures = {
        "Im": pdf.stream(bytes(4), PIXELS),
        "Masked": pdf.stream(bytes(4), f"{PIXELS} /SMask {whole} 0 R"),
        "Holed": pdf.stream(bytes(4), f"{PIXELS} /SMask {half} 0 R"),
        "Keyed": pdf.stream(bytes(4), f"{PIXELS} /Mask [0 0]"),
        "Box": pdf.stream(f"1 g {BOX} f".encode(), f"{form} [0 0 600 400]"),
        "Cut": pdf.stream(f"1 g {BOX} f".encode(), f"{form} [0 0 95 400]"),
        "Font": pdf.stream(OLD.encode(), f"{form} [0 0 600 400] /Resources << /Font << /F {pdf.add(pdf.fonts['F'])} 0 R"
                           " >> >>"),
        "Away": pdf.stream(OLD.encode(), f"{form} [0 0 50 50] /Resources << /Font << /F {pdf.add(pdf.fonts['F'])} 0 R"
                           " >> >>"),
    }  # fmt: skip
    states = (
        "/Half << /ca 0.5 >> /Full << /ca 1 /CA 1 /BM /Normal /SMask /None >> /Multiply << /BM /Multiply >>"
        f" /Dark << /BM [/Darken /Normal] >> /Soft << /SMask << /S /Luminosity /G {soft} 0 R >> >>"
    )
    ramp = "/ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0]"
    blue = "/Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 1] /C1 [0 1 0] /N 1 >>"
    more = " ".join(f"/{name} {number} 0 R" for name, number in pictures.items())
    more += f" >> /ExtGState << {states} >> /Shading << /Sh << {ramp} {blue} >> >>"
    more += f" /Pattern << /Hatch {hatch} 0 R /Lines {lines} 0 R >>"
    return pdf.page(content, xobjects=f"{more} /ColorSpace << /Tint [/Pattern /DeviceRGB] ").bytes()


@pytest.mark.parametrize(
    "cover",
    [
        f"q 1 g {BOX} f Q ",
        f"0 g {BOX} f ",
        f"1 0 0 rg {BOX} B ",
        f"{CIRCLE} f ",
        "100 w 0 305 m 600 305 l S ",
        "10000 w q 0.01 0 0 0.01 0 0 cm 0 30500 m 60000 30500 l S Q ",
        "q 60 0 0 30 90 290 cm /Im Do Q ",
        "q 60 0 0 30 90 290 cm /Masked Do Q ",
        "q 60 0 0 30 90 290 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q ",
        "/Box Do ",
        "q 1 0 0 1 50 0 cm /Box Do Q ",
        f"/Half gs /Full gs {BOX} f ",
        f"q /Half gs Q {BOX} f ",
        f"q 0 0 600 400 re W n 1 g {BOX} f Q ",
        "q 0.5 0 0 0.5 0 0 cm 1 g 180 580 120 60 re f Q ",
    ],
    ids=[
        "white", "black", "framed", "round", "thick line", "scaled line", "picture", "masked by nothing", "inline",
        "form", "form moved", "opaque again", "opaque after Q", "clipped beside", "scaled",
    ],
)  # fmt: skip
def test_text_under_what_is_painted_later_is_covered(source: plugins.TextSource, cover: str) -> None:
    old = text(150, 300, "A") if "50 0 cm /Box" in cover else OLD
    assert veils(source, drawn(old + cover + text(300, 300, "B"))) == {"A": Veil.COVERED, "B": "seen"}


@pytest.mark.parametrize(
    "cover",
    [
        f"/Half gs {BOX} f ",
        f"/Multiply gs 1 1 0 rg {BOX} f ",
        f"/Dark gs 1 1 0 rg {BOX} f ",
        f"/Soft gs {BOX} f ",
        f"/Pattern cs /Hatch scn {BOX} f ",
        f"/Tint cs 0 0 0 /Lines scn {BOX} f ",
        "90 290 10 30 re f ",
        "120 290 60 30 re f ",
        "90 300 60 3 re f ",
        f"3 w {BOX} S ",
        f"{BOX} 95 295 50 20 re f* ",
        "0 200 m 600 400 l 600 402 l 0 202 l f ",
        "0 200 m 600 400 l 5 w S ",
        "[4 4] 0 d 100 w 0 305 m 600 305 l S ",
        "100 w q 0.01 0 0 0.01 0 0 cm 0 30500 m 60000 30500 l S Q ",
        "q 60 0 0 30 90 290 cm /Holed Do Q ",
        "q 60 0 0 30 90 290 cm /Keyed Do Q ",
        "q 60 0 0 30 90 290 cm BI /W 1 /H 1 /BPC 1 /IM true ID \x80 EI Q ",
        "/Half gs /Box Do ",
        "/Cut Do ",
        f"q 0 0 95 400 re W n {BOX} f Q ",
        f"{BOX} n ",
    ],
    ids=[
        "half transparent", "multiplied", "darkened", "soft mask", "hatched", "hatched in a colour", "beside",
        "at its rim", "thin line", "frame", "frame of two", "stripe", "slanting line", "dashed line", "scaled line",
        "picture with holes", "keyed",
        "stencil", "transparent form", "form that is cut off", "clipped", "not painted",
    ],
)  # fmt: skip
def test_text_under_what_can_be_seen_through_is_seen(source: plugins.TextSource, cover: str) -> None:
    assert veils(source, drawn(OLD + cover)) == {"A": "seen"}


def test_what_is_painted_before_covers_nothing(source: plugins.TextSource) -> None:
    assert veils(source, drawn(f"1 0 0 rg {BOX} f 0 g {OLD}")) == {"A": "seen"}
    assert veils(source, drawn(f"q 60 0 0 30 90 290 cm /Im Do Q 1 g {OLD}")) == {"A": "seen"}


def test_text_of_a_form_is_covered_by_what_follows_the_form(source: plugins.TextSource) -> None:
    assert veils(source, drawn(f"/Font Do 1 g {BOX} f ")) == {"A": Veil.COVERED}
    assert veils(source, drawn(f"1 g {BOX} f 0 g /Font Do ")) == {"A": "seen"}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_what_covers_is_found_on_a_turned_page(source: plugins.TextSource, rotate: int) -> None:
    content = OLD + text(300, 100, "B") + f"1 g {BOX} f "
    assert veils(source, one_page(content, f"/Rotate {rotate}")) == {"A": Veil.COVERED, "B": "seen"}


def test_of_old_and_new_text_at_one_place_the_new_one_is_read(source: plugins.TextSource) -> None:
    """Today the old 五冊 and the new 十冊 became 五十冊."""
    page = read(
        source, one_page(japanese(60, 300, "五冊まで") + "1 g 50 290 200 30 re f 0 g " + japanese(60, 300, "十冊まで"))
    )
    seen, left = seen_glyphs(page)
    assert "".join(glyph.text for glyph in seen) == "十冊まで"
    assert [one.text for one in left] == ["五冊まで"]


def test_the_same_text_once_more_on_the_cover_is_seen(source: plugins.TextSource) -> None:
    """pdfium gives the characters of the first one alone."""
    page = read(source, one_page(text(60, 300, "Same") + "1 g 50 290 200 30 re f 0 g " + text(60, 300, "Same")))
    assert "".join(glyph.text for glyph in seen_glyphs(page)[0]) == "Same"


def test_a_cover_hides_only_what_it_covers_of_a_line(source: plugins.TextSource) -> None:
    content = text(60, 300, "Name: SECRET") + "0 g 118 290 90 30 re f"
    assert {glyph.text for glyph in read(source, one_page(content)).glyphs if not glyph.hidden} - set(" :") == set(
        "Name"
    )


def test_text_under_the_scan_of_its_page_is_its_ocr_layer(source: plugins.TextSource) -> None:
    page = read(source, drawn(OLD + text(200, 200, "B") + "q 600 0 0 400 0 0 cm /Im Do Q "))
    assert "".join(glyph.text for glyph in seen_glyphs(page)[0]) == "AB"


def test_text_under_a_picture_beside_other_text_is_covered(source: plugins.TextSource) -> None:
    page = read(source, drawn(OLD + text(20, 20, "BC") + "q 600 0 0 300 0 90 cm /Im Do Q "))
    assert "".join(glyph.text for glyph in seen_glyphs(page)[0]) == "BC"


@pytest.mark.parametrize(
    "clip",
    [
        "0 0 50 50 re W n ",
        "0 0 50 50 re W* n ",
        "0 0 600 400 re W n 0 0 50 50 re W n ",
        "0 0 120 400 re W n 150 0 300 400 re W n ",
        "0 0 0 0 re W n ",
        "90 305 m 150 305 l W n ",
        "2 0 0 2 0 0 cm 0 0 25 25 re W n 0.5 0 0 0.5 0 0 cm ",
        "300 200 m 400 200 l 350 250 l h W n ",
        "90 317 200 30 re W n ",
    ],
    ids=[
        "beside",
        "even-odd",
        "nested",
        "nothing in common",
        "of no size",
        "line",
        "scaled",
        "triangle",
        "a rim is left",
    ],
)
def test_text_outside_of_its_clipping_path_is_clipped(source: plugins.TextSource, clip: str) -> None:
    assert veils(source, drawn(f"q {clip} {OLD} Q {text(300, 300, 'B')}")) == {"A": Veil.CLIPPED, "B": "seen"}


@pytest.mark.parametrize(
    "clip",
    ["0 0 600 400 re W n ", f"{BOX} W n ", "90 305 200 30 re W n ", "90 200 200 106 re W n ", "W n ", f"{CIRCLE} W n "],
    ids=["page", "box", "upper half", "lower half", "no path", "circle"],
)
def test_text_that_its_clipping_path_leaves_is_seen(source: plugins.TextSource, clip: str) -> None:
    assert veils(source, drawn(f"q {clip} {OLD} Q ")) == {"A": "seen"}


def test_forms_clip_to_their_box(source: plugins.TextSource) -> None:
    assert veils(source, drawn("/Away Do " + text(300, 300, "B"))) == {"A": Veil.CLIPPED, "B": "seen"}
    assert veils(source, drawn(f"q 0 0 50 50 re W n /Font Do Q {text(300, 300, 'B')}")) == {
        "A": Veil.CLIPPED,
        "B": "seen",
    }


def test_a_cover_that_is_clipped_away_covers_nothing(source: plugins.TextSource) -> None:
    assert veils(source, drawn(f"{OLD} q 0 0 50 50 re W n 1 g {BOX} f Q ")) == {"A": "seen"}


SHOWN = "q 200 0 0 60 90 280 cm /Im Do Q "


@pytest.mark.parametrize(
    "through",
    [SHOWN, f"1 0 0 rg {BOX} f ", "/Sh sh ", "/Box Do "],
    ids=["picture", "path", "gradient", "form"],
)
def test_letters_that_something_is_painted_through_are_seen(source: plugins.TextSource, through: str) -> None:
    assert veils(source, drawn(f"q 7 Tr {OLD} {through} Q 0 Tr {text(300, 300, 'B')}")) == {"A": "seen", "B": "seen"}


@pytest.mark.parametrize(
    "behind",
    ["", "q 200 0 0 60 300 280 cm /Im Do Q ", f"{BOX} S ", f"Q q 0 Tr {text(300, 200, 'B')} {SHOWN}"],
    ids=["nothing", "beside", "not filled", "after the clipping"],
)
def test_letters_that_only_clip_are_hidden(source: plugins.TextSource, behind: str) -> None:
    """As may be those of an OCR layer: they are not veiled."""
    assert veils(source, drawn(f"q 7 Tr {OLD} {behind} Q "))["A"] is None


def test_letters_that_are_painted_and_clip_are_seen(source: plugins.TextSource) -> None:
    for mode in (4, 5, 6):
        assert veils(source, drawn(f"q {mode} Tr {OLD} {SHOWN} Q ")) == {"A": "seen"}


@pytest.mark.parametrize("modes", [(3, 0), (0, 3)])
def test_of_invisible_and_visible_text_at_one_place_the_visible_is_kept(
    source: plugins.TextSource, modes: tuple[int, int]
) -> None:
    page = read(source, one_page("".join(f"{mode} Tr {text(100, 300, 'Same')}" for mode in modes)))
    assert "".join(glyph.text for glyph in seen_glyphs(page)[0]) == "Same"

"""The contract of text sources (docs/sources.md), run over every source that is installed."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import pytest

from reportpipe import plugins
from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import ASCENT, BLACK, DESCENT, UNKNOWN, Glyph, Page
from reportpipe.read.pages.visible import seen_glyphs
from tests.pdfs import Pdf, gothic, japanese, one_page, text, utf16, with_to_unicode
from tests.shared import SHARED, requires_shared

SOURCES = plugins.names(plugins.SOURCES)


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


def read(source: plugins.TextSource, data: bytes, number: int = 1) -> Page:
    with source.open(data) as document:
        return document.page(number)


def spelled(page: Page) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def test_glyphs_stand_in_the_displayed_frame_with_numbers_in_painting_order(source: plugins.TextSource) -> None:
    page = read(source, one_page(text(100, 300, "AB") + text(50, 200, "C", 10)))
    assert (page.number, page.width, page.height) == (1, 600, 400)
    assert [(g.number, g.text) for g in page.glyphs] == [(0, "A"), (1, "B"), (2, "C")]
    first = page.glyphs[0]
    assert first.baseline == pytest.approx(100, abs=0.01)
    assert first.x0 == pytest.approx(100, abs=0.01)
    assert first.x1 == pytest.approx(100 + 0.667 * 20, abs=0.2)
    assert first.top == pytest.approx(100 - ASCENT * 20)
    assert first.bottom == pytest.approx(100 + DESCENT * 20)
    assert first.size == pytest.approx(20)
    assert first.angle == 0


def test_size_is_effective_where_the_matrix_scales(source: plugins.TextSource) -> None:
    page = read(source, one_page("BT /F 1 Tf 12 0 0 12 100 300 Tm (A) Tj ET"))
    assert page.glyphs[0].size == pytest.approx(12)
    page = read(source, one_page("q 2 0 0 2 0 0 cm BT /F 7 Tf 50 100 Td (A) Tj ET Q"))
    assert page.glyphs[0].size == pytest.approx(14)
    assert page.glyphs[0].x0 == pytest.approx(100, abs=0.01)


FAR = 10**9


@pytest.mark.parametrize(
    "matrices",
    [
        (f"0 0 {FAR} 1 0 0", "1 0 0 1 0 0", "1 0 0 1 0 0", f"0 {FAR} 0 0 0 0", f"-1 0 {FAR} 0 0 0"),
        (f"0 0 {FAR} -1 0 0", "1 0 0 1 0 0", "1 0 0 1 0 0", f"0 {FAR} 0 0 0 0", f"-1 0 {FAR} 0 0 0"),
        (f"0 0 0 {FAR} 0 0", f"0 0 0 {FAR} 0 0", f"0 {FAR} 0 0 0 0", f"{FAR} 0 0 0 0 0", f"0 0 {FAR} 0 0 0"),
    ],
)
def test_text_that_broken_matrices_put_nowhere_is_off_the_page(
    source: plugins.TextSource, matrices: tuple[str, ...]
) -> None:
    """Found by fuzzing: at infinity, or at what is no number."""
    line = text(0, 0, "A line of words", 0)
    content = "".join(f"{matrix} cm\n{line}" for matrix in matrices) + text(0, 0, "A line of words", FAR)
    page = read(source, one_page(content, "/Rotate 90"))
    assert all(math.isfinite(number) for glyph in page.glyphs for number in (*glyph[2:7], glyph.size))
    assert not seen_glyphs(page)[0]


def test_a_shape_that_broken_matrices_put_nowhere_has_finite_sides(source: plugins.TextSource) -> None:
    """Found by fuzzing."""
    far = f"{10**38}.0"  # as an integer, it would be none to pdfium
    content = text(50, 300, "A") + f"-{far} 0 20 20 0 -{FAR} cm 0 300 -{FAR} 0 re S\n"
    page = read(source, one_page(content, "/Rotate 90"))
    assert all(math.isfinite(side) for shape in page.shapes for side in shape.box)


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [(90, "0 1 -1 0 300 100"), (180, "-1 0 0 -1 500 100"), (270, "0 -1 1 0 100 300")],
)
def test_a_rotated_page_reads_as_it_is_displayed(source: plugins.TextSource, rotate: int, matrix: str) -> None:
    page = read(source, one_page(f"BT /F 20 Tf {matrix} Tm (AB) Tj ET", f"/Rotate {rotate}"))
    assert (page.width, page.height) == ((600, 400) if rotate == 180 else (400, 600))
    first, second = page.glyphs
    assert first.angle == 0
    assert first.baseline == pytest.approx(second.baseline)
    assert first.x1 == pytest.approx(second.x0, abs=0.2)
    left, base = {90: (100, 300), 180: (100, 100), 270: (100, 500)}[rotate]
    assert first.x0 == pytest.approx(left, abs=0.01)
    assert first.baseline == pytest.approx(base, abs=0.01)


def test_text_that_is_turned_on_the_page_says_so(source: plugins.TextSource) -> None:
    page = read(source, one_page("BT /F 20 Tf 0 1 -1 0 300 100 Tm (AB) Tj ET"))
    first, second = page.glyphs
    assert first.angle == second.angle == 270
    assert first.top == pytest.approx(second.bottom, abs=0.2)


def test_a_crop_box_shifts_the_frame(source: plugins.TextSource) -> None:
    page = read(source, one_page(text(100, 300, "A"), "/CropBox [50 100 550 350]"))
    assert (page.width, page.height) == (500, 250)
    assert page.glyphs[0].x0 == pytest.approx(50, abs=0.01)
    assert page.glyphs[0].baseline == pytest.approx(50, abs=0.01)


def test_a_media_box_may_begin_anywhere(source: plugins.TextSource) -> None:
    data = one_page(text(100, 300, "A")).replace(b"/MediaBox [0 0 600 400]", b"/MediaBox [-50 -20 550 380]")
    page = read(source, data)
    assert page.glyphs[0].x0 == pytest.approx(150, abs=0.01)
    assert page.glyphs[0].baseline == pytest.approx(80, abs=0.01)


def test_invented_characters_are_no_glyphs(source: plugins.TextSource) -> None:
    page = read(source, one_page(text(100, 300, "AB") + text(160, 300, "CD") + text(100, 250, "EF")))
    assert spelled(page) == "ABCDEF"


def test_painted_spaces_are_glyphs_also_where_a_gap_stands_beside_them(source: plugins.TextSource) -> None:
    inside = japanese(100, 300, "SDGs") + text(180.5, 300, " ") + japanese(190, 300, "目標")
    page = read(source, one_page(inside))
    assert spelled(page) == "SDGs 目標"
    space = page.glyphs[4]
    assert page.glyphs[3].x1 <= space.x0 + 1
    assert space.x1 <= page.glyphs[5].x0 + 1
    assert [glyph.number for glyph in page.glyphs] == list(range(7))
    assert spelled(read(source, one_page(text(100, 300, "A B")))) == "A B"
    assert spelled(read(source, one_page(japanese(100, 300, "令和") + text(145, 300, "3")))) == "令和3"


def test_actual_text_replaces_what_is_painted(source: plugins.TextSource) -> None:
    span = f"/Span << /ActualText {utf16(chr(0xFEFF) + '高見')} >> BDC {japanese(100, 300, '国際')} EMC "
    page = read(source, one_page(span + japanese(140, 300, "氏")))
    assert spelled(page) == "高見氏"
    assert page.glyphs[0].x0 == pytest.approx(100, abs=0.5)


def test_the_outer_of_two_nested_marked_contents_holds_after_the_inner_one(source: plugins.TextSource) -> None:
    outer = f"/Span << /ActualText {utf16(chr(0xFEFF) + '見')} >> BDC"
    content = f"{outer} /P << /MCID 0 >> BDC EMC {japanese(100, 300, '国')} EMC {japanese(120, 300, '国')}"
    assert spelled(read(source, one_page(content))) == "見国"


def actual(replacement: str, content: str) -> str:
    return f"/Span << /ActualText {utf16(chr(0xFEFF) + replacement)} >> BDC {content} EMC "


def test_the_letters_of_an_actual_text_are_one_glyph(source: plugins.TextSource) -> None:
    """Of a ligature, no letter may be taken for the double of another one, nor the next glyph for a word of its own."""
    content = text(100, 300, "sta") + actual("ffi", text(125, 300, "M")) + text(141.7, 300, "x")
    page = read(source, one_page(content))
    assert [glyph.text for glyph in page.glyphs] == ["s", "t", "a", "ffi", "x"]
    assert page.glyphs[3].x1 == pytest.approx(141.7, abs=1)


def test_an_actual_text_is_as_wide_as_all_that_is_painted_in_it(source: plugins.TextSource) -> None:
    kana = actual("ﾃﾞ", japanese(100, 300, "テ") + japanese(120, 300, "゛")) + japanese(140, 300, "ｰﾀ")
    page = read(source, one_page(kana))
    assert [glyph.text for glyph in page.glyphs] == ["ﾃﾞ", "ｰ", "ﾀ"]
    assert page.glyphs[0].x1 == pytest.approx(140, abs=0.1)
    assert [glyph.number for glyph in page.glyphs] == [0, 1, 2]


def test_a_soft_hyphen_under_an_actual_text_is_one(source: plugins.TextSource) -> None:
    content = text(100, 300, "com") + actual("\xad", text(143, 300, "-")) + text(100, 276, "pany")
    assert spelled(read(source, one_page(content))) == "com\xadpany"


def test_an_empty_actual_text_takes_away_a_hyphen_and_nothing_else(source: plugins.TextSource) -> None:
    content = text(100, 300, "com") + actual("", text(143, 300, "-")) + text(100, 276, "pany")
    assert spelled(read(source, one_page(content))) == "company"
    assert spelled(read(source, one_page(actual("", text(100, 300, "co-op"))))) == "co-op"


def test_letters_of_condensed_type_are_no_doubles(source: plugins.TextSource) -> None:
    for width in (100, 60, 40):
        page = read(source, one_page(f"{width} Tz " + text(100, 300, "illegal 11,111 iii ll ...")))
        assert spelled(page) == "illegal 11,111 iii ll ..."
        bold = "".join(text(100 + offset, 300, "all 11") for offset in (0, 0.4, 0.8))
        assert spelled(read(source, one_page(f"{width} Tz {bold}"))).split() == ["all", "11"]
    turned = "BT 40 Tz /F 20 Tf 0 1 -1 0 300 100 Tm (all 11) Tj ET "
    assert spelled(read(source, one_page(turned))) == "all 11"
    assert spelled(read(source, one_page(turned + turned.replace("300 100", "300.4 100")))).split() == ["all", "11"]


def test_a_glyph_that_is_painted_twice_is_one(source: plugins.TextSource) -> None:
    bold = "".join(japanese(100 + offset, 300, "国際") for offset in (0, 0.4, 0.8))
    assert spelled(read(source, one_page(bold + japanese(100, 250, "々々ああ")))) == "国際々々ああ"
    assert spelled(read(source, one_page(text(100, 300, "ll 11")))) == "ll 11"


def test_font_names_have_no_subset_prefix_and_tell_bold(source: plugins.TextSource) -> None:
    bold = b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Helvetica-Bold /Encoding /WinAnsiEncoding >>"
    page = read(source, Pdf(fonts={"F": bold}).page(text(100, 300, "A")).bytes())
    assert (page.glyphs[0].font, page.glyphs[0].bold) == ("Helvetica-Bold", True)
    page = read(source, one_page(text(100, 300, "A")))
    assert (page.glyphs[0].font, page.glyphs[0].bold) == ("Helvetica", False)
    page = read(source, one_page("2 Tr 1 w " + text(100, 300, "A")))
    assert page.glyphs[0].bold


def test_symbol_fonts_are_decoded(source: plugins.TextSource) -> None:
    wingdings = b"<< /Type /Font /Subtype /TrueType /BaseFont /BCDEEE+Wingdings /Encoding /WinAnsiEncoding >>"
    page = read(source, Pdf(fonts={"F": wingdings}).page(text(100, 300, "l") + text(140, 300, "n")).bytes())
    assert spelled(page) == "●■"


def test_an_unmapped_glyph_is_u_fffd_with_a_diagnostic(source: plugins.TextSource) -> None:
    identity = gothic("Identity-H").replace(b"(Japan1)", b"(Identity)")
    page = read(source, Pdf(fonts={"J": identity}).page(text(100, 300, "<12345678>", font="J")).bytes())
    assert spelled(page) == "\ufffd\ufffd"
    assert [item.code for item in page.diagnostics] == [Code.UNMAPPED_GLYPH]
    assert "2 glyphs" in page.diagnostics[0].message


def test_a_glyph_whose_name_stands_for_no_character_is_unmapped(source: plugins.TextSource) -> None:
    """Codes of a subset's own font are no letters: /g35 at the code of 5 is no 5."""
    pdf = Pdf()
    drawn = pdf.stream(b"600 0 0 0 600 700 d1 0 0 600 700 re f")
    names = "/g35 /g49 /c12"
    head = "<< /Type /Font /Subtype /Type3 /FontMatrix [.001 0 0 .001 0 0] /FontBBox [0 0 600 700] /FirstChar 53"
    tail = f"/LastChar 55 /Widths [600 600 600] /Encoding << /Type /Encoding /Differences [53 {names}] >> /CharProcs <<"
    pdf.fonts["F"] = f"{head} {tail} /g35 {drawn} 0 R /g49 {drawn} 0 R /c12 {drawn} 0 R >> >>".encode()
    simple = "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Own /Encoding << /Differences [53 /A /g49 /C12] >>"
    pdf.fonts["G"] = f"{simple} /FirstChar 53 /LastChar 55 /Widths [600 600 600] >>".encode()
    page = read(source, pdf.page(text(100, 300, "567") + text(100, 250, "567", font="G")).bytes())
    assert spelled(page) == "\ufffd\ufffd\ufffdA\ufffd\ufffd"


def test_a_hyphen_at_a_lines_end_is_a_hyphen(source: plugins.TextSource) -> None:
    page = read(source, one_page(text(100, 300, "inter-") + text(100, 276, "national")))
    assert spelled(page) == "inter-national"


def test_a_ligature_is_one_glyph(source: plugins.TextSource) -> None:
    pdf = Pdf()
    font, cmap = with_to_unicode({0x41: "f", 0x42: "ﬁ", 0x43: "ffi"})
    pdf.fonts = {"F": font % pdf.stream(cmap)}
    page = read(source, pdf.page(text(100, 300, "ABC")).bytes())
    assert [glyph.text for glyph in page.glyphs] in (["f", "ﬁ", "ffi"], ["f", "fi", "ffi"])


def test_wide_forms_and_rare_characters_stay_what_they_are(source: plugins.TextSource) -> None:
    kept = "（１）①〜－㈱々𠮷"
    pdf = Pdf()
    font, cmap = with_to_unicode(dict(enumerate(kept, 0x41)))
    pdf.fonts = {"F": font % pdf.stream(cmap)}
    codes = "".join(chr(0x41 + place) for place in range(len(kept)))
    assert spelled(read(source, pdf.page(text(100, 300, codes)).bytes())) == kept


def test_invisible_text_is_marked(source: plugins.TextSource) -> None:
    page = read(source, one_page("3 Tr " + text(100, 300, "A") + "0 Tr " + text(100, 250, "B")))
    assert [(glyph.text, glyph.hidden) for glyph in page.glyphs] == [("A", True), ("B", False)]


@pytest.mark.parametrize(
    ("before", "colour"),
    [
        ("", BLACK),
        ("1 0 0 rg 0 0 1 RG ", 0xFF0000),
        ("0.2 g ", 0x333333),
        ("/DeviceRGB cs 0 0.4 1 sc ", 0x0066FF),
        ("1 0 0 rg 0 0 1 RG 1 Tr ", 0x0000FF),
        ("1 0 0 rg 0 0 1 RG 2 Tr ", 0xFF0000),
        ("1 0 0 rg 3 Tr ", UNKNOWN),
        ("2 0 -1 rg ", 0xFF0000),
    ],
    ids=["default", "fill", "grey", "space", "stroked", "both", "invisible", "out of range"],
)
def test_a_glyph_knows_the_colour_that_it_is_painted_in(source: plugins.TextSource, before: str, colour: int) -> None:
    page = read(source, one_page(before + text(100, 300, "A")))
    assert [glyph.colour for glyph in page.glyphs] == [colour]


def test_each_run_of_a_line_has_its_own_colour(source: plugins.TextSource) -> None:
    content = "BT /F 20 Tf 100 300 Td 1 0 0 rg (AB) Tj 0 0 1 rg (C) Tj ET q 0 1 0 rg Q " + text(300, 300, "D")
    colours = [glyph.colour for glyph in read(source, one_page(content)).glyphs]
    assert colours == [0xFF0000, 0xFF0000, 0x0000FF, 0x0000FF]


def test_inks_are_a_colour_that_is_near_to_theirs(source: plugins.TextSource) -> None:
    """Parsers differ in how they print: cyan has more blue than red, and black none."""
    page = read(source, one_page("1 0 0 0 k " + text(100, 300, "A") + "0 0 0 1 k " + text(100, 200, "B")))
    cyan, black = (glyph.colour for glyph in page.glyphs)
    assert cyan & 0xFF > 0xC0
    assert cyan >> 16 < 0x40
    assert max(black >> 16, black >> 8 & 0xFF, black & 0xFF) < 0x40


def test_a_shape_knows_the_colours_of_its_fill_and_of_its_stroke(source: plugins.TextSource) -> None:
    content = "1 0 0 rg 0 0 1 RG 50 50 90 40 re f 50 150 90 40 re S 50 250 90 40 re B "
    content += "q 90 0 0 60 300 280 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q "
    page = read(source, one_page(content))
    assert [(shape.fill, shape.stroke) for shape in page.shapes] == [
        (0xFF0000, None),
        (None, 0x0000FF),
        (0xFF0000, 0x0000FF),
        (UNKNOWN, None),
    ]


WHITE = "1 1 1 rg 1 1 1 RG "
DARK = "0 0 0.5 rg 0 0 0.5 RG "
BOX = "90 280 200 60 re "


@pytest.mark.parametrize(
    "before",
    [
        "",
        WHITE + BOX + "f ",
        DARK + BOX + "f " + WHITE + BOX + "f ",
        DARK + "3 w " + BOX + "S ",
        DARK + "300 280 200 60 re f ",
        "1 g ",
        "0 0 0 0 k ",
        "0.99 0.99 0.985 rg ",
    ],
    ids=["paper", "box", "box over a band", "frame", "band beside it", "grey", "cmyk", "nearly"],
)
def test_white_on_white_is_hidden(source: plugins.TextSource, before: str) -> None:
    colour = "" if before.endswith(("g ", "k ")) else WHITE
    page = read(source, one_page(before + colour + text(100, 300, "A")))
    assert [(glyph.text, glyph.hidden) for glyph in page.glyphs] == [("A", True)]


@pytest.mark.parametrize(
    "before",
    [
        DARK + BOX + "f " + WHITE,
        DARK + "60 w 90 310 m 290 310 l S " + WHITE,
        DARK + "0 0 600 400 re f " + WHITE,
        "q 200 0 0 60 90 280 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q " + WHITE,
        "q " + BOX + "W n /Sh sh Q " + WHITE,
        "/Pattern cs /P scn " + BOX + "f /DeviceRGB cs 1 1 1 sc ",
        WHITE + "2 Tr 0 0 0 RG ",
        "0.9 g ",
    ],
    ids=["band", "thick line", "background", "picture", "gradient", "pattern", "outlined", "pale grey"],
)
def test_white_that_stands_on_something_is_seen(source: plugins.TextSource, before: str) -> None:
    pdf = Pdf()
    ramp = "/Coords [0 0 600 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 1] /C1 [0 1 0] /N 1 >>"
    shading = f"<< /ShadingType 2 /ColorSpace /DeviceRGB {ramp} >>"
    pattern = pdf.add(f"<< /PatternType 2 /Shading {shading} >>".encode())
    more = f">> /Shading << /Sh {shading} >> /Pattern << /P {pattern} 0 R "
    page = read(source, pdf.page(before + text(100, 300, "A"), xobjects=more).bytes())
    assert [(glyph.text, glyph.hidden) for glyph in page.glyphs] == [("A", False)]


def test_what_is_white_is_judged_inside_a_form_too(source: plugins.TextSource) -> None:
    pdf = Pdf()
    font = pdf.add(pdf.fonts["F"])
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /Font << /F {font} 0 R >> >>"
    drawn = pdf.stream((DARK + "40 40 100 60 re f " + WHITE + text(50, 50, "A") + text(200, 50, "B")).encode(), form)
    page = read(source, pdf.page("q 1 0 0 1 100 100 cm /X Do Q", xobjects=f"/X {drawn} 0 R").bytes())
    assert [(glyph.text, glyph.hidden) for glyph in page.glyphs] == [("A", False), ("B", True)]


def test_vertical_writing_stacks_upright_glyphs(source: plugins.TextSource) -> None:
    page = read(source, Pdf(fonts={"J": gothic("UniJIS-UTF16-V")}).page(japanese(300, 350, "国際化")).bytes())
    assert spelled(page) == "国際化"
    tops = [glyph.top for glyph in page.glyphs]
    assert [b - a for a, b in pairwise(tops)] == [pytest.approx(20, abs=0.5)] * 2
    assert {glyph.angle for glyph in page.glyphs} == {0}
    assert [round(glyph.x0) for glyph in page.glyphs] == [290] * 3
    assert page.glyphs[0].top == pytest.approx(50, abs=0.01)


def test_a_narrow_glyph_of_a_vertical_font_stands_in_its_em_box(source: plugins.TextSource) -> None:
    pdf = Pdf(fonts={"J": gothic("UniJIS-UTF16-V").replace(b"/DW 1000", b"/DW 1000 /W [1 [500 500 500]]")})
    for glyph in read(source, pdf.page(japanese(300, 350, '!"国')).bytes()).glyphs:
        assert [glyph.x0, glyph.x1] == pytest.approx([290, 310], abs=0.01)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_vertical_font_on_a_rotated_page(source: plugins.TextSource, rotate: int) -> None:
    matrix = {90: "0 1 -1 0 300 100", 180: "-1 0 0 -1 500 100", 270: "0 -1 1 0 100 300"}[rotate]
    content = f"BT /J 20 Tf {matrix} Tm {utf16('国際')} Tj ET"
    pdf = Pdf(fonts={"J": gothic("UniJIS-UTF16-V")})
    first, second = read(source, pdf.page(content, f"/Rotate {rotate}").bytes()).glyphs
    left, top = {90: (90, 300), 180: (90, 100), 270: (90, 500)}[rotate]
    assert [first.angle, first.x0, first.top] == pytest.approx([0, left, top], abs=0.01)
    assert [second.x0, second.top] == pytest.approx([left, top + 20], abs=0.01)


def test_text_and_shapes_in_a_form_stand_where_they_are_displayed(source: plugins.TextSource) -> None:
    pdf = Pdf()
    font = pdf.add(pdf.fonts["F"])
    form = pdf.stream(
        b"BT /F 10 Tf 10 20 Td (A) Tj ET 0 0 30 15 re S",
        f"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /Font << /F {font} 0 R >> >>",
    )
    page = read(source, pdf.page("q 2 0 0 2 100 200 cm /X Do Q", xobjects=f"/X {form} 0 R").bytes())
    assert page.glyphs[0].x0 == pytest.approx(120, abs=0.01)
    assert page.glyphs[0].baseline == pytest.approx(160, abs=0.01)
    assert page.glyphs[0].size == pytest.approx(20)
    assert list(page.shapes[0].box) == pytest.approx([100, 170, 160, 200], abs=2)


def test_shapes_say_how_they_are_drawn_and_backgrounds_are_none(source: plugins.TextSource) -> None:
    disc = (
        "105 200 m 105 203 103 205 100 205 c 97 205 95 203 95 200 c 95 197 97 195 100 195 c 103 195 105 197 105 200 c f"
    )
    page = read(source, one_page(f"1 g 0 0 600 400 re f 0 g {disc} 50 50 100 40 re S"))
    assert [(s.kind, s.filled, s.stroked, s.curved) for s in page.shapes] == [
        ("path", True, False, True),
        ("path", False, True, False),
    ]


def test_a_string_that_is_too_long_is_whole_or_reported(source: plugins.TextSource) -> None:
    for shown, length in (("(" + "A" * 40_000 + ")", 40_000), ("<" + "56fd" * 20_000 + ">", 20_000)):
        font = "F" if shown.startswith("(") else "J"
        content = f"BT /{font} 0.01 Tf 100 300 Td {shown} Tj ET"
        page = read(source, one_page(content))
        cut = Code.STRING_CUT in [item.code for item in page.diagnostics]
        assert cut or len(spelled(page)) == length
        assert not (cut and len(spelled(page)) == length)


def test_an_encrypted_file_wants_its_password(source: plugins.TextSource, encrypted_pdf: bytes) -> None:
    with pytest.raises(EncryptedError), source.open(encrypted_pdf):
        pass
    with pytest.raises(EncryptedError), source.open(encrypted_pdf, "wrong"):
        pass
    with source.open(encrypted_pdf, "secret") as document:
        assert spelled(document.page(1)) == "Hello"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\ngarbage", b"hello"])
def test_what_is_no_pdf_is_unreadable(source: plugins.TextSource, data: bytes) -> None:
    with pytest.raises(UnreadableError), source.open(data) as document:
        document.page(1)


def visible(page: Page) -> list[Glyph]:
    return [glyph for glyph in page.glyphs if glyph.text.strip()]


@requires_shared
@pytest.mark.parametrize("name", ["mext-interviews", "mext-interviews-tagged", "mext-interviews-chromium"])
def test_the_sources_agree_on_every_glyph_of_the_deck(name: str) -> None:
    data = Path(SHARED / "samples" / f"{name}.pdf").read_bytes()
    with plugins.source("pdfium").open(data) as one, plugins.source("pdfplumber").open(data) as other:
        assert one.page_count == other.page_count == 8
        for number in range(1, 9):
            ours, theirs = one.page(number), other.page(number)
            assert spelled(ours) == spelled(theirs)
            for a, b in zip(visible(ours), visible(theirs), strict=True):
                assert [a.x0, a.top, a.size] == pytest.approx([b.x0, b.top, b.size], abs=0.1)
                assert a.angle == b.angle
            assert len(ours.shapes) == len(theirs.shapes)

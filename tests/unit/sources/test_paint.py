"""How text is painted, by every source that is installed: patterns, negative sizes, Type 3 fonts (docs/sources.md)."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.model.page import UNKNOWN, Glyph
from reportpipe.sources.type3 import painted_size
from tests.pdfs import Pdf, one_page, text


@pytest.fixture(params=plugins.names(plugins.SOURCES))
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


def glyphs(source: plugins.TextSource, data: bytes) -> tuple[Glyph, ...]:
    with source.open(data) as document:
        return document.page(1).glyphs


RAMP = "/Coords [0 0 600 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 1] /C1 [0.5 0 0] /N 1 >>"
TILE = (
    "/Type /Pattern /PatternType 1 /PaintType {paint} /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources << >>"
)


@pytest.mark.parametrize(
    ("before", "hidden"),
    [
        ("/Pattern cs /Shade scn ", False),
        ("/Pattern cs /Shade scn 2 Tr 1 1 1 RG ", False),
        ("/Pattern cs /Tile scn ", False),
        ("/Under cs 0 0 0.5 /Mask scn ", False),
        ("1 1 1 rg ", True),
    ],
    ids=["shading", "with an outline", "coloured tiles", "tiles in a colour", "white"],
)
def test_text_that_is_filled_with_a_pattern_is_seen(source: plugins.TextSource, before: str, hidden: bool) -> None:
    pdf = Pdf()
    shade = pdf.add(f"<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB {RAMP} >> >>".encode())
    tile = pdf.stream(b"0 0 1 rg 0 0 3 3 re f", TILE.format(paint=1))
    mask = pdf.stream(b"0 0 3 3 re f", TILE.format(paint=2))
    patterns = f"/Pattern << /Shade {shade} 0 R /Tile {tile} 0 R /Mask {mask} 0 R >>"
    more = f">> /ColorSpace << /Under [/Pattern /DeviceRGB] >> {patterns} /ExtGState << "
    data = pdf.page(before + text(100, 300, "AB"), xobjects=more).bytes()
    found = glyphs(source, data)
    assert [(glyph.text, glyph.hidden) for glyph in found] == [("A", hidden), ("B", hidden)]
    if "Tr" not in before and "cs 0" not in before and "Tile" not in before:  # of tiles, pdfium knows a colour
        assert {glyph.colour for glyph in found} == {0xFFFFFF if hidden else UNKNOWN}


@pytest.mark.parametrize(
    ("matrix", "angle", "lefts"),
    [
        ("-1 0 0 -1 100 300", 0, [100, 113.34]),
        ("1 0 0 1 100 300", 180, [86.66, 73.32]),
        ("0 -1 1 0 100 300", 270, [82.4, 82.4]),
    ],
)
def test_a_negative_size_turns_the_text_round(
    source: plugins.TextSource, matrix: str, angle: int, lefts: list[float]
) -> None:
    found = glyphs(source, one_page(f"BT /F -20 Tf {matrix} Tm (AA) Tj ET"))
    assert [glyph.size for glyph in found] == pytest.approx([20, 20])
    assert [glyph.angle for glyph in found] == [angle, angle]
    assert [glyph.x0 for glyph in found] == pytest.approx(lefts, abs=0.2)
    assert all(glyph.x0 < glyph.x1 and glyph.top < glyph.bottom for glyph in found)


def type3(matrix: str, width: float, box: str) -> Pdf:
    """A font whose A is a block of five sixths of its width, as high as its box says."""
    pdf = Pdf()
    left, bottom, right, top = map(float, box.split())
    drawn = f"{width} 0 {box} d1 {left} {bottom} {right - left} {top - bottom} re f"
    shape = pdf.stream(drawn.encode())
    cmap = pdf.stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <0041> endbfchar endcmap end end"
    )
    pdf.fonts["T"] = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [{box}] /FontMatrix [{matrix} 0 0] /CharProcs << /A {shape} 0 R >>"
        f" /Encoding << /Type /Encoding /Differences [65 /A] >> /FirstChar 65 /LastChar 65 /Widths [{width}]"
        f" /ToUnicode {cmap} 0 R /Resources << >> >>"
    ).encode()
    return pdf


@pytest.mark.parametrize(
    ("matrix", "width", "box", "operators", "size"),
    [
        ("0.001 0 0 0.001", 600, "0 0 500 700", "20 Tf 1 0 0 1", 20),
        ("1 0 0 1", 60, "0 0 50 70", "0.2 Tf 1 0 0 1", 14),
        ("1 0 0 1", 12, "0 0 10 14", "-1 Tf -1 0 0 -1", 14),
        ("0.1 0 0 0.1", 6, "0 0 5 7", "20 Tf 1 0 0 1", 20),
        ("0.01 0 0 0.01", 60, "0 -70 50 0", "20 Tf 1 0 0 -1", 20),
        ("0.01204 0 0 0.01204", 45, "3 -1 42 58", "11.95 Tf 1 0 0 1", 11.95),
        ("0.001 0 0 0.001", 600, "0 200 500 240", "20 Tf 1 0 0 1", 20),
    ],
    ids=["usual", "device", "negative", "tenth", "flipped", "pdftex", "dashes only"],
)
def test_a_type_3_font_is_as_large_as_it_is_painted(
    source: plugins.TextSource, matrix: str, width: float, box: str, operators: str, size: float
) -> None:
    content = f"BT /T {operators} 100 300 Tm (AA) Tj ET"
    first, second = glyphs(source, type3(matrix, width, box).page(content).bytes())
    assert first.size == pytest.approx(size, rel=0.01)
    assert (first.text, first.angle) == ("A", 0)
    assert first.baseline == pytest.approx(100, abs=0.01)
    assert first.x0 == pytest.approx(100, abs=0.01)
    assert second.x0 == pytest.approx(first.x1, abs=0.1)


def test_the_size_of_a_type_3_font_whose_measures_are_nonsense() -> None:
    assert painted_size(11.0, 70.0, 0.0) == 11.0
    assert painted_size(2000.0, 0.007, 0.006) == pytest.approx(14)
    assert painted_size(0.2, 9000.0, 60.0) == pytest.approx(12)
    assert painted_size(0.2, 0.0, 60.0) == pytest.approx(12)

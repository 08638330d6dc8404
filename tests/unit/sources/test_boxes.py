"""What a page shows, by every source that is installed (docs/sources.md, "page attributes")."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Page
from tests.pdfs import Pdf, text


@pytest.fixture(params=plugins.names(plugins.SOURCES))
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


def read(source: plugins.TextSource, own: str, above: str = "") -> Page:
    """A page that has those entries itself, and those of the root of the page tree, two nodes above it. Its A stands at
    (100, 300) in user space."""
    with source.open(Pdf().page(text(100, 300, "A"), own, size=None).bytes(tree=above)) as document:
        return document.page(1)


@pytest.mark.parametrize(
    ("own", "above", "size", "place"),
    [
        ("", "/MediaBox [0 0 960 540]", (960, 540), (100, 240)),
        ("", "/MediaBox [0 0 540 960] /Rotate 270", (960, 540), (642.4, 660)),
        ("/Rotate 0", "/MediaBox [0 0 540 960] /Rotate 90", (540, 960), (100, 660)),
        ("/MediaBox [0 0 600 400]", "/MediaBox [0 0 960 540] /CropBox [50 50 500 350]", (450, 300), (50, 50)),
        ("", "/MediaBox [-100 -100 1060 640] /CropBox [0 0 960 540]", (960, 540), (100, 240)),
        ("/CropBox [20 0 900 540]", "/MediaBox [0 0 960 540] /CropBox [0 0 9 9]", (880, 540), (80, 240)),
        ("/MediaBox [0 0 600 400] /CropBox [500 350 50 50]", "", (450, 300), (50, 50)),
        ("/MediaBox [-50.5 380.25 549.5 -19.75]", "", (600, 400), (150.5, 80.25)),
        ("/MediaBox [0 0 600 400] /CropBox [0 0 800 800]", "", (600, 400), (100, 100)),
        ("/MediaBox [0 0 600 400] /UserUnit 2", "", (1200, 800), (200, 200)),
        ("/UserUnit 1", "/MediaBox [0 0 600 400] /UserUnit 2.5", (600, 400), (100, 100)),
        ("/Rotate 450", "/MediaBox [0 0 600 400] /UserUnit 2.5", (1000, 1500), (744, 750)),
        ("/MediaBox [0 0 600 400] /UserUnit -1", "", (600, 400), (100, 100)),
        ("/MediaBox [0 0 612 792]", "", (612, 792), (100, 492)),
        ("", "/MediaBox [0 0 612.0 792]", (612, 792), (100, 492)),
    ],
)
def test_a_page_shows_what_it_or_a_node_above_it_says(
    source: plugins.TextSource, own: str, above: str, size: tuple[float, float], place: tuple[float, float]
) -> None:
    page = read(source, own, above)
    assert (page.width, page.height) == pytest.approx(size)
    assert page.glyphs[0][2:4] == pytest.approx((place[0], page.glyphs[0].top), abs=0.01)
    if page.glyphs[0].angle == 0:
        assert page.glyphs[0].baseline == pytest.approx(place[1], abs=0.01)
    assert page.diagnostics == ()


def test_sizes_are_points_whatever_the_unit(source: plugins.TextSource) -> None:
    glyph = read(source, "/MediaBox [0 0 600 400] /UserUnit 2").glyphs[0]
    assert [glyph.size, glyph.x1 - glyph.x0] == pytest.approx([40, 2 * 0.667 * 20], abs=0.2)


@pytest.mark.parametrize(
    ("own", "above", "size"),
    [
        ("", "", (612, 792)),
        ("/MediaBox [0 0 0 0]", "", (612, 792)),
        ("/MediaBox [1 2 3]", "", (612, 792)),
        ("/MediaBox [(a) (b) 3 4]", "", (612, 792)),
        ("/MediaBox 5", "", (612, 792)),
        ("", "/MediaBox [0 0 0 0]", (612, 792)),
        ("/MediaBox [0 0 600 400] /CropBox [1000 1000 1200 1200]", "", (600, 400)),
        ("/CropBox [1000 1000 1200 1200]", "/MediaBox [0 0 960 540]", (960, 540)),
        ("/MediaBox [0 0 600 400] /CropBox [7 7 7 7]", "", (600, 400)),
        ("/MediaBox [0 0 600 400] /CropBox [7 7]", "", (600, 400)),
    ],
)
def test_a_box_that_cannot_be_meant_gives_way_and_is_told(
    source: plugins.TextSource, own: str, above: str, size: tuple[float, float]
) -> None:
    page = read(source, own, above)
    assert (page.width, page.height) == size
    assert [item.code for item in page.diagnostics] == [Code.PAGE_BOX]
    assert page.glyphs[0].text == "A"


def test_a_unit_that_stands_in_an_object_stream_is_found(source: plugins.TextSource) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    import io  # noqa: PLC0415 -- only here

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(Pdf().page(text(100, 300, "A"), "/UserUnit 3").bytes())) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/UserUnit" not in out.getvalue()
    with source.open(out.getvalue()) as opened:
        assert opened.page(1).width == 1800

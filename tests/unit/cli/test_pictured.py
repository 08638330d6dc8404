"""The picture of an explanation: boxes in the colour of their kind, at their places."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from reportpipe.cli.pictured import COLOURS, LEFT_OUT, MARGIN, PNG, STRIP, SVG, _safe, marks, picture
from reportpipe.pipeline import explain
from reportpipe.read.outline.explain import Explanation
from reportpipe.sources.pdfium_shown import FINE, Shown, shown
from tests.pdfs import Pdf, japanese

NAMESPACE = {"s": "http://www.w3.org/2000/svg"}


def deck(extra: str = "") -> bytes:
    made = Pdf()
    for number, title in enumerate(("国際化の目的", "国際化の方法", "国際化の費用"), 1):
        made.page(
            japanese(40, 350, title, 30)
            + japanese(40, 280, "・共同研究を進める。")
            + japanese(60, 250, "－ 相手国を選ぶ。")
            + japanese(560, 10, str(number), 10),
            extra,
        )
    return made.bytes()


def drawn(data: bytes) -> tuple[Explanation, Shown]:
    return explain(data, pages={2}), shown(data, 2, None)


@pytest.mark.parametrize("extra", ["", "/Rotate 180", "/CropBox [20 0 600 390]"])
def test_png_has_each_box_in_the_colour_of_its_kind(extra: str) -> None:
    told, page = drawn(deck(extra))
    image = Image.open(io.BytesIO(picture(told, page, PNG)))
    assert image.size == (page.width, page.height + STRIP * FINE)
    found = marks(told.pages[0])
    assert len({mark.kind for mark in found}) >= 3
    for mark in found:
        left, right, y = round(mark.box.x0 * FINE), round(mark.box.x1 * FINE), int(mark.box.bottom * FINE)
        rows = ([image.getpixel((x, row)) for x in range(left, right)] for row in (y, y + 1))  # as the line is rounded
        assert max(row.count(_rgb(COLOURS[mark.kind])) for row in rows) > (right - left) / 2


@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/CropBox [20 0 600 390]"])
def test_boxes_lie_on_ink(extra: str) -> None:
    told, page = drawn(deck(extra))
    plain = Image.frombytes("RGB", (page.width, page.height), page.pixels, "raw", "BGRX").convert("L")
    for mark in marks(told.pages[0]):
        darkest, _ = plain.crop(tuple(round(side * FINE) for side in mark.box)).getextrema()  # type: ignore[arg-type]
        assert darkest < 128  # type: ignore[operator]


def test_svg_tells_order_level_kind_and_why() -> None:
    told, page = drawn(deck())
    root = ET.fromstring(picture(told, page, SVG))
    groups = root.findall("s:g", NAMESPACE)
    assert [group.get("class") for group in groups] == ["heading", "bullet", "bullet", "left-out"]
    labels = [group.findtext("s:text", namespaces=NAMESPACE) for group in groups]
    assert labels == ["1 level 1", "2 level 1", "3 level 2", "page-number"]
    told_why = groups[1].findtext("s:title", namespaces=NAMESPACE)
    assert told_why is not None
    assert "共同研究を進める。\nmarker: " in told_why
    rectangle = groups[0].find("s:rect", NAMESPACE)
    assert rectangle is not None
    assert (rectangle.get("stroke"), rectangle.get("x")) == (COLOURS["heading"], "40.0")
    legend = [one.text for one in root.findall("s:text/s:tspan", NAMESPACE)]
    assert legend == ["heading", "bullet", LEFT_OUT, MARGIN]
    assert root.find("s:image", NAMESPACE) is not None


def test_doubts_stand_on_the_label() -> None:
    items = "".join(japanese(40, 280 - 40 * row, f"{mark} 項目") for row, mark in enumerate("①②④"))
    told = explain(Pdf().page(items).bytes())
    assert any("! enum-gap" in mark.label for mark in marks(told.pages[0]))


def test_text_that_xml_cannot_hold_is_replaced() -> None:
    assert _safe('a\x01<b>　"c"\n') == "a\N{REPLACEMENT CHARACTER}&lt;b&gt;　&quot;c&quot;\n"


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))

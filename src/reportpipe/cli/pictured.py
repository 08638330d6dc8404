"""An explanation as a picture: over the page, the boxes of what each part was taken for (PNG by Pillow, or SVG)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from reportpipe.model.page import Box
from reportpipe.patterns import pattern
from reportpipe.read.outline.draft import Taken, placed
from reportpipe.read.outline.explain import Explanation, PageExplained
from reportpipe.sources.pdfium_shown import Shown

PNG, SVG = ".png", ".svg"
LEFT_OUT, MARGIN = "left out", "right margin"
COLOURS = {
    "heading": "#d62728",
    "bullet": "#1f77b4",
    "paragraph": "#2ca02c",
    "note": "#9467bd",
    "table": "#e07b00",
    "figure": "#8c564b",
    "title": "#c2187f",
    "date": "#008b8b",
    "organisation": "#808000",
    "front": "#4b5fd6",
    LEFT_OUT: "#7f7f7f",
    MARGIN: "#00a0c0",
}
"""The colour of each kind: they can be told apart beside each other, and are dark enough on white."""
LABEL, LEGEND = 7.0, 9.0
"""Points: size of the labels on the page, and of the legend and the strip below the page that it stands in."""
STRIP = 16.0
BOLD_LINE, FINE_LINE = 1.0, 0.5
"""Points: the outline of a box that goes into the report, and of what is left out."""
NO_XML = pattern(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Mark(NamedTuple):
    """A box on the page, in points. kind: a key of COLOURS. label: order, level, doubts. told: what hovering shows."""

    kind: str
    box: Box
    label: str
    told: str


def marks(page: PageExplained) -> list[Mark]:
    """What is drawn over a page: its parts in reading order, then what is left out."""
    found = [mark for number, one in enumerate(page.taken, 1) for mark in _of(page.number, number, one)]
    left = (Mark(LEFT_OUT, one.box, one.why, f"{one.text}\n{one.evidence}") for one in page.left)
    return [*found, *left]


def _of(page: int, number: int, one: Taken) -> Iterator[Mark]:
    """A part's boxes on one page: it may have others on the next."""
    level = f" level {one.depth}" if one.depth else ""
    doubts = "".join(f" ! {code.label}" for code, _ in one.doubts)
    reasons = (f"{rule.label}: {evidence}" for rule, evidence in one.reasons)
    told = "\n".join((f"{one.what}: {one.marker} {one.text}", *reasons))
    for at in one.at:
        where, box = placed(at)
        if where == page:
            yield Mark(one.what, box, f"{number}{level}{doubts}", told)


def picture(told: Explanation, shown: Shown, suffix: str) -> bytes:
    """The file. told: of one page; shown: that page; suffix: PNG or SVG."""
    (page,) = told.pages
    right = told.learnt.profile.right
    margin = right if 0 < right < page.width else None
    return (_svg if suffix == SVG else _png)(page, margin, shown)


def _legend(found: list[Mark], margin: float | None) -> list[str]:
    """The kinds that the picture has, in the order of COLOURS."""
    kinds = {mark.kind for mark in found} | ({MARGIN} if margin is not None else set())
    return [kind for kind in COLOURS if kind in kinds]


def _image(shown: Shown) -> Image.Image:
    return Image.frombytes("RGB", (shown.width, shown.height), shown.pixels, "raw", "BGRX")


def _png(page: PageExplained, margin: float | None, shown: Shown) -> bytes:
    found, scale = marks(page), shown.scale
    whole = Image.new("RGB", (shown.width, shown.height + round(STRIP * scale)), "white")
    whole.paste(_image(shown), (0, 0))
    draw = ImageDraw.Draw(whole)
    if margin is not None:
        draw.line([margin * scale, 0, margin * scale, shown.height], COLOURS[MARGIN], max(1, round(FINE_LINE * scale)))
    small, large = (ImageFont.load_default(size * scale) for size in (LABEL, LEGEND))
    for mark in found:
        line = FINE_LINE if mark.kind == LEFT_OUT else BOLD_LINE
        corners = [side * scale for side in mark.box]
        draw.rectangle(corners, outline=COLOURS[mark.kind], width=max(1, round(line * scale)))
    for mark in found:  # no box lies over a label
        at = mark.box.x0 * scale, max(0.0, mark.box.top - LABEL) * scale
        draw.rectangle(draw.textbbox(at, mark.label, small), fill=COLOURS[mark.kind])
        draw.text(at, mark.label, "white", small)
    across = LEGEND * scale
    for kind in _legend(found, margin):
        draw.text((across, shown.height + scale), kind, COLOURS[kind], large)
        across += draw.textlength(f"{kind}   ", large)
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def _svg(page: PageExplained, margin: float | None, shown: Shown) -> bytes:
    return "\n".join(_elements(page, margin, shown)).encode()


def _elements(page: PageExplained, margin: float | None, shown: Shown) -> Iterator[str]:
    found, width, height = marks(page), shown.width / shown.scale, shown.height / shown.scale
    size = f'width="{width:.1f}" height="{height + STRIP:.1f}" viewBox="0 0 {width:.1f} {height + STRIP:.1f}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">'
    yield '<rect width="100%" height="100%" fill="white"/>'
    out = io.BytesIO()
    _image(shown).save(out, "PNG")
    link = f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
    yield f'<image width="{width:.1f}" height="{height:.1f}" href="{link}"/>'
    if margin is not None:
        yield f'<path d="M{margin:.1f} 0V{height:.1f}" stroke="{COLOURS[MARGIN]}" stroke-width="{FINE_LINE}"/>'
    for mark in found:
        yield from _group(mark)
    yield f'<text x="{LEGEND}" y="{height + LEGEND + 2}" font-size="{LEGEND}">'
    for kind in _legend(found, margin):
        yield f'<tspan fill="{COLOURS[kind]}" dx="{LEGEND}">{kind}</tspan>'
    yield "</text>"
    yield "</svg>\n"


def _group(mark: Mark) -> Iterator[str]:
    """A box with its label; in a viewer, hovering tells its text and why."""
    box, colour = mark.box, COLOURS[mark.kind]
    line = FINE_LINE if mark.kind == LEFT_OUT else BOLD_LINE
    place = f'x="{box.x0:.1f}" y="{box.top:.1f}" width="{box.x1 - box.x0:.1f}" height="{box.bottom - box.top:.1f}"'
    yield f'<g class="{mark.kind.replace(" ", "-")}"><title>{_safe(mark.told)}</title>'
    yield f'<rect {place} fill="{colour}" fill-opacity="0.06" stroke="{colour}" stroke-width="{line}"/>'
    above = max(LABEL, box.top - 1)
    yield f'<text x="{box.x0:.1f}" y="{above:.1f}" font-size="{LABEL}" fill="{colour}">{_safe(mark.label)}</text></g>'


def _safe(text: str) -> str:
    """Text that XML 1.0 can hold: it knows no control characters."""
    return escape(NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))

"""The boxes of a page by pdfminer: read here, because pdfplumber gives up a whole file for one that is nonsense."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from reportpipe.sources.boxes import unit_of
from reportpipe.sources.frame import LETTER, Corners

NAMES = ("MediaBox", "CropBox")
DEEPEST = 50
"""Nodes of a page tree that are followed from a page upwards."""


class PlainPage(PDFPage):
    """A page whose coordinates pdfminer gives as its content states them, neither moved nor turned. Its boxes are read
    below: pdfminer fails where one is no array."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.rotate = 0

    def _parse_mediabox(self, value: Any) -> Corners:
        return LETTER

    def _parse_cropbox(self, value: Any, mediabox: Corners) -> Corners:
        return mediabox


def named_boxes(page: PDFPage) -> dict[str, Corners | None]:
    """The boxes that hold for a page, its own or inherited; None for one that cannot be read, and for the MediaBox
    where there is none."""
    given = {name: resolve1(page.attrs.get(name)) for name in NAMES}
    return {name: _numbers(box) for name, box in given.items() if isinstance(box, list) or name == "MediaBox"}


def rotation(page: PDFPage) -> float:
    """Degrees clockwise by which a page is turned, its own or inherited."""
    turned = resolve1(page.attrs.get("Rotate"))
    return turned if isinstance(turned, int | float) else 0


def unit(page: PDFPage) -> float:
    """The UserUnit of a page, its own or inherited: points in one of its units."""
    node: Any = page.attrs
    for _ in range(DEEPEST):
        if not isinstance(node, dict):
            break
        if "UserUnit" in node:
            return unit_of(resolve1(node["UserUnit"]))
        node = resolve1(node.get("Parent"))
    return 1.0


def _numbers(box: Any) -> Corners | None:
    sides = [resolve1(side) for side in box] if isinstance(box, list) else []
    if len(sides) != 4 or not all(isinstance(side, int | float) for side in sides):
        return None
    left, bottom, right, top = map(float, sides)
    return left, bottom, right, top

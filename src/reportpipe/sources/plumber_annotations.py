"""The text of annotations and form fields by pdfminer, which reads neither: appearances are run as forms are."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, decode_text, mult_matrix

from reportpipe.model.diagnostic import Diagnostic
from reportpipe.sources.annotations import NESTED, XFA, Content, appearance, content, is_xfa_only

MOST = 10_000
"""Annotations of one page that are looked at."""


class _Node:
    """A dictionary of pdfminer."""

    def __init__(self, found: Any) -> None:
        self.found = found
        self.is_stream = isinstance(found, PDFStream)

    def get(self, key: str) -> Any:
        """The value of a key, as `annotations.Node` says."""
        return _plain(self.found.attrs.get(key) if self.is_stream else self.found.get(key))


def _plain(found: Any, depth: int = NESTED) -> Any:
    found = resolve1(found)
    if isinstance(found, dict | PDFStream):
        return _Node(found)
    if isinstance(found, list):
        return [_plain(item, depth - 1) for item in found] if depth else []
    if isinstance(found, PSLiteral):
        return found.name if isinstance(found.name, str) else found.name.decode("utf-8", "replace")
    return decode_text(found) if isinstance(found, bytes) else found


def notes_of(page: PDFPage) -> list[_Node | None]:
    """The annotations of a page, None for one that cannot be read."""
    items = _plain(page.annots)
    return [item if isinstance(item, _Node) else None for item in items[:MOST]] if isinstance(items, list) else []


def content_of(page: PDFPage, items: list[_Node | None]) -> Content:
    """What of a page's annotations is content."""
    form = _form(page.doc) if items else None
    return content(items, form is not None and form.get("NeedAppearances") is True)


def form_diagnostics(document: Any) -> list[Diagnostic]:
    """What is noted of the document's form."""
    form = _form(document)
    dynamic = (
        form is not None and form.get("XFA") is not None and resolve1(document.catalog.get("NeedsRendering")) is True
    )
    return [XFA] if dynamic or is_xfa_only(form) else []


def _form(document: Any) -> _Node | None:
    form = _plain(document.catalog.get("AcroForm"))
    return form if isinstance(form, _Node) else None


def paint(interpreter: PDFPageInterpreter, items: Iterable[_Node]) -> None:
    """Paints the appearance of annotations, each where its rectangle is (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    for item in items:
        look = appearance(item)
        sides, box = item.get("Rect"), look.get("BBox")
        matrix = look.get("Matrix") or MATRIX_IDENTITY
        if not (_are_numbers(sides, 4) and _are_numbers(box, 4) and _are_numbers(matrix, 6)):
            continue
        placed = mult_matrix(tuple(matrix), _fit(tuple(matrix), box, sides))
        device: Any = interpreter.device
        device.begin_figure("annotation", tuple(box), MATRIX_IDENTITY)
        with suppress(Exception):  # pdfminer raises nearly anything on a broken stream, and the page can be read
            resources = resolve1(look.found.attrs.get("Resources")) or interpreter.resources
            interpreter.subinterp().render_contents(dict(resources), [look.found], ctm=placed)
        device.end_figure("annotation")


def _fit(matrix: Any, box: list[float], sides: list[float]) -> Any:
    """The matrix that makes the transformed box of an appearance that of its annotation."""
    corners = [apply_matrix_pt(matrix, (x, y)) for x in box[0::2] for y in box[1::2]]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    x0, x1 = sorted(sides[0::2])
    y0, y1 = sorted(sides[1::2])
    across, up = (x1 - x0) / width if width else 1.0, (y1 - y0) / height if height else 1.0
    return across, 0.0, 0.0, up, x0 - left * across, y0 - bottom * up


def _are_numbers(values: Any, count: int) -> bool:
    return (
        isinstance(values, list | tuple)
        and len(values) == count
        and all(isinstance(one, int | float) for one in values)
    )

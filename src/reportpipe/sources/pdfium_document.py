"""Documents and pages of pdfium, by their addresses: opened, and closed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_float

from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.boxes import has_area
from reportpipe.sources.frame import FAR, LETTER, Corners, Frame
from reportpipe.sources.page_tree import PageTree

PASSWORD = 4
"""FPDF_ERR_PASSWORD (fpdfview.h)"""
WORDS = {2: "file access error", 3: "data format error", 5: "unsupported security scheme", 6: "page content error"}
"""What the other numbers mean."""

_sides = calls.Numbers(c_float, 4)


@contextmanager
def opened(data: bytes, password: str | None) -> Iterator[int]:
    """The address of a document. Raises UnreadableError, or EncryptedError where the password is missing or wrong."""
    document = calls.load_document(data, len(data), password.encode() if password is not None else None)
    try:
        if calls.count_pages(document) < 1:
            code = calls.last_error()
            if code == PASSWORD:
                raise EncryptedError("the PDF is encrypted and wants a password")
            raise UnreadableError(f"pdfium cannot open it: {WORDS.get(code, 'unknown error')}")
        yield document  # which reads from data as long as it is open
    finally:
        calls.close_document(document)


@contextmanager
def loaded(document: int, number: int) -> Iterator[tuple[int, int]]:
    """The addresses of a page, from 1, and of its text. Raises UnreadableError where it cannot be loaded."""
    page = calls.load_page(document, number - 1)
    text = calls.load_text(page)
    try:
        if not text:
            raise UnreadableError(f"pdfium cannot load page {number}")
        yield page, text
    finally:
        calls.close_text(text)
        calls.close_page(page)


@contextmanager
def text_without(page: int, gone: Sequence[int]) -> Iterator[int]:
    """The address of a page's text without that of some page objects."""
    for handle in gone:
        calls.set_active(handle, 0)
    text = calls.load_text(page)
    try:
        yield text
    finally:
        calls.close_text(text)
        for handle in gone:
            calls.set_active(handle, 1)


def frame_of(page: int) -> Frame:
    """What a page shows, and how it is turned. The boxes that a page names itself are not asked: they may be those of a
    node above it, which pdfium knows, and does not tell."""
    box = _effective(page)
    if not has_area(box):  # the CropBox lies beside the MediaBox: with one that holds all, there is the latter
        calls.set_crop_box(page, -FAR, -FAR, FAR, FAR)
        box = _effective(page)
    return Frame.of(*box, calls.rotation(page) * 90)


def named_boxes(page: int, tree: PageTree) -> dict[str, Corners | None]:
    """The boxes that a page names itself; None for one that cannot be read, also where it has none at all. To be asked
    before `frame_of`."""
    asked = {"MediaBox": _box(calls.media_box, page), "CropBox": _box(calls.crop_box, page)}
    found: dict[str, Corners | None] = {name: box for name, box in asked.items() if box is not None}
    if "MediaBox" not in found and _effective(page) == LETTER and not tree.names_letter:
        found["MediaBox"] = None
    return found


def _effective(page: int) -> Corners:
    calls.bounding_box(page, _sides.at[0])
    left, top, right, bottom = _sides()  # FS_RECTF
    return left, bottom, right, top


def _box(ask: calls.Call, page: int) -> Corners | None:
    if not ask(page, *_sides.at):
        return None
    left, bottom, right, top = _sides()
    return left, bottom, right, top

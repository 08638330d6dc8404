"""The PDF's outline by the raw API of pypdfium2."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from reportpipe.sources.outline import LONGEST, Target, walk


def targets(document: Any) -> Iterator[Target]:
    """The bookmarks that lead to a page of a document (its handle)."""

    def child(entry: Any | None) -> Any | None:
        return raw.FPDFBookmark_GetFirstChild(document, entry) or None

    def following(entry: Any) -> Any | None:
        return raw.FPDFBookmark_GetNextSibling(document, entry) or None

    for level, entry in walk(child, following, _address):
        dest = raw.FPDFBookmark_GetDest(document, entry)  # of its action too, where it has no destination of its own
        page = raw.FPDFDest_GetDestPageIndex(document, dest) if dest else -1
        if page >= 0:
            yield Target(page + 1, level, _title(entry), _place(dest))


def _address(entry: Any) -> int:
    return ctypes.addressof(entry.contents)


def _title(entry: Any) -> str:
    size = raw.FPDFBookmark_GetTitle(entry, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFBookmark_GetTitle(entry, buffer, size)
    return buffer.raw[: min(size - 2, 2 * LONGEST)].decode("utf-16-le", "replace") if size > 2 else ""


def _place(dest: Any) -> tuple[float, float] | None:
    """The point that a destination names."""
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    found = raw.FPDFDest_GetLocationInPage(dest, has_x, has_y, has_zoom, x, y, zoom)
    return (x.value, y.value) if found and has_y.value else None

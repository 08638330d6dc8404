"""The PDF's outline by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_float, c_int

from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.outline import LONGEST, Target, walk

_has = calls.Numbers(c_int, 3)
_numbers = calls.Numbers(c_float, 3)


def targets(document: int) -> Iterator[Target]:
    """The bookmarks that lead to a page of a document (its address)."""

    def child(entry: int | None) -> int | None:
        return calls.first_bookmark(document, entry) or None

    def following(entry: int) -> int | None:
        return calls.next_bookmark(document, entry) or None

    for level, entry in walk(child, following, int):
        dest = calls.destination(document, entry)  # of its action too, where it has no destination of its own
        page = calls.destination_page(document, dest) if dest else -1
        if page >= 0:
            yield Target(page + 1, level, _title(entry), _place(dest))


def _title(entry: int) -> str:
    size = calls.bookmark_title(entry, None, 0)
    buffer = ctypes.create_string_buffer(size)
    calls.bookmark_title(entry, buffer, size)
    return buffer.raw[: min(size - 2, 2 * LONGEST)].decode("utf-16-le", "replace") if size > 2 else ""


def _place(dest: int) -> tuple[float, float] | None:
    """The point that a destination names."""
    found = calls.destination_place(dest, *_has.at, *_numbers.at)
    (_, has_y, _), (x, y, _) = _has(), _numbers()
    return (x, y) if found and has_y else None

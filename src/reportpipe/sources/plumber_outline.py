"""The PDF's outline by pdfminer, whose own reader of it recurses without end where an entry is its own descendant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef
from pdfminer.utils import decode_text

from reportpipe.sources.outline import Target, walk

LONGEST_CHAIN = 8
"""References to references are followed so far: pdfminer follows one to itself for ever."""


def targets(document: Any, pages: Mapping[int, int]) -> Iterator[Target]:
    """The bookmarks that lead to a page of a document (pdfminer's). pages: object number → number of each page."""
    root = _resolved(document.catalog.get("Outlines"))

    def child(entry: Any | None) -> Any | None:
        return _dictionary(root if entry is None else _resolved(entry)).get("First")

    def following(entry: Any) -> Any | None:
        return _dictionary(_resolved(entry)).get("Next")

    for level, entry in walk(child, following, _identity):
        found = _dictionary(_resolved(entry))
        dest = _destination(document, found)
        page = pages.get(dest[0].objid) if dest and isinstance(dest[0], PDFObjRef) else None
        title = _resolved(found.get("Title"))
        if page is not None and isinstance(title, bytes):
            yield Target(page, level, decode_text(title), _place(dest))


def _resolved(found: Any) -> Any:
    for _ in range(LONGEST_CHAIN):
        if not isinstance(found, PDFObjRef):
            return found
        found = found.resolve()
    return None


def _dictionary(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _identity(entry: Any) -> int:
    return entry.objid if isinstance(entry, PDFObjRef) else -id(entry)


def _destination(document: Any, entry: Mapping[str, Any]) -> list[Any]:
    """Where an entry leads, by its destination or its action, by name or not (ISO 32000-1, 12.3.2); [] for nowhere."""
    dest = _resolved(entry.get("Dest")) or _resolved(_dictionary(_resolved(entry.get("A"))).get("D"))
    if isinstance(dest, bytes) or hasattr(dest, "name"):
        try:
            dest = _resolved(document.get_dest(dest if isinstance(dest, bytes) else dest.name))
        except (
            Exception
        ):  # a name that is not known, or a tree of names that is broken: pdfminer raises nearly anything
            return []
    dest = _resolved(dest["D"]) if isinstance(dest, dict) and "D" in dest else dest
    return dest if isinstance(dest, list) else []


def _place(dest: list[Any]) -> tuple[float, float] | None:
    """The point that a destination names: [page /XYZ left top zoom]."""
    numbers = [value if isinstance(value, int | float) else None for value in map(_resolved, dest[2:4])]
    if len(numbers) < 2 or numbers[1] is None or getattr(dest[1], "name", "") != "XYZ":
        return None
    return numbers[0] or 0.0, numbers[1]

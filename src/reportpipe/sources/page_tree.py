"""What pdfium does not tell of the page tree: the UserUnit of each page, and whether a box is written anywhere.

A file is searched for the words first, its object streams too (ISO 32000-1, 7.5.7): hardly any file names a UserUnit,
and only one that does is opened by a second parser.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from reportpipe.patterns import pattern
from reportpipe.sources.boxes import unit_of

DEEPEST = 50
"""Nodes of a page tree that are followed from a page upwards."""
MOST_INFLATED = 1 << 24
"""Bytes of one object stream that are looked at."""
HEAD = 4096
"""Bytes behind the word in which an object stream begins."""
UNIT = b"/UserUnit"
OBJECT_STREAM = pattern(rb"/ObjStm\b")
BEGIN = pattern(rb"stream\r?\n")
LETTER = pattern(rb"/MediaBox\s*(?:\[\s*0(?:\.0*)?\s+0(?:\.0*)?\s+612(?:\.0*)?\s+792(?:\.0*)?\s*\]|\[?[\d\s]+R\b)")
"""The box of a Letter page, or one that stands elsewhere, as it is written."""


class PageTree:
    """The page tree of a file. data, password: those of the PDF."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data = data
        self._password = password

    def unit(self, number: int) -> float:
        """The UserUnit of a page, from 1: points in one of its units."""
        return self._units.get(number, 1.0)

    @cached_property
    def names_letter(self) -> bool:
        """Whether a MediaBox of a Letter page is written anywhere: a page without any is taken for one, too."""
        return any(LETTER.search(part) for part in self._parts())

    @cached_property
    def _units(self) -> dict[int, float]:
        """The pages whose unit is no point."""
        if not any(UNIT in part for part in self._parts()):
            return {}
        return dict(self._looked_up())

    def _looked_up(self) -> Iterator[tuple[int, float]]:
        import pikepdf  # noqa: PLC0415 -- heavy, and hardly a file needs it

        try:
            with pikepdf.open(
                io.BytesIO(self._data), password=self._password or "", suppress_warnings=True
            ) as document:
                for number, page in enumerate(document.pages, 1):
                    unit = _inherited_unit(page.obj)
                    if unit != 1:
                        yield number, unit
        except Exception:  # whatever it raises on a broken file, its pages are measured in points
            return

    def _parts(self) -> Iterator[bytes]:
        """The file as it is, then what its object streams hold."""
        yield self._data
        data = memoryview(self._data)
        for word in OBJECT_STREAM.finditer(self._data):
            begin = BEGIN.search(self._data, word.end(), word.end() + HEAD)
            if begin:
                try:
                    yield zlib.decompressobj().decompress(data[begin.end() :], MOST_INFLATED)
                except zlib.error:  # encrypted, or deflated in another way
                    continue


def _inherited_unit(node: Any) -> float:
    for _ in range(DEEPEST):
        if "/UserUnit" in node:
            return unit_of(node["/UserUnit"])
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return 1.0

"""A second look at pages that the first parser seems to have read badly: the better parser is used for such a page.

To ask both parsers about every page would take ten times as long, so that a page must give a reason: a string that was
cut, no text where no picture covers the page, or glyphs without a character. `audit` reads every page twice.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from reportpipe import plugins
from reportpipe.errors import UnreadableError
from reportpipe.ladder import SECOND, fallback
from reportpipe.layout.visible import is_scan
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import UNMAPPED, Page

HALF = 0.5
"""A parser that reads under this part of what another one reads has lost the page's text …"""
LEAST = 10
"""… if the other one reads so many characters: a page may hold no more than a stray mark."""
MOST_LOOKS = 50
"""Pages of a document that are looked at again: a book of pictures would take as long as by the slower parser."""
MOST_SHAPES = 200
"""A page without text on which more is painted is a drawing, and slow to read."""


class SecondLook:
    """The second source, opened when it is first needed. source: what reads first; its pages stay as they are where it
    is the second one itself. data: the file as it is read."""

    def __init__(self, source: str, data: bytes, password: str | None) -> None:
        self._is_first = source != SECOND
        self._data = data
        self._password = password
        self._open = ExitStack()
        self._document: plugins.OpenDocument | None = None
        self._looks = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def better(self, page: Page) -> Page:
        """The page as the better parser reads it, with a note where that is the second one."""
        doubt = _doubt(page) if self._is_first and self._looks < MOST_LOOKS else ""
        if not doubt:
            return page
        self._looks += 1
        try:
            other = self._page(page.number)
        except UnreadableError:
            return page
        cut = any(item.code is Code.STRING_CUT for item in page.diagnostics)
        first, second = _readable(page), _readable(other)
        if second <= first or not (cut or (second >= LEAST and first < HALF * second)):
            return page
        return replace(other, diagnostics=(*other.diagnostics, replace(fallback(doubt), page=page.number)))

    def _page(self, number: int) -> Page:
        if self._document is None:
            self._document = self._open.enter_context(plugins.source(SECOND).open(self._data, self._password))
        return self._document.page(number)


def _doubt(page: Page) -> str:
    """Why a page may have been read badly; "" where nothing says so."""
    for item in page.diagnostics:
        if item.code is Code.STRING_CUT:
            return f"{item.message} was cut"
    readable = _readable(page)
    if not readable and len(page.shapes) <= MOST_SHAPES and not is_scan(page):
        return "no text was found"
    unmapped = sum(UNMAPPED in glyph.text for glyph in page.glyphs)
    return f"{unmapped} glyphs have no character" if unmapped > readable else ""


def _readable(page: Page) -> int:
    """How many characters of a page can be read."""
    return sum(1 for glyph in page.glyphs if not glyph.hidden and glyph.text.strip() and UNMAPPED not in glyph.text)

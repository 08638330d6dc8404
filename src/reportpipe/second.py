"""A second look at pages that the first parser seems to have read badly: the better parser is used for such a page.

To ask both parsers about every page would take ten times as long, so that a page must give a reason: a string that was
cut, no text where no picture covers the page, much text off the page, or glyphs without a character. `audit` reads
every page twice.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Self

from reportpipe import plugins
from reportpipe.bounds import USUAL
from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.ladder import SECOND, fallback
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import UNMAPPED, Page
from reportpipe.model.scan import Scan
from reportpipe.read.pages.visible import is_off
from reportpipe.read.regions.bounded import is_much

HALF = 0.5
"""A parser that reads under this part of what another one reads has lost the page's text …"""
LEAST = 10
"""… if the other one reads so many characters: a page may hold no more than a stray mark."""
MOST_SECONDS = 4.0
"""CPU time for all pages of a document that are looked at again. The second parser is slow, and it may hang on what was
made to harm; what it cannot read in that time stays as the first one read it."""
INSISTING = 0.2
"""Seconds after which a look that goes on is interrupted again."""
MOST_SHAPES = 200
"""A page without text on which more is painted is a drawing, and slow to read."""


class SecondLook:
    """The second source, opened when it is first needed. source: what reads first; its pages stay as they are where it
    is the second one itself. data: the file as it is read. most: per cent of a page's letters that may stand off the
    page unasked."""

    def __init__(self, source: str, data: bytes, password: str | None, most: int = USUAL.left_out) -> None:
        self._most = most
        self._left = MOST_SECONDS if source != SECOND and _can_hurry() else 0.0
        self._data = data
        self._password = password
        self._open = ExitStack()
        self._document: plugins.OpenDocument | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def better(self, page: Page) -> Page:
        """The page as the better parser reads it, with a note where that is the second one."""
        doubt = _doubt(page, self._most) if self._left > 0 else ""
        if not doubt:
            return page
        begun = time.process_time()
        try:
            with _hurried(self._left):
                other = self._page(page.number)
        except (UnreadableError, EncryptedError):  # it may not know the cipher that the first one knows
            return page
        finally:
            self._left -= time.process_time() - begun
        if not self._is_better(other, page):
            return page
        return replace(other, diagnostics=(*other.diagnostics, replace(fallback(doubt), page=page.number)))

    def _is_better(self, other: Page, page: Page) -> bool:
        first, second = _readable(page), _readable(other)
        outside = _outside(page)
        if is_much(outside, first, self._most):
            return (second - _outside(other)) - (first - outside) >= HALF * outside
        cut = any(item.code is Code.STRING_CUT for item in page.diagnostics)
        return second > first and (cut or (second >= LEAST and first < HALF * second))

    def _page(self, number: int) -> Page:
        if self._document is None:
            self._document = self._open.enter_context(plugins.source(SECOND).open(self._data, self._password))
        if number > self._document.page_count:
            raise UnreadableError(f"{SECOND} does not find page {number}")
        return self._document.page(number)


def _can_hurry() -> bool:
    """Whether a look can be cut short: by a signal, which only the main thread gets (and no thread on Windows)."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def _hurried(seconds: float) -> Iterator[None]:
    """Raises UnreadableError in the block once it has used so much CPU time, again and again where that is caught."""

    def stop(*_: object) -> None:
        raise UnreadableError(f"{SECOND} takes too long")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, INSISTING)
    try:
        yield
    finally:
        _calm()
        signal.signal(signal.SIGVTALRM, before)


def _calm() -> None:
    """Ends the timer, though it may ring meanwhile."""
    while True:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except UnreadableError:
            continue
        return


def _doubt(page: Page, most: int) -> str:
    """Why a page may have been read badly; "" where nothing says so."""
    for item in page.diagnostics:
        if item.code is Code.STRING_CUT:
            return f"{item.message} was cut"
    readable = _readable(page)
    if not readable and len(page.shapes) <= MOST_SHAPES and not Scan(page).is_whole:
        return "no text was found"
    outside = _outside(page)
    if is_much(outside, readable, most):
        return f"{100 * outside / readable:.0f} % of the letters stand off the page"
    unmapped = sum(UNMAPPED in glyph.text for glyph in page.glyphs)
    return f"{unmapped} glyphs have no character" if unmapped > readable else ""


def _readable(page: Page) -> int:
    """How many characters of a page can be read."""
    return sum(1 for glyph in page.glyphs if not glyph.hidden and glyph.text.strip() and UNMAPPED not in glyph.text)


def _outside(page: Page) -> int:
    """How many of them stand off the page."""
    off = [glyph for glyph in page.glyphs if is_off(glyph, page)]
    return sum(1 for glyph in off if not glyph.hidden and glyph.text.strip() and UNMAPPED not in glyph.text)

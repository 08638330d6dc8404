"""A second opinion on text that nobody is said to see, where that is much of a page: the page's picture.

Parsers take visible text for hidden: they mistake a pattern for no colour, a mirrored size for none, or a layer for one
that is off. And a page may paint its words as outlines or in strips, and hold them as invisible text: then there is ink
where that text stands. Such text stays, with a doubt and a warning. To paint pages takes time, so that only those are
painted of which too much is hidden.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.model.page import Box, Glyph, Page
from reportpipe.read.pages.visible import SMALLEST, hidden_groups
from reportpipe.read.regions.bounded import Stayed, is_much, letters

if TYPE_CHECKING:
    from reportpipe.sources.pdfium_ink import Ink

SAMPLE = 12
"""Letters of one text that are looked for in the picture."""
MOST_LETTERS = 300
"""Letters of a page that are looked for."""
SEEN = 0.5
"""A text is seen if this part of the letters looked for are: a letter may lie on a line's edge."""
MOST_SECONDS = 4.0
"""CPU time for all pages of a document. What is said of most pages until then is taken to hold for the others."""
NEAR_EM = 0.5
"""A letter stands on another one if their middles are no farther apart."""


class Witness:
    """Looks at pages of a PDF. data: as it is read; most: per cent of a page's letters that may be hidden unasked.
    stayed: what looked hidden and is content, so far."""

    def __init__(self, data: bytes, password: str | None, most: int) -> None:
        self.stayed: list[Stayed] = []
        self._data, self._password, self._most = data, password, most
        self._left = MOST_SECONDS
        self._open = ExitStack()
        self._ink: Ink | None = None
        self._said: list[bool] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def judged(self, page: Page) -> Page:
        """The page, with what the picture shows or leaves in doubt as visible text."""
        unseen = [glyph for glyph in page.glyphs if glyph.hidden or glyph.size < SMALLEST]
        total = _count(page.glyphs) if unseen else 0
        if not self._is_much(unseen, total):
            return page
        groups = hidden_groups(page)
        hidden = list(chain.from_iterable(groups))
        if not self._is_much(hidden, total):
            return page
        begun = time.process_time()
        kept = list(chain.from_iterable(self._seen(page, groups)))
        self._left -= time.process_time() - begun
        if not kept:
            return page
        numbers = frozenset(glyph.number for glyph in kept)
        self.stayed.append(Stayed(page.number, "hidden", {page.number: numbers}, 100 * _count(kept) / total))
        glyphs = (_shown(glyph) if glyph.number in numbers else glyph for glyph in page.glyphs)
        return replace(page, glyphs=tuple(glyphs))

    def _is_much(self, glyphs: Sequence[Glyph], total: int) -> bool:
        """Whether so much is hidden that somebody should look: all that a page has, too, however little it is."""
        count = _count(glyphs)
        return count > 0 and (count == total or is_much(count, total, self._most))

    def _seen(self, page: Page, groups: Sequence[list[Glyph]]) -> list[list[Glyph]]:
        """The texts that are seen, or of which nothing can be said."""
        if self._left <= 0 and self._said:
            return list(groups) if 2 * sum(self._said) >= len(self._said) else []
        try:
            ink = self._opened()
            step = max(1, len(groups) * SAMPLE // MOST_LETTERS)
            verdicts = _verdicts(ink, page, groups, step)
        except (UnreadableError, EncryptedError):  # no picture: the doubt remains
            return list(groups)
        seen = [group for group, is_seen in zip(groups, verdicts, strict=True) if is_seen]
        self._said.append(bool(seen))
        return seen

    def _opened(self) -> Ink:
        if self._ink is None:
            from reportpipe.sources.pdfium_ink import inked  # noqa: PLC0415 -- most documents ask for no picture

            self._ink = self._open.enter_context(inked(self._data, self._password))
        return self._ink


def _verdicts(ink: Ink, page: Page, groups: Sequence[list[Glyph]], step: int) -> list[bool]:
    """Whether each text is seen. step: of so many neighbours one speaks for all."""
    from reportpipe.sources.pdfium_ink import Letter  # noqa: PLC0415

    visible = [glyph for glyph in page.glyphs if not glyph.hidden and glyph.size >= SMALLEST and glyph.text.strip()]
    samples = [_sample(group) for group in groups[::step]]
    asked = [Letter(glyph.text, Box(*glyph[2:6])) for glyph in chain.from_iterable(samples)]
    shows, marked = ink.shows(page.number, asked), ink.marked(page.number, [one.box for one in asked])
    answers = iter(list(zip(shows, marked, strict=True)))
    out: list[bool] = []
    for sample in samples:
        seen = sum(_is_seen(glyph, *next(answers), visible) for glyph in sample)
        out += [bool(sample) and seen >= SEEN * len(sample)] * step
    return out[: len(groups)]


def _is_seen(glyph: Glyph, shows: bool | None, marked: bool, visible: Sequence[Glyph]) -> bool:
    """Whether a letter is seen: it leaves ink itself, and not another one like it; or something is drawn in its place,
    and no other letter."""
    if not (shows or (marked and glyph.veil is None)):
        return False
    there = [other.text for other in visible if other.number != glyph.number and _is_on(glyph, other)]
    return glyph.text not in there if shows else not there


def _is_on(one: Glyph, other: Glyph) -> bool:
    near = NEAR_EM * max(one.size, other.size)
    across = abs(one.x0 + one.x1 - other.x0 - other.x1) / 2
    return across <= near and abs(one.top + one.bottom - other.top - other.bottom) / 2 <= near


def _sample(group: Sequence[Glyph]) -> list[Glyph]:
    """Some letters of a text, from all over it."""
    held = [glyph for glyph in group if glyph.text.strip()]
    return held[:: max(1, len(held) // SAMPLE)][:SAMPLE]


def _shown(glyph: Glyph) -> Glyph:
    return glyph._replace(hidden=False, veil=None, size=max(glyph.size, SMALLEST))


def _count(glyphs: Sequence[Glyph]) -> int:
    return sum(letters(glyph.text) for glyph in glyphs)

"""Whether letters leave ink: the page is painted with them and without them, and both pictures are laid on each other.

Where nothing changes nobody sees the letters, for whatever reason: something opaque lies over them, they are clipped,
on a layer that is off, invisible, or in the colour of what lies beneath. Ink of other letters at the same place counts
for nothing. Letters that are painted twice at one place change nothing when one of the two is gone: one of them is as
good as none.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from reportpipe.model.page import Box, union
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.frame import Frame
from reportpipe.sources.pdfium_bitmap import BYTES, painted
from reportpipe.sources.pdfium_document import frame_of, loaded, opened
from reportpipe.sources.pdfium_objects import TEXT, Painted, objects

PIXELS_EM = 16.0
"""So many pixels are painted for an em: enough for the dot of an i to be a few of them."""
MOST_SCALE, MOST_PIXELS = 8.0, 1_000_000
"""The picture of a place is no larger: pixels a point, and pixels."""
MARGIN = 2.0
"""Points around the letters that are painted, too."""
CONTRAST = 6
"""Channels (of 255) that differ by less show no ink: the contrast that white on white has (sources/ground.py)."""
LEAST = 2
"""So many pixels must differ: one may be the edge of a neighbour."""
DRAWN = 64
"""Shades (of 255) that differ by so much are a drawing's or a letter's, not those of a soft background."""
NEAR_EM = 0.35
"""Parsers put the middle of one letter no farther apart than this."""
SAME_SIZE = 1.0
"""Points by which a page's size may differ from what pdfium paints; else its frame is another one."""


class Letter(NamedTuple):
    """A letter and the box that it is said to stand in, points, displayed frame."""

    text: str
    box: Box


class _Held(NamedTuple):
    """An open page: its address, frame, text objects with their bounds, and its letters with their objects."""

    number: int
    page: int
    frame: Frame
    texts: list[tuple[Painted, Box]]
    letters: list[tuple[int, str, tuple[float, float]]]


class Ink:
    """The pages of a PDF, painted with and without some letters. document: its address in pdfium."""

    def __init__(self, document: int) -> None:
        self._document = document
        self._open = ExitStack()
        self._held: _Held | None = None

    def close(self) -> None:
        """Closes the page that is open."""
        self._open.close()
        self._held = None

    def shows(self, number: int, letters: Sequence[Letter]) -> list[bool | None]:
        """Whether each letter of a page (from 1) is seen; None where pdfium paints no text there, or no picture.

        Raises UnreadableError where the page cannot be loaded.
        """
        held = self._page(number)
        size = held.frame.size
        painted = calls.page_width(held.page), calls.page_height(held.page)
        if not letters or any(abs(one - other) > SAME_SIZE for one, other in zip(size, painted, strict=True)):
            return [None] * len(letters)
        owners = [_owners(held, letter) for letter in letters]
        gone = sorted(set().union(*owners))
        view = _View.around([letter.box for letter in letters], size)
        if not gone or view is None:
            return [None] * len(letters)
        whole = view.paint(held.page)
        for handle in gone:
            calls.set_active(handle, 0)
        bare = view.paint(held.page)
        for handle in gone:
            calls.set_active(handle, 1)
        if whole is None or bare is None:
            return [None] * len(letters)
        return [
            view.differs(whole, bare, letter.box) if owner else None
            for letter, owner in zip(letters, owners, strict=True)
        ]

    def marked(self, number: int, boxes: Sequence[Box]) -> list[bool]:
        """Whether anything is drawn in each box of a page (from 1), be it letters or not: its pixels differ.

        Raises UnreadableError where the page cannot be loaded.
        """
        held = self._page(number)
        view = _View.around(boxes, held.frame.size) if boxes else None
        picture = view.paint(held.page) if view is not None else None
        if view is None or picture is None:
            return [False] * len(boxes)
        return [view.varies(picture, box) for box in boxes]

    def reads(self, number: int, box: Box) -> set[str]:
        """The letters that pdfium itself reads at a place, before anything was repaired.

        Raises UnreadableError where the page cannot be loaded.
        """
        return {text for _, _, text in _near(self._page(number), box)}

    def _page(self, number: int) -> _Held:
        if self._held is None or self._held.number != number:
            self.close()
            page, text = self._open.enter_context(loaded(self._document, number))
            frame = frame_of(page)
            texts = [(item, frame.box(*item.bounds)) for item in objects(page) if item.kind == TEXT]
            self._held = _Held(number, page, frame, texts, list(_letters(text, frame)))
        return self._held


@contextmanager
def inked(data: bytes, password: str | None) -> Iterator[Ink]:
    """Opens a PDF to look at its ink. Raises UnreadableError, EncryptedError."""
    with opened(data, password) as document:
        ink = Ink(document)
        try:
            yield ink
        finally:
            ink.close()


def _letters(text: int, frame: Frame) -> Iterator[tuple[int, str, tuple[float, float]]]:
    """(text object, letter, its middle as displayed) of all that pdfium reads on a page."""
    sides = calls.Numbers(ctypes.c_float, 4)
    for index in range(calls.count_chars(text)):
        handle = calls.text_object(text, index)
        if handle:
            calls.char_box(text, index, sides.at[0])
            left, top, right, bottom = sides()
            yield handle, chr(calls.unicode_of(text, index)), frame.point((left + right) / 2, (top + bottom) / 2)


def _owners(held: _Held, letter: Letter) -> set[int]:
    """The text objects that paint a letter: that in which pdfium reads it nearest to its place; else those that have
    another letter there; else those that reach over the place."""
    near = _near(held, letter.box)
    same = [(distance, handle) for distance, handle, text in near if text == letter.text]
    if same:
        return {min(same)[1]}
    if near:
        return {handle for _, handle, _ in near}
    x, y = (letter.box.x0 + letter.box.x1) / 2, (letter.box.top + letter.box.bottom) / 2
    return {item.handle for item, box in held.texts if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom}


def _near(held: _Held, box: Box) -> list[tuple[float, int, str]]:
    """The letters that pdfium reads at a place: how far from it, text object, letter."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    far = NEAR_EM * max(box.width, box.height)
    return [
        (abs(a - x) + abs(b - y), handle, text)
        for handle, text, (a, b) in held.letters
        if abs(a - x) <= far and abs(b - y) <= far
    ]


class _View(NamedTuple):
    """A part of a page as a picture. left, top: where it begins, pixels of the page's whole picture; width, height:
    pixels; scale: pixels a point; page: pixels of the whole."""

    left: int
    top: int
    width: int
    height: int
    scale: float
    page: tuple[int, int]

    @staticmethod
    def around(boxes: Sequence[Box], size: tuple[float, float]) -> _View | None:
        """The picture of what lies in and between the boxes; None where that is off the page."""
        box = union(list(boxes))
        left, top = max(box.x0 - MARGIN, 0.0), max(box.top - MARGIN, 0.0)
        right, bottom = min(box.x1 + MARGIN, size[0]), min(box.bottom + MARGIN, size[1])
        if right <= left or bottom <= top:
            return None
        em = max(min(min(item.width, item.height) for item in boxes), 1.0)
        room = math.sqrt(MOST_PIXELS / ((right - left) * (bottom - top)))
        scale = min(max(PIXELS_EM / em, 1.0), MOST_SCALE, room)
        whole = math.ceil(size[0] * scale), math.ceil(size[1] * scale)
        across, down = math.ceil((right - left) * scale), math.ceil((bottom - top) * scale)
        return _View(int(left * scale), int(top * scale), across, down, scale, whole)

    def paint(self, page: int) -> bytes | None:
        """The pixels; None where pdfium paints no such picture."""
        return painted(page, (self.left, self.top, self.width, self.height), self.page)

    def varies(self, picture: bytes, box: Box) -> bool:
        """Whether the pixels of a box differ from each other, as those of a letter and its ground do."""
        greens = b"".join(picture[start + 1 : stop : BYTES] for start, stop in self._rows(box))
        return max(greens, default=0) - min(greens, default=0) >= DRAWN

    def differs(self, whole: bytes, bare: bytes, box: Box) -> bool:
        """Whether two pictures of this part differ in a box."""
        found = 0
        for start, stop in self._rows(box):
            one, other = whole[start:stop], bare[start:stop]
            if one != other:
                found += _changed(one, other)
            if found >= LEAST:
                return True
        return False

    def _rows(self, box: Box) -> Iterator[tuple[int, int]]:
        """Where the rows of a box begin and end in the picture's bytes."""
        left, right = (self._within(side * self.scale - self.left, self.width) for side in (box.x0, box.x1))
        top, bottom = (self._within(side * self.scale - self.top, self.height) for side in (box.top, box.bottom))
        for row in range(top, max(bottom, top + 1)):
            yield (row * self.width + left) * BYTES, (row * self.width + max(right, left + 1)) * BYTES

    @staticmethod
    def _within(pixel: float, most: int) -> int:
        return min(max(round(pixel), 0), most)


def _changed(one: bytes, other: bytes) -> int:
    """How many pixels of two rows differ so that one sees it."""
    return sum(
        any(abs(one[at + channel] - other[at + channel]) >= CONTRAST for channel in range(3))
        for at in range(0, len(one), BYTES)
    )

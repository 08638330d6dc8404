"""What both sources share of the PDF's outline (ISO 32000-1, 12.3.3): how it is walked, and what is kept of it.

Outlines come broken: entries that are their own descendants, links to nowhere, a million entries. Whatever it is, the
walk ends, and nothing is raised: a bookmark is evidence only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from reportpipe.model.page import Bookmark
from reportpipe.patterns import pattern
from reportpipe.sources.frame import Frame

MOST = 5_000
"""So many entries are looked at: more than any table of contents that a person made has."""
DEEPEST = 16
"""Entries below so many others are not looked at: Word has nine levels of headings."""
LONGEST = 500
"""Characters of a title that are kept: one that is longer names no line of any page."""
CONTROLS = pattern("[\x00-\x1f]")
"""Line breaks of a title, which PowerPoint writes as vertical tabs: blanks."""

Entry = TypeVar("Entry")


class Target(NamedTuple):
    """A bookmark before its page is read. place: the point of user space where it leads, if it names one."""

    page: int
    level: int
    title: str
    place: tuple[float, float] | None


def walk(
    child: Callable[[Entry | None], Entry | None],
    following: Callable[[Entry], Entry | None],
    identity: Callable[[Entry], Hashable],
) -> Iterator[tuple[int, Entry]]:
    """The levels and entries of an outline, each entry once, in the order of the panel of a viewer.

    child: the first entry below another one, or the first of all below None. following: the next one beside it.
    """
    seen: set[Hashable] = set()
    waiting = [(0, child(None))]
    while waiting and len(seen) < MOST:
        level, entry = waiting.pop()
        if entry is None or identity(entry) in seen:
            continue
        seen.add(identity(entry))
        yield level, entry
        waiting.append((level, following(entry)))
        if level + 1 < DEEPEST:
            waiting.append((level + 1, child(entry)))


def by_page(targets: Iterable[Target]) -> dict[int, list[Target]]:
    """The bookmarks of each page."""
    found: dict[int, list[Target]] = {}
    for target in targets:
        found.setdefault(target.page, []).append(target)
    return found


def bookmarks(targets: Iterable[Target], frame: Frame) -> tuple[Bookmark, ...]:
    """The bookmarks of a page whose frame is known."""
    return tuple(
        Bookmark(level, CONTROLS.sub(" ", title[:LONGEST]), None if place is None else frame.point(*place)[1])
        for _, level, title, place in targets
    )

"""How deep a heading stands: as bookmarks tell, where they do; else by its number first, then by its size.

Numbering kinds nest in the order in which they are first used; no official order is forced upon the author
(公用文作成の考え方, 2022, allows any). A new kind nests only where it begins its sequence under a numbered heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reportpipe.text.enumerators import Enumerator, ordinal

SMALLER = 0.95
"""A heading whose size is below this part of the one before stands deeper."""


class Rank(NamedTuple):
    """What decides a heading's depth. kind: of its number, "" for none; parts: of a number such as 1.2.3, else 1;
    first: whether the number begins a sequence; size: in points; told: the level that a bookmark tells, None where
    none does."""

    kind: str
    parts: int
    first: bool
    size: float
    told: int | None = None

    def __str__(self) -> str:
        told = f", bookmark of level {self.told + 1}" if self.told is not None else ""
        return f"ranks at {self.size:.1f} pt, number {self.kind or 'none'}{told}"


def rank(number: Enumerator | None, size: float, told: int | None = None) -> Rank:
    """The rank of a heading with that number, size in points, at the level that a bookmark tells, if one does."""
    if number is None:
        return Rank("", 0, first=False, size=size, told=told)
    if number.kind == "multi":
        return Rank("multi", len(re.findall("[0-9]+", str(number.value))), first=True, size=size, told=told)
    return Rank(number.kind, 1, first=ordinal(number) == 1, size=size, told=told)


def depth_in(stack: Sequence[Rank], new: Rank) -> int:
    """At which depth (0 for the outermost) a heading stands, below the open headings `stack`, outermost first.

    Where bookmarks tell levels they decide. A heading that none names then stands below the last one that is named,
    unless it looks like one of them."""
    told = [depth for depth, known in enumerate(stack) if known.told is not None]
    if new.told is not None:
        return max((depth + 1 for depth in told if (stack[depth].told or 0) < new.told), default=0)
    depth = _by_look(stack, new)
    if told and depth <= told[-1] and not _is_alike(stack[depth], new):
        return told[-1] + 1 + _by_look(stack[told[-1] + 1 :], new)
    return depth


def _is_alike(one: Rank, other: Rank) -> bool:
    """Whether two headings are numbered alike, or both without a number and of one size."""
    if one.kind or other.kind:
        return (one.kind, one.parts) == (other.kind, other.parts)
    return min(one.size, other.size) >= SMALLER * max(one.size, other.size)


def _by_look(stack: Sequence[Rank], new: Rank) -> int:
    """The depth by number, then by size."""
    if not stack:
        return 0
    if new.kind:
        for depth, known in enumerate(stack):
            if (known.kind, known.parts) == (new.kind, new.parts):
                return depth
        if new.parts > 1:
            above = [depth for depth, known in enumerate(stack) if known.kind and known.parts == new.parts - 1]
            if above:
                return above[-1] + 1
        if new.first and stack[-1].kind and new.size < stack[-1].size / SMALLER:
            return len(stack)
    return _by_size(stack, new.size)


def _by_size(stack: Sequence[Rank], size: float) -> int:
    """Beside the outermost open heading that is not larger; below all where all are larger."""
    return next((depth for depth, known in enumerate(stack) if known.size * SMALLER <= size), len(stack))

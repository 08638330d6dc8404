"""How deep a heading stands: by its number first, then by its size.

Numbering kinds nest in the order in which they are first used; no official order is forced upon the author
(公用文作成の考え方, 2022, allows any). A new kind nests only where it begins its sequence under a numbered heading.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportpipe.text.enumerators import Enumerator, ordinal

SMALLER = 0.95
"""A heading whose size is below this part of the one before stands deeper."""


@dataclass(frozen=True, slots=True)
class Rank:
    """What decides a heading's depth: the kind of its number ("" for none), its value's first parts, its size."""

    kind: str
    size: float
    first: bool


def rank(number: Enumerator | None, size: float) -> Rank:
    """The rank of a heading with that number, size in points."""
    if number is None:
        return Rank("", size, first=False)
    kind = number.kind
    if kind == "multi":
        kind += str(len([part for part in str(number.value).replace("-", ".").split(".") if part]))
    return Rank(kind, size, first=number.kind == "multi" or ordinal(number) == 1)


def depth_in(stack: list[Rank], new: Rank) -> int:
    """At which depth (0 for the outermost) a heading stands, below the open headings `stack`, outermost first."""
    for depth, open_rank in enumerate(stack):
        if open_rank.kind == new.kind and _same(open_rank.size, new.size):
            return depth
    for depth, open_rank in enumerate(stack):
        if open_rank.size < new.size * SMALLER:
            return depth
    if not stack:
        return 0
    smaller = new.size < SMALLER * stack[-1].size
    numbered_below = bool(new.kind) and new.first and bool(stack[-1].kind)
    if smaller or numbered_below:
        return len(stack)
    return next((depth for depth, open_rank in enumerate(stack) if _same(open_rank.size, new.size)), len(stack) - 1)


def _same(one: float, other: float) -> bool:
    return min(one, other) >= SMALLER * max(one, other)

"""One fate for every glyph: what is painted is in a line, and every line is told or left out, once. What is not is an
orphan, and a bug of ours.

Cheap on purpose, for every extraction does it: glyphs are numbers in sets, and nothing is looked at but what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportpipe.model.block import Line
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import Box, Glyph, union
from reportpipe.text.normalise import clean

EXCERPT = 20
"""Characters of a line that a message shows."""


def unlined(page: int, seen: Iterable[Glyph], lines: Iterable[Line]) -> list[Diagnostic]:
    """The glyphs of a page that are in none of its lines. Spaces, and what normalisation takes out, need be in none."""
    held: set[int] = set()
    for line in lines:
        held.update(line.numbers)
    lost = [glyph for glyph in seen if glyph.number not in held and clean(glyph.text).strip()]
    return [_orphan(page, len(lost), [Box(*glyph[2:6]) for glyph in lost])] if lost else []


def orphans(lines: Iterable[Line], told: Iterable[Line]) -> list[Diagnostic]:
    """The lines whose glyphs are in no line that was told or left out, and those whose glyphs are in two. Lines may
    have been joined and cut on their way: their glyphs stay."""
    kept: dict[int, set[int]] = {}
    twice: dict[int, list[Line]] = {}
    for line in told:
        held = kept.setdefault(line.page, set())
        count = len(held)
        held.update(line.numbers)
        if len(held) - count < len(line.numbers):
            twice.setdefault(line.page, []).append(line)
    lost: dict[int, list[Line]] = {}
    for line in lines:
        if not kept.get(line.page, set()).issuperset(line.numbers):
            lost.setdefault(line.page, []).append(line)
    found = [_orphans_of(page, gone, kept.get(page, set())) for page, gone in lost.items()]
    return [*found, *(_told_twice(page, lines) for page, lines in twice.items())]


def _told_twice(page: int, lines: Sequence[Line]) -> Diagnostic:
    words = f"text that is told twice: {lines[0].text[:EXCERPT]}"
    return Diagnostic(Code.AUDIT_ORPHAN, words, page, union([line.box for line in lines]))


def _orphans_of(page: int, gone: Sequence[Line], kept: set[int]) -> Diagnostic:
    count = sum(number not in kept for line in gone for number in line.numbers)
    return _orphan(page, count, [line.box for line in gone])


def _orphan(page: int, count: int, boxes: list[Box]) -> Diagnostic:
    words = f"{count} glyph{'s' if count != 1 else ''} neither in the report nor left out"
    return Diagnostic(Code.AUDIT_ORPHAN, words, page, union(boxes))

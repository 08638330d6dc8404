"""What a person should know of the outline that was found: gaps in numbering, agenda entries worded differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportpipe.model.block import Solid
from reportpipe.model.diagnostic import Code, Diagnostic, Doubt
from reportpipe.model.page import UNMAPPED
from reportpipe.model.report import first_box, first_page
from reportpipe.read.outline.agenda import agenda_doubts
from reportpipe.read.outline.draft import Draft, Item
from reportpipe.text.enumerators import Enumerator, parse_marker, skips

EXCERPT = 20
"""Characters of an item that a message shows."""
TOLD_BY_PAGE = (Code.UNMAPPED_GLYPH, Code.DOUBTFUL_TEXT)
"""What is wrong with many blocks of a page is told once."""


def doubts(themes: Sequence[Draft]) -> list[Diagnostic]:
    """What a person should know of an outline, theme by theme, then of its agendas. What concerns one theme or item is
    kept with it too."""
    return [*_in_themes(themes), *agenda_doubts(themes)]


def _in_themes(themes: Sequence[Draft]) -> Iterator[Diagnostic]:
    _keep_gaps([(theme.number, theme.title, theme) for theme in themes])
    for theme in themes:
        yield from _told(theme)
        yield from _in_items([*theme.content, *theme.notes])
        yield from _in_themes(theme.themes)


def _in_items(items: Sequence[Item]) -> Iterator[Diagnostic]:
    _keep_gaps([(item.marker, item.text, item) for item in items if item.kind == "bullet"])
    for item in items:
        if UNMAPPED in item.text or (item.solid is not None and any(UNMAPPED in row for row in _texts(item.solid))):
            item.doubts.append(Doubt(Code.UNMAPPED_GLYPH, item.text[:EXCERPT]))
        yield from _told(item)
        yield from _in_items(item.content)


def _texts(solid: Solid) -> Iterator[str]:
    return (text for row in solid.rows for text in row)


def _told(part: Draft | Item) -> Iterator[Diagnostic]:
    """The doubts about a theme or item as diagnostics. Of some has been told page by page."""
    for code, evidence in part.doubts:
        if code not in TOLD_BY_PAGE:
            yield Diagnostic(code, evidence, first_page(part.at), first_box(part.at))


def _keep_gaps(rows: Sequence[tuple[str, str, Draft | Item]]) -> None:
    """Keeps a doubt with each of neighbours of one kind whose numbers skip one or more: 1., 2., 4."""
    for (marker, text, _), (next_marker, next_text, part) in pairwise(rows):
        before, after = _enumerator(marker, text), _enumerator(next_marker, next_text)
        if before is not None and after is not None and skips(before, after):
            part.doubts.append(Doubt(Code.ENUM_GAP, f"{next_marker} follows {marker}"))


def _enumerator(marker: str, text: str) -> Enumerator | None:
    return parse_marker(marker, text) if marker else None

"""What a person should know of the outline that was found: gaps in numbering, agenda entries worded differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.report import first_page
from reportpipe.text.enumerators import Enumerator, ordinal, parse_marker
from reportpipe.text.normalise import fold
from reportpipe.themes.draft import Draft, Item


def doubts(themes: Sequence[Draft]) -> Iterator[Diagnostic]:
    """The diagnostics of an outline, theme by theme."""
    yield from _gaps([(theme.number, theme.title, theme.at) for theme in themes])
    for theme in themes:
        yield from _gaps([(item.marker, item.text, item.at) for item in theme.content if item.kind == "bullet"])
        yield from _agenda(theme)
        yield from doubts(theme.themes)


def _gaps(rows: Sequence[tuple[str, str, list[str]]]) -> Iterator[Diagnostic]:
    """Neighbours of one kind whose numbers skip one or more: 1., 2., 4."""
    for (marker, text, _), (next_marker, next_text, at) in pairwise(rows):
        before, after = _enumerator(marker, text), _enumerator(next_marker, next_text)
        if before is None or after is None or before.kind != after.kind:
            continue
        first, second = ordinal(before), ordinal(after)
        if first is not None and second is not None and second > first + 1:
            yield Diagnostic(Code.ENUM_GAP, f"{next_marker} follows {marker}", first_page(at))


def _enumerator(marker: str, text: str) -> Enumerator | None:
    return parse_marker(marker, text) if marker else None


def _agenda(theme: Draft) -> Iterator[Diagnostic]:
    """Entries of an agenda slide whose section, told by its number, has another title. Both wordings are kept."""
    sections = {fold(section.number): section for section in theme.themes if section.number}
    for entry in _numbered(theme.content):
        section = sections.get(fold(entry.marker))
        if section is not None and fold(section.title) != fold(entry.text):
            message = f"{entry.marker} {entry.text} / {section.full}"
            yield Diagnostic(Code.AGENDA_MISMATCH, message, first_page(entry.at))


def _numbered(items: Sequence[Item]) -> Iterator[Item]:
    return (item for item in items if item.kind == "bullet" and any(char.isalnum() for char in item.marker))

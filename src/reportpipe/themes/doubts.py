"""What a person should know of the outline that was found: gaps in numbering, agenda entries worded differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.report import first_page
from reportpipe.text.enumerators import Enumerator, ordinal, parse_marker
from reportpipe.themes.agenda import agenda_doubts
from reportpipe.themes.draft import Draft


def doubts(themes: Sequence[Draft]) -> Iterator[Diagnostic]:
    """The diagnostics of an outline: gaps, then agendas."""
    yield from _gaps_within(themes)
    yield from agenda_doubts(themes)


def _gaps_within(themes: Sequence[Draft]) -> Iterator[Diagnostic]:
    yield from _gaps([(theme.number, theme.title, theme.at) for theme in themes])
    for theme in themes:
        yield from _gaps([(item.marker, item.text, item.at) for item in theme.content if item.kind == "bullet"])
        yield from _gaps_within(theme.themes)


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

"""A page with what its annotations and the fields of its form show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportpipe.model.page import Glyph, Page
from reportpipe.sources.annotations import Content
from reportpipe.sources.field_values import value_glyphs
from reportpipe.sources.frame import Corners, Frame, glyph_diagnostics


def annotated(page: Page, painted: Iterable[Glyph], found: Content, frame: Frame) -> Page:
    """The page with what its annotations show, behind its own glyphs. painted: the glyphs of their appearances."""
    first = page.glyphs[-1].number + 1 if page.glyphs else 0
    added = [glyph._replace(number=number) for number, glyph in enumerate(painted, first)]
    noted = (*page.diagnostics, *glyph_diagnostics(page.number, added), *found.diagnostics(page.number))
    filled = set(_within(added, found.fields, frame))
    stamped = frozenset(_within(added, found.stamps, frame)) - filled
    free = set(_within(added, found.notes, frame)) - filled - stamped
    for value in found.values:
        made = list(value_glyphs(value, frame, first + len(added)))
        added += made
        (filled if value.is_field else free).update(glyph.number for glyph in made)
    return replace(
        page,
        glyphs=(*page.glyphs, *added),
        diagnostics=noted,
        filled=frozenset(filled),
        stamped=stamped,
        noted=frozenset(free),
    )


def _within(glyphs: Iterable[Glyph], annotations: Sequence[Corners], frame: Frame) -> Iterator[int]:
    """Numbers of those of the glyphs whose middle is in an annotation. annotations: boxes in user space."""
    boxes = [frame.box(*box) for box in annotations]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in boxes):
            yield glyph.number

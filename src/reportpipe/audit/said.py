"""What a report says, piece by piece, each with the places where the PDF must say it too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportpipe.audit.keys import keys
from reportpipe.model import report as model
from reportpipe.model.left_out import Why
from reportpipe.model.page import Box
from reportpipe.patterns import pattern

REFERENCE = pattern(r"\[\^([^\]]+)\]")
"""A footnote's reference, which is printed as its number alone."""
NUMBER = pattern(r"[0-9０-９]+")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
READING = pattern(r"（([^（）]*)）$")
"""A reading that is left out is told with its base before it, which the text says already."""
ABOVE = 12.0
"""Points above, or to the right of, a text's rectangle in which its readings may stand: they are set half as large, and
the rectangle is that of their bases."""
MOST_FRONT = 6
"""Front matter has no more pages."""


class Place(NamedTuple):
    """Where a piece stands. box: points, displayed frame; None for anywhere on the page."""

    page: int
    box: Box | None


@dataclass(slots=True)
class Piece:
    """A text of the report. path: as the YAML's errors write it. part: what it is: "front", "theme", "bullet",
    "paragraph", "note", "table", "figure", "ruby" (a reading), or a reason of `left_out`. level: of a bullet, theme or
    block, how many blocks it hangs below. group: pieces of one table, figure or block share it.

    keys: what is compared. got: for each key, the (page, character) that was claimed for it, or None.
    marker: how many of the keys are its marker, which may be drawn instead of written. left: it is left out.
    either: which keys are digits of a footnote's number, which may be printed in digits of either width.
    """

    path: str
    part: str
    places: list[Place]
    keys: list[str]
    group: str
    level: int = 0
    marker: int = 0
    left: bool = False
    either: frozenset[int] = frozenset()
    got: list[tuple[int, int] | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.got = [None] * len(self.keys)


def pieces(report: model.Report, wanted: Sequence[int]) -> list[Piece]:
    """All that a report says, in its order; `left_out` comes last. wanted: the pages that are audited, which count for
    a report that does not say where it stands."""
    out = list(_themes(report.themes, "themes", report.language))
    first = min((place.page for piece in out for place in piece.places), default=max(wanted, default=0) + 1)
    _placed(out, first)
    front = [page for page in wanted if page < first][:MOST_FRONT] or list(wanted[:1])
    out[:0] = _front(report, [Place(page, None) for page in front])
    return [*out, *_left_out(report)]


def _placed(out: Iterable[Piece], page: int) -> None:
    """Gives what has no place that of the piece before it, anywhere on the page."""
    for piece in out:
        piece.places = piece.places or [Place(page, None)]
        page = piece.places[-1].page if piece.part != "theme" else piece.places[0].page


def _front(report: model.Report, places: list[Place]) -> Iterator[Piece]:
    rows = [("title", report.title), ("date_as_printed", report.date_as_printed or "")]
    rows += [(f"organisation[{number}]", text) for number, text in enumerate(report.organisation or [])]
    rows += [(f"front[{number}]", text) for number, text in enumerate(report.front or [])]
    for path, text in rows:
        if text:
            yield _piece(path, "front", list(places), text, report.language)


def _piece(path: str, part: str, places: list[Place], text: str, language: str, marker: str = "") -> Piece:
    """A piece of a text that may hold references to footnotes."""
    head = written = keys(marker, language)
    either = set(range(len(head))) if part == "note" else set()
    end = 0
    for found in REFERENCE.finditer(text):
        written = [*written, *keys(text[end : found.start()], language)]
        number = keys(found[1], language)
        either |= set(range(len(written), len(written) + len(number)))
        written += number
        end = found.end()
    written = [*written, *keys(text[end:], language)]
    digits = frozenset(place for place in either if written[place] in "0123456789")
    return Piece(path, part, places, written, path, marker=len(head), either=digits)


def _themes(themes: Iterable[model.Theme], path: str, language: str) -> Iterator[Piece]:
    for number, theme in enumerate(themes):
        here = f"{path}[{number}]"
        if theme.full:
            yield _piece(f"{here}.title", "theme", _places(theme.at), theme.full, language)
        yield from _readings(theme, here, language)
        yield from _blocks(theme.content or [], f"{here}.content", language, 1)
        yield from _themes(theme.themes or [], f"{here}.themes", language)


def _blocks(blocks: Iterable[model.Block], path: str, language: str, level: int) -> Iterator[Piece]:
    for number, block in enumerate(blocks):
        here = f"{path}[{number}]"
        for name, text, marker in _texts(block):
            made = _piece(f"{here}.{name}", model.kind_of(block) or "", _places(block.at), text, language, marker)
            made.group, made.level = here, level
            if made.keys:
                yield made
        if not isinstance(block, model.Table | model.Figure):
            yield from _readings(block, here, language)
        if isinstance(block, model.Bullet):
            yield from _blocks(block.content or [], f"{here}.content", language, level + 1)


def _readings(
    part: model.Theme | model.Bullet | model.Paragraph | model.Note, path: str, language: str
) -> Iterator[Piece]:
    """The readings that stand above a text."""
    places = [Place(place.page, _with_room(place.box) if place.box else None) for place in _places(part.at)]
    for number, reading in enumerate(part.ruby or []):
        yield _piece(f"{path}.ruby[{number}].text", "ruby", places, reading.text, language)


def _with_room(box: Box) -> Box:
    return Box(box.x0, box.top - ABOVE, box.x1 + ABOVE, box.bottom)


def _texts(block: model.Block) -> Iterator[tuple[str, str, str]]:
    """(key, text, marker) of all that a block says."""
    if isinstance(block, model.Bullet):
        yield "bullet", block.bullet, block.marker or ""
    elif isinstance(block, model.Paragraph):
        yield "paragraph", block.paragraph, ""
    elif isinstance(block, model.Note):
        yield "note", f"{block.label or ''}\n{block.note}", "" if block.label else block.mark or ""
    elif isinstance(block, model.Table):
        body = block.table
        yield "table.caption", body.caption or "", ""
        for name, rows in (("header", body.header or []), ("rows", body.rows)):
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    yield f"table.{name}[{row}][{column}]", cell, ""
    else:
        yield "figure.caption", block.figure.caption or "", ""
        for row, word in enumerate(block.figure.text or []):
            yield f"figure.text[{row}]", word, ""


def _places(at: str | list[str] | None) -> list[Place]:
    return [_place(text) for text in model.places(at)]


def _place(text: str) -> Place:
    page, *numbers = (float(number) for number in re.findall(r"-?[0-9.]+", text))
    if not numbers:
        return Place(int(page), None)
    left, top, width, height = numbers
    return Place(int(page), Box(left, top, left + width, top + height))


def _left_out(report: model.Report) -> Iterator[Piece]:
    for number, row in enumerate(report.left_out or []):
        pages = _pages(row.pages)
        places = _places(row.at) or [Place(page, None) for page in pages]
        texts = _page_numbers(row.text, pages) if row.why == Why.PAGE_NUMBER.label else [row.text] * len(places)
        for place, text in zip(places, texts, strict=True):
            found = READING.search(text) if row.why == "ruby" else None
            shown = found[1] if found else text
            made = _piece(f"left_out[{number}]", row.why, [place], shown, report.language)
            made.left = True
            yield made


def _pages(text: str) -> list[int]:
    spans = [[int(number) for number in part.split("-")] for part in text.split(",")]
    return [page for span in spans for page in range(span[0], span[-1] + 1)]


def _page_numbers(text: str, pages: Sequence[int]) -> list[str]:
    """What each page says: "1–7" is a run, in which the number counts up with the pages."""
    for dash in re.finditer("–", text):
        first, last = text[: dash.start()], text[dash.end() :]
        found = NUMBER.search(first)
        if found and NUMBER.sub("#", first, count=1) == NUMBER.sub("#", last, count=1):
            head, tail = first[: found.start()], first[found.end() :]
            return [f"{head}{_counted(found[0], page - pages[0])}{tail}" for page in pages]
    return [text] * len(pages)


def _counted(first: str, step: int) -> str:
    """The number that comes so many pages after the first, in the digits that it is printed in."""
    text = str(int(first) + step).zfill(len(first) if first[0] in "0０" else 1)
    return text if first.isascii() else text.translate(WIDE_DIGITS)

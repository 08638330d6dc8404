"""One parser's reading of the PDF against what the report says, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportpipe.audit.findings import Finding, Kind, Tally
from reportpipe.audit.matching import is_in, jumps, match
from reportpipe.audit.order import Stand, out_of_order, stand
from reportpipe.audit.said import Piece, pieces
from reportpipe.audit.sheet import FREE, Sheet, sheet
from reportpipe.errors import UnreadableError
from reportpipe.model.page import Box
from reportpipe.model.report import Report
from reportpipe.patterns import pattern
from reportpipe.plugins import OpenDocument

DIGITS = pattern("[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?")
"""A number as the ledger counts it: 10 % that became 0 % is the worst loss of all."""
BRACKETS = "[](){}（）［］"
"""What may stand around the number of a footnote, which the report writes as [^1]."""


@dataclass(slots=True)
class Comparison:
    """What one parser's reading says. unread: pages that it could not read, with the reason."""

    tallies: list[Tally] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)


def compare(report: Report, document: OpenDocument, wanted: Sequence[int]) -> Comparison:
    """The report against the pages of an open PDF."""
    out = Comparison()
    said = pieces(report, wanted)
    on: dict[int, list[tuple[int, Piece]]] = {}
    for number, piece in enumerate(said):
        for page in dict.fromkeys(place.page for place in piece.places):
            on.setdefault(page, []).append((number, piece))
    stands: list[Stand] = []
    for page in wanted:
        try:
            drawn = sheet(document.page(page), report.language)
        except UnreadableError as error:
            out.unread[page] = error.message
            continue
        held = on.get(page, [])
        match(drawn, held)
        out.tallies.append(_tally(drawn, said, held, out.findings))
        found = (stand(number, piece, drawn) for number, piece in held if not piece.left)
        stands += (item for item in found if item is not None)
    known = {tally.page for tally in out.tallies}
    out.findings += _invented(said, known, set(range(1, document.page_count + 1)) - known)
    out.findings += out_of_order(stands)
    return out


def _tally(drawn: Sheet, said: Sequence[Piece], held: Sequence[tuple[int, Piece]], findings: list[Finding]) -> Tally:
    """The page's count, and its losses and jumps among the findings."""
    tally = Tally(drawn.number, painted=sum(drawn.seen))
    for place, owner in enumerate(drawn.owner):
        if owner != FREE and said[owner].left:
            why = said[owner].part
            tally.left[why] = tally.left.get(why, 0) + 1
        elif owner != FREE:
            tally.told += 1
        elif drawn.seen[place] and _is_normalised(drawn, place, said):
            tally.normalised += 1
            drawn.owner[place] = len(said)
    for run in _lost(drawn):
        tally.lost += len(run)
        box = drawn.box(run)
        findings.append(Finding(Kind.LOST, drawn.number, box, _path(box, drawn.number, held), drawn.text(run)))
    torn = [(piece, pair) for _, piece in held for pair in jumps(drawn, piece)]
    for piece, pair in torn:
        findings.append(Finding(Kind.MOVED, drawn.number, drawn.box(pair), piece.path, drawn.text(pair)))
    _count_numbers(drawn, tally, {place for _, pair in torn for place in pair})
    return tally


def _is_normalised(drawn: Sheet, place: int, said: Sequence[Piece]) -> bool:
    """Whether it is a hyphen that is there only because its line ends, or a bracket around a footnote's number."""
    key = drawn.chars[place]
    before = drawn.owner[place - 1] if place else FREE
    if key == "-" and drawn.ends[place] and 0 <= before < len(said):
        mine = {got[1] for got in said[before].got if got is not None and got[0] == drawn.number}
        return any(drawn.begins[other] and drawn.chars[other].isalpha() for other in mine if other > place)
    if key not in BRACKETS:
        return False
    near = [other for other in (place - 1, place + 1) if 0 <= other < len(drawn.chars)]
    return any(drawn.chars[other].isdigit() and drawn.owner[other] != FREE for other in near)


def _lost(drawn: Sheet) -> list[list[int]]:
    """What nobody claimed, run by run."""
    lost: list[list[int]] = []
    for place, owner in enumerate(drawn.owner):
        if owner != FREE or not drawn.seen[place]:
            continue
        if lost and lost[-1][-1] == place - 1 and drawn.after[place - 1] == place:
            lost[-1].append(place)
        else:
            lost.append([place])
    return lost


def _path(box: Box, page: int, held: Sequence[tuple[int, Piece]]) -> str:
    """The report's text in whose rectangle a box lies; "" for none."""
    for _, piece in held:
        if any(place.page == page and place.box is not None and is_in(box, place.box) for place in piece.places):
            return piece.path
    return ""


def _count_numbers(drawn: Sheet, tally: Tally, torn: set[int]) -> None:
    for run in drawn.runs():
        text = drawn.text(run)
        for found in DIGITS.finditer(text):
            places = run[found.start() : found.end()]
            if not drawn.seen[places[0]]:
                continue
            tally.numbers += 1
            if torn.intersection(places) or any(drawn.owner[place] == FREE for place in places):
                tally.missing.append((found[0], drawn.box(places)))


def _invented(said: Iterable[Piece], known: set[int], skipped: set[int]) -> list[Finding]:
    """What the report says and no page gave. known: the pages that were read; skipped: those that were not."""
    out: list[Finding] = []
    for piece in said:
        pages = {place.page for place in piece.places}
        if pages.isdisjoint(known) and not pages.isdisjoint(skipped):
            continue  # its page could not be read, or is not asked for
        start = 0
        while start < len(piece.keys):
            stop = start
            while stop < len(piece.keys) and piece.got[stop] is None:
                stop += 1
            if stop > start:
                out.append(_missing(piece, start, stop))
            start = max(stop, start + 1)
    return out


def _missing(piece: Piece, start: int, stop: int) -> Finding:
    """The finding for a part of a piece that has no characters: on the page where what stands beside it is."""
    beside = [piece.got[place] for place in (start - 1, stop) if 0 <= place < len(piece.got)]
    page = next((got[0] for got in beside if got is not None), piece.places[0].page)
    box = next((place.box for place in piece.places if place.page == page), None)
    return Finding(Kind.INVENTED, page, box, piece.path, "".join(piece.keys[start:stop]))

"""One parser's reading of the PDF against what the report says, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportpipe.audit.findings import Finding, Kind, Tally
from reportpipe.audit.matching import is_in, jumps, match
from reportpipe.audit.order import Stand, out_of_order, stand
from reportpipe.audit.said import Piece, pieces
from reportpipe.audit.sheet import FREE, Sheet, sheet
from reportpipe.audit.standing import misplaced
from reportpipe.errors import UnreadableError
from reportpipe.model.page import Box
from reportpipe.model.report import Report
from reportpipe.patterns import pattern
from reportpipe.plugins import OpenDocument
from reportpipe.runs import runs

DIGITS = pattern("[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?")
"""A number as the ledger counts it: 10 % that became 0 % is the worst loss of all."""
BRACKETS = "[](){}（）［］"
"""What may stand around the number of a footnote, which the report writes as [^1]."""


@dataclass(slots=True)
class Reading:
    """What one parser reads, laid on what the report says. unread: pages that it could not read, with the reason.
    painted: how many characters it reads on each page. moved: what stands elsewhere by its reading."""

    name: str
    document: OpenDocument
    language: str
    said: list[Piece]
    on: dict[int, list[tuple[int, Piece]]]
    unread: dict[int, str] = field(default_factory=dict)
    painted: dict[int, int] = field(default_factory=dict)
    stands: list[Stand] = field(default_factory=list)
    torn: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, document: OpenDocument, report: Report, wanted: Sequence[int]) -> Reading:
        """The reading of a document that is open, before its first page."""
        said = pieces(report, wanted)
        on: dict[int, list[tuple[int, Piece]]] = {}
        for number, piece in enumerate(said):
            for page in dict.fromkeys(place.page for place in piece.places):
                on.setdefault(page, []).append((number, piece))
        return cls(name, document, report.language, said, on)

    @property
    def nobody(self) -> int:
        """The owner of characters that need none."""
        return len(self.said)

    def sheet(self, page: int) -> Sheet | None:
        """The page with its characters claimed for the report's texts; None where it cannot be read."""
        if page > self.document.page_count:
            return None
        try:
            drawn = sheet(self.document.page(page), self.language)
        except UnreadableError as error:
            self.unread[page] = error.message
            return None
        held = self.on.get(page, [])
        match(drawn, held)
        self.painted[page] = sum(drawn.seen)
        found = (stand(number, piece, drawn) for number, piece in held if not piece.left)
        self.stands += (item for item in found if item is not None)
        torn = [(piece, pair) for _, piece in held for pair in jumps(drawn, piece)]
        self.torn += (
            Finding(
                Kind.MOVED, page, drawn.box(pair), piece.path, drawn.text(pair), "goes on in the middle of another row"
            )
            for piece, pair in torn
        )
        self.torn += misplaced(drawn, held)
        drawn.torn = {place for _, pair in torn for place in pair}
        return drawn

    def tally(self, drawn: Sheet) -> Tally:
        """The page's count so far. What is only normalised has nobody as its owner from now on."""
        tally = Tally(drawn.number, painted=sum(drawn.seen))
        for place, owner in enumerate(drawn.owner):
            if owner != FREE and self.said[owner].left:
                why = self.said[owner].part
                tally.left[why] = tally.left.get(why, 0) + 1
            elif owner != FREE:
                tally.told += 1
            elif drawn.seen[place] and _is_normalised(drawn, place, self.said):
                tally.normalised += 1
                drawn.owner[place] = self.nobody
        return tally

    def lost(self, drawn: Sheet) -> list[int]:
        """The seen characters of a page that nobody claimed."""
        return [place for place, owner in enumerate(drawn.owner) if owner == FREE and drawn.seen[place]]

    def path(self, box: Box, page: int) -> str:
        """The report's text in whose rectangle a box lies; "" for none."""
        for _, piece in self.on.get(page, ()):
            if any(place.page == page and place.box is not None and is_in(box, place.box) for place in piece.places):
                return piece.path
        return ""

    def moved(self) -> list[Finding]:
        """What is told elsewhere than it stands, once all pages were read."""
        return [*self.torn, *out_of_order(self.stands)]


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


def runs_of(places: Sequence[int], drawn: Sheet) -> Iterator[list[int]]:
    """Places of a page, divided where the painter or the row does not go on."""
    return runs(places, lambda before, place: before == place - 1 and drawn.after[before] == place)


def count_numbers(drawn: Sheet, tally: Tally) -> None:
    """Counts the numbers of a page, and those of which a digit is lost."""
    for run in drawn.runs():
        text = drawn.text(run)
        for found in DIGITS.finditer(text):
            places = run[found.start() : found.end()]
            if not drawn.seen[places[0]]:
                continue
            tally.numbers += 1
            if drawn.torn.intersection(places) or any(drawn.owner[place] == FREE for place in places):
                tally.missing.append((found[0], drawn.box(places)))

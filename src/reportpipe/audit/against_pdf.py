"""A report against its PDF, by two parsers and the page's picture.

Both parsers read each page. What both of them find, and the report lacks, is lost; what only one of them finds is
judged by the picture of the page, as pdfium paints it. Where that does not tell, the parsers disagree, and why is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from reportpipe import plugins
from reportpipe.audit.compare import Reading, count_numbers
from reportpipe.audit.findings import Audit, Finding, Kind, Tally
from reportpipe.audit.said import Piece
from reportpipe.audit.weighing import Judge, Weighed, missing
from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.model.page import Box
from reportpipe.model.report import Report
from reportpipe.sources.pdfium_ink import Ink, Letter, inked

SOURCE = "pdfplumber"
"""Reads the PDF unless told: not the parser that extracts."""
HALF = 0.5
"""A parser that finds less than this part of the other's characters on a page has lost some."""
OTHERS = {"pdfplumber": "pdfium"}
"""Who is asked for a second opinion; pdfplumber for all others."""


def audit(
    report: Report,
    pdf: bytes,
    *,
    source: str = SOURCE,
    pages: Sequence[int] | None = None,
    password: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Audit:
    """What the PDF shows and the report lacks, and the other way round.

    source: whose count the tallies are. pages: numbers from 1; None means all. tell: gets what is
    being done. Raises UnreadableError, EncryptedError, UsageError.
    """
    notes: list[str] = []
    with ExitStack() as stack:
        documents = list(_opened((source, OTHERS.get(source, SOURCE)), pdf, password, stack, notes))
        last = max(document.page_count for _, document in documents)
        wanted = [page for page in pages or range(1, last + 1) if page <= last]
        readings = [Reading.of(name, document, report, wanted) for name, document in documents]
        tallies: list[Tally] = []
        findings: list[Finding] = []
        picture = _Picture(stack, pdf, password)
        for page in wanted:
            tell(f"page {page} of {last}")
            _page(page, readings, picture, tallies, findings)
        tell("comparing the order")
        known = {tally.page for tally in tallies}
        findings += _invented(readings, known, set(range(1, last + 1)) - known)
        findings += _moved(readings)
    notes += [f"page {page}: {why}" for reading in readings for page, why in reading.unread.items()]
    notes += _half_read(readings)
    return Audit(tuple(reading.name for reading in readings), tuple(tallies), tuple(findings), tuple(notes))


def _opened(
    names: Sequence[str], pdf: bytes, password: str | None, stack: ExitStack, notes: list[str]
) -> Iterator[tuple[str, plugins.OpenDocument]]:
    """The PDF in each parser that opens it; raises what the last one raises where none does."""
    faults: list[UnreadableError | EncryptedError] = []
    for name in names:
        try:
            document = stack.enter_context(plugins.source(name).open(pdf, password))
        except (UnreadableError, EncryptedError) as error:
            faults.append(error)
        else:
            yield name, document
    if len(faults) == len(names):
        raise faults[0]
    notes += [f"{error.message}; read by one parser alone" for error in faults]


class _Picture:
    """Asks the page's picture, which is made when it is first needed; it tells nothing of a PDF that pdfium cannot
    open."""

    def __init__(self, stack: ExitStack, pdf: bytes, password: str | None) -> None:
        self._stack, self._pdf, self._password = stack, pdf, password
        self._made: list[Ink] = []

    def shows(self, number: int, letters: Sequence[Letter]) -> list[bool | None]:
        """As `Judge` says."""
        try:
            return self._ink().shows(number, letters)
        except (UnreadableError, EncryptedError):
            return [None] * len(letters)

    def reads(self, number: int, box: Box) -> set[str]:
        """As `Judge` says."""
        try:
            return self._ink().reads(number, box)
        except (UnreadableError, EncryptedError):
            return set()

    def _ink(self) -> Ink:
        if not self._made:
            self._made.append(self._stack.enter_context(inked(self._pdf, self._password)))
        return self._made[0]


def _page(page: int, readings: Sequence[Reading], judge: Judge, tallies: list[Tally], findings: list[Finding]) -> None:
    """Reads a page by all parsers; its tally and losses go to the lists."""
    read = [(reading, drawn) for reading in readings if (drawn := reading.sheet(page)) is not None]
    if not read:
        return
    counts = [reading.tally(drawn) for reading, drawn in read]
    weighed = Weighed([reading for reading, _ in read], [drawn for _, drawn in read], judge, counts[0])
    findings += weighed.losses()
    findings += weighed.additions()
    count_numbers(read[0][1], counts[0])
    tallies.append(counts[0])


def _half_read(readings: Sequence[Reading]) -> Iterator[str]:
    """Pages of which one parser finds under half of what the other finds."""
    if len(readings) == 1:
        return
    one, other = readings
    for page in sorted(one.painted.keys() & other.painted.keys()):
        less, more = sorted((one.painted[page], other.painted[page]))
        if less < HALF * more:
            yield f"page {page}: {one.name} finds {one.painted[page]} characters, {other.name} {other.painted[page]}"


def _invented(readings: Sequence[Reading], known: set[int], skipped: set[int]) -> Iterator[Finding]:
    """What the report says and no page gave. known: the pages that were read; skipped: those that were not."""
    said = readings[0].said
    for number, places in missing(readings).items():
        pages = {place.page for place in said[number].places}
        if pages.isdisjoint(known) and not pages.isdisjoint(skipped):
            continue  # its page could not be read, or is not asked for
        start = 0
        for stop in range(1, len(places) + 1):
            if stop == len(places) or places[stop] != places[stop - 1] + 1:
                yield _added(said[number], places[start], places[stop - 1] + 1)
                start = stop


def _added(piece: Piece, start: int, stop: int) -> Finding:
    """The finding for a part of a piece that has no characters: on the page where what stands beside it is."""
    beside = [piece.got[place] for place in (start - 1, stop) if 0 <= place < len(piece.got)]
    page = next((got[0] for got in beside if got is not None), piece.places[0].page)
    box = next((place.box for place in piece.places if place.page == page), None)
    return Finding(Kind.INVENTED, page, box, piece.path, "".join(piece.keys[start:stop]))


def _moved(readings: Sequence[Reading]) -> list[Finding]:
    """What is told elsewhere than it stands by every reading: one in whose order it can be read is enough."""
    first, *others = (reading.moved() for reading in readings)
    return [one for one in first if all(any(_is_same(one, two) for two in found) for found in others)]


def _is_same(one: Finding, other: Finding) -> bool:
    """Whether two findings say the same: of two texts that changed places, either may be told."""
    return one.page == other.page and one.why == other.why

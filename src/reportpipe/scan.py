"""Pages are read one by one; kept are their lines, and what was noted on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import NamedTuple

from reportpipe import plugins
from reportpipe.audit.pages import pages_missing
from reportpipe.audit.streams import streams_damaged
from reportpipe.bounds import MIB, USUAL, Bounds
from reportpipe.errors import NoTextError, UnreadableError, UsageError
from reportpipe.ladder import climb
from reportpipe.model.block import LeftText
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import Page
from reportpipe.patterns import pattern
from reportpipe.read.fates import unlined
from reportpipe.read.lines.added import added_lines, own_glyphs, stamps
from reportpipe.read.lines.drawn import with_drawn_bullets
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.lines.ruby import with_readings
from reportpipe.read.pages.grid import dividers, grids, ruled_boxes
from reportpipe.read.pages.profile import PageFacts, facts
from reportpipe.read.pages.setting import in_reading_frame
from reportpipe.read.pages.shown import shown_left
from reportpipe.read.pages.visible import seen_glyphs
from reportpipe.read.regions.bounded import Stayed
from reportpipe.second import SecondLook
from reportpipe.sources.inflated import count_inflated
from reportpipe.text.language import detect
from reportpipe.text.letters import TOLD, shares, tally
from reportpipe.text.suspicion import mojibake_suspected
from reportpipe.unseen import Witness

PDF_HEADER = b"%PDF-"
HEADER_WITHIN = 1024
"""Readers look for the header in the first 1,024 bytes (ISO 32000-1, implementation note 13)."""
SAMPLE_PAGES = 5
"""The language is found out from the first pages, before their text is cleaned by its rules."""
MOST_TOLD = 10
"""Page numbers that one message names."""
JUDGED = 40
"""Pages with fewer letters are not judged: two unknown signs may be a tenth of them."""
RUBBISH = 0.5
"""Where more of a document's letters are wrong, nothing is written."""
BIDI_CONTROLS = pattern("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates (UAX 9, 2): with them, a text can be made to look like another one."""
STAND_INS = (
    (pattern(rb"/NeedsRendering\s+true"), "a dynamic XFA form: its fields are not in its pages"),
    (pattern(rb"/Collection\s*<<|/Type\s*/Catalog[^>]*/Collection\s"), "a portfolio: its files are attached"),
)
"""Entries of the catalog (ISO 32000-1, table 28) whose page a viewer replaces by the form, or by the attached files."""


@dataclass(slots=True)
class Scan:
    """What is kept of all pages while they are read one by one. stayed: what looked hidden, and is content; left_out:
    per cent of a page's letters that one reason may leave out unasked."""

    page_count: int
    language: str
    pages: list[PageFacts] = field(default_factory=list)
    left: list[LeftText] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stayed: list[Stayed] = field(default_factory=list)
    left_out: int = USUAL.left_out


class Wish(NamedTuple):
    """How a PDF is to be read. source: None means the ladder; pages: from 1, None means all; language: None means that
    it is found out."""

    source: str | None = None
    pages: Collection[int] | None = None
    password: str | None = None
    language: str | None = None
    bounds: Bounds = USUAL


def scan_of(data: bytes, wish: Wish) -> Scan:
    """The lines of a PDF's pages. Raises UnreadableError, EncryptedError, NoTextError, LimitError, UsageError."""
    check(data, wish.bounds)
    if wish.source is not None:
        scan = _scan(wish.source, data, data, wish)
    else:
        scan = climb(data, wish.password, lambda source, mended: _scan(source, mended, data, wish))
    wish.bounds.allow(0)
    if not any(page.lines for page in scan.pages):
        raise NoTextError(
            "no page has a text layer", "The pages are pictures. Run OCR first (for instance OCRmyPDF), then try again."
        )
    scan.diagnostics += [*stand_ins(data), *_blank(scan.pages), *_turned(scan.pages), *_garbled(scan.pages)]
    return scan


def check(data: bytes, bounds: Bounds) -> None:
    """Looks at a file before any parser does. Raises UnreadableError, LimitError."""
    if not data:
        raise UnreadableError("the file is empty")
    if PDF_HEADER not in data[:HEADER_WITHIN]:
        raise UnreadableError("this is not a PDF file", "A PDF begins with %PDF-. Was the download complete?")
    bounds.check_file(len(data))
    count_inflated(data, bounds.check_decoded, bounds.decoded * MIB)


def _scan(source: str, data: bytes, original: bytes, wish: Wish) -> Scan:
    """Reads the pages one by one, and keeps their lines. data: what is read; original: what the user gave."""
    wish.bounds.allow(wish.bounds.page_seconds)
    with (
        plugins.source(source).open(data, wish.password) as document,
        SecondLook(source, data, wish.password, wish.bounds.left_out) as second,
        Witness(data, wish.password, wish.bounds.left_out) as witness,
    ):
        count = document.page_count
        wanted = numbers(wish.pages, count)
        wish.bounds.check_pages(len(wanted))
        read = (witness.judged(second.better(document.page(number))) for number in wanted)
        stream = _pages(read, wish.bounds)
        head = list(islice(stream, SAMPLE_PAGES))
        noted = [*pages_missing(original, count), *streams_damaged(original)]
        scan = Scan(
            count,
            wish.language or _language(head),
            diagnostics=noted,
            stayed=witness.stayed,
            left_out=wish.bounds.left_out,
        )
        for page in chain(head, stream):
            keep(page, scan)
        return scan


def _pages(pages: Iterable[Page], bounds: Bounds) -> Iterator[Page]:
    """The pages, as long as they stay in bounds."""
    glyphs = 0
    bounds.allow(bounds.page_seconds)
    for page in pages:
        on_page = sum(len(glyph.text) for glyph in page.glyphs)
        glyphs += on_page
        bounds.check_glyphs(glyphs, on_page)
        yield page
        bounds.allow(bounds.page_seconds)


def numbers(wanted: Collection[int] | None, count: int) -> list[int]:
    """The pages that are meant, in order. Raises UnreadableError, UsageError."""
    if count == 0:
        raise UnreadableError("the PDF has no pages")
    if wanted is None:
        return list(range(1, count + 1))
    outside = sorted(number for number in wanted if not 1 <= number <= count)
    if outside:
        raise UsageError(f"there is no page {outside[0]}: the PDF has {count} pages", "Pages count from 1.")
    return sorted(set(wanted))


def _language(pages: Sequence[Page]) -> str:
    return detect("".join(glyph.text for glyph in page.glyphs) for page in pages)


def keep(page: Page, scan: Scan) -> None:
    """Keeps of a page what the rules need that look over all of them."""
    seen, unseen = seen_glyphs(page)
    page = in_reading_frame(replace(page, glyphs=tuple(seen)))
    ruled, boxes = grids(page.shapes), ruled_boxes(page.shapes)
    own = own_glyphs(page, ruled, scan.language)
    lines = page_lines(page, own, scan.language, dividers(page.shapes, ruled, boxes), ruled)
    stamped, noted = added_lines(page, own, scan.language)
    scan.diagnostics += unlined(page.number, seen, [*lines, *stamped, *noted])
    lines, marks = with_readings(lines)
    lines = with_drawn_bullets(lines, page.shapes)
    if not lines and page.shapes:
        scan.diagnostics.append(Diagnostic(Code.NO_TEXT_LAYER, Code.NO_TEXT_LAYER.meaning, page.number))
    elif mojibake_suspected("".join(line.text for line in lines)):
        scan.diagnostics.append(Diagnostic(Code.MOJIBAKE, Code.MOJIBAKE.meaning, page.number))
    scan.pages.append(replace(facts(page, lines, ruled, boxes), notes=tuple(noted)))
    scan.left += [*unseen, *shown_left([*marks, *stamps(stamped)], scan.pages[-1:])]
    scan.diagnostics += page.diagnostics


def _blank(pages: Sequence[PageFacts]) -> list[Diagnostic]:
    """One diagnostic for all pages that paint nothing: they may be blank, and their content may be damaged."""
    blank = [page.number for page in pages if not page.lines and not page.shapes]
    if not blank:
        return []
    told = ", ".join(map(str, blank[:MOST_TOLD])) + (" …" if len(blank) > MOST_TOLD else "")
    return [Diagnostic(Code.BLANK_PAGE, f"nothing is painted on page {told}")]


def _garbled(pages: Sequence[PageFacts]) -> list[Diagnostic]:
    """One diagnostic for each page of whose letters a part cannot be trusted. Raises NoTextError where most cannot."""
    tallies = [tally(page.number, ((line.text, line.font) for line in page.lines)) for page in pages]
    found = [(one, share) for one, share in zip(tallies, shares(tallies), strict=True) if one.letters >= JUDGED]
    letters = sum(one.letters for one, _ in found)
    wrong = sum(share * one.letters for one, share in found)
    if wrong > RUBBISH * letters:
        raise NoTextError(
            f"{wrong / letters:.0%} of the text layer's letters are not those that are painted",
            "Its fonts name wrong characters, or none. Have the pages read anew (for instance OCRmyPDF --force-ocr).",
        )
    meaning = Code.TEXT_LAYER_GARBLED.meaning
    told = ((one, share) for one, share in found if share >= TOLD)
    return [
        Diagnostic(Code.TEXT_LAYER_GARBLED, f"{share:.0%} of the letters: {meaning}", one.page) for one, share in told
    ]


def _turned(pages: Sequence[PageFacts]) -> list[Diagnostic]:
    """One diagnostic a page for characters that make a viewer show its text in another order than it is written in."""
    counts = ((page.number, sum(len(BIDI_CONTROLS.findall(line.text)) for line in page.lines)) for page in pages)
    return [Diagnostic(Code.BIDI_CONTROL, f"{count} of them are kept", page) for page, count in counts if count]


def stand_ins(data: bytes) -> list[Diagnostic]:
    """What to say of a file whose pages only stand in for its content."""
    return [Diagnostic(Code.STAND_IN, words) for mark, words in STAND_INS if mark.search(data)]

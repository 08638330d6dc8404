"""The two directions: `read()` makes a Report of a PDF, `write()` makes a file of a Report."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from reportpipe import __version__, plugins
from reportpipe.audit.fates import orphans
from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import UsageError
from reportpipe.files import read_bytes, readable_name, write_bytes
from reportpipe.model.block import Block, LeftText, Line
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.page import Page
from reportpipe.model.report import Extracted, Report, Source, content_hash
from reportpipe.read.blocks.added import note_blocks, with_notes
from reportpipe.read.blocks.blocks import page_blocks
from reportpipe.read.blocks.continued import joined_tables
from reportpipe.read.blocks.flow import joined_over_pages, with_start_doubts
from reportpipe.read.lines.bookmarks import believed
from reportpipe.read.lines.spacing import gaps_are_typed, with_spaces
from reportpipe.read.outline.assemble import Outline, assemble
from reportpipe.read.outline.build import build
from reportpipe.read.outline.doubts import doubts
from reportpipe.read.outline.draft import left_readings
from reportpipe.read.outline.explain import Explanation, explanation
from reportpipe.read.outline.headings import with_headings
from reportpipe.read.outline.marks import with_mark_doubts
from reportpipe.read.outline.pictured import pictured_titles
from reportpipe.read.outline.titlepage import TitlePage, front_pages, read_title_page, title_lines
from reportpipe.read.pages.profile import PageFacts, Profile, learn
from reportpipe.read.pages.shown import shown_blocks, shown_left, shown_lines
from reportpipe.read.regions.bounded import bounded_contents, bounded_furniture, with_stayed
from reportpipe.read.regions.figures import with_figures
from reportpipe.read.regions.footnotes import Footnote, footnotes, shown_notes, with_references
from reportpipe.read.regions.furniture import Left, furniture
from reportpipe.read.regions.line_numbers import without_line_numbers
from reportpipe.read.regions.order import regions
from reportpipe.read.regions.solids import with_tables
from reportpipe.read.regions.tabs import with_joined_tabs
from reportpipe.read.regions.unruled import with_unruled_tables
from reportpipe.scan import Scan, Wish, keep, numbers, scan_of
from reportpipe.text.join import collect_words


class Reading(NamedTuple):
    """A report, and what was noted while it was made."""

    report: Report
    diagnostics: tuple[Diagnostic, ...]


def read(  # noqa: PLR0913 -- an option each
    pdf: Path | str | bytes,
    *,
    source: str | None = None,
    pages: Collection[int] | None = None,
    password: str | None = None,
    language: str | None = None,
    name: str | None = None,
    bounds: Bounds = USUAL,
) -> Reading:
    """The report of a PDF.

    pdf: a path, or the file's bytes. source: name of the text source; None means pdfium, and the ladder of ladder.py
    where that fails. pages: numbers from 1; None means all. language: BCP 47; None means that it is found out.
    name: what `source.file` of the report says. bounds: what is taken on. This very process reads it: what the commands
    guard against, a caller must guard itself against. Raises UnreadableError, EncryptedError, NoTextError, LimitError,
    UsageError.
    """
    data = pdf if isinstance(pdf, bytes) else read_bytes(Path(pdf), bounds)
    scan = scan_of(data, Wish(source, pages, password, language, bounds))
    file = readable_name(name or (Path(pdf).name if not isinstance(pdf, bytes) else "-"))
    return _reading(scan, Source(file=file, sha256=hashlib.sha256(data).hexdigest(), pages=scan.page_count))


def explain(
    pdf: Path | str | bytes,
    *,
    source: str | None = None,
    pages: Collection[int] | None = None,
    password: str | None = None,
    language: str | None = None,
    bounds: Bounds = USUAL,
) -> Explanation:
    """What each part of some pages was taken for, and why; arguments and errors as for `read`. The whole file is read,
    because most rules are learnt over it."""
    data = pdf if isinstance(pdf, bytes) else read_bytes(Path(pdf), bounds)
    scan = scan_of(data, Wish(source, None, password, language, bounds))
    wanted = set(numbers(pages, scan.page_count))
    sizes = {page.number: (page.shown_width, page.shown_height) for page in scan.pages if page.number in wanted}
    return explanation(_outline(scan), sizes, scan.page_count)


def report_of(pages: Sequence[Page], origin: Source, language: str) -> Reading:
    """The report of pages that were read already."""
    scan = Scan(len(pages), language)
    for page in pages:
        keep(page, scan)
    return _reading(scan, origin)


def _reading(scan: Scan, origin: Source) -> Reading:
    found = _outline(scan)
    report = assemble(found, origin)
    record = Extracted(by=f"reportpipe {__version__}", sha256=content_hash(report))
    return Reading(replace(report, extracted=record), (*scan.diagnostics, *found.notes))


def _outline(scan: Scan) -> Outline:
    pages, numbered = without_line_numbers(believed(_spaced(scan.pages)))
    profile = learn(pages)
    found, stayed = bounded_furniture(pages, furniture(pages, profile), scan.left_out)
    found = [*numbered, *found]
    pages = _without(pages, found)
    toc, listed = bounded_contents(pages, scan.left_out)
    stayed = [*scan.stayed, *stayed, *listed]
    pages = _without(pages, toc.left)
    bodies, notes = _footnotes(pages, profile)
    count = front_pages(bodies, profile, toc)
    front = {page.number for page in bodies[:count]}
    own, notes = [note for note in notes if note.page in front], [note for note in notes if note.page not in front]
    title = _title_page(_referring(bodies[:count], own), own, profile)
    pages = [*(replace(page, lines=()) for page in bodies[:count]), *_referring(bodies[count:], notes)]
    words = collect_words(line.text for page in pages for line in page.lines)
    pages = [with_figures(with_unruled_tables(with_tables(page, profile, words), words), profile) for page in pages]
    pages = [replace(page, lines=tuple(with_joined_tabs(page.lines))) for page in pages]
    blocks = list(_blocks(pages, profile))
    blocks = with_headings(pages, blocks, profile, toc.titles)
    pictured = pictured_titles(pages[count:], blocks) if profile.is_deck else []
    blocks, repeated = joined_tables(blocks, pages, notes, profile)
    if not profile.is_deck:
        blocks = joined_over_pages(blocks, profile)
    blocks = with_notes(with_start_doubts(blocks), pages[count:], profile)
    blocks = with_mark_doubts(shown_blocks(blocks, pages), profile)
    blocks = with_stayed(blocks, stayed)
    told = [*title.lines, *_lines_of(blocks), *(line for note in notes for line in note.lines)]
    told += (item.line for item in [*found, *toc.left])
    lost = orphans((line for page in scan.pages for line in page.lines), told)
    themes, merged, taken = build(blocks, shown_notes(notes, pages))
    aside, readings = _left([*found, *toc.left])
    left = [*scan.left, *title.left, *shown_left(aside, pages), *merged, *shown_left([*repeated, *readings], pages)]
    noted = [*(item.diagnostic for item in stayed), *title.diagnostics, *lost, *pictured, *doubts(themes)]
    return Outline(profile, scan.language, title, themes, [*title.taken, *taken], left, noted)


def _lines_of(blocks: Sequence[Block]) -> Iterator[Line]:
    return (line for block in blocks for line in block.lines)


def _left(left: Sequence[Left]) -> tuple[list[LeftText], list[LeftText]]:
    """Lines that are left out, and the readings that stood above them."""
    aside = [LeftText(line.page, line.text, why, line.box, evidence) for line, why, evidence in left]
    return aside, left_readings(item.line for item in left)


def _spaced(pages: list[PageFacts]) -> list[PageFacts]:
    """The pages with typed spaces that no glyph paints."""
    if not gaps_are_typed(line for page in pages for line in page.lines):
        return pages
    return [replace(page, lines=tuple(with_spaces(line) for line in page.lines)) for page in pages]


def _without(pages: Sequence[PageFacts], left: Sequence[Left]) -> list[PageFacts]:
    """The pages without the lines that are left out."""
    gone = {id(item.line) for item in left}
    return [replace(page, lines=tuple(line for line in page.lines if id(line) not in gone)) for page in pages]


def _title_page(pages: Sequence[PageFacts], notes: Sequence[Footnote], profile: Profile) -> TitlePage:
    """What the front matter says. pages: its own, none where there is none; notes: those at their feet."""
    if not pages:
        return TitlePage()
    first, *others = pages
    title = title_lines(first.lines)
    rest = replace(first, lines=tuple(line for line in first.lines if line not in title))
    blocks = list(_blocks([rest, *others], profile))
    blocks += chain.from_iterable(note_blocks(page, profile) for page in pages if page.notes)
    told = [*title, *_lines_of(blocks), *(line for note in notes for line in note.lines)]
    blocks = shown_blocks(blocks, pages)
    made = read_title_page(shown_lines(title, pages), blocks, shown_notes(notes, pages))
    lines = chain(*(page.lines for page in pages), *(note.lines for note in notes))
    made.lines = told
    made.left += shown_left(left_readings(lines), pages)
    return made


def _footnotes(pages: Sequence[PageFacts], profile: Profile) -> tuple[list[PageFacts], list[Footnote]]:
    """The pages without their footnotes, and these."""
    parts = [footnotes(page, page.lines, profile) for page in pages]
    bodies = [replace(page, lines=tuple(lines)) for page, (lines, _) in zip(pages, parts, strict=True)]
    return bodies, [note for _, found in parts for note in found]


def _referring(pages: Sequence[PageFacts], notes: Sequence[Footnote]) -> list[PageFacts]:
    """The pages with references to their notes."""
    marks: dict[int, set[str]] = {page.number: set() for page in pages}
    for note in notes:
        marks[note.page].add(note.mark)
    numbers = frozenset(note.mark for note in notes if note.mark.isdecimal())  # endnotes stand on pages of their own
    return [
        replace(page, lines=tuple(with_references(page.lines, frozenset(marks[page.number]), numbers)))
        for page in pages
    ]


def _blocks(pages: Sequence[PageFacts], profile: Profile) -> Iterator[Block]:
    words = collect_words(line.text for page in pages for line in page.lines)
    for page in pages:
        yield from page_blocks(regions(page, page.lines), profile, words)


def render(report: Report, format_name: str, options: Mapping[str, Any] | None = None) -> bytes:
    """The bytes of a rendition. options: of its renderer. Raises UsageError for an unknown format or option."""
    return plugins.renderer(format_name, options).render(report)


def suffix(format_name: str) -> str:
    """The suffix of a format's files, with its dot. Raises UsageError for an unknown format."""
    return plugins.renderer(format_name).suffix


def write(report: Report, path: Path | str) -> None:
    """Writes the rendition that the file's suffix names (.docx, .md, .json, …), whole or not at all.

    Raises UsageError for an unknown suffix, OutputError where it cannot be written.
    """
    target = Path(path)
    for name in plugins.names(plugins.RENDERERS):
        if suffix(name) == target.suffix:
            write_bytes(target, render(report, name))
            return
    raise UsageError(f"no format has the suffix {target.suffix!r}", "`reportpipe plugins` lists them.")

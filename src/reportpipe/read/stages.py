"""What happens to the pages of a document until they are an outline, and in which order: `STAGES`.

Each stage is a function of what the one before it returns, and of nothing else; what it takes and returns is frozen.
No stage changes what it is given, so that all that was known after each of them can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from reportpipe.model.block import Block, LeftText, Line
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.read.blocks.added import with_notes
from reportpipe.read.blocks.blocks import blocks_of
from reportpipe.read.blocks.continued import joined_tables
from reportpipe.read.blocks.flow import joined_over_pages, with_start_doubts
from reportpipe.read.blocks.sight import Whole
from reportpipe.read.blocks.weighed import HEAD, weigh, written
from reportpipe.read.fates import orphans
from reportpipe.read.forest import Weights, usual
from reportpipe.read.lines.bookmarks import believed
from reportpipe.read.lines.spacing import spaced
from reportpipe.read.outline.assemble import Outline
from reportpipe.read.outline.bookmarks import with_bookmarks, with_told_levels
from reportpipe.read.outline.build import build
from reportpipe.read.outline.doubts import doubts
from reportpipe.read.outline.draft import left_readings
from reportpipe.read.outline.headings import with_headings
from reportpipe.read.outline.marks import with_mark_doubts
from reportpipe.read.outline.notes import with_note_boxes
from reportpipe.read.outline.parents import with_levels
from reportpipe.read.outline.pictured import pictured_titles
from reportpipe.read.outline.titlepage import front_pages, title_page_of
from reportpipe.read.pages.profile import PageFacts, Profile, learn
from reportpipe.read.pages.shown import shown_blocks, shown_left
from reportpipe.read.regions.bounded import Stayed, bounded_contents, bounded_furniture, with_stayed
from reportpipe.read.regions.contents import NO_CONTENTS, Contents
from reportpipe.read.regions.figures import with_figures
from reportpipe.read.regions.footnotes import Footnote, referring, shown_notes, without_footnotes
from reportpipe.read.regions.furniture import Left, furniture, without
from reportpipe.read.regions.line_numbers import without_line_numbers
from reportpipe.read.regions.order import opened, regions
from reportpipe.read.regions.solids import with_tables
from reportpipe.read.regions.tabs import with_joined_tabs
from reportpipe.read.regions.unruled import with_unruled_tables
from reportpipe.text.join import collect_words

LEAST_LINES = 20
"""Documents of fewer lines are decided by rules."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the first stage is given. pages: with all their lines. left: texts that are left out already (hidden,
    stamps). stayed: what looked hidden, and is content. left_out: per cent of a page's letters that one reason may
    leave out unasked."""

    pages: tuple[PageFacts, ...]
    language: str
    left: tuple[LeftText, ...]
    stayed: tuple[Stayed, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter: its pages, none where the document begins with its content, and the footnotes on them."""

    pages: tuple[PageFacts, ...] = ()
    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Regioned:
    """A document while its regions are told from each other.

    pages: all of them, with the lines and solids of the text itself. left: lines that were taken from them as no
    content; stayed: what looked like it, and stays. contents: the tables of contents, whose lines are in `left`.
    notes: footnotes of the pages behind the front matter.
    """

    scanned: Scanned
    profile: Profile
    pages: tuple[PageFacts, ...]
    left: tuple[Left, ...]
    stayed: tuple[Stayed, ...]
    contents: Contents = NO_CONTENTS
    notes: tuple[Footnote, ...] = ()
    front: Front = Front()

    @property
    def text_pages(self) -> tuple[PageFacts, ...]:
        """The pages behind the front matter."""
        return self.pages[len(self.front.pages) :]


@dataclass(frozen=True, slots=True)
class Decided:
    """A document whose lines are blocks, headings among them, in reading order. repeated: what stood on a page once
    more only because it began there (heads of tables). noted: what a person should know of the decisions."""

    document: Regioned
    blocks: tuple[Block, ...]
    repeated: tuple[LeftText, ...]
    noted: tuple[Diagnostic, ...]


def learnt(scanned: Scanned) -> Regioned:
    """In: the pages as they were scanned. Out: with typed spaces, bookmarks that are true, no numbers of lines; and the
    profile that is learnt over all of them."""
    pages, numbers = without_line_numbers(believed(spaced(scanned.pages)))
    return Regioned(scanned, learn(pages), tuple(pages), tuple(numbers), scanned.stayed)


def without_furniture(document: Regioned) -> Regioned:
    """In: pages with page numbers, running heads, stamps, watermarks. Out: without them, as far as they may go."""
    found = furniture(document.pages, document.profile)
    left, stayed = bounded_furniture(document.pages, found, document.scanned.left_out)
    return replace(
        document,
        pages=tuple(without(document.pages, left)),
        left=(*document.left, *left),
        stayed=(*document.stayed, *stayed),
    )


def without_contents(document: Regioned) -> Regioned:
    """In: pages without furniture. Out: without tables of contents; the titles that they name are kept."""
    found, stayed = bounded_contents(document.pages, document.scanned.left_out)
    return replace(
        document,
        pages=tuple(without(document.pages, found.left)),
        left=(*document.left, *found.left),
        stayed=(*document.stayed, *stayed),
        contents=found,
    )


def without_notes(document: Regioned) -> Regioned:
    """In: pages with footnotes at their feet. Out: without them, and the notes of all pages. Nothing refers to them
    yet."""
    pages, notes = without_footnotes(document.pages, document.profile)
    return replace(document, pages=tuple(pages), notes=tuple(notes))


def without_front(document: Regioned) -> Regioned:
    """In: pages without notes, and these. Out: the front matter apart, with its own notes; its pages hold no lines any
    more. Lines refer to their notes, [^1]."""
    pages = document.pages
    count = front_pages(pages, document.profile, document.contents)
    numbers = {page.number for page in pages[:count]}
    own = [note for note in document.notes if note.page in numbers]
    notes = [note for note in document.notes if note.page not in numbers]
    blank = (replace(page, lines=()) for page in pages[:count])
    return replace(
        document,
        pages=(*blank, *referring(pages[count:], notes)),
        notes=tuple(notes),
        front=Front(tuple(referring(pages[:count], own)), tuple(own)),
    )


def with_solids(document: Regioned) -> Regioned:
    """In: pages of lines. Out: their tables and figures as solids, which hold the lines in them; rows set with tab
    stops as one line each."""
    words = collect_words(line.text for page in document.pages for line in page.lines)
    profile = document.profile
    pages = (
        with_figures(with_unruled_tables(with_tables(page, profile, words), words), profile) for page in document.pages
    )
    return replace(document, pages=tuple(replace(page, lines=tuple(with_joined_tabs(page.lines))) for page in pages))


def seen(document: Regioned) -> Whole:
    """In: pages of lines and solids. Out: their lines in reading order, each with what stands around it; those of
    figures among them, as rules only supposed that they are no running text."""
    parts = [opened(page, regions(page, page.lines)) for page in document.pages]
    return Whole(document.pages, parts, document.profile, document.contents.titles)


def decided(document: Regioned) -> Decided:
    """In: pages of lines and solids, profile, notes, the titles that contents name. Out: which lines join, over the
    page's end too, what kind each block is, and below which one it hangs. All these decisions are made here, and none
    before or after; boxes are in the frame in which the page is read.

    They are made by weighed evidence; in a document of fewer than LEAST_LINES lines, which is too little to compare its
    styles and places, by rules.
    """
    if sum(len(page.lines) for page in document.text_pages) >= LEAST_LINES:
        return weighed(document, usual())
    blocks = blocks_of(document.pages, document.profile)
    blocks = with_headings(document.pages, blocks, document.profile, document.contents.titles)
    return _decided(document, blocks, flows=not document.profile.is_deck)


def weighed(document: Regioned, weights: Weights) -> Decided:
    """What `decided` returns, by these weights."""
    whole = seen(document)
    words = collect_words(line.text for page in document.pages for line in page.lines)
    found = weigh(whole, weights)
    heads = frozenset(block.lines[0].number for block in found if block.kind == HEAD)
    blocks = with_levels(whole, written(whole, found, words), heads, weights.parent)
    blocks = with_note_boxes(with_told_levels(with_bookmarks(document.pages, blocks)))
    return _decided(document, blocks, flows=False)


def _decided(document: Regioned, blocks: Sequence[Block], *, flows: bool) -> Decided:
    """The blocks with their tables and notes. flows: whether text that goes on over a page is not joined yet."""
    pages, profile = document.pages, document.profile
    pictured = pictured_titles(document.text_pages, blocks) if profile.is_deck else []
    joined, repeated = joined_tables(blocks, pages, document.notes, profile)
    if flows:
        joined = joined_over_pages(joined, profile)
    joined = with_notes(with_start_doubts(joined), document.text_pages, profile)
    return Decided(document, tuple(joined), tuple(repeated), tuple(pictured))


def doubted(found: Decided) -> Decided:
    """In: blocks as they were decided. Out: with their boxes in the displayed frame, and with doubts at raised numbers
    without a note and at text that looked like no content."""
    document = found.document
    blocks = with_mark_doubts(shown_blocks(found.blocks, document.pages), document.profile)
    return replace(found, blocks=tuple(with_stayed(blocks, document.stayed)))


def outlined(found: Decided) -> Outline:
    """In: blocks with headings. Out: the themes that they make, the title page, all that is left out; and what a person
    should know, lines without a fate among it."""
    document, pages = found.document, found.document.pages
    title = title_page_of(document.front.pages, document.front.notes, document.profile)
    lost = orphans(_lines_of(document.scanned.pages), [*title.lines, *_told(found)])
    themes, merged, taken = build(found.blocks, shown_notes(document.notes, pages))
    aside = [LeftText(line.page, line.text, why, line.box, evidence) for line, why, evidence in document.left]
    readings = left_readings(item.line for item in document.left)
    left = [
        *document.scanned.left,
        *title.left,
        *shown_left(aside, pages),
        *merged,
        *shown_left([*found.repeated, *readings], pages),
    ]
    stayed = (item.diagnostic for item in document.stayed)
    noted = [*stayed, *title.diagnostics, *lost, *found.noted, *doubts(themes)]
    return Outline(document.profile, document.scanned.language, title, themes, [*title.taken, *taken], left, noted)


def _lines_of(parts: Sequence[PageFacts | Block | Footnote]) -> Iterator[Line]:
    return chain.from_iterable(part.lines for part in parts)


def _told(found: Decided) -> Iterator[Line]:
    """The lines that the themes tell or the document leaves out."""
    left = (item.line for item in found.document.left)
    return chain(_lines_of(found.blocks), _lines_of(found.document.notes), left)


STAGES: tuple[Callable[[Any], Any], ...] = (
    learnt,
    without_furniture,
    without_contents,
    without_notes,
    without_front,
    with_solids,
    decided,
    doubted,
    outlined,
)
"""In their order: the first is given `Scanned`, each other one what the one before it returns; the last returns
`Outline`."""

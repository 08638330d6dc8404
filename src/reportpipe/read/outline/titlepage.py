"""The title page: title, organisation, date, and what else it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from reportpipe.model.block import Block, LeftText, Line
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.blocks.added import note_blocks
from reportpipe.read.blocks.blocks import blocks_of
from reportpipe.read.outline.draft import Taken, left_readings, place
from reportpipe.read.outline.notes import footnote_item
from reportpipe.read.pages.profile import LONG_LINE, PageFacts, Profile
from reportpipe.read.pages.shown import shown_blocks, shown_left, shown_lines
from reportpipe.read.regions.contents import Contents
from reportpipe.read.regions.footnotes import Footnote, shown_notes
from reportpipe.text.dates import parse_date
from reportpipe.text.enumerators import parse_item
from reportpipe.text.join import join
from reportpipe.text.letterspace import collapse
from reportpipe.text.normalise import fold
from reportpipe.text.organisation import is_latin_logo, is_organisation

MOST_LINES = 16
"""A title page has no more lines."""
TEXT_LINES = 10
"""A page before the table of contents with so many long lines is a summary, and content."""
MOST_PAGES = 5
"""Front matter has no more pages."""
LARGER = 1.25
"""The title is larger than the document's text by this factor."""
SAME_SIZE = 0.06
"""Lines of the title differ in size by no more than this part."""
SECOND_SIZE = 0.75
"""A second line of the title is at least this part of the first one's size."""
PITCH_EM = 2.2
"""Lines of one title, or of one logo, are no farther apart than this."""
MINISTRIES = ("省", "庁", "府")
"""Endings of the bodies that stand above bureaus and divisions; they are named first."""
ERA_CODES = {"era-range": Code.ERA_RANGE, "weekday-mismatch": Code.WEEKDAY_MISMATCH}


@dataclass(slots=True)
class TitlePage:
    """What a title page says. left: its readings, which it cannot carry; taken: what each line of it was taken for;
    lines: all that it tells, as they stand on their pages."""

    title: str = ""
    organisation: list[str] = field(default_factory=list)
    date: str | None = None
    date_as_printed: str | None = None
    front: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    left: list[LeftText] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def is_title_page(page: PageFacts, profile: Profile) -> bool:
    """Whether the first page holds a title and no content: few lines, a large one, hardly a list item."""
    lines = page.lines
    if not lines or len(lines) > MOST_LINES:
        return False
    largest = max(line.size for line in lines)
    items = sum(bool(line.marker) or parse_item(line.text) is not None for line in lines)
    text = sum(len(line.text) for line in lines if line.size < largest * (1 - SAME_SIZE))
    begins_low = min(line.box.top for line in title_lines(lines)) > page.height * 0.12
    return largest >= LARGER * profile.body_size and items <= 1 and begins_low and text < 20 * MOST_LINES


def front_pages(pages: Sequence[PageFacts], profile: Profile, toc: Contents) -> int:
    """How many pages at the beginning are front matter: the title page, and what stands before a table of contents
    that names none of it (in a deck, a summary may stand there). 0 where the document begins with its content."""
    if not pages[0].lines or max(line.size for line in pages[0].lines) < LARGER * profile.body_size:
        return 0
    before = 0 if profile.is_deck else min((item.line.page for item in toc.left), default=0) - pages[0].number
    named = any(fold(line.text) in toc.titles for page in pages[: max(before, 0)] for line in page.lines)
    if 0 < before <= MOST_PAGES and not named:
        return next((place for place in range(1, before) if _is_text(pages[place])), before)
    return int(is_title_page(pages[0], profile))


def _is_text(page: PageFacts) -> bool:
    """Whether a page is full of text, as a summary is."""
    return sum(line.box.width > LONG_LINE * page.width for line in page.lines) >= TEXT_LINES


def title_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of the largest size, and those right below them that are nearly as large and as bold."""
    largest = max(line.size for line in lines)
    title = [line for line in lines if line.size >= largest * (1 - SAME_SIZE)]
    for line in sorted(lines, key=lambda line: line.baseline):
        near = 0 < line.baseline - title[-1].baseline <= PITCH_EM * largest
        alike = line.size >= SECOND_SIZE * largest and line.bold == title[-1].bold and line.angle == title[-1].angle
        if line not in title and near and alike and parse_date(line.text) is None:
            title.append(line)
    return title


def read_title_page(title: Sequence[Line], blocks: Sequence[Block], notes: Sequence[Footnote] = ()) -> TitlePage:
    """Title, organisation, date and the rest. title: the lines of the title; blocks: all else, in reading order, but
    for the footnotes. These belong to no theme: they come last, each behind the mark that refers to it, [^1]."""
    out = TitlePage()
    for line in title:
        out.title = join(out.title, collapse(line.text), cjk_latin=" ") if out.title else collapse(line.text)
        _take(out, "title", line.text, place(line.page, line.box), Reason(Rule.FRONT_TITLE, f"{line.size:.1f} pt"))
    for text, block in _joined(blocks):
        _sort(text, block, out)
    for item in map(footnote_item, notes):
        out.front.append(f"[^{item.marker}] {item.text}")
        out.taken.append(Taken("front", 0, item.marker, item.text, item.at, item.reasons))
    out.organisation.sort(key=lambda name: not name.endswith(MINISTRIES))
    return out


def title_page_of(pages: Sequence[PageFacts], notes: Sequence[Footnote], profile: Profile) -> TitlePage:
    """What the front matter says. pages: its own, none where there is none; notes: those at their feet."""
    if not pages:
        return TitlePage()
    first, *others = pages
    title = title_lines(first.lines)
    rest = replace(first, lines=tuple(line for line in first.lines if line not in title))
    blocks = blocks_of([rest, *others], profile)
    blocks += chain.from_iterable(note_blocks(page, profile) for page in pages if page.notes)
    told = chain(title, *(block.lines for block in blocks), *(note.lines for note in notes))
    out = read_title_page(shown_lines(title, pages), shown_blocks(blocks, pages), shown_notes(notes, pages))
    out.lines += told
    lines = chain(*(page.lines for page in pages), *(note.lines for note in notes))
    out.left += shown_left(left_readings(lines), pages)
    return out


def _take(out: TitlePage, what: str, text: str, at: str, why: Reason) -> None:
    out.taken.append(Taken(what, 0, "", text, [at], [why]))


def _sort(text: str, block: Block, out: TitlePage) -> None:
    at = place(block.page, block.box)
    found = parse_date(text)
    if found is not None and out.date is None and len(found.as_printed) * 2 > len(text):
        out.date, out.date_as_printed = found.iso, text
        codes = (ERA_CODES[warning] for warning in found.warnings)
        out.diagnostics += [Diagnostic(code, found.as_printed, block.page, block.box) for code in codes]
        _take(out, "date", text, at, Reason(Rule.FRONT_DATE, found.iso))
    elif is_organisation(text):
        out.organisation.append(text)
        _take(out, "organisation", text, at, Reason(Rule.FRONT_NAME, text))
    else:
        out.front.append(text)
        _take(out, "front", text, at, Reason(Rule.FRONT_REST, block.look))


def _joined(blocks: Sequence[Block]) -> list[tuple[str, Block]]:
    """Texts, line by line, each with its block; the lines of a Latin name (MINISTRY OF EDUCATION, / CULTURE, SPORTS, …)
    are joined."""
    out: list[tuple[str, Block]] = []
    for block in blocks:
        for text in block.full.split("\n"):
            if out and is_latin_logo(out[-1][0]) and is_latin_logo(text) and _is_near(out[-1][1], block):
                out[-1] = (join(out[-1][0], text), block)
            else:
                out.append((text, block))
    return out


def _is_near(first: Block, second: Block) -> bool:
    """Whether two blocks, or one and itself, are lines of one name."""
    near = second.lines[0].baseline - first.lines[-1].baseline <= PITCH_EM * first.size
    return near and first.page == second.page and abs(first.size - second.size) <= SAME_SIZE * first.size

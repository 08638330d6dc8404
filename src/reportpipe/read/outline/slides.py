"""Which blocks of a deck are titles: those in a band across the top, those in the style of titles (wherever they stand,
so that a slide may hold two themes), those in the place of one, and those that a bookmark or an agenda names. A slide
with nothing but a large line divides the deck: the themes after it are its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportpipe.model.block import Block
from reportpipe.model.reason import Rule
from reportpipe.read.lines.segments import is_marker_only
from reportpipe.read.outline.bands import learn_bands, with_band_titles
from reportpipe.read.outline.placed import DIVIDER_RANK, titles_on, with_placed
from reportpipe.read.outline.titles import Slide, Titles, candidates, is_listed, is_title_like, learn_titles
from reportpipe.read.pages.profile import PageFacts, Profile

LABEL_RANK = 0.9
"""A label that recurs ranks below the titles, by this factor on their size."""
DIVIDER_LINES = 3
"""The title of a slide that divides the deck has no more lines. Beside it there is a number or a line at most."""
SAME_SIZE = 0.96
"""The lines of a title are as large, but for this factor."""
DIVIDER_SIZE = 1.1
"""It is larger than the text by this factor."""


def with_slide_titles(pages: Sequence[PageFacts], blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks, with the titles among them marked."""
    on: dict[int, list[Block]] = {page.number: [] for page in pages}
    for block in blocks:
        on[block.page].append(block)
    slides = {page.number: Slide(on[page.number], page.height) for page in pages}
    bands = learn_bands(pages, slides)
    titles = learn_titles(slides, profile)
    marked = {
        page.number: Slide(
            with_band_titles(bands, page, slides[page.number], profile)
            if page.number in bands.titles
            else _with_titles(slides[page.number], titles, profile),
            page.height,
        )
        for page in pages
    }
    placed = with_placed(_with_all_named(marked, titles.labels), titles.labels)
    return [block for slide in placed.values() for block in _title_first(slide)]


def _title_first(slide: Slide) -> Sequence[Block]:
    """The blocks of a slide, figures that reach up beside or behind its title after that."""
    title = next((block for block in slide.blocks if block.heading and slide.is_at_top(block)), None)
    if title is None:
        return slide.blocks
    place = slide.blocks.index(title)
    behind = [block for block in slide.blocks[:place] if _is_figure(block) and block.box.bottom > title.box.bottom]
    if not behind:
        return slide.blocks
    before = [block for block in slide.blocks[:place] if block not in behind]
    return [*before, title, *behind, *slide.blocks[place + 1 :]]


def _is_figure(block: Block) -> bool:
    return block.solid is not None and block.solid.kind == "figure"


def _with_titles(slide: Slide, titles: Titles, profile: Profile) -> list[Block]:
    """The blocks of a slide, with its titles marked: those in the largest of the title styles at its top. Titles are
    made smaller to fit, so that their sizes say nothing of their rank."""
    at_top = [style for block in candidates(slide) for style in titles.styles if style.fits(block)]
    if not at_top:
        return _divider(slide, titles, profile) or [_marked(block, slide, titles, block.size) for block in slide.blocks]
    own = Titles([max(at_top, key=lambda style: (style.size, style.bold))], titles.labels)
    return [_marked(block, slide, own, titles.largest) for block in slide.blocks]


def _marked(block: Block, slide: Slide, titles: Titles, rank: float) -> Block:
    if titles.styles and block.text in titles.labels and not block.marker:
        return block.as_heading(LABEL_RANK * titles.smallest, Rule.TITLE_LABEL, f"{block.text}, {block.look}")
    if not is_title_like(block, slide.blocks) or is_listed(block, slide.blocks):
        return block
    style = next((style for style in titles.styles if style.fits(block)), None)
    return block.as_heading(rank, Rule.TITLE_STYLE, str(style)) if style is not None else block


def _divider(slide: Slide, titles: Titles, profile: Profile) -> list[Block]:
    """The blocks of a slide that divides the deck, its title marked and with its number; none where it is no such."""
    if not slide.blocks or any(block.solid is not None for block in slide.blocks):
        return []
    largest = max(block.size for block in slide.blocks)
    title = [block for block in slide.blocks if block.size >= SAME_SIZE * largest]
    others = [block for block in slide.blocks if block not in title]
    if not titles.styles or largest < DIVIDER_SIZE * profile.body_size or len(others) > 1 or len(title) > DIVIDER_LINES:
        return []
    if not all(is_title_like(block, [block]) for block in title):
        return []
    if others and others[0].box.top < title[0].box.top and is_marker_only(others[0].full.strip()):
        title[0] = replace(title[0], marker=others[0].full.strip(), lines=others[0].lines + title[0].lines)
        others = []
    rank = DIVIDER_RANK * largest
    return [*(block.as_heading(rank, Rule.TITLE_DIVIDER, block.look) for block in title), *others]


def _with_all_named(slides: Mapping[int, Slide], labels: frozenset[str]) -> Mapping[int, Slide]:
    """The slides, with what is named elsewhere as the title of each that has none."""
    known = (title for slide in slides.values() for title in titles_on(slide, labels))
    rank = max((title.heading for title in known), default=0.0)
    return {number: _with_named(slide, rank) for number, slide in slides.items()}


def _with_named(slide: Slide, rank: float) -> Slide:
    """A slide with the first block at its top that is named elsewhere as its title, unless that or what stands above it
    is one already. rank: that of titles, 0 where none is known."""
    named = [block for block in slide.blocks if block.named and slide.is_at_top(block)]
    title = min(named, key=lambda block: block.box.top, default=None)
    if title is None or any(block.heading and block.box.top <= title.box.top for block in slide.blocks):
        return slide
    marked = title.as_heading(rank or title.size, Rule.NAMED, f"{title.named}, {title.look}")
    return Slide([marked if block is title else block for block in slide.blocks], slide.height)

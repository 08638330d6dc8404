"""Which blocks of a deck are titles: those in a band across the top, those in the style of titles (wherever they stand,
so that a slide may hold two themes), and those in the place of one. A slide with nothing but a large line divides the
deck: the themes after it are its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportpipe.layout.profile import PageFacts, Profile, edge
from reportpipe.layout.segments import is_marker_only
from reportpipe.model.block import Block
from reportpipe.model.reason import Rule
from reportpipe.themes.bands import learn_bands, with_band_titles
from reportpipe.themes.titles import LEAST_PAGES, Slide, Titles, candidates, is_title_like, learn_titles

LABEL_RANK = 0.9
"""A label that recurs ranks below the titles, by this factor on their size."""
DIVIDER_BLOCKS = 2
"""A slide that divides the deck has no more blocks: a title, and a number or a line below it."""
DIVIDER_SIZE = 0.85
"""Its title is at least this part of the usual titles' size."""
DIVIDER_RANK = 10.0
"""It ranks above all other titles, by this factor on its size."""


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
            else _with_titles(slides[page.number], titles),
            page.height,
        )
        for page in pages
    }
    return [block for slide in _with_placed(marked).values() for block in slide.blocks]


def _with_titles(slide: Slide, titles: Titles) -> list[Block]:
    """The blocks of a slide, with its titles marked: those in the largest of the title styles at its top. Titles are
    made smaller to fit, so that their sizes say nothing of their rank."""
    at_top = [style for block in candidates(slide) for style in titles.styles if style.fits(block)]
    if not at_top:
        return _divider(slide, titles) or [_marked(block, slide, titles, block.size) for block in slide.blocks]
    own = Titles([max(at_top, key=lambda style: (style.size, style.bold))], titles.labels)
    return [_marked(block, slide, own, titles.largest) for block in slide.blocks]


def _marked(block: Block, slide: Slide, titles: Titles, rank: float) -> Block:
    if not is_title_like(block, slide.blocks):
        return block
    if titles.styles and block.text in titles.labels:
        return block.as_heading(LABEL_RANK * titles.smallest, Rule.TITLE_LABEL, f"{block.text}, {block.look}")
    style = next((style for style in titles.styles if style.fits(block)), None)
    return block.as_heading(rank, Rule.TITLE_STYLE, str(style)) if style is not None else block


def _divider(slide: Slide, titles: Titles) -> list[Block]:
    """The blocks of a slide that divides the deck, its title marked and with its number; none where it is no such."""
    blocks = slide.blocks
    if not 0 < len(blocks) <= DIVIDER_BLOCKS or any(block.solid is not None for block in blocks):
        return []
    title = max(blocks, key=lambda block: block.size)
    if not titles.styles or title.size < DIVIDER_SIZE * titles.largest or not is_title_like(title, blocks):
        return []
    others = [block for block in blocks if block is not title]
    if others and others[0].box.top < title.box.top and is_marker_only(others[0].full.strip()):
        title = replace(title, marker=others[0].full.strip(), lines=others[0].lines + title.lines)
        others = []
    return [title.as_heading(DIVIDER_RANK * title.size, Rule.TITLE_DIVIDER, title.look), *others]


def _with_placed(slides: Mapping[int, Slide]) -> Mapping[int, Slide]:
    """The slides, with titles whose size is their own, as it is where a long title is made to fit: the topmost block of
    a slide without a title, at the left edge of the other titles and no lower than they begin."""
    titles = [
        block for slide in slides.values() for block in slide.blocks if slide.is_at_top(block) and _is_title(block)
    ]
    if len(titles) < LEAST_PAGES:
        return slides
    usual, count = Counter(edge(block.x0) for block in titles).most_common(1)[0]
    if count < len(titles) / 2:
        return slides
    lowest = max(block.box.top for block in titles if edge(block.x0) == usual)
    rank = max(block.heading for block in titles)
    return {number: _with_top(slide, usual, lowest, rank) for number, slide in slides.items()}


def _with_top(slide: Slide, usual: int, lowest: float, rank: float) -> Slide:
    """A slide with its topmost block as its title, if it has none and that stands where titles do."""
    if any(block.heading and slide.is_at_top(block) for block in slide.blocks):
        return slide
    top = min(slide.blocks, key=lambda block: block.box.top, default=None)
    if top is None or edge(top.x0) != usual or top.box.top > lowest or not is_title_like(top, slide.blocks):
        return slide
    title = top.as_heading(rank, Rule.TITLE_PLACE, f"x {top.x0:.0f}, no lower than {lowest:.0f}, {top.look}")
    return Slide([title if block is top else block for block in slide.blocks], slide.height)


def _is_title(block: Block) -> bool:
    return 0 < block.heading < DIVIDER_RANK * block.size

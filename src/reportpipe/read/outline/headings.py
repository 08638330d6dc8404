"""Which blocks are headings: of slides (slides.py), of reports (sections.py); what bookmarks (bookmarks.py) and
agendas (agenda.py) say of both; and headings that were wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby

from reportpipe.model.block import Block
from reportpipe.model.page import union
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.outline.agenda import with_names
from reportpipe.read.outline.bookmarks import with_bookmarks, with_told_levels
from reportpipe.read.outline.sections import with_section_headings
from reportpipe.read.outline.slides import with_slide_titles
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.text.dates import parse_date
from reportpipe.text.join import join

LIST_RUN = 4
"""So many headings in a row head nothing."""
SAME_SIZE = 0.04
"""Sizes of one heading's lines differ by no more than this part."""
PITCH_EM = 1.7
"""Lines of one heading are no farther apart than this."""


def with_headings(
    pages: Sequence[PageFacts], blocks: Sequence[Block], profile: Profile, titles: frozenset[str]
) -> list[Block]:
    """The blocks, with headings marked as such and wrapped ones joined. titles: those that a table of contents names,
    folded."""
    blocks = with_bookmarks(pages, with_names(blocks, titles))
    if profile.is_deck:
        return with_told_levels(_joined(with_slide_titles(pages, blocks, profile)))
    return with_told_levels(_without_lists(_joined(with_section_headings(blocks, profile))))


def _without_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; headings of one look that follow each other without any text are a list: names, addresses."""
    out: list[Block] = []
    for look, run in groupby(blocks, key=_list_look):
        held = list(run)
        is_list = look is not None and len(held) >= LIST_RUN
        out += [block.as_text(Rule.LIST_RUN, f"{len(held)} in a row") for block in held] if is_list else held
    return out


def _list_look(block: Block) -> tuple[int, float, bool] | None:
    """Page, size and weight of a heading that neither is numbered nor named elsewhere; None for all else."""
    if not block.heading or block.marker or block.named:
        return None
    return block.page, block.size, block.bold


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Headings that were wrapped, joined: of one style, close together, the second without a number."""
    out: list[Block] = []
    for block in blocks:
        if block.heading and out and out[-1].heading and _is_date(block):
            out.append(block.as_text(Rule.DATE_BELOW, block.text))
        elif block.heading and out and out[-1].heading and _is_wrapped(out[-1], block):
            out[-1] = _with_line(out[-1], block)
        else:
            out.append(replace(block, text=_on_one_line(block.text.split("\n"))) if block.heading else block)
    return out


def _is_date(block: Block) -> bool:
    """Whether a block says in parentheses of what day the list below a heading is: （令和３年３月12日現在）."""
    return (
        block.text.startswith(("（", "(")) and block.text.endswith(("）", ")")) and parse_date(block.text) is not None
    )


def _on_one_line(lines: Sequence[str]) -> str:
    """The lines of a heading as one. Headings are broken between words, so that a space is wanted where a Japanese and
    a Latin one meet."""
    return reduce(lambda first, second: join(first, second, cjk_latin=" "), lines)


def _is_wrapped(first: Block, second: Block) -> bool:
    if (
        second.marker
        or second.bookmark is not None
        or first.page != second.page
        or first.region != second.region
        or first.bold != second.bold
    ):
        return False
    near = 0 < second.lines[0].baseline - first.lines[-1].baseline <= PITCH_EM * first.size
    return near and abs(first.size - second.size) <= SAME_SIZE * first.size


def _with_line(first: Block, second: Block) -> Block:
    return replace(
        first,
        text=_on_one_line([first.text, second.text]),
        lines=first.lines + second.lines,
        box=union([first.box, second.box]),
        reasons=(*first.reasons, Reason(Rule.WRAPPED, f"goes on with {second.text}")),
        doubts=(*first.doubts, *second.doubts),
    )

"""Headings of reports: named (by the table of contents, an agenda, a bookmark), or larger or bolder than the text, or
set like those; no sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportpipe.model.block import Block
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.reason import Reason, Rule
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import Profile, edge, rounded
from reportpipe.read.regions.solids import CAPTION
from reportpipe.text.enumerators import is_bracketed
from reportpipe.text.join import is_wide

LARGER = 1.1
"""A heading is larger than the text by this factor, unless its weight or number tells."""
SLIGHTLY_LARGER = 1.04
"""A size above the text's by this factor is one of its own."""
BRACKET_RANK, PLAIN_RANK = 0.93, 0.87
"""Factors on the size of headings without a number, for their rank."""
HALF = 0.5
"""Of what is set in a larger size, this part may be headings, or it is the size of a list."""
ARTICLE = pattern(r"[（(][^（）()]+[）)]")
"""The heading of an article of laws and rules stands in parentheses above its number."""
MOSTLY = 0.8
"""... if this part of what is set in it may be headings."""
LONGEST = 80
"""A heading has no more characters than this, without its number."""
DEFAULT_PITCH_EM = 1.5
"""The pitch of lines where the document shows none."""
STANDS_OFF = 1.25
"""A heading stands this many times the pitch of lines below what is above it."""
LONGEST_ALONE = 40
"""A line that stands alone, and has no more characters than this, may be a heading."""
RECURS = 3
"""... if so many lines of its look stand alone in the document."""
SURE = 10
"""With so many it is no guess any more."""
LISTED = {"contents", "bookmark"}
"""What names headings and is no list in the text."""
HEADS_TEXT = frozenset({"roman", "rparen", "paren", "kanji", "kana", "alpha"})
"""Kinds of enumerators that number short lines above text."""
INDENT_EM = 0.5
"""What is set in by more stands below its head."""
SENTENCE_ENDS = "。．.！!；;、，,"
NUMBERED = frozenset({"dai", "multi", "arabic", "roman", "paren", "hash", "kanji"})
"""Kinds of enumerators that number headings."""


def with_section_headings(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks, with the headings among them marked."""
    found = _headings([block for block in blocks if block.solid is None], profile)
    return [_marked(block, found[id(block)], profile) if id(block) in found else block for block in blocks]


def _marked(block: Block, why: Reason, profile: Profile) -> Block:
    made = block.as_heading(_rank(block, profile), *why)
    if why.rule is not Rule.GUESSED:
        return made
    return replace(made, doubts=(*made.doubts, Doubt(Code.GUESSED_HEADING, f"{block.text}: {why.evidence}")))


def _rank(block: Block, profile: Profile) -> float:
    """The size by which a heading ranks. Without a number and no larger than the text it stands below those that have
    one; in brackets (【現状】, or （目的） above an article of rules) it stands above the others of these."""
    if block.marker or block.size >= SLIGHTLY_LARGER * profile.body_size:
        return block.size
    return block.size * (BRACKET_RANK if _is_bracketed(block) or ARTICLE.fullmatch(block.text) else PLAIN_RANK)


def _is_bracketed(block: Block) -> bool:
    """Whether a block is nothing but words in brackets, as heads are set: 【現状】, ＜論点＞."""
    return is_bracketed(block.text.replace("<", "＜").replace(">", "＞"))


def _headings(blocks: Sequence[Block], profile: Profile) -> dict[int, Reason]:
    """The headings among blocks, by identity, and why they are such: the surest reason is the last one given."""
    found = _recurring(blocks, profile)
    known = {_look(block) for block in blocks if block.marker and block.named in LISTED}
    for place, block in enumerate(blocks):
        # Numbered headings that are too deep for the table of contents are set as those that it names; but what an
        # agenda names may be set as its entries are.
        if block.marker and _look(block) in known and _is_heading_text(block):
            before = blocks[place - 1] if place else None
            if before is None or before.page != block.page or _stands_off(before, block, profile):
                found[id(block)] = Reason(Rule.LIKE_NAMED, f"{block.look} at x {block.x0:.0f}")
    sizes = _heading_sizes(blocks, profile)
    for block in blocks:
        if block.named:
            found[id(block)] = Reason(Rule.NAMED, f"{block.named}, {block.look}")
        elif _is_set_apart(block, sizes, profile):
            found[id(block)] = Reason(Rule.SET_APART, f"{block.look}, the text {profile.body_size:.1f} pt")
        elif _is_bracketed(block) and block.frame is None and not block.marker:
            found[id(block)] = Reason(Rule.IN_BRACKETS, block.look)
    return found


def _recurring(blocks: Sequence[Block], profile: Profile) -> dict[int, Reason]:
    """The lines that stand alone, or are numbered and head text, if several of their look do."""
    found: dict[int, Reason] = {}
    alone = [block for place, block in enumerate(blocks) if _is_alone(blocks, place, profile)]
    looks = Counter(map(_look, alone))
    for block in alone:
        alike = looks[_look(block)]
        if alike >= RECURS:
            rule = Rule.STANDS_ALONE if alike >= SURE else Rule.GUESSED
            found[id(block)] = Reason(rule, f"{alike} lines of its look do")
    numbered = [block for place, block in enumerate(blocks) if _is_numbered_head(blocks, place, profile)]
    kinds = Counter((block.kind, _look(block)) for block in numbered)
    for block in numbered:
        alike = kinds[block.kind, _look(block)]
        if alike >= RECURS:
            found[id(block)] = Reason(Rule.NUMBERED_HEAD, f"{alike} lines of its look do")
    return found


def _heading_sizes(blocks: Sequence[Block], profile: Profile) -> set[float]:
    """Sizes, rounded, above the text's, in which headings are set: a little above it, nothing else is."""
    seen: dict[float, list[Block]] = {}
    for block in blocks:
        seen.setdefault(rounded(block.size), []).append(block)
    return {
        size
        for size, held in seen.items()
        if (size >= LARGER * profile.body_size and _share(held) >= HALF)
        or (size >= SLIGHTLY_LARGER * profile.body_size and len(held) >= RECURS and _share(held) >= MOSTLY)
    }


def _share(blocks: Sequence[Block]) -> float:
    """Which part of some blocks may be headings."""
    return sum(map(_is_heading_text, blocks)) / len(blocks)


def _is_set_apart(block: Block, sizes: set[float], profile: Profile) -> bool:
    """Whether a block is larger than the text, or bolder and without a list's marker."""
    if not _is_heading_text(block):
        return False
    if rounded(block.size) in sizes:
        return True
    return block.bold and not profile.body_bold and (not block.marker or block.kind in NUMBERED)


def _is_heading_text(block: Block) -> bool:
    """Whether a text is short, no bullet, no caption and no sentence."""
    text = block.text.replace("\n", "")
    if block.frame is not None or block.kind == "bullet" or CAPTION.match(block.full):
        return False
    return bool(text) and len(text) <= LONGEST and text[-1] not in SENTENCE_ENDS


def _is_alone(blocks: Sequence[Block], place: int, profile: Profile) -> bool:
    """Whether an unnumbered line stands by itself, with white space above and below, and text below that. A habit of
    Japanese reports; in Latin script, short lines alone are addresses, code and captions."""
    block = blocks[place]
    if block.marker or len(block.lines) > 1 or len(block.text) > LONGEST_ALONE or block.size < profile.body_size:
        return False
    if not any(map(is_wide, block.text)) or not _is_heading_text(block):
        return False
    before = blocks[place - 1] if place else None
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if before is None or after is None or after.page != block.page:
        return False
    above = before.page != block.page or _stands_off(before, block, profile)
    return above and _stands_off(block, after, profile)


def _is_numbered_head(blocks: Sequence[Block], place: int, profile: Profile) -> bool:
    """Whether a short numbered line stands off what is above it, and heads text: what follows is no other number of its
    kind, and stands off too or is set in without a number."""
    block = blocks[place]
    if block.kind not in HEADS_TEXT or len(block.lines) > 1 or len(block.text) > LONGEST_ALONE:
        return False
    before = blocks[place - 1] if place else None
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if before is None or after is None or after.page != block.page or after.kind == block.kind:
        return False
    if not _is_heading_text(block) or not (before.page != block.page or _stands_off(before, block, profile)):
        return False
    set_in = not after.marker and after.x0 > block.text_x + INDENT_EM * block.size
    return set_in or _stands_off(block, after, profile)


def _look(block: Block) -> tuple[int, float, bool]:
    """Left edge, size and weight, rounded."""
    return edge(block.x0), rounded(block.size), block.bold


def _stands_off(before: Block, block: Block, profile: Profile) -> bool:
    """Whether there is more white space above a block than between lines."""
    usual = profile.pitches.get(rounded(block.size), DEFAULT_PITCH_EM * block.size)
    return block.lines[0].baseline - before.lines[-1].baseline > STANDS_OFF * usual

"""Whether a line goes on the block before it, or begins another one.

Decided in the order of enumerators.md, section 5: a line that cannot begin a line (kinsoku) is joined; another size,
another left edge or a wider pitch begins a new block; a line that had room for more ends with a hard break.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise

from reportpipe.model.block import Line
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.read.blocks.hanging import is_row_below
from reportpipe.read.pages.profile import Profile, rounded
from reportpipe.read.regions.order import Region
from reportpipe.text.enumerators import is_bracketed, parse
from reportpipe.text.join import (
    HIRAGANA,
    closes_bracket,
    ends_hyphenated,
    ends_open,
    goes_on_in_lower_case,
    is_wide,
    starts_kinsoku,
    starts_within,
)
from reportpipe.text.scripts import has_scripts

ROOM_EM = 1.5
"""A line that ends this far before the margin had room for more, so that its break is the author's."""
OPEN_ROOM_EM = 2.5
"""A long line that ends in hiragana may leave this much: items end in a noun or a full stop (体言止め)."""
MARGIN_EM = 20.0
"""… if they are this long."""
INDENT_EM = 0.5
"""Left edges closer than this are one edge."""
SAME_EDGE_EM = 0.2
"""Below an item whose marker is typed right before its text, a line that is set in by this more begins another one."""
HANG_EM = 10.0
"""On slides, wrapped lines may be set in by hand, below the words that follow a head such as 目的：."""
LONG_EM = 15.0
"""A line is long from this width on: a short one is the longest of its column by chance."""
STOPS = "。．！？!?"
ENDS = STOPS + ".:：」）)"
"""What a line may end with that is full by chance."""
SENTENCE_LINES = 3
"""A sentence in a narrow column takes so many lines: two may be a line and a sentence."""
SENTENCE_MOST = 12
"""... and no more than this."""
SENTENCE_EM = 8.0
"""Lines of a narrow column are this long at least: shorter ones are words below each other."""
CENTRE_EM = 0.2
"""Centres closer than this are one: a first-line indent moves the centre by half an em."""
FIRST_INDENT_EM = 1.6
"""A paragraph's first line is indented by up to this much: one full-width space, or the tab of a word processor."""
OUTDENT_ROOM_EM = 5.0
"""On slides, a paragraph that begins with an indent by hand may end this far before the longest line of its box."""
SIZE_RATIO = 1.12
"""Text of one block differs in size by no more than this factor."""
PITCH_EM = 2.01
"""Baselines of one block are no farther apart than this: double spacing, and what rounding adds."""
SCRIPT_EM = 0.5
"""Superscripts and subscripts may push a line this much farther from the one before it: browsers let them."""
PITCH_RATIO = 1.3
"""A block's lines are evenly spaced, give or take this factor."""
PARAGRAPH_RATIO = 1.08
"""A line that is this much farther away than usual begins a paragraph, if the line before it had room for more."""
SENTENCE_RATIO = 1.15
"""So much farther away, a line begins a paragraph where the one before it is full, too, if that ends with a stop."""
BACK_EM = 2.1
"""The first line of a numbered paragraph is set in by up to two full-width spaces, and its next one stands at the
margin again."""
NEAR_EM = 0.2
"""Where a margin this much farther left or right would join two lines otherwise, their join is uncertain. Of blocks so
found half differ from the true outline, of all a quarter; with half an em no more do than of all."""
EXCERPT = 10
"""Characters of the lines that a message about their join shows."""
APART, BREAK, JOINED = "begins a block", "broken", "joined"
"""How a line stands to the one before it."""


@dataclass(slots=True)
class Draft:
    """A block in the making. hang_x: where the words begin that follow a head such as 注：; None where there is none.
    wrap_x: where its lines begin that are wrapped back to the margin, left of its marker; None where none is.
    pitch: points between its baselines, 0 while it has one line. place: of its first line among those of its region;
    pitches: the usual ones there, by size.
    joins: how each line but the first stands to the one before it."""

    lines: list[Line]
    marker: str
    kind: str
    x0: float
    text_x: float
    text: str
    region: Region
    number: int
    hang_x: float | None = None
    wrap_x: float | None = None
    pitch: float = 0.0
    place: int = 0
    pitches: Mapping[float, float] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def join_of(draft: Draft, line: Line, right: float, profile: Profile) -> str:
    """How an unmarked line stands to the block before it: APART, BREAK or JOINED. right: where the region's lines may
    end."""
    if not _goes_on(draft, line, right, profile):
        return APART
    last = draft.lines[-1]
    bound = starts_kinsoku(line.text) or _is_open(draft, line) or ends_hyphenated(last.text, line.text)
    return BREAK if had_room(last, line, right) and not bound else JOINED


def join_doubts(draft: Draft, line: Line, right: float, profile: Profile, how: str) -> list[Doubt]:
    """A doubt where another margin, by a little, would join a line otherwise. how: what `join_of` says."""
    last, shift = draft.lines[-1], NEAR_EM * line.size
    if abs(last.box.x1 - _room_from(last, line, right)) > shift:
        return []
    if join_of(draft, line, right - shift, profile) == join_of(draft, line, right + shift, profile):
        return []
    return [Doubt(Code.UNCERTAIN_JOIN, f"{how}: {last.text[-EXCERPT:]} / {line.text[:EXCERPT]}")]


def _goes_on(draft: Draft, line: Line, right: float, profile: Profile) -> bool:
    """Whether an unmarked line belongs to the block before it."""
    if _is_apart(draft, line, profile):
        return False
    if _is_bound(draft, line, profile):
        return True
    last, em = draft.lines[-1], draft.lines[0].size
    full = not had_room(last, line, right)
    room = not full and not _is_open(draft, line)
    if _begins_anew(draft, line, room) or _begins_paragraph(draft, line, room):
        return False
    offset = line.box.x0 - (draft.text_x if draft.wrap_x is None else draft.wrap_x)
    if abs(offset) <= INDENT_EM * em:
        return not room or _is_broken_by_hand(draft, offset, profile)
    by_hand = profile.is_deck and (_is_centred(draft, line) or _is_indented_by_hand(draft, offset, right))
    if by_hand or (full and (_is_wrapped_back(draft, line, profile) or _is_hanging(draft, line, profile))):
        return True
    return not room and (_is_wrapped_to(draft, line, offset, full) or _is_hung(draft, line, offset, profile))


def _is_apart(draft: Draft, line: Line, profile: Profile) -> bool:
    """Whether a line begins another block, whatever it says: it does not stand right below, is the next row of a list
    of labels, or an address of its own."""
    is_row = is_row_below(draft.lines[0], draft.hang_x, line)
    return is_row or _is_address(draft, line, profile) or not is_next_line(draft, line, profile)


def _is_address(draft: Draft, line: Line, profile: Profile) -> bool:
    """Whether a line of a report is an address that the line before it announces."""
    announced = draft.lines[-1].text[-1] in ":：" and line.text.startswith(("http://", "https://"))
    return announced and not profile.is_deck


def _is_bound(draft: Draft, line: Line, profile: Profile) -> bool:
    """Whether a line must go on, wherever the one before it ends: it cannot begin a line (kinsoku), closes a bracket,
    hangs below the words behind an item's head, or comes after a comma or within a word."""
    em = draft.lines[0].size
    if starts_kinsoku(line.text) or closes_bracket(draft.text, line.text):
        return True
    if ends_hyphenated(draft.lines[-1].text, line.text):
        return True
    if draft.marker and draft.hang_x is not None and abs(line.box.x0 - draft.hang_x) <= INDENT_EM * em:
        return True
    # On slides, the items of a list may end in commas.
    return not profile.is_deck and draft.lines[-1].text[-1] == "、" and line.box.x0 > draft.x0 - INDENT_EM * em


def _is_broken_by_hand(draft: Draft, offset: float, profile: Profile) -> bool:
    """Whether a line at the block's edge follows a break that the author made within it. On slides people break lines
    inside an item or a box, but behind a full stop; in reports they begin a paragraph, unless those stand apart."""
    if not profile.is_deck:
        return profile.spaced
    if draft.marker:
        return not (_is_glued(draft) and offset > SAME_EDGE_EM * draft.lines[0].size)
    if _is_open_sentence(draft):
        return True
    return draft.region.frame is not None and draft.lines[-1].text[-1] != "。"


def _is_open_sentence(draft: Draft) -> bool:
    """Whether a sentence goes on from the last line of a block: the lines below it, at its edge and as long, lead to
    one that ends with a full stop. Text beside a picture has a margin of its own, which nothing else shows."""
    last, below = draft.lines[-1], draft.place + len(draft.lines)
    run = [last]
    for line in islice(draft.region.lines, below, below + SENTENCE_MOST):
        if run[-1].text[-1] in STOPS or not _is_set_alike(run[-1], line):
            break
        run.append(line)
    longest = max(line.box.x1 for line in [*draft.lines, *run])
    full = all(line.box.x1 >= longest - ROOM_EM * line.size for line in run[:-1])
    many = len(run) > 1 and len(draft.lines) - 1 + len(run) >= SENTENCE_LINES
    return many and run[-1].text[-1] == "。" and full and longest - last.box.x0 >= SENTENCE_EM * last.size


def _is_set_alike(line: Line, below: Line) -> bool:
    """Whether a line stands right below another one, at its edge and in its size."""
    em = line.size
    edge = abs(line.box.x0 - below.box.x0) <= SAME_EDGE_EM * em and not below.marker and parse(below.text) is None
    return edge and line.size == below.size and 0 < below.baseline - line.baseline <= PITCH_EM * em


def _is_glued(draft: Draft) -> bool:
    """Whether an item's marker was typed right before its text, so that there is no stop for lines to hang from."""
    return bool(draft.marker) and draft.lines[0].text.startswith(draft.marker + draft.text[:1])


def _begins_anew(draft: Draft, line: Line, room: bool) -> bool:
    """Whether a line begins with the mark of a note (※, 注1, *1), or, behind one that had room for more, with words in
    brackets; or it is nothing but such words, as heads are set (【現状】), or follows such a line."""
    found = parse(line.text)
    if found is not None and (found.kind == "note" or (found.kind == "bracket" and (room or not found.rest))):
        return True
    return len(draft.lines) == 1 and not draft.marker and is_bracketed(draft.text)


def _is_hung(draft: Draft, line: Line, offset: float, profile: Profile) -> bool:
    """Whether a line that follows a full, long one of a slide was set in by hand."""
    em = draft.lines[0].size
    least = 0.0 if draft.marker else FIRST_INDENT_EM * em
    long = draft.lines[-1].box.width >= LONG_EM * em
    return profile.is_deck and long and least < offset <= HANG_EM * em and not _is_paragraph_gap(draft, line)


def _is_wrapped_to(draft: Draft, line: Line, offset: float, full: bool) -> bool:
    """Whether a line that follows a full one stands where a wrapped line may: below the marker; between that and the
    text, however far if the line before is full (第７条 takes four em); below the words behind a head such as 注：; or
    outdented from a first line."""
    em = draft.lines[0].size
    if draft.marker:
        least = -math.inf if full else -FIRST_INDENT_EM * em
        between = len(draft.lines) == 1 and least <= offset < 0 and line.box.x0 > draft.x0 + INDENT_EM * em
        return between or abs(line.box.x0 - draft.x0) <= INDENT_EM * em
    if draft.hang_x is not None and abs(line.box.x0 - draft.hang_x) <= INDENT_EM * em:
        return True
    return _is_outdented(draft, offset)


def _is_outdented(draft: Draft, offset: float) -> bool:
    """Whether a line stands where the second line of a paragraph with a first-line indent does."""
    return len(draft.lines) == 1 and -FIRST_INDENT_EM * draft.lines[0].size <= offset < 0


def _is_indented_by_hand(draft: Draft, offset: float, right: float) -> bool:
    """Whether a line is the second one of a paragraph whose first one was set in by typed spaces; it may wrap early."""
    last, em = draft.lines[-1], draft.lines[0].size
    return _is_outdented(draft, offset) and last.text[-1] != "。" and last.box.x1 > right - OUTDENT_ROOM_EM * em


def _is_centred(draft: Draft, line: Line) -> bool:
    """Whether a line has the centre of the unmarked line before it, and neither edge."""
    if draft.marker:
        return False
    last = draft.lines[-1].box
    centred = abs((last.x0 + last.x1) - (line.box.x0 + line.box.x1)) / 2 <= CENTRE_EM * line.size
    return centred and abs(last.x0 - line.box.x0) > INDENT_EM * line.size


def _is_paragraph_gap(draft: Draft, line: Line, ratio: float = PARAGRAPH_RATIO) -> bool:
    """Whether a line stands farther below the line before it than lines of one paragraph do, by a factor of `ratio`."""
    usual = draft.pitch or draft.pitches.get(rounded(line.size))
    return usual is not None and line.baseline - draft.lines[-1].baseline > ratio * usual


def _begins_paragraph(draft: Draft, line: Line, room: bool) -> bool:
    """Whether white space divides a line from the block before it, which had room for more or ends with a stop."""
    if room:
        return _is_paragraph_gap(draft, line)
    return draft.lines[-1].text[-1] in STOPS and _is_paragraph_gap(draft, line, SENTENCE_RATIO)


def _is_open(draft: Draft, line: Line) -> bool:
    """Whether words say that a line goes on, however short it is: it ends with a particle, or the next one begins with
    what no sentence begins with. Below an item, at its marker's edge, that may be the sentence around the list."""
    last = draft.lines[-1].text
    around = draft.marker and line.box.x0 <= draft.x0 + INDENT_EM * line.size and draft.wrap_x is None
    return ends_open(last) or (starts_within(line.text) and last[-1] not in STOPS and not around)


def _is_hanging(draft: Draft, line: Line, profile: Profile) -> bool:
    """Whether a line of a report goes on a full, long one, set in below it as paragraphs hang from labels that are no
    markers (問２, （答）). The first line of a paragraph is set in, too: but its second one is not."""
    em, last = draft.lines[0].size, draft.lines[-1]
    offset = line.box.x0 - draft.x0
    if profile.is_deck or len(draft.lines) > 1 or last.box.width < MARGIN_EM * em or last.text[-1] in ENDS:
        return False
    if not INDENT_EM * em < offset <= HANG_EM * em:
        return False
    if last.text[-1] in HIRAGANA or starts_within(line.text) or goes_on_in_lower_case(last.text, line.text):
        return True
    after = next(iter(draft.region.lines[draft.place + len(draft.lines) + 1 :]), None)
    if after is not None and parse(after.text) is None and is_next_line(draft, after, profile, line):
        return after.box.x0 > line.box.x0 - INDENT_EM * em
    return line.text[-1] in STOPS


def _is_wrapped_back(draft: Draft, line: Line, profile: Profile) -> bool:
    """Whether a line goes on the full first line of an item that is set in, left of its marker: its sentence is open.
    On slides, where lists stand beside each other, its first character must say so too."""
    back = draft.x0 - line.box.x0
    if not draft.marker or len(draft.lines) > 1 or not INDENT_EM * line.size < back <= BACK_EM * line.size:
        return False
    last = draft.lines[-1].text[-1]
    return last not in ENDS and (not profile.is_deck or last == "、" or line.text[0] in HIRAGANA)


def pitches_of(region: Region) -> dict[float, float]:
    """For each rounded size, the smallest distance of baselines of a region's lines, points: each slide has a pitch of
    its own, so that its text fits in."""
    found: dict[float, float] = {}
    for above, below in pairwise(region.lines):
        size, pitch = rounded(below.size), below.baseline - above.baseline
        if rounded(above.size) == size and below.size / 2 < pitch < found.get(size, math.inf):
            found[size] = pitch
    return found


def is_next_line(draft: Draft, line: Line, profile: Profile, last: Line | None = None) -> bool:
    """Whether a line stands below the block at its pitch, in its size and direction. last: of the block."""
    last = last or draft.lines[-1]
    pitch = line.baseline - last.baseline
    scripts = has_scripts(last.text) or has_scripts(line.text)
    most = (PITCH_EM + SCRIPT_EM if scripts else PITCH_EM) * draft.lines[0].size
    if line.angle != last.angle or not 0 < pitch <= most:
        return False
    # The lines of a slide are set as close as it takes to fit them in, those of a report alike on all pages.
    usual = draft.pitch or (0.0 if profile.is_deck else profile.pitches.get(rounded(line.size), 0.0))
    if usual and pitch > PITCH_RATIO * usual:
        return False
    return max(line.size, last.size) <= SIZE_RATIO * min(line.size, last.size)


def had_room(line: Line, following: Line, right: float) -> bool:
    """Whether the first word of the following line would have fitted on the line."""
    return line.box.x1 < _room_from(line, following, right)


def _room_from(line: Line, following: Line, right: float) -> float:
    """Before which x a line ends that had room for the first word of the following line."""
    word = next((at for at, char in enumerate(following.text) if char == " " or is_wide(char)), len(following.text))
    width = following.lefts[word - 1] - following.lefts[0] + line.size if word else 0.0
    open_end = line.box.width >= MARGIN_EM * line.size and line.text[-1] in HIRAGANA
    least = OPEN_ROOM_EM if open_end else ROOM_EM
    return right - max(least * line.size, width)

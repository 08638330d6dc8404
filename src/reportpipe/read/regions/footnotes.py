"""Footnotes: small lines at a page's foot that begin with a raised number, and the raised numbers in the text.

A reference becomes `[^1]` where its note was found; an exponent, and a raised number without a note, becomes a
superscript.
A raised sign (※, *1) refers to the line of its own page that begins with it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from reportpipe.model.block import Line
from reportpipe.model.page import Box, Setting
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.read.pages.shown import shown_lines
from reportpipe.text.enumerators import parse
from reportpipe.text.scripts import Place, place_of, raised

SMALLER = 0.98
"""A note is set smaller than the text, by this factor at least."""
SAME_SIZE = 1.05
"""Nothing below a note is larger than it, but for this factor."""
BEGINS = 0.35
"""Notes begin below this part of the page's height."""
MARK = pattern(r"[\[(（]?([0-9０-９]{1,3})[\])）]?")
SIGN = re.compile(r"[※*†‡][0-9]{0,2}|注[0-9]{1,2}")
PITCH_EM = 1.7
"""A note of a sign goes on over lines no farther apart than this."""
PLAIN_MARK = re.compile(r"([0-9０-９]{1,3})[\s\u3000]+(?=\S)")
"""A number at the head of a note that is not raised counts only below a rule."""
RULE_WIDTH = 0.5
"""The rule above footnotes is shorter than this part of the page's width."""
RULE_GAP_EM = 2.5
"""It stands no farther than this above the first note."""
RULE_EDGE_EM = 0.5
"""It begins no farther than this to the right of the notes (measured: at their edge, or up to 3 em left of it)."""
UNDERLINE_EM = 0.3
"""A rule no farther than this below a baseline underlines words."""
TOUCH = 1.0
"""Points between rules that meet: each cell of a table may have its own, half a point from the next one."""
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


NO_MARKS: Mapping[Place, Set[str]] = dict.fromkeys(Place, frozenset[str]())
"""Within notes, a raised number refers to nothing."""


class Footnote(NamedTuple):
    """A note at a page's foot. mark: its number; lines: without the mark."""

    page: int
    mark: str
    lines: tuple[Line, ...]


def footnotes(page: PageFacts, lines: Sequence[Line], profile: Profile) -> tuple[list[Line], list[Footnote]]:
    """The lines of a page without its footnotes, and these."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.x0))
    start = _start(page, ordered, profile)
    foot = ordered[start:] if start is not None else []
    signed = _signed(page, ordered[:start])
    known = {id(line) for line in [*foot, *(line for held in signed.values() for line in held)]}
    made = [*_numbered(foot), *((mark, [_without(held[0], mark), *held[1:]]) for mark, held in signed.items())]
    return [line for line in lines if id(line) not in known], [
        Footnote(page.number, mark, tuple(held)) for mark, held in made
    ]


def without_footnotes(pages: Sequence[PageFacts], profile: Profile) -> tuple[list[PageFacts], list[Footnote]]:
    """The pages without their footnotes, and these."""
    parts = [footnotes(page, page.lines, profile) for page in pages]
    bodies = [replace(page, lines=tuple(lines)) for page, (lines, _) in zip(pages, parts, strict=True)]
    return bodies, [note for _, found in parts for note in found]


def referring(pages: Sequence[PageFacts], notes: Sequence[Footnote]) -> list[PageFacts]:
    """The pages with references to their notes."""
    marks: dict[int, set[str]] = {page.number: set() for page in pages}
    for note in notes:
        marks[note.page].add(note.mark)
    numbers = frozenset(note.mark for note in notes if note.mark.isdecimal())  # endnotes stand on pages of their own
    return [
        replace(page, lines=tuple(with_references(page.lines, frozenset(marks[page.number]), numbers)))
        for page in pages
    ]


def _numbered(foot: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The numbers of the notes at a page's foot, and their lines."""
    notes: list[tuple[str, list[Line]]] = []
    for line in foot:
        mark = _mark(line) or (_plain_mark(line) if notes and _is_next(notes[-1][0], line) else "")
        if mark or not notes:
            mark = mark or _plain_mark(line)
            notes.append((_number(mark), [_without(line, mark)]))
        else:
            notes[-1][1].append(_referring(line, NO_MARKS))
    return notes


def _signed(page: PageFacts, lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The signs that are raised in the lines of a page, and the lines of their notes: the lowest line that begins with
    the sign, and what is set right below it. lines: from top to bottom."""
    signs = {line.text[start:stop].strip() for line in lines for start, stop in line.raised if start}
    found: dict[str, list[Line]] = {}
    for sign in filter(SIGN.fullmatch, sorted(signs)):
        heads = [line for line in lines if _sign(line) == sign and line.box.top >= BEGINS * page.height]
        if heads:
            found[sign] = _note_from(heads[-1], lines)
    return found


def _sign(line: Line) -> str:
    """The sign at the head of a line, raised or not."""
    found = SIGN.match(line.text)
    return found[0] if found is not None and found.end() < len(line.text) else ""


def _note_from(head: Line, lines: Sequence[Line]) -> list[Line]:
    held = [head]
    for line in lines:
        below = 0 < line.baseline - held[-1].baseline <= PITCH_EM * head.size and line.box.x0 >= head.box.x0
        if below and line.box.x0 < head.box.x1 and line.size == head.size and parse(line.text) is None:
            held.append(line)
    return held


def _start(page: PageFacts, ordered: Sequence[Line], profile: Profile) -> int | None:
    """Where the notes begin: below a short rule, or at the highest line with a mark below which nothing is as large as
    the text."""
    for place, line in enumerate(ordered):
        marked = bool(_mark(line) or _plain_mark(line)) and line.box.top >= BEGINS * page.height
        small = bool(_mark(line)) or line.size <= SAME_SIZE * profile.body_size
        if marked and small and _below_rule(line, page):
            return place
    start = None
    largest = 0.0
    for place in range(len(ordered) - 1, -1, -1):
        line = ordered[place]
        if line.size > SMALLER * profile.body_size or line.box.top < BEGINS * page.height or line.angle:
            break
        largest = max(largest, line.size)
        if line.size * SAME_SIZE >= largest and _mark(line):
            start = place
    return start


def _mark(line: Line) -> str:
    """The raised number at the head of a line."""
    if not line.raised or line.raised[0][0] != 0 or line.raised[0][1] >= len(line.text):
        return ""
    found = line.text[: line.raised[0][1]].strip()
    return found if MARK.fullmatch(found) else ""


def _number(mark: str) -> str:
    """The number of a mark, in plain digits: [3] and ３ are 3."""
    found = MARK.fullmatch(mark)
    return (found[1] if found else mark).translate(DIGITS)


def _plain_mark(line: Line) -> str:
    found = PLAIN_MARK.match(line.text)
    return found[1] if found else ""


def _is_next(mark: str, line: Line) -> bool:
    plain = _plain_mark(line).translate(DIGITS)
    return plain.isdecimal() and mark.isdecimal() and int(plain) == int(mark) + 1


def _below_rule(line: Line, page: PageFacts) -> bool:
    return any(shape.kind == "path" and _divides(shape.box, line, page) for shape in page.shapes)


def _divides(rule: Box, line: Line, page: PageFacts) -> bool:
    """Whether a short rule right above a line divides notes from the text: it begins where they do, or farther left,
    and stands alone. Others underline words, or frame tables."""
    is_short = rule.height < line.size / 2 and line.size < rule.width < RULE_WIDTH * page.width
    if not is_short or not 0 < line.box.top - rule.bottom < RULE_GAP_EM * line.size:
        return False
    if rule.x0 > line.box.x0 + RULE_EDGE_EM * line.size or any(_is_underlined(one, rule) for one in page.lines):
        return False
    return not any(shape.kind == "path" and _goes_on_beside(rule, shape.box, line.size / 2) for shape in page.shapes)


def _is_underlined(line: Line, rule: Box) -> bool:
    gap = rule.top - line.baseline
    return line.box.x0 < rule.x1 and line.box.x1 > rule.x0 and -rule.height <= gap <= UNDERLINE_EM * line.size


def _goes_on_beside(rule: Box, other: Box, thick: float) -> bool:
    """Whether another rule, thinner than `thick` points, touches a rule, as those of a table do."""
    touches = (
        other.x0 <= rule.x1 + TOUCH
        and other.x1 >= rule.x0 - TOUCH
        and other.top <= rule.bottom + TOUCH
        and other.bottom >= rule.top - TOUCH
    )
    return touches and min(other.width, other.height) < thick and not rule.contains(other, TOUCH)


def _without(line: Line, mark: str) -> Line:
    """A line without the mark at its head."""
    start = len(mark)
    while start < len(line.text) - 1 and line.text[start] in " \u3000":
        start += 1
    spans = tuple((first - start, last - start) for first, last in line.raised if first >= start)
    rest = replace(line, text=line.text[start:], lefts=line.lefts[start:], raised=spans, gaps=())
    return _referring(rest, NO_MARKS)


def shown_notes(notes: Sequence[Footnote], pages: Iterable[PageFacts]) -> list[Footnote]:
    """The notes, with all boxes in the displayed frame."""
    own = [page for page in pages if page.setting is not Setting.HORIZONTAL]
    if not own:
        return list(notes)
    return [note._replace(lines=tuple(shown_lines(note.lines, own))) for note in notes]


def with_references(lines: Sequence[Line], own: frozenset[str], others: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a page, with each raised number that refers to a note as `[^1]`, and the others as superscripts.

    own: the marks of the page's notes; others: the numbers of notes on other pages, which may be endnotes. Behind a
    figure or a variable, a number is a reference only if the page has such a note, and no other reference to it.
    """
    clear = {mark for line in lines for mark, place in _marks_in(line) if place is Place.REFERENCE}
    marks = {Place.REFERENCE: own | others, Place.EITHER: own - clear, Place.EXPONENT: frozenset[str]()}
    return [_referring(line, marks) if line.raised else line for line in lines]


def _marks_in(line: Line) -> Iterator[tuple[str, Place]]:
    """The raised numbers of a line, and what they are by their place."""
    return ((_number(line.text[start:stop].strip()), place_of(line.text[:start])) for start, stop in line.raised)


def _referring(line: Line, marks: Mapping[Place, Set[str]]) -> Line:
    text, lefts, end = "", array("f"), 0
    spans: list[tuple[int, int]] = []
    for start, stop in line.raised:
        printed, place = line.text[start:stop], place_of(line.text[:start])
        mark = _number(printed.strip())
        blank = printed[len(printed.rstrip()) :]  # one before the sign sets it apart, one behind it is the text's
        is_reference = mark in marks[place]
        written = f"[^{mark}]{blank}" if is_reference else raised(printed, place)
        text += line.text[end:start] + written
        if not is_reference and place is Place.REFERENCE:
            spans.append((len(text) - len(written), len(text)))
        lefts += line.lefts[end:start] + array("f", [line.lefts[start]] * len(written))
        end = stop
    return replace(line, text=text + line.text[end:], lefts=lefts + line.lefts[end:], raised=tuple(spans), gaps=())

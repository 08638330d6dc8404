"""From the order in which characters stand on a page to the order in which they are read (Arabic, Hebrew).

The inverse of the Unicode Bidirectional Algorithm (UAX 9) as far as it can be told: letters are read from right to
left, numbers and Latin words among them from left to right. Two things are ambiguous on paper: numbers beside Latin
words are taken to belong to them, and brackets, which some writers map to what is seen and others to what is meant, are
told by the blanks beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from reportpipe.patterns import pattern

RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Where the blocks of scripts lie that run from right to left; `_class` decides about a character."""
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "«": "»"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_AFTER_CLOSING = " .,:;!?،؛؟"
RIGHT, LEFT, DIGIT, SEPARATOR, SIGN, NEUTRAL = range(6)
_CLASSES = {
    "R": RIGHT, "AL": RIGHT, "NSM": RIGHT, "L": LEFT, "EN": DIGIT, "AN": DIGIT, "ES": SEPARATOR, "CS": SEPARATOR,
    "ET": SIGN,
}  # fmt: skip


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are of a script that runs from right to left."""
    if not RIGHT_TO_LEFT.search(text):
        return False
    kinds = [_class(char) for char in text]
    return kinds.count(RIGHT) > kinds.count(LEFT)


def logical_order(units: Sequence[str], mirrored: bool = False) -> list[int]:
    """The places of the units of one line in the order of reading.

    units: what its glyphs stand for, from left to right; from right to left if `mirrored`, as on a page on which most
    lines run so: there the others do too, unless they have no such letter.
    """
    order = list(range(len(units)))
    if mirrored:
        order.reverse()
    text = "".join(units)
    if not RIGHT_TO_LEFT.search(text):
        return order
    kinds = [_class(unit[:1]) for unit in units]
    if mirrored or is_right_to_left(text):
        order.reverse()
        return _reversed_runs(order, kinds, (LEFT, DIGIT))
    return _reversed_words(order, kinds)


def _class(char: str) -> int:
    return _CLASSES.get(unicodedata.bidirectional(char), NEUTRAL) if char else NEUTRAL


def _reversed_words(order: list[int], kinds: Sequence[int]) -> list[int]:
    """A line that runs from left to right, its stretches of the other direction reversed."""
    places = [place for place, unit in enumerate(order) if kinds[unit] == RIGHT]
    start = 0
    while start < len(places):
        stop = start
        while stop + 1 < len(places) and not any(
            kinds[unit] == LEFT for unit in order[places[stop] : places[stop + 1]]
        ):
            stop += 1
        first, last = places[start], places[stop] + 1
        order[first:last] = _reversed_runs(order[first:last][::-1], kinds, (DIGIT,))
        start = stop + 1
    return order


def _reversed_runs(order: list[int], kinds: Sequence[int], strong: tuple[int, ...]) -> list[int]:
    """The order with its numbers and Latin words, which stand in it from their ends to their beginnings, reversed."""
    for first, last in _runs([kinds[unit] for unit in order], strong):
        order[first:last] = order[first:last][::-1]
    return order


def _runs(kinds: Sequence[int], strong: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """First and last place (exclusive) of each run: what may stand between its parts is told by `_joins`."""
    run: list[int] = []
    for place, kind in enumerate(kinds):
        if kind not in strong:
            continue
        if run and not _joins(kinds[run[-1]], kinds[run[-1] + 1 : place], kind):
            yield _with_signs(kinds, run[0], run[-1] + 1)
            run = []
        run.append(place)
    if run:
        yield _with_signs(kinds, run[0], run[-1] + 1)


def _joins(one: int, between: Sequence[int], other: int) -> bool:
    """Whether one run goes on: over one separator within a number (1,234), over anything but letters beside a word."""
    if one == other == DIGIT:
        return not between or (len(between) == 1 and between[0] in (SEPARATOR, SIGN))
    return RIGHT not in between


def _with_signs(kinds: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """A run with the signs right beside its numbers: 45%, $3."""
    while kinds[first] == DIGIT and first and kinds[first - 1] == SIGN:
        first -= 1
    while kinds[last - 1] in (DIGIT, SIGN) and last < len(kinds) and kinds[last] == SIGN:
        last += 1
    return first, last


def with_brackets(text: str) -> str:
    """A text in the order of reading, with brackets that open where one begins and close where one ends."""
    out = list(text)
    for place, char in enumerate(text):
        if char not in _PAIRS and char not in _OPENING:
            continue
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        opens = before == " " and after not in _AFTER_CLOSING
        closes = before != " " and after in _AFTER_CLOSING
        if opens:
            out[place] = _OPENING.get(char, char)
        elif closes:
            out[place] = _PAIRS.get(char, char)
    return "".join(out)

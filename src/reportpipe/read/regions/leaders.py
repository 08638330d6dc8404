"""Rows that a leader of dots joins: an entry of a table of contents and its page, or a name and its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from reportpipe.model.block import Line
from reportpipe.patterns import pattern
from reportpipe.read.regions.pieces import piece, rows_of
from reportpipe.read.regions.values import VALUE

LEADER = pattern(r"(?P<text>.*?)[\s\u3000]*(?:[.．・…‥·_＿⋯─―-][\s\u3000]*){4,}(?P<rest>.*?)[\s\u3000]*$")
"""Words, a leader of at least four signs, and what stands behind it, if it does not stand in a line of its own."""
PAGE = pattern(r"[0-9０-９]{1,4}|[ivxl]{1,6}")
"""A page's number."""
DIGIT_EM = 0.5
"""The usual width of a figure."""
SUMS = frozenset({"計", "合計", "小計", "総計", "総数", "total", "subtotal", "sum"})
"""What heads a row of sums, folded."""


class Led(NamedTuple):
    """A row with a leader. line: the one with the leader; words: before it; values: behind it, from left to right;
    beside: the lines that hold those that do not stand in `line`."""

    line: Line
    words: str
    values: tuple[str, ...]
    beside: tuple[Line, ...] = ()

    @property
    def is_entry(self) -> bool:
        """Whether it may be an entry of a table of contents: one page number stands behind the leader."""
        return len(self.values) == 1 and PAGE.fullmatch(self.values[0]) is not None


def led_rows(lines: Sequence[Line]) -> list[Led]:
    """The rows with a leader, from top to bottom; two in one row from left to right."""
    return [led for row in rows_of(lines) for led in _led(row)]


def _led(row: Sequence[Line]) -> Iterator[Led]:
    for place, line in enumerate(row):
        found = LEADER.match(line.text)
        if found is None or not found["text"].strip():
            continue
        beside = _beside(found["rest"], row[place + 1 :])
        values = (*_values(found["rest"]), *(value for other in beside for value in _values(other.text)))
        yield Led(line, found["text"].strip(), values, beside)


def is_led(line: Line) -> bool:
    """Whether a line has words before a leader."""
    found = LEADER.match(line.text)
    return found is not None and bool(found["text"].strip())


def _beside(rest: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines to the right of a leader that hold its values: numbers; or the words that stand behind it first."""
    words = [line for line in lines[:1] if not rest and not _is_value(line) and not is_led(line)]
    return tuple(words) or tuple(takewhile(_is_value, lines))


def _is_value(line: Line) -> bool:
    return VALUE.fullmatch(line.text) is not None or all(VALUE.fullmatch(word) for word in line.text.split())


def _values(text: str) -> list[str]:
    """The values in a text; the text itself where it holds other words."""
    words = text.split()
    if len(words) > 1 and all(VALUE.fullmatch(word) for word in words):
        return words
    return [text] if text else []


def led_pieces(row: Sequence[Line]) -> list[Line]:
    """The words and the values of a row, without its leader."""
    out: list[Line] = []
    for line in row:
        found = LEADER.match(line.text) if is_led(line) else None
        if found is None:
            out += _words(line, 0)
            continue
        rest = found.start("rest")
        out.append(piece(line, 0, found.end("text"), line.box.x0, line.lefts[found.end("text")]))
        out += _words(line, rest)
    return out


def _words(line: Line, start: int) -> list[Line]:
    """The values that a line holds from a character on: each its own piece if all are numbers."""
    values = _values(line.text[start:])
    out: list[Line] = []
    for value in values:
        place = line.text.index(value, start)
        start = place + len(value)
        right = line.lefts[start - 1] + DIGIT_EM * line.size if start < len(line.text) else line.box.x1
        out.append(piece(line, place, start, line.lefts[place], right))
    return out

"""Rows that a leader of dots joins: an entry of a table of contents and its page, or a name and its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from reportpipe.layout.pieces import rows_of
from reportpipe.model.block import Line
from reportpipe.patterns import pattern

LEADER = pattern(r"(?P<text>.*?)[\s\u3000]*(?:[.．・…‥·_＿⋯─―-][\s\u3000]*){4,}(?P<rest>.*?)[\s\u3000]*$")
"""Words, a leader of at least four signs, and what stands behind it, if it does not stand in a line of its own."""
VALUE = pattern(
    r"[△▲▼+\-−–±約¥￥$]?[\s\u3000]?[0-9０-９][0-9０-９,，.．]*[%％]?(?:[\s\u3000]*[ぁ-んァ-ヶ一-龠a-zA-Z/]{1,4})?"
)
"""A number, with its sign and its unit."""
PAGE = pattern(r"[0-9０-９]{1,4}|[ivxl]{1,6}")
"""A page's number."""
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
        beside = tuple(takewhile(_is_value, row[place + 1 :]))
        values = (*_values(found["rest"]), *(value for other in beside for value in _values(other.text)))
        yield Led(line, found["text"].strip(), values, beside)


def _is_value(line: Line) -> bool:
    return VALUE.fullmatch(line.text) is not None or all(VALUE.fullmatch(word) for word in line.text.split())


def _values(text: str) -> list[str]:
    """The values in a text; the text itself where it holds other words."""
    words = text.split()
    if len(words) > 1 and all(VALUE.fullmatch(word) for word in words):
        return words
    return [text] if text else []

"""Where the words begin that follow a label: 注：, 【現状】, 中小企業：, 山田委員, A1-1.

Wrapped lines hang below them, and rows of labels and what they name show one edge there."""

from __future__ import annotations

from reportpipe.model.block import Line
from reportpipe.patterns import pattern
from reportpipe.text.enumerators import parse, parse_item
from reportpipe.text.join import is_wide

LABEL = pattern(r"[^：:。、]{1,14}[：:][\s\u3000]+(?P<rest>\S.*)")
"""A head of a few words and a colon, with the words that it heads set off by white space."""
SET_OFF = pattern(r"[^。、，\s\u3000]{1,12}[\s\u3000]+(?P<rest>\S.*)")
"""One word, with other words behind it …"""
GAP_EM = 0.8
"""… if the white space between them is wider than one between words: a full-width space, or a tab stop."""
NARROW_EM = 0.55
"""How wide a letter is that is not a wide one: its advance is not known any more."""
SAME_EDGE_EM = 0.3
"""The words of rows begin at one edge, give or take this."""


def rest_x(line: Line, rest: str) -> float:
    """Where the rest of a line begins, x in points."""
    start = len(line.text) - len(rest) if rest else 0
    return line.lefts[min(start, len(line.lefts) - 1)]


def hang_of(line: Line) -> float | None:
    """Where the words begin that follow the label of a line, behind a marker or not; None where it has no label."""
    labelled = LABEL.match(line.text)
    if labelled is not None:
        return rest_x(line, labelled["rest"])
    if line.marker or parse_item(line.text) is not None:
        return None
    found = parse(line.text)
    if found is not None:
        return rest_x(line, found.rest) if found.rest else None
    return _set_off(line)


def _set_off(line: Line) -> float | None:
    """Where the words begin behind a first word that a wide gap sets off."""
    found = SET_OFF.match(line.text)
    if found is None:
        return None
    last = len(line.text[: found.start("rest")].rstrip()) - 1
    width = 1.0 if is_wide(line.text[last]) else NARROW_EM
    start = rest_x(line, found["rest"])
    return start if start - line.lefts[last] >= (width + GAP_EM) * line.size else None


def is_row_below(first: Line, hang_x: float | None, line: Line) -> bool:
    """Whether a line is the next row of a list of labels and what they name: its label and its words begin where those
    of the row before do, whose words begin at `hang_x`."""
    if hang_x is None or abs(line.box.x0 - first.box.x0) > SAME_EDGE_EM * line.size:
        return False
    own = hang_of(line)
    return own is not None and abs(own - hang_x) <= SAME_EDGE_EM * line.size

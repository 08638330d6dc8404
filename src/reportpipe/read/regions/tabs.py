"""Rows set with tab stops: "• 1st meeting    2018/2/22    Tokyo". They are read as lines, not as columns.

A row begins with a marker or a time; what stands to its right on its baseline has no marker of its own; several rows
share a tab stop, or are a timetable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportpipe.model.block import Line
from reportpipe.model.page import union
from reportpipe.patterns import pattern
from reportpipe.text.enumerators import parse_item

SAME_BASELINE_EM = 0.3
"""Baselines closer than this are one row."""
STOP = 6.0
"""Left edges within this many points share a tab stop."""
LEAST_ROWS = 3
"""So many rows share a tab stop, at least."""
TIME = pattern(r"[0-9０-９]{1,2}[:：][0-9０-９]{2}(?:\s*[-–−～〜~]\s*(?:[0-9０-９]{1,2}[:：][0-9０-９]{2})?)?")


def with_joined_tabs(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those that tab stops divide joined."""
    rows = _rows([head for head in lines if _is_head(head)], lines)
    stops = Counter(stop for tail in rows.values() for stop in {_stop(line) for line in tail})
    is_timetable = sum(_is_timed(line) for line in lines) >= LEAST_ROWS
    joined: dict[int, Line] = {}
    gone: set[int] = set()
    for head in lines:
        tail = rows.get(id(head), [])
        shared = all(stops[_stop(line)] >= LEAST_ROWS for line in tail)
        if tail and (shared or (is_timetable and _is_timed(head))):
            joined[id(head)] = _join(head, tail)
            gone |= {id(line) for line in tail}
    return [joined.get(id(line), line) for line in lines if id(line) not in gone]


def _rows(heads: Sequence[Line], lines: Sequence[Line]) -> dict[int, list[Line]]:
    """What stands to the right of each head. Where two heads reach for a line, the one nearer to its left has it."""
    found = {id(head): _beside(head, lines) for head in heads}
    owner: dict[int, Line] = {}
    for head in heads:
        for line in found[id(head)]:
            if id(line) not in owner or head.box.x1 > owner[id(line)].box.x1:
                owner[id(line)] = head
    return {key: [line for line in tail if id(owner[id(line)]) == key] for key, tail in found.items()}


def _is_head(line: Line) -> bool:
    return not line.angle and (
        bool(line.marker) or TIME.match(line.text) is not None or parse_item(line.text) is not None
    )


def _is_timed(line: Line) -> bool:
    """Whether a line begins with a time, with or without a marker."""
    found = parse_item(line.text)
    return TIME.match(found.rest if found is not None and found.kind == "bullet" else line.text) is not None


def _beside(head: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines to the right on the same baseline, as long as none begins a row of its own."""
    near = [
        line
        for line in lines
        if line.box.x0 > head.box.x1
        and abs(line.baseline - head.baseline) <= SAME_BASELINE_EM * head.size
        and abs(line.size - head.size) < 1
    ]
    return [] if any(_is_head(line) for line in near) else sorted(near, key=lambda line: line.box.x0)


def _stop(line: Line) -> int:
    return round(line.box.x0 / STOP)


def _join(head: Line, tail: Sequence[Line]) -> Line:
    out = head
    for line in tail:
        out = replace(
            out,
            text=f"{out.text} {line.text}",
            lefts=out.lefts + line.lefts[:1] + line.lefts,
            numbers=out.numbers + line.numbers,
            box=union([out.box, line.box]),
            ruby=out.ruby + line.ruby,
        )
    return out

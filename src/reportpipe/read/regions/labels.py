"""The labels of a drawing: words in one box are one label, however many lines they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from reportpipe.model.block import Line
from reportpipe.model.page import Box, Shape
from reportpipe.read.pages.heights import Heights
from reportpipe.text.join import join

PITCH_EM = 1.7
"""Lines of one label are no farther apart than this."""
SLACK = 2.0
"""Points by which words may stick out of their box."""
LEAST_EM = 1.0
"""A shape that is not as high and wide as this, in em of the words, is no box."""
MOST_BOXES = 400
"""A drawing with more is a map or a chart, whose words are labels each by itself."""


def labels(lines: Sequence[Line], shapes: Iterable[Shape]) -> list[str]:
    """The labels that lines make, from top to bottom and left to right."""
    boxes = sorted((shape.box for shape in shapes if shape.kind == "path"), key=lambda box: box.width * box.height)
    if len(boxes) > MOST_BOXES:
        boxes = []
    heights = Heights((box.top - SLACK, box.bottom + SLACK) for box in boxes)
    found: list[list[Line]] = []
    boxed: dict[Box, list[list[Line]]] = {}
    for line in sorted(lines, key=lambda line: (line.box.top, line.box.x0)):
        near = (boxes[number] for number in heights.at(line.box.top))
        box = next((box for box in near if _holds(box, line)), None)
        within = boxed.setdefault(box, []) if box is not None else []
        label = next((held for held in within if _goes_on(held[-1], line)), None)
        if label is not None:
            label.append(line)
        else:
            found.append([line])
            within.append(found[-1])
    return [reduce(_joined, (line.text for line in held)) for held in found]


def _joined(first: str, second: str) -> str:
    """Two lines of a label. A hyphen at a line's end stays: a label is no running text, which would tell whether it is
    the word's own."""
    return first + second if first.endswith("-") else join(first, second)


def _holds(box: Box, line: Line) -> bool:
    return min(box.width, box.height) >= LEAST_EM * line.size and box.contains(line.box, SLACK)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line stands right below another one of its size."""
    below = 0 < line.baseline - last.baseline <= PITCH_EM * last.size and line.angle == last.angle
    return below and line.size == last.size and line.box.x0 < last.box.x1 and line.box.x1 > last.box.x0

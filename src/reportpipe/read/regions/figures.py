"""Figures: pictures, charts and diagrams, with the words that are painted inside them.

Shapes that touch, or nearly do, are one drawing. A drawing is a figure where a caption says so (図 1), where a picture
fills it, or where many shapes hold short words: boxes and arrows with labels. A box or two around sentences is text.
In a report, many shapes with circles among them are a figure, whatever stands in it. Boxes and arrows that enclose
words like a table, but in other shapes than rectangles, are one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from reportpipe.model.block import Line, Solid
from reportpipe.model.page import Box, Shape, union
from reportpipe.patterns import pattern
from reportpipe.read.lines.drawn import is_bullet_of
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.read.regions.labels import labels
from reportpipe.read.regions.solids import SLACK, caption_of, is_filled, is_inside, with_solid
from reportpipe.text.enumerators import parse

NEAR_EM = 1.0
"""Shapes closer than this, in em of the body text, belong to one drawing."""
SMALLEST_EM = 5.0
"""A drawing is at least this wide and high."""
MANY = 6
"""A diagram has at least so many shapes …"""
LABELS = 4
"""… and so many labels …"""
LONGEST_LABEL = 14
"""… of which half have no more characters than this."""
RULE_PART = 0.6
"""A thin line of more than this part of the page's width is a rule of the page's layout."""
PICTURE_PART = 0.5
"""A picture fills a drawing if it covers this part of it."""
PAGE_PART = 0.75
"""What covers more of the page than this is its background or its frame."""
TITLE_TOP = 0.2
"""A slide's title begins in this part of its height, from the top …"""
TITLE_SIZE = 1.25
"""… and is larger than the text by this factor."""
DASH_PART = 0.1
"""A piece of a dashed border is no longer than this part of the box's side."""
MOST_SHAPES = 1500
"""Shapes that are looked at on one page; a page with more is a map or a chart, and its first ones show where."""
FIGURE = pattern(r"[【［〔(（<＜]?\s*(?:図|写真|圖|图|Figure|Fig)", re.IGNORECASE)


class _Drawing(NamedTuple):
    """Shapes that touch. shapes: how many. is_picture: whether a picture fills it."""

    box: Box
    shapes: int
    is_picture: bool
    has_curves: bool


def with_figures(page: PageFacts, profile: Profile) -> PageFacts:
    """The page with its figures as solids. A figure without words is none: nothing is lost by its absence."""
    for drawing in _drawings(page, profile):
        inside = [line for line in page.lines if is_inside(line, drawing.box) and not _is_title(line, page, profile)]
        caption = _figure_caption(page, drawing.box)
        evidence = f"caption {caption.text}" if caption is not None else _figure_evidence(drawing, inside, profile)
        if inside and evidence:
            page = _with_figure(page, drawing.box, inside, caption, f"figure: {evidence}")
    for grid in page.grids:
        inside = [line for line in page.lines if is_inside(line, grid.box)]
        if not grid.is_regular and is_filled(grid, inside, profile):
            evidence = "figure: cells that are no rectangles"
            page = _with_figure(page, grid.box, inside, _figure_caption(page, grid.box), evidence)
    return page


def _is_title(line: Line, page: PageFacts, profile: Profile) -> bool:
    """Whether a line is large and at the top of a slide: it heads the slide, though a drawing may reach around it."""
    at_top = page.is_slide and line.box.top < TITLE_TOP * page.height
    return at_top and line.size >= TITLE_SIZE * profile.body_size


def _figure_evidence(drawing: _Drawing, inside: Sequence[Line], profile: Profile) -> str:
    """What makes a drawing without a caption a figure; "" where nothing does. A report draws circles for nothing else,
    on slides they decorate."""
    if not profile.is_deck and drawing.has_curves and drawing.shapes >= MANY:
        return f"{drawing.shapes} shapes, circles among them"
    if any(_is_sentence(line) for line in inside):
        return ""
    if drawing.is_picture:
        return "a picture fills it"
    return f"{drawing.shapes} shapes with short words" if _is_diagram(inside, drawing.shapes) else ""


def _figure_caption(page: PageFacts, box: Box) -> Line | None:
    for above in (False, True):
        line = caption_of(page, box, above)
        if line is not None and FIGURE.match(line.text):
            return line
    return None


def _is_diagram(inside: Sequence[Line], count: int) -> bool:
    labels = count >= MANY and len(inside) >= LABELS
    return labels and median(len(line.text) for line in inside) <= LONGEST_LABEL


def _is_sentence(line: Line) -> bool:
    found = parse(line.text)
    return bool(line.marker) or line.text.endswith("。") or (found is not None and found.kind == "bullet")


def _with_figure(page: PageFacts, box: Box, inside: Sequence[Line], caption: Line | None, evidence: str) -> PageFacts:
    words = (line for line in inside if line is not caption)
    ordered = sorted(words, key=lambda line: (line.box.top, line.box.x0))
    lines = (*([caption] if caption is not None else []), *ordered)
    rows = tuple((label,) for label in labels(ordered, page.shapes))
    title = caption.text if caption else ""
    return with_solid(page, Solid("figure", page.number, box, title, rows, lines, evidence=evidence))


def _drawings(page: PageFacts, profile: Profile) -> Iterator[_Drawing]:
    near = NEAR_EM * profile.body_size
    listed: dict[float, list[Line]] = {}
    for line in page.lines:
        if line.marker:
            listed.setdefault(line.marker_x, []).append(line)
    shapes = [shape for shape in page.shapes if _is_drawn(shape, page) and not _is_bullet(shape, listed)]
    shapes = shapes[:MOST_SHAPES]
    for group in _groups(shapes, near):
        box = union([shape.box for shape in group])
        if min(box.width, box.height) < SMALLEST_EM * profile.body_size or _is_most(box, page):
            continue
        pictures = (shape.box for shape in group if shape.kind == "image")
        filled = any(part.width * part.height >= PICTURE_PART * box.width * box.height for part in pictures)
        yield _Drawing(box, len(group), filled, any(shape.curved for shape in group))


def _is_drawn(shape: Shape, page: PageFacts) -> bool:
    """Whether a shape may be part of a drawing: no rule of the layout, no background, no part of a table."""
    box = shape.box
    is_long = box.width > RULE_PART * page.width or box.height > RULE_PART * page.height
    if min(box.width, box.height) < SLACK and is_long:
        return False
    if _is_most(box, page) or box.width > page.width - SLACK or _is_dash(box, page):
        return False
    return not any(solid.box.contains(box, SLACK) for solid in page.solids)


def _is_bullet(shape: Shape, listed: Mapping[float, Sequence[Line]]) -> bool:
    """Whether a shape is the drawn bullet of a line. listed: the lines that have one, by its left edge."""
    return any(is_bullet_of(shape, line) for line in listed.get(shape.box.x0, ()))


def _is_dash(box: Box, page: PageFacts) -> bool:
    """Whether a shape is a piece of the dashed border of a box: that is one shape, however many it is painted in."""
    for frame in page.boxes:
        sides = ((box.top, frame.top), (box.top, frame.bottom), (box.x0, frame.x0), (box.x0, frame.x1))
        on_border = any(abs(one - other) <= SLACK for one, other in sides) and frame.contains(box, SLACK)
        if on_border and box.width <= DASH_PART * frame.width and box.height <= DASH_PART * frame.height:
            return True
    return False


def _is_most(box: Box, page: PageFacts) -> bool:
    return box.width * box.height > PAGE_PART * page.width * page.height


def _groups(shapes: Sequence[Shape], near: float) -> list[list[Shape]]:
    """Shapes by drawing. A sweep from top to bottom: open groups are those that reach down to the current shape."""
    done: list[list[Shape]] = []
    open_groups: list[tuple[Box, list[Shape]]] = []
    for shape in sorted(shapes, key=lambda shape: shape.box.top):
        still = [item for item in open_groups if item[0].bottom + near >= shape.box.top]
        done += [group for box, group in open_groups if box.bottom + near < shape.box.top]
        touching = [item for item in still if _touch(item[0], shape.box, near)]
        others = [item for item in still if item not in touching]
        box = union([shape.box, *(one for one, _ in touching)])
        open_groups = [*others, (box, [shape, *(part for _, group in touching for part in group)])]
    return done + [group for _, group in open_groups]


def _touch(one: Box, other: Box, near: float) -> bool:
    return (
        one.x0 - near <= other.x1
        and other.x0 - near <= one.x1
        and one.top - near <= other.bottom
        and other.top - near <= one.bottom
    )

from __future__ import annotations

import pytest

from reportpipe.model.page import Box, Shape
from tests.pages import Text, lines, page


def dot(x: float, y: float, side: float = 7, filled: bool = True, curved: bool = True) -> Shape:
    return Shape("path", Box(x, y, x + side, y + side), filled, not filled, curved)


@pytest.mark.parametrize(
    ("filled", "curved", "marker"), [(True, True, "•"), (False, True, "◦"), (True, False, "▪"), (False, False, "▫")]
)
def test_a_small_shape_before_a_line_is_its_bullet(filled: bool, curved: bool, marker: str) -> None:
    (line,) = lines(page(Text("国際", 100, 100), shapes=[dot(80, 89, filled=filled, curved=curved)]))
    assert (line.marker, line.marker_x) == (marker, 80)


@pytest.mark.parametrize(
    "shape",
    [
        dot(20, 89),  # too far
        dot(80, 70),  # too high
        dot(110, 89),  # inside the text
        dot(80, 80, side=20),  # as large as a letter
        Shape("path", Box(80, 91, 95, 93), True, False, False),  # a rule
        Shape("image", Box(80, 89, 87, 96), True, False, False),
    ],
)
def test_other_shapes_are_no_bullets(shape: Shape) -> None:
    (line,) = lines(page(Text("国際", 100, 100), shapes=[shape]))
    assert line.marker == ""

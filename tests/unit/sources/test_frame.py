"""The displayed frame of boxes that are well made, turned round, or nonsense."""

from __future__ import annotations

import math

import pytest

from reportpipe.model.page import Box
from reportpipe.sources.frame import Frame, picture


def test_the_corners_may_come_in_any_order() -> None:
    assert Frame.of(612, 792, 10, 20) == Frame.of(10, 20, 612, 792) == Frame(10, 20, 612, 792)


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (0, 0, 1, 1), (0, 0, 1e26, 792), (0, 0, math.nan, 792)])
def test_a_box_without_an_area_is_taken_for_letter(box: tuple[float, float, float, float]) -> None:
    assert Frame.of(*box).size == (612, 792)


def test_a_picture_as_thin_as_a_rule_is_a_piece_of_one() -> None:
    assert picture(Box(90, 100, 98, 100.5)).kind == picture(Box(90, 100, 90.5, 108)).kind == "path"
    assert picture(Box(90, 100, 98, 104)).kind == "image"

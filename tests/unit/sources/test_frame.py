"""The displayed frame of boxes that are well made, turned round, or nonsense."""

from __future__ import annotations

import math

import pytest

from reportpipe.sources.frame import Frame


def test_the_corners_may_come_in_any_order() -> None:
    assert Frame.of(612, 792, 10, 20) == Frame.of(10, 20, 612, 792) == Frame(10, 20, 612, 792)


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (0, 0, 1, 1), (0, 0, 1e26, 792), (0, 0, math.nan, 792)])
def test_a_box_without_an_area_is_taken_for_a4(box: tuple[float, float, float, float]) -> None:
    assert Frame.of(*box).size == (595.28, 841.89)

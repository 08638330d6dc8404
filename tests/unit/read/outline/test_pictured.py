"""Slides whose title is a picture."""

from __future__ import annotations

import pytest

from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Box, Page, Shape
from reportpipe.model.report import Source
from reportpipe.pipeline import report_of
from tests.pages import Text, page

PICTURE = Box(40, 30, 400, 68)


def slide(number: int, title: str = "", shapes: tuple[Shape, ...] = ()) -> Page:
    texts = [Text("・国際共同研究を進める人材を育てる", 60, 180), Text("・若手の研究者を支える", 60, 240)]
    return page(*([Text(title, 40, 60, 32)] if title else []), *texts, number=number, shapes=shapes)


def told(*last: Shape, title: str = "", others: tuple[Shape, ...] = ()) -> list[int | None]:
    slides = [slide(number, f"研究の方針{number}", others) for number in range(1, 6)]
    reading = report_of([*slides, slide(6, title, last)], Source(file="x.pdf", sha256="0" * 64, pages=6), "ja")
    return [item.page for item in reading.diagnostics if item.code is Code.PICTURED_TITLE]


def image(box: Box) -> Shape:
    return Shape("image", box, filled=True, stroked=False, curved=False)


def test_a_picture_in_the_place_of_the_title_is_told() -> None:
    assert told(image(PICTURE)) == [6]


def test_letters_that_are_drawn_as_curves_are_told() -> None:
    letters = [Shape("path", Box(40 + 30 * at, 35, 65 + 30 * at, 62), True, False, True) for at in range(8)]
    assert told(*letters) == [6]
    assert told(*letters[:3]) == []


@pytest.mark.parametrize(
    "box",
    [Box(40, 30, 70, 60), Box(40, 30, 400, 300), Box(40, 300, 400, 338)],
    ids=["an icon", "a photograph", "below"],
)
def test_other_pictures_are_not(box: Box) -> None:
    assert told(image(box)) == []


def test_a_picture_beside_a_title_or_on_all_slides_is_none() -> None:
    assert told(image(PICTURE), title="研究の方針") == []
    assert told(image(PICTURE), others=(image(PICTURE),)) == []

"""What is learnt over a document, also from pages whose lines lie on each other."""

from __future__ import annotations

from reportpipe.read.pages.profile import learn
from tests.pages import Text, page, pages

LONG = "国際共同研究を行う動機と経緯について外部有識者から意見を聴取した結果"


def test_the_pitch_is_the_usual_distance_of_lines() -> None:
    sheet = page(*(Text(LONG, 40, 60 + 30 * row) for row in range(4)))
    assert learn(pages(sheet)).pitches == {20.0: 30.0}


def test_lines_that_nearly_share_a_baseline_have_no_pitch() -> None:
    beside = [
        Text(words, x, y + 100 * row) for row in range(3) for words, x, y in ((LONG, 40, 60), ("参考", 860, 60.04))
    ]
    items = [Text("(1) 目的", 40, 400), Text("(2) 経緯", 40, 430)]
    found = learn(pages(page(*beside, *items)))
    assert (found.pitches, found.spaced) == ({}, False)

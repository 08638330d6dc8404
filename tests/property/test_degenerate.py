"""Pages of any geometry: lengths of zero, equal baselines, inverted boxes. Each gives a report; every glyph has a fate.

Sources promise finite numbers and no more (docs/sources.md): what a page gives may be zero, negative or far away.
"""

from __future__ import annotations

from random import Random

import pytest

from reportpipe.model.diagnostic import Code
from reportpipe.model.page import ASCENT, DESCENT, Bookmark, Box, Glyph, Page, Shape
from reportpipe.model.report import Source
from reportpipe.pipeline import report_of

SEEDS = range(60)
LENGTHS = (0.0, 1e-6, 0.04, 0.5, 1.0, 1.0, 5.0, 10.0, 10.0, 12.0, 20.0, 72.0, 600.0, 1e5)
"""Sizes, advances and distances, points."""
SIDES = (0.0, 1e-6, 1.0, 72.0, 400.0, 595.0, 842.0, 842.0, 960.0, 14_400.0)
"""Widths and heights of pages, points."""
PHRASES = (
    *(
        "1.",
        "(1)",
        "①",
        "•",
        "・",
        "※",
        "注1",
        "第1章 概要",
        "目次",
        "1",
        "2",
        "- 3 -",
        "ii",
        "",
        " ",
        "\u200b",
        "\u0301",
    ),
    *(
        "か\u3099",
        "\u309b",
        "か゛",
        "A",
        "fi",
        "\ufffd",
        "\ud800",
        "x\u00ad",
        "国際共同研究を進める。",
        "……3",
        "....",
        "（続き）",
    ),
    *(
        "アジェンダ",
        "令和2年",
        "文部科学省",
        "Reports of the year",
        "שלום",
        "・・・・",
        "１２３",
        "2 3 4 5",
        "|",
        "—",
        "。",
        "、",
    ),
)


def number(random: Random) -> float:
    """A length or a place of any kind."""
    return random.choice(LENGTHS) * random.choice((1, 1, 1, 1, 2, 3, -1))


def spot(random: Random, side: float) -> float:
    """A place: often one where other lines stand, too."""
    return random.choice((0.0, 40.0, 60.0, 20.0 * random.randrange(40), number(random), random.random() * side))


def run(random: Random, first: int, side: float) -> list[Glyph]:
    """Glyphs in a row: mostly as lines are, else with advances and sizes of any kind."""
    x, y = spot(random, side), spot(random, side)
    size, advance = random.choice((10.0, 10.0, 12.0, 28.0, random.choice(LENGTHS))), random.choice((1.0, 0.5, None))
    angle, hidden, askew = random.choice((0, 0, 0, 0, 90, 180, 270, 45)), random.random() < 0.05, random.random() < 0.05
    font, bold = random.choice(("Gothic", "", "Symbol")), random.random() < 0.3
    glyphs: list[Glyph] = []
    for text in random.choice(PHRASES) + random.choice(PHRASES) * random.choice((0, 1, 6)):
        step = number(random) if advance is None else advance * size
        box = (x, y - ASCENT * size, x + step, y + DESCENT * size)
        if angle in (90, 270):
            box = (x - DESCENT * size, y, x + ASCENT * size, y + step)
        glyphs.append(
            Glyph(
                first + len(glyphs), text, *box, x if angle in (90, 270) else y, size, font, bold, angle, hidden, askew
            )
        )
        x, y = (x, y + step) if angle in (90, 270) else (x + step, y)
    return glyphs


def shape(random: Random) -> Shape:
    """A path or a picture with any box, its corners in any order."""
    box = Box(*(random.choice((0.0, 38.0, 300.0, number(random))) for _ in range(4)))
    return Shape(random.choice(("path", "path", "image")), box, *(random.random() < 0.5 for _ in range(3)))


def ruled(random: Random) -> list[Shape]:
    """The rules of a table, some of them out of place."""
    step = random.choice((20.0, 60.0, 100.0, number(random)))
    ends = (40.0, 40 + 4 * step)
    places = [40 + step * count + random.choice((0, 0, 0, 0, number(random))) for count in range(5)]
    boxes = [Box(*ends[:1], at, ends[1], at) for at in places] + [Box(at, ends[0], at, ends[1]) for at in places]
    return [Shape("path", box, filled=False, stroked=True, curved=False) for box in boxes]


def sheets(random: Random) -> list[Page]:
    """The pages of a document; some runs and shapes stand on all of them."""
    width, height = random.choice(SIDES), random.choice(SIDES)
    common, drawn = random.getrandbits(32), [shape(random) for _ in range(random.choice((0, 0, 3, 30)))]
    drawn += ruled(random) * random.choice((0, 0, 1, 2))
    pages = []
    for place in range(1, random.choice((2, 3, 5, 8))):
        glyphs: list[Glyph] = []
        for seed in [common + step for step in range(random.choice((0, 4)))] + [
            random.getrandbits(32) for _ in range(random.choice((0, 1, 10, 40)))
        ]:
            glyphs += run(Random(seed), len(glyphs), width)
        marks = [Bookmark(0, random.choice(PHRASES), random.choice((None, number(random))))]
        pages.append(Page(place, width, height, tuple(glyphs), tuple(drawn), bookmarks=tuple(marks)))
    return pages


@pytest.mark.parametrize("seed", SEEDS)
def test_any_geometry_gives_a_report(seed: int) -> None:
    random = Random(seed)
    reading = report_of(sheets(random), Source(file="made-up.pdf"), random.choice(("ja", "en", "zh-Hans")))
    assert [item for item in reading.diagnostics if item.code is Code.AUDIT_ORPHAN] == []

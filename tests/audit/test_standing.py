"""What stands elsewhere than the report tells it: rows of a paragraph, cells, texts outside of their rectangle."""

from __future__ import annotations

from typing import Any

from reportpipe import pipeline
from reportpipe.audit.against_pdf import audit
from reportpipe.model.checks import checked
from reportpipe.model.report import to_dict
from tests.pdfs import japanese, one_page

ROWS = ("研究の力を高める上", "若手の育つ所を増や", "して国際の場へ送る")
TABLE = (("区分", "件数", "金額"), ("大学", "12件", "同額"), ("企業", "34件", "同額"), ("役所", "56件", "90円"))


def table() -> bytes:
    rules = "".join(f"40 {200 + 25 * row} m 520 {200 + 25 * row} l S " for row in range(5))
    rules += "".join(f"{40 + 160 * column} 200 m {40 + 160 * column} 300 l S " for column in range(4))
    cells = (
        japanese(46 + 160 * column, 282 - 25 * row, cell, 11)
        for row, row_cells in enumerate(TABLE)
        for column, cell in enumerate(row_cells)
    )
    return one_page(japanese(40, 350, "予算の方針", 28) + rules + "".join(cells))


def told(pdf: bytes, change: Any = None) -> list[tuple[str, str]]:
    data = to_dict(pipeline.read(pdf).report)
    if change is not None:
        change(data["themes"][0]["content"])
    return [(finding.kind.label, finding.text) for finding in audit(checked(data), pdf).findings]


def test_cells_that_change_places_are_moved() -> None:
    def change(content: list[Any]) -> None:
        rows = content[0]["table"]["rows"]
        rows[-1][1], rows[-2][1] = rows[-2][1], rows[-1][1]

    assert told(table()) == []
    assert told(table(), change) == [("moved", "34件")]


def test_cells_that_say_the_same_are_not_told_apart() -> None:
    def change(content: list[Any]) -> None:
        rows = content[0]["table"]["rows"]
        rows[-2][2], rows[-3][2] = rows[-3][2], rows[-2][2]

    assert told(table(), change) == []


def test_rows_of_a_paragraph_that_change_places_are_moved() -> None:
    pdf = one_page(
        japanese(40, 350, "予算の方針", 28)
        + "".join(japanese(40, 290 - 22 * row, text, 18) for row, text in enumerate(ROWS))
    )

    def change(content: list[Any]) -> None:
        one, two, three = ROWS
        content[:] = [{"paragraph": one + three + two, "at": "page=1&viewrect=40,90,200,80"}]

    assert told(pdf) == []
    assert ("moved", ROWS[1]) in told(pdf, change)


def test_a_text_outside_of_the_rectangle_that_is_named_is_moved() -> None:
    pdf = one_page(
        japanese(40, 350, "予算の方針", 28)
        + japanese(40, 290, "• 研究と力と人", 18)
        + japanese(40, 200, "• 国際の若手", 18)
    )

    def change(content: list[Any]) -> None:
        content[0]["bullet"], content[1]["bullet"] = content[1]["bullet"], content[0]["bullet"]

    assert told(pdf) == []
    assert told(pdf, change) == [("moved", "•国際の若手"), ("moved", "•研究と力と人")]

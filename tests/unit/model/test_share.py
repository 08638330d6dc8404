"""How much of a report's text is left out."""

from __future__ import annotations

import pytest

from reportpipe.model.report import Bullet, LeftOut, Paragraph, Report, Ruby, Source, Table, TableBody, Theme
from reportpipe.model.share import left_share


def report(*left: LeftOut) -> Report:
    """A report of nineteen letters and figures."""
    return Report(
        title="国際",
        date="2021-03-01",
        source=Source(file="a-long-name.pdf", pages=9),
        themes=[
            Theme(
                number="1.",
                title="目 的",
                at="page=1",
                content=[
                    Bullet(marker="①", bullet="経緯", ruby=[Ruby(base="経緯", text="けい")], content=[]),
                    Paragraph(paragraph="ab\ncd", check=["page-join"]),
                    Table(table=TableBody(rows=[["12", ""], ["3", "45"]])),
                ],
            )
        ],
        left_out=list(left) or None,
    )


def test_nothing_left_out_is_nothing() -> None:
    assert left_share(report()) == 0


@pytest.mark.parametrize(
    ("row", "letters"),
    [
        (LeftOut(text="a b ... c d e", why="running-head", pages="1"), 5),
        (LeftOut(text="abcde", why="running-head", pages="2,4-6"), 20),
        (LeftOut(text="- 1 -–- 9 -", why="page-number", pages="1-9"), 9),
        (LeftOut(text="見えない", why="hidden", pages="3", at="page=3&viewrect=1,1,1,1"), 4),
    ],
)
def test_a_row_counts_on_each_of_its_pages(row: LeftOut, letters: int) -> None:
    assert left_share(report(row)) == letters / (19 + letters)


def test_an_empty_report_has_no_share() -> None:
    assert left_share(Report()) == 0

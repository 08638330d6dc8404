"""Which outlines are believed, and what a bookmark names."""

from __future__ import annotations

import pytest

from reportpipe.model.page import Bookmark
from reportpipe.read.lines.bookmarks import believed, keys
from tests.pages import Text, page, pages


def are_believed(*rows: tuple[str, str]) -> bool:
    """Whether bookmarks are believed. rows: what each page says, a line break between lines, and its bookmark."""
    sheets = [
        page(
            *(Text(line, 60, 100 + 30 * row) for row, line in enumerate(said.split("/"))),
            number=number,
            bookmarks=[Bookmark(0, title, None)],
        )
        for number, (said, title) in enumerate(rows, 1)
    ]
    return any(found.bookmarks for found in believed(pages(*sheets)))


def test_bookmarks_are_believed_that_say_what_their_pages_say() -> None:
    assert are_believed(
        ("目的", "目的"), ("１　方法", "1 方法"), ("国際共同/研究/本文", "国際共同研究"), ("結果", "別")
    )


def test_numbers_of_slides_and_names_of_files_are_not() -> None:
    assert not are_believed(*[(said, f"スライド番号 {row}") for row, said in enumerate("甲乙丙丁")])
    assert not are_believed(*[(said, "PowerPoint プレゼンテーション") for said in "甲乙丙丁"])


def test_what_other_pages_say_does_not_count() -> None:
    assert not are_believed(("目的", "方法"), ("方法", "結果"), ("結果", "目的"))


def test_two_are_no_outline() -> None:
    assert not are_believed(("目的", "目的"), ("方法", "方法"))


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("1.2 背景と 目的", ("1.2背景と目的", "背景と目的")),
        ("スライド 4: 目的", ("スライド4:目的", "目的")),
        ("背景", ("背景",)),
        ("", ()),
    ],
)
def test_a_bookmark_names_its_words_with_and_without_number(title: str, wanted: tuple[str, ...]) -> None:
    assert keys(title) == wanted

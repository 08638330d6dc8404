"""Numbers of lines in the margin, and lists that only look like them."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.read.regions.line_numbers import without_line_numbers
from tests.pages import Text, page, pages

RECORD = [
    "THE CHAIR: We begin with the state of the quay, which",
    "was mended last year but has cracked again near the",
    "ladder. Who has seen it? It looks much worse than it",
    "did before. MR NORTH: I have seen it. The crack is as",
    "wide as a hand, and it must be closed until somebody",
    "has mended it.",
]


def numbered(rows: Sequence[str], first: int = 1, step: int = 1, x: float = 60) -> list[Text]:
    shown = []
    for row, words in enumerate(rows):
        number = first + row
        shown.append(Text(words, 110, 100 + 24 * row, 12))
        if number % step == 0:
            shown.append(Text(str(number), x, 100 + 24 * row, 12))
    return shown


def told(*shown: Text) -> tuple[list[str], list[str]]:
    kept, left = without_line_numbers(pages(page(*shown)))
    assert {item.why for item in left} <= {"line-number"}
    return [line.text for line in kept[0].lines], [item.line.text for item in left]


def test_each_line_is_numbered() -> None:
    assert told(*numbered(RECORD)) == (RECORD, ["1", "2", "3", "4", "5", "6"])


def test_the_count_goes_on_from_the_page_before() -> None:
    assert told(*numbered(RECORD, 23)) == (RECORD, ["23", "24", "25", "26", "27", "28"])


def test_numbers_may_stand_right_before_their_lines() -> None:
    shown = [Text(f"{row} {words}", 60, 100 + 24 * row, 12) for row, words in enumerate(RECORD, 1)]
    assert told(*shown) == (RECORD, ["1", "2", "3", "4", "5", "6"])


def test_every_fifth_line_is_numbered() -> None:
    rows = RECORD[:5] * 3
    assert told(*numbered(rows, step=5)) == (rows, ["5", "10", "15"])


def test_lines_in_japanese() -> None:
    rows = [
        "国際共同研究の目的は研究分野や相手国により多様なのではない",
        "かと考えられるところであるから、次の会で改めて述べることと",
        "し、それまでに各委員の考えを聞いておくものとする。その上で",
        "案をまとめる。",
    ]
    assert told(*numbered(rows)) == (rows, ["1", "2", "3", "4"])


def test_the_items_of_a_list_keep_their_numbers() -> None:
    rows = [
        "The quay was mended last year but cracked again.",
        "The crack is as wide as a hand.",
        "It must be closed.",
        "A sign is put up at both ends of the quay.",
    ]
    shown = numbered(rows)
    assert told(*shown)[1] == []


def test_the_items_of_a_list_keep_their_numbers_where_they_take_several_lines() -> None:
    rows = [words for words in RECORD for _ in (0, 1)]
    shown = [Text(words, 110, 100 + 24 * row, 12) for row, words in enumerate(rows)]
    numbers = [Text(str(1 + row // 2), 60, 100 + 24 * row, 12) for row in range(0, len(rows), 2)]
    assert told(*shown, *numbers)[1] == []


def test_short_items_in_lower_case_keep_their_numbers() -> None:
    assert told(*numbered(["apples", "pears", "plums and cherries", "quinces", "grapes"]))[1] == []


def test_the_rows_of_a_table_keep_their_numbers() -> None:
    shown = [*numbered(RECORD[:5]), *(Text("8 m", 700, 100 + 24 * row, 12) for row in range(5))]
    assert told(*shown)[1] == []

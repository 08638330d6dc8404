"""Tables of contents: what is one, what is none, which titles it names."""

from __future__ import annotations

from reportpipe.layout.contents import Contents, contents
from tests.pages import Text, page, pages

PORTRAIT = (595.0, 842.0)
DOTS = "・" * 12


def found(*texts: str, after: tuple[str, ...] = ()) -> Contents:
    sheets = [page(*(Text(text, 60, 100 + 30 * row, 10) for row, text in enumerate(texts)), size=PORTRAIT)]
    if after:
        sheets.append(
            page(*(Text(text, 60, 100 + 30 * row, 10) for row, text in enumerate(after)), number=2, size=PORTRAIT)
        )
    return contents(pages(*sheets))


def test_entries_with_leaders_and_their_head_are_left_out() -> None:
    made = found("目次", f"１　目的{DOTS}1", f"２　方法{DOTS}2", f"３　結果{DOTS}10", "本文は続く")
    assert [item.line.text[:4].strip() for item in made.left] == ["目次", "１　目的", "２　方法", "３　結果"]
    assert {item.why for item in made.left} == {"table-of-contents"}


def test_they_name_the_headings_with_and_without_numbers() -> None:
    assert {"目的", "方法", "結果"} <= found(f"１　目的{DOTS}1", f"２　方法{DOTS}2", f"３　結果{DOTS}10").titles


def test_a_wrapped_entry_is_one_title() -> None:
    made = found(f"１　目的{DOTS}1", "２　国際共同研究の", f"方法{DOTS}2", f"３　結果{DOTS}10")
    assert "国際共同研究の方法" in made.titles


def test_two_leaders_make_no_table_of_contents() -> None:
    assert found(f"氏名{DOTS}", f"住所{DOTS}", "本文") == Contents([], frozenset())


def test_a_table_of_contents_goes_on_with_a_single_entry() -> None:
    made = found(f"１　目的{DOTS}1", f"２　方法{DOTS}2", f"３　結果{DOTS}10", after=(f"４　資料{DOTS}20", "本文"))
    assert [item.line.page for item in made.left] == [1, 1, 1, 2]


def test_an_ellipsis_in_a_sentence_is_no_leader() -> None:
    assert found("それは…", "あれは…", "これは…", "どれも……").left == []

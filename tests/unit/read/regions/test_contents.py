"""Tables of contents: what is one, what is none, which titles it names."""

from __future__ import annotations

from reportpipe.read.regions.contents import Contents, contents
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


def test_lines_to_be_written_on_make_no_table_of_contents() -> None:
    blank = "_" * 20
    assert (
        found(*(f"{asked}　はい　いいえ　何を：{blank}" for asked in ("食べたか。", "飲んだか。", "読んだか。"))).left
        == []
    )
    assert len(found(*(f"{asked} {blank} {page}" for page, asked in enumerate(("目的", "方法", "結果"), 1))).left) == 3


def test_an_ellipsis_in_a_sentence_is_no_leader() -> None:
    assert found("それは…", "あれは…", "これは…", "どれも……").left == []


def rows(*entries: tuple[str, str], head: str = "目次", size: float = 10, right: float = 500.0) -> Contents:
    """A page whose head stands above entries with their page numbers at the right edge."""
    texts = [Text(head, 60, 60, 14)]
    for row, (words, number) in enumerate(entries):
        y = 100.0 + 30 * row
        width = size * sum(0.5 if char.isascii() else 1.0 for char in number)
        texts += [Text(words, 60, y, size), Text(number, right - width, y, size)]
    return contents(pages(page(*texts, size=PORTRAIT)))


def test_page_numbers_at_the_right_edge_below_the_head_need_no_leaders() -> None:
    made = rows(("１　目的", "1"), ("２　方法", "9"), ("３　結果", "10"))
    assert len(made.left) == 7
    assert {item.why for item in made.left} == {"table-of-contents"}
    assert {"1目的", "目的", "方法", "結果"} <= made.titles


def test_the_same_on_a_slide() -> None:
    texts = [Text("Contents", 40, 60, 28)]
    for row, words in enumerate(["目的", "方法", "結果"]):
        texts += [Text(words, 60, 150.0 + 50 * row), Text(str(row + 3), 900, 150.0 + 50 * row)]
    made = contents(pages(page(*texts)))
    assert made.titles == {"目的", "方法", "結果"}


def test_a_column_of_numbers_without_the_head_is_a_table() -> None:
    assert rows(("東京", "3"), ("大阪", "5"), ("福岡", "8"), head="件数の推移").left == []


def test_numbers_that_do_not_grow_are_no_pages() -> None:
    assert rows(("目的", "9"), ("方法", "1"), ("結果", "10")).left == []
    assert rows(("目的", "1"), ("方法", "1"), ("結果", "1")).left == []


def test_numbers_that_end_anywhere_are_words() -> None:
    made = found("目次", "国際化 １", "方法について 2", "結果と考察について 3")
    assert made.left == []


def test_what_stands_below_such_a_table_stays() -> None:
    texts = [Text("目次", 60, 60, 14), Text("本文は続く", 60, 300, 10)]
    for row, words in enumerate(["目的", "方法", "結果"]):
        texts += [Text(words, 60, 100.0 + 30 * row, 10), Text(str(row + 3), 500, 100.0 + 30 * row, 10)]
    made = contents(pages(page(*texts, size=PORTRAIT)))
    assert "本文は続く" not in [item.line.text for item in made.left]


def test_entries_without_a_number_belong_to_the_table_that_goes_on_around_them() -> None:
    first = [f"第１章{DOTS}1", "第１条（目的）", f"第２章{DOTS}2", f"第３章{DOTS}3", "第３条（休日）"]
    more = ("第４条（休暇）", f"第４章{DOTS}4", f"第５章{DOTS}5", f"第６章{DOTS}6", "第６条（副業）")
    assert [item.line.text for item in found(*first, after=more).left] == [*first, *more]


def test_text_behind_the_last_entry_stays_where_no_entry_is_set_like_it() -> None:
    first = [f"第１章{DOTS}1", f"第２章{DOTS}2", f"第３章{DOTS}3"]
    assert [item.line.text for item in found(*first, "本文は続く", after=("本文", "本文")).left] == first


def values(*behind: str) -> Contents:
    return found(*(f"{name}{DOTS}{value}" for name, value in zip("春夏秋冬", behind, strict=False)))


def test_a_leader_before_values_makes_no_table_of_contents() -> None:
    assert values("12.4", "9.7", "8", "6.5").left == []
    assert values("12 11", "15 16", "9 8", "1 2").left == []


def test_numbers_behind_leaders_that_name_no_pages_are_values() -> None:
    assert values("12", "15", "9", "21").left == []
    assert values("120", "150", "190").left == []
    assert found(f"春{DOTS}1", f"夏{DOTS}2", f"秋{DOTS}3", f"合計{DOTS}6").left == []
    assert len(found("目次", f"春{DOTS}120", f"夏{DOTS}150", f"秋{DOTS}9").left) == 4


def test_the_page_number_may_stand_apart_from_its_leader() -> None:
    texts = [Text(f"第{row}章{DOTS}", 60, 100 + 30 * row, 10) for row in range(1, 5)]
    texts += [Text(str(2 * row), 500, 100 + 30 * row, 10) for row in range(1, 5)]
    assert len(contents(pages(page(*texts, size=PORTRAIT))).left) == 8


def test_what_is_to_be_filled_in_is_no_entry() -> None:
    assert found(f"氏名{DOTS}", f"住所{DOTS}", f"電話{DOTS}", "本文").left == []


def test_an_annex_counts_its_own_pages() -> None:
    entries = [f"第{number}章{DOTS}{number}" for number in range(1, 10)]
    assert len(found(*entries, f"資料１{DOTS}1", f"資料２{DOTS}12").left) == 11

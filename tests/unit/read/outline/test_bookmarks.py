"""Bookmarks as evidence: of headings, of their depth, of the titles of slides."""

from __future__ import annotations

from reportpipe.model.page import Bookmark, Page
from tests.pages import Text, outline, page, report

PORTRAIT = (595.0, 842.0)
LINE = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところであるが"
Marks = dict[str, int]


def sheets(*parts: tuple[str, float], marks: Marks, number: int = 1) -> Page:
    """A page of a report: heads in their sizes, each above a paragraph. marks: the bookmarks' levels."""
    texts: list[Text] = []
    for row, (head, size) in enumerate(parts):
        y = 80.0 + 60 * row
        texts += [Text(head, 60, y, size), Text(LINE, 60, y + 18, 10.5), Text("である。", 60, y + 36, 10.5)]
    found = [Bookmark(level, title, None) for title, level in marks.items()]
    return page(*texts, number=number, size=PORTRAIT, bookmarks=found)


def heads(*made: Page) -> list[str]:
    return [row for row in outline(report(*made)) if row.startswith("#") and row != "# "]


PLAIN = [("１　目的", 10.5), ("２　方法", 10.5), ("３　結果", 10.5)]


def test_what_bookmarks_name_is_a_heading_though_it_is_set_like_text() -> None:
    assert heads(sheets(*PLAIN, marks={"1 目的": 0, "2 方法": 0, "結果": 0})) == ["# １ 目的", "# ２ 方法", "# ３ 結果"]
    assert heads(sheets(*PLAIN, marks={})) == []


def test_bookmarks_that_are_not_believed_name_nothing() -> None:
    assert heads(sheets(*PLAIN, marks={"1 目的": 0, "文書": 0, "無題": 0, "新規": 0})) == []


def test_a_sentence_that_only_begins_like_a_bookmark_is_not_named() -> None:
    parts = [*PLAIN, ("目的は次のとおりである", 10.5)]
    assert len(heads(sheets(*parts, marks={"1 目的": 0, "2 方法": 0, "3 結果": 0}))) == 3


SIZED = [("目的", 16.0), ("背景", 16.0), ("範囲", 16.0), ("方法", 16.0)]


def test_levels_of_bookmarks_tell_the_depth() -> None:
    marks = {"目的": 0, "背景": 1, "範囲": 2, "方法": 0}
    assert heads(sheets(*SIZED, marks=marks)) == ["# 目的", "## 背景", "### 範囲", "# 方法"]


def test_bookmarks_of_one_level_tell_no_depth() -> None:
    parts = [("目的", 16.0), ("背景", 13.0), ("範囲", 13.0), ("方法", 16.0)]
    marks = dict.fromkeys(("目的", "背景", "範囲", "方法"), 0)
    assert heads(sheets(*parts, marks=marks)) == ["# 目的", "## 背景", "## 範囲", "# 方法"]


def test_a_larger_heading_without_a_bookmark_stands_below_those_that_have_one() -> None:
    parts = [("目的", 14.0), ("背景", 14.0), ("図の中", 20.0), ("範囲", 14.0), ("方法", 14.0)]
    marks = {"目的": 0, "背景": 1, "範囲": 1, "方法": 0}
    made = heads(page(Text(LINE, 60, 80, 10.5), size=PORTRAIT), sheets(*parts, marks=marks, number=2))
    assert made == ["# 目的", "## 背景", "### 図の中", "## 範囲", "# 方法"]


def test_one_that_looks_like_a_chapter_is_one_though_no_bookmark_names_it() -> None:
    parts = [("第１章　目的", 14.0), ("背景", 12.0), ("範囲", 12.0), ("第２章　方法", 14.0), ("第３章　結果", 14.0)]
    marks = {"第１章　目的": 0, "背景": 1, "範囲": 1, "第３章　結果": 0}
    assert heads(sheets(*parts, marks=marks))[3:] == ["# 第２章 方法", "# 第３章 結果"]


def test_bookmarks_that_name_few_headings_demote_none() -> None:
    parts = [(f"課題{row}", 14.0) for row in "甲乙丙丁戊己庚辛壬癸"]
    marks = {"課題甲": 0, "課題丙": 1, "課題癸": 0}
    assert heads(sheets(*parts, marks=marks)) == [f"# {text}" for text, _ in parts]


def test_of_two_blocks_that_say_the_same_the_bookmark_names_the_one_where_it_leads() -> None:
    texts = [Text("目的", 60, 80, 10.5), Text(LINE, 60, 98, 10.5), Text("目的", 300, 320, 10.5)]
    texts += [Text(LINE, 60, 340, 10.5), Text("方法", 60, 500, 10.5), Text("結果", 60, 600, 10.5)]
    found = [Bookmark(0, "目的", 310.0), Bookmark(0, "方法", 490.0), Bookmark(0, "結果", 590.0)]
    made = report(page(*texts, size=PORTRAIT, bookmarks=found))
    assert [str(theme.at).split("viewrect=")[-1].split(",")[0] for theme in made.themes if theme.title] == [
        "300", "60", "60",
    ]  # fmt: skip


def slide(number: int, title: str, bookmark: str, *more: Text, usual: bool = True) -> Page:
    head = Text(title, 40, 50, 28, True) if usual else Text(title, 300, 50, 20)
    texts = [head, Text("・" + LINE, 60, 300), Text("・" + LINE, 60, 340)]
    return page(*texts, *more, number=number, bookmarks=[Bookmark(0, bookmark, None)])


def test_a_slide_without_a_title_in_their_style_has_the_one_that_its_bookmark_names() -> None:
    deck = [slide(number, title, title) for number, title in enumerate(["目的", "現状", "課題"], 1)]
    assert heads(*deck, slide(4, "対応", "スライド 4: 対応", usual=False))[-1] == "# 対応"
    assert heads(*deck, slide(4, "対応", "資料", usual=False))[-1] == "# 課題"


def test_a_bookmark_names_no_second_title() -> None:
    deck = [slide(number, title, title) for number, title in enumerate(["目的", "現状", "課題"], 1)]
    made = heads(*deck, slide(4, "対応", "方向性", Text("方向性", 60, 120)))
    assert made == ["# 目的", "# 現状", "# 課題", "# 対応"]


def test_what_a_bookmark_names_below_the_top_of_a_slide_is_no_title() -> None:
    deck = [slide(number, title, title) for number, title in enumerate(["目的", "現状", "課題"], 1)]
    last = page(Text("・対応", 60, 300), Text("まとめ", 60, 400), number=4, bookmarks=[Bookmark(0, "まとめ", None)])
    assert heads(*deck, last) == ["# 目的", "# 現状", "# 課題"]

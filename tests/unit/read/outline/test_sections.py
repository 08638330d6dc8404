"""Headings of reports."""

from __future__ import annotations

import pytest

from reportpipe.model.page import Page
from tests.pages import Text, outline, page, report

PORTRAIT = (595.0, 842.0)
LINE = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところであるが"
DOTS = "・" * 12


def sheet(*parts: str | Text, number: int = 1) -> Page:
    """A page of a report: headings as Text, whose y counts nothing, and paragraphs of two lines below them."""
    texts: list[Text] = []
    y = 80.0
    for part in parts:
        if isinstance(part, Text):
            y += 16
            texts.append(Text(part.text, part.x, y, part.size, part.bold))
            y += 34
        else:
            texts += [Text(LINE, 60, y, 10.5), Text(part, 60, y + 18, 10.5)]
            y += 36
    return page(*texts, number=number, size=PORTRAIT)


def head(text: str, x: float = 60, size: float = 10.5, bold: bool = False) -> Text:
    return Text(text, x, 0, size, bold)


def heads(*sheets: Page) -> list[str]:
    return [row for row in outline(report(*sheets)) if row.startswith("#") and row != "# "]


def test_larger_lines_are_headings_and_nest_by_size() -> None:
    sized = [("目的", 16), ("範囲", 13), ("方法", 16)]
    made = heads(sheet(*(part for text, size in sized for part in (head(text, size=size), "である。"))))
    assert made == ["# 目的", "## 範囲", "# 方法"]


def test_a_larger_sentence_is_no_heading() -> None:
    assert heads(sheet(head("これは大切である。", size=16), "である。")) == []


def test_a_larger_size_in_which_lists_are_set_makes_no_headings() -> None:
    items = [part for row in "一二" for part in (head(f"❏ 項目{row}", size=14), head("これは条件である", 80, size=14))]
    assert heads(sheet("である。", "である。", *items, head("❏ 最後の項目", size=14))) == []


def test_numbers_nest_by_kind_not_by_size() -> None:
    sized = [("第１　総則", 14), ("１　目的", 12), ("２　方法", 12), ("第２　細則", 14)]
    made = heads(sheet(*(part for text, size in sized for part in (head(text, size=size), "である。"))))
    assert made == ["# 第１ 総則", "## １ 目的", "## ２ 方法", "# 第２ 細則"]


def test_what_the_table_of_contents_names_is_a_heading_though_it_is_set_like_text() -> None:
    names = ["１　目的", "２　方法", "３　結果"]
    toc = page(*(Text(f"{name}{DOTS}{row}", 60, 100 + 20 * row, 10.5) for row, name in enumerate(names)), size=PORTRAIT)
    body = sheet(head("１　目的"), "である。", head("２　方法"), "である。", head("３　結果"), "である。", number=2)
    assert heads(toc, body) == ["# １ 目的", "# ２ 方法", "# ３ 結果"]
    assert heads(body) == []


def test_words_in_brackets_on_a_line_of_their_own_are_headings() -> None:
    assert heads(sheet(head("【現状】"), "である。", head("＜論点＞"), "である。")) == ["# 【現状】", "# ＜論点＞"]


def test_lines_that_stand_alone_are_headings_where_they_recur() -> None:
    parts = [part for name in ("現状の認識", "今後の課題", "その対応策") for part in ("である。", head(name))]
    assert heads(sheet(*parts, "である。")) == ["# 現状の認識", "# 今後の課題", "# その対応策"]
    assert heads(sheet(*parts[:2], "である。")) == []


def test_the_headings_of_articles_and_of_their_commentaries_are_siblings() -> None:
    parts = [
        part
        for name in ("（目的）", "【第１条】", "（範囲）", "【第２条】", "（遵守）")
        for part in (head(name), "である。")
    ]
    made = heads(sheet(head("第１章　総則", size=14), "である。", *parts))
    assert made == ["# 第１章 総則", "## （目的）", "## 【第１条】", "## （範囲）", "## 【第２条】", "## （遵守）"]


def front(*second: str) -> list[str]:
    """The front of a report whose second page, before the table of contents, holds those lines."""
    title = page(Text("国際交流に関する報告書", 100, 300, 24), Text("令和3年3月26日", 200, 400), size=PORTRAIT)
    before = page(*(Text(text, 60, 80 + 18 * row, 10.5) for row, text in enumerate(second)), number=2, size=PORTRAIT)
    names = ["１　目的", "２　方法", "３　結果"]
    toc = [Text(f"{name}{DOTS}{row}", 60, 100 + 20 * row, 10.5) for row, name in enumerate(names)]
    made = report(title, before, page(*toc, number=3, size=PORTRAIT), sheet(head("１　目的"), "である。", number=4))
    return made.front or []


def test_what_stands_before_the_table_of_contents_is_front_matter() -> None:
    assert front("改定の記録", "初版") != []


def test_a_summary_before_the_table_of_contents_is_content() -> None:
    assert front(*[LINE] * 12) == []


@pytest.mark.parametrize("text", ["図１　件数の推移", "・目的", "目的について、"])
def test_captions_items_and_halves_of_sentences_are_none(text: str) -> None:
    assert heads(sheet(head(text, size=14), "である。")) == []


def test_a_paragraph_goes_on_on_the_next_page_and_under_its_heading() -> None:
    first = page(
        Text("目的", 60, 80, 16), Text(LINE, 60, 120, 10.5), Text(LINE, 60, 138, 10.5), number=1, size=PORTRAIT
    )  # fmt: skip
    second = page(Text(LINE, 60, 80, 10.5), Text("である。", 60, 98, 10.5), number=2, size=PORTRAIT)
    assert outline(report(first, second)) == ["# 目的", f"{LINE * 3}である。"]


def test_large_lines_in_a_row_are_a_list_and_head_nothing() -> None:
    def listed(*names: str) -> list[str]:
        rows = [Text(name, 60, 200 + 40 * row, 14) for row, name in enumerate(names)]
        return heads(page(Text("名簿", 60, 100, 18), *rows, size=PORTRAIT, number=2), sheet("である。", number=1))

    assert listed("甲野", "乙山", "丙川", "丁田") == ["# 名簿"]
    assert listed("目的", "範囲", "方法") == ["# 名簿", "## 目的", "## 範囲", "## 方法"]


def test_the_day_of_a_list_is_no_part_of_its_heading() -> None:
    def second(text: str) -> str:
        shown = [Text("委員名簿", 60, 100, 16), Text(text, 60, 122, 16), Text(LINE, 60, 160, 10.5)]
        return heads(page(*shown, size=PORTRAIT), sheet("である。", "である。", number=2))[0]

    assert second("（令和３年３月12日現在）") == "# 委員名簿"
    assert second("（海外の部）") == "# 委員名簿（海外の部）"


def numbered(*parts: tuple[str, float, float]) -> list[str]:
    """Headings of a page of lines: text, left edge, distance to the line before."""
    shown: list[Text] = []
    y = 100.0
    for text, x, pitch in parts:
        y += pitch
        shown.append(Text(text, x, y, 10.5))
    return heads(sheet("である。", "である。"), page(*shown, number=2, size=PORTRAIT))


def test_short_numbered_lines_that_stand_off_head_what_is_set_in_below_them() -> None:
    parts = [
        row
        for letter, name in zip("abc", ["業務内容", "必須条件", "歓迎条件"], strict=True)
        for row in ((f"{letter}) {name}", 60.0, 36.0), ("実務の経験を有すること", 90.0, 18.0))
    ]
    assert numbered((LINE, 60, 18), *parts) == ["# a) 業務内容", "# b) 必須条件", "# c) 歓迎条件"]


def test_short_numbered_lines_below_each_other_are_a_list() -> None:
    assert numbered((LINE, 60, 18), *((f"{letter}) 項目", 60.0, 36.0) for letter in "abcd")) == []
    close = [row for letter in "abc" for row in ((f"{letter}) 項目", 60.0, 18.0), ("実務の経験", 90.0, 18.0))]
    assert numbered((LINE, 60, 18), *close) == []

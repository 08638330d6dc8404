"""One reason takes no more than a part of a page, unless more than their look says that lines are no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Page
from reportpipe.model.report import Report, Source
from reportpipe.pipeline import render, report_of
from reportpipe.read.regions.bounded import letters
from tests.pages import Text, outline, page

A4 = (595, 842)
BODY = "国際共同研究の目的は研究分野や相手国により多様である。"
HEAD = "一般社団法人の設立に関する申請書の記入の手引き（申請者用の写しであり、原本ではない）"


def reading(*sheets: Page) -> tuple[Report, list[str]]:
    made = report_of(sheets, Source(file="made-up.pdf"), "ja")
    return made.report, [str(item) for item in made.diagnostics if item.code is Code.DOUBTFUL_TEXT]


def left(report: Report) -> list[tuple[str, str]]:
    return [(row.text, row.why) for row in report.left_out or []]


def sheet(number: int, head: Sequence[str] = (), rows: int = 4, differs: str = "") -> Page:
    """A page with so many lines of text below its head."""
    heads = [Text(text, 60, 40 + 12 * place, 10) for place, text in enumerate(head)]
    body = [Text(f"{differs}{number}{place}{BODY}", 60, 300 + 20 * place, 12) for place in range(rows)]
    return page(*heads, *body, number=number, size=A4)


def test_neither_white_space_nor_a_leader_has_letters() -> None:
    assert letters("a b\u3000国 ……… 3\n") == 4


def test_a_head_on_most_pages_goes_however_much_it_is() -> None:
    report, doubts = reading(*(sheet(number, [HEAD, HEAD[::-1]]) for number in range(1, 5)))
    assert left(report) == [(HEAD, "running-head"), (HEAD[::-1], "running-head")]
    assert doubts == []


def test_what_stands_on_some_pages_and_is_a_fifth_of_them_stays() -> None:
    some = [sheet(number, [HEAD, HEAD[::-1]]) for number in range(1, 4)]
    report, doubts = reading(*some, *(sheet(number) for number in range(4, 9)))
    assert "running-head" not in {why for _, why in left(report)}
    assert HEAD in render(report, "md").decode()
    assert doubts == [
        f"doubtful-text: page {number}: running-head would be 41 % of the page's letters; they stay"
        for number in range(1, 4)
    ]


def test_what_stays_says_so_at_its_block() -> None:
    some = [sheet(number, [HEAD, HEAD[::-1]]) for number in range(1, 4)]
    report, _ = reading(*some, *(sheet(number) for number in range(4, 9)))
    blocks = [block for theme in report.themes for block in theme.content or []]
    marked = [block for block in blocks if "doubtful-text" in (block.check or [])]
    assert marked
    assert len(marked) < len(blocks)


def test_a_head_on_most_pages_of_a_long_part_goes() -> None:
    part = [sheet(number, [HEAD, HEAD[::-1]]) for number in range(1, 12)]
    report, doubts = reading(*part, *(sheet(number) for number in range(12, 30)))
    assert ((HEAD, "running-head") in left(report), doubts) == (True, [])


def test_a_little_of_a_page_goes() -> None:
    some = [sheet(number, ["申請の手引き"]) for number in range(1, 4)]
    report, doubts = reading(*some, *(sheet(number) for number in range(4, 9)))
    assert (left(report), doubts) == ([("申請の手引き", "running-head")], [])


def test_a_short_page_may_be_a_head_and_little_else() -> None:
    some = [sheet(number, [HEAD], rows=1) for number in range(1, 4)]
    report, doubts = reading(*some, *(sheet(number) for number in range(4, 9)))
    assert (left(report), doubts) == ([(HEAD, "running-head")], [])


def test_what_is_most_of_the_document_is_what_it_says() -> None:
    report, doubts = reading(*(page(Text(f"整理番号 {n}", 60, 40, 12), number=n, size=A4) for n in range(1, 9)))
    assert left(report) == []
    assert [row for row in outline(report) if row.endswith("整理番号 8")]
    assert doubts == ["doubtful-text: running-head would be 100 % of the document's letters; they stay"]


def numbered(*texts: str) -> tuple[list[tuple[str, str]], list[str]]:
    """What is left out of pages that print their number and one of the texts, and the warnings."""
    sheets = [
        page(Text(f"- {number} -", 290, 820, 12), *([Text(text, 60, 400, 12)] if text else []), number=number, size=A4)
        for number, text in enumerate(texts, 1)
    ]
    report, doubts = reading(*sheets)
    return left(report), doubts


def test_page_numbers_go_unless_nothing_else_is_printed() -> None:
    assert numbered("目的", "", "", "") == ([("- 1 -–- 4 -", "page-number")], [])
    assert numbered("", "", "", "") == (
        [],
        ["doubtful-text: page-number would be 100 % of the document's letters; they stay"],
    )


def listed(rows: Sequence[tuple[str, str]], head: str = "") -> Page:
    """A page of rows with leaders."""
    entries = [Text(f"{name} {'.' * 20} {value}", 60, 120 + 24 * place, 12) for place, (name, value) in enumerate(rows)]
    return page(*([Text(head, 60, 80, 12)] if head else []), *entries, size=A4)


NAMES = [
    "国際共同研究の目的と経緯",
    "外部有識者による意見の聴取",
    "人材の派遣と受け入れの現状",
    "今後の課題と対応策の検討",
]


def told(listing: Page, *more: Page) -> tuple[bool, list[str]]:
    """Whether a table of contents is left out, and the warnings."""
    report, doubts = reading(listing, *(more or (sheet(2), sheet(3))))
    return "table-of-contents" in {why for _, why in left(report)}, doubts


def test_contents_with_a_head_go() -> None:
    assert told(listed(list(zip(NAMES, "1259", strict=True)), "目次")) == (True, [])


def test_contents_whose_titles_come_go() -> None:
    sections = (
        page(Text(name, 60, 60, 16), Text(BODY, 60, 120, 12), number=place, size=A4)
        for place, name in enumerate(NAMES, 2)
    )
    assert told(listed(list(zip(NAMES, "1259", strict=True))), *sections) == (True, [])


REMARKS = [
    "これは、会議の席で各委員から示された意見を事務局が要約したものである。",
    "詳しくは、この要約とともに配られた別の資料の同じ番号の箇所を見られたい。",
] * 2


def remarked(page_of_rows: Page) -> Page:
    """The page with remarks between its rows, which hold more than the rows."""
    more = page(*(Text(text, 60, 132 + 24 * place, 9) for place, text in enumerate(REMARKS[:3])), size=A4)
    glyphs = (*page_of_rows.glyphs, *(glyph._replace(number=1000 + glyph.number) for glyph in more.glyphs))
    return replace(page_of_rows, glyphs=glyphs)


def test_rows_with_much_text_between_them_stay() -> None:
    short = [(name[:4], value) for name, value in zip(NAMES, "1259", strict=True)]
    gone, doubts = told(remarked(listed(short)))
    assert not gone
    assert [text.partition(" would")[0] for text in doubts] == ["doubtful-text: page 1: table-of-contents"]
    assert told(remarked(listed(short, "目次"))) == (True, [])


def test_no_titles_are_taken_from_what_is_no_table_of_contents() -> None:
    short = [(name[:4], value) for name, value in zip(NAMES, "1259", strict=True)]
    report, _ = reading(remarked(listed(short)), sheet(2))
    told = str(report.themes)  # rows of names and numbers may be told as a table
    assert all(name in told for name, _ in short)

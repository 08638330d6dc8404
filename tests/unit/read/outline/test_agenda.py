"""Agendas: what they name, and whether the themes keep what they promise."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Page
from reportpipe.read.outline.agenda import agenda_doubts
from reportpipe.read.outline.draft import Draft, Item
from tests.pages import Text, outline, page, report

LINE = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところである"


def slide(number: int, title: str, *rows: str, usual: bool = True) -> Page:
    head = Text(title, 40, 50, 28, True) if usual else Text(title, 300, 50, 20)
    texts = [Text(row, 60, 150.0 + 60 * place) for place, row in enumerate(rows or ("・" + LINE, "・" + LINE))]
    return page(head, *texts, number=number)


def heads(*sheets: Page) -> list[str]:
    return [row for row in outline(report(*sheets)) if row.startswith("#")]


ENTRIES = ("1. 目的", "2. 現状", "3. 課題")


def deck(head: str, *entries: str) -> list[str]:
    """The headings of a deck that begins with a list, and whose third part has a title of another look."""
    return heads(
        slide(1, head, *entries), slide(2, "1. 目的"), slide(3, "2. 現状"), slide(4, "3. 課題", usual=False)
    )  # fmt: skip


def test_what_an_agenda_names_is_a_title_whatever_its_look() -> None:
    assert deck("アジェンダ", *ENTRIES) == ["# アジェンダ", "# 1. 目的", "# 2. 現状", "# 3. 課題"]
    assert deck("本日の内容（案）", *ENTRIES)[-1] == "# 2. 現状"
    assert deck("アジェンダ", *ENTRIES[:2])[-1] == "# 2. 現状"


def test_the_entries_stay_content() -> None:
    made = outline(report(slide(1, "目次", *ENTRIES), slide(2, "1. 目的"), slide(3, "2. 現状"), slide(4, "3. 課題")))
    assert made[:4] == ["# 目次", "1. 目的", "2. 現状", "3. 課題"]


def test_an_agenda_that_is_shown_again_names_nothing_on_its_own_slide() -> None:
    again = page(*(Text(row, 300, 50.0 + 60 * place) for place, row in enumerate(ENTRIES)), number=2)
    assert heads(slide(1, "目次", *ENTRIES), again, slide(3, "1. 目的"), slide(4, "2. 現状")) == [
        "# 目次", "# 1. 目的", "# 2. 現状",
    ]  # fmt: skip


PORTRAIT = (595.0, 842.0)


def test_an_agenda_names_the_headings_of_a_report_but_not_what_only_begins_alike() -> None:
    rows = ["目次", *ENTRIES]
    first = page(*(Text(row, 60, 80.0 + 40 * place, 10.5) for place, row in enumerate(rows)), size=PORTRAIT)
    parts = ["1. 目的", LINE + "。", "2. 現状", "・課題", LINE + "。", "3. 課題は次のとおりである", LINE + "。"]
    second = page(*(Text(row, 60, 80.0 + 40 * place, 10.5) for place, row in enumerate(parts)), number=2, size=PORTRAIT)
    assert [row for row in heads(first, second) if row != "# "] == ["# 1. 目的", "# 2. 現状"]


def agenda(title: str, *rows: tuple[str, str], themes: Sequence[Draft] = ()) -> Draft:
    items = [Item("bullet", text, ["page=2"], marker) for marker, text in rows]
    return Draft("", title, ["page=2"], items, list(themes))


def theme(number: str, title: str, *inner: Draft) -> Draft:
    return Draft(number, title, ["page=5"], themes=list(inner))


def found(*themes: Draft) -> list[tuple[Code, str]]:
    return [(one.code, one.message) for one in agenda_doubts(themes)]


ROWS = [("1.", "目的"), ("2.", "研究機関の国際化"), ("3.", "今後の課題")]
KEPT = [theme("１．", "目的"), theme("２．", "大学等の研究機関の国際化"), theme("３．", "今後の課題")]


def test_an_entry_and_its_section_that_are_worded_differently() -> None:
    wanted = [(Code.AGENDA_MISMATCH, "2. 研究機関の国際化 / ２． 大学等の研究機関の国際化")]
    assert found(agenda("目次", *ROWS), *KEPT) == wanted
    assert found(agenda("報告の組み立て", *ROWS), *KEPT) == wanted


def test_an_entry_without_a_section() -> None:
    assert found(agenda("目次", *ROWS), *KEPT[:2])[1:] == [(Code.AGENDA_UNMET, "3. 今後の課題")]


def test_a_list_that_no_head_calls_an_agenda_is_none_if_many_of_its_entries_have_no_section() -> None:
    assert found(agenda("対応の柱", *ROWS), *KEPT[:2]) == []


def test_what_a_meeting_will_talk_about_is_no_agenda_of_the_document() -> None:
    assert found(agenda("議題", ("1.", "開会"), ("2.", "挨拶"), ("3.", "目的")), *KEPT) == []


def test_sections_of_the_same_numbers_that_say_something_else_are_not_meant() -> None:
    others = [theme("1.", "資金"), theme("2.", "人材"), theme("3.", "制度")]
    assert found(agenda("目次", *ROWS), theme("", "第一部", *others)) == []
    assert found(agenda("目次", *ROWS), theme("", "第一部", *others), *KEPT)[0][1].endswith("大学等の研究機関の国際化")


def test_sections_without_numbers_are_told_by_their_words() -> None:
    assert found(agenda("目次", *ROWS), *(theme("", title) for _, title in ROWS)) == []


def test_two_entries_or_numbers_with_a_gap_are_no_agenda() -> None:
    assert found(agenda("目次", *ROWS[:2]), *KEPT) == []
    assert found(agenda("目次", ROWS[0], ROWS[2], ROWS[1]), *KEPT) == []


def test_an_agenda_announces_what_comes_after_it() -> None:
    assert found(*KEPT, agenda("まとめ", *ROWS)) == []


def test_sections_within_a_theme_are_told_by_their_numbers_of_one_kind() -> None:
    rows = [("(1)", "目的"), ("(2)", "研究")]
    assert found(agenda("意見", *rows, themes=[theme("(1)", "目的"), theme("(2)", "開発")])) == [
        (Code.AGENDA_MISMATCH, "(2) 研究 / (2) 開発")
    ]
    assert found(agenda("意見", ("2", "研究"), themes=[theme("②", "開発")])) == []

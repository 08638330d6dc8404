"""What `explain` tells: the reasons that the rules gave."""

from __future__ import annotations

import pytest

from reportpipe.cli.explained import lines
from reportpipe.errors import UsageError
from reportpipe.model.page import Page
from reportpipe.model.reason import HEADINGS, Rule
from reportpipe.pipeline import explain, read
from reportpipe.read.outline.explain import Explanation, PageExplained, to_dict
from reportpipe.read.outline.headings import with_headings
from reportpipe.read.pages.profile import learn
from tests.pages import Text, blocks, page, pages
from tests.pdfs import Pdf, japanese
from tests.unit.read.lines.test_ruby import vertical_pdf
from tests.unit.read.outline.test_bookmarks import PLAIN, sheets
from tests.unit.read.outline.test_sections import PORTRAIT, sheet


def deck() -> bytes:
    made = Pdf()
    for number, title in enumerate(("国際化の目的", "国際化の方法", "国際化の方法（続き）"), 1):
        made.page(
            japanese(40, 350, title, 30)
            + japanese(40, 280, "・共同研究を進める。")
            + japanese(60, 250, "－ 相手国を選ぶ。")
            + japanese(40, 210, "外部から聴取した。")
            + japanese(560, 10, str(number), 10)
        )
    return made.bytes()


@pytest.fixture(scope="module")
def told() -> Explanation:
    return explain(deck())


def rows(page: PageExplained) -> list[tuple[str, int, str, list[str]]]:
    return [(one.what, one.depth, one.text, [reason.rule.label for reason in one.reasons]) for one in page.taken]


def test_each_block_is_told_in_reading_order_with_its_rules(told: Explanation) -> None:
    assert rows(told.pages[0]) == [
        ("heading", 1, "国際化の目的", ["title-style", "level"]),
        ("bullet", 1, "共同研究を進める。", ["marker"]),
        ("bullet", 2, "相手国を選ぶ。", ["marker", "indent"]),
        ("paragraph", 0, "外部から聴取した。", ["plain"]),
    ]


def test_what_is_left_out_is_told_with_its_place(told: Explanation) -> None:
    assert [[(one.why, one.text) for one in page.left] for page in told.pages] == [
        [("page-number", "1")],
        [("page-number", "2")],
        [("page-number", "3"), ("continued-title", "国際化の方法（続き）")],
    ]
    assert all(one.evidence and one.box.width > 0 for page in told.pages for one in page.left)


def test_what_was_learnt_is_told_once(told: Explanation) -> None:
    assert (told.learnt.profile.is_deck, told.learnt.profile.body_size, told.learnt.pages) == (True, 20.0, 3)
    assert told.learnt.headings == (("title-style", "30.0 pt", 2),)
    assert ("・", 42.0, 3) in told.learnt.markers


def test_pages_are_chosen_and_rules_are_learnt_over_all(told: Explanation) -> None:
    alone = explain(deck(), pages={2})
    assert alone.learnt == told.learnt
    assert alone.pages == (told.pages[1],)
    with pytest.raises(UsageError):
        explain(deck(), pages={4})


def test_places_are_those_of_the_report(told: Explanation) -> None:
    theme = read(deck()).report.themes[0]
    assert told.pages[0].taken[0].at == [theme.at]


def test_places_on_a_vertical_page_are_those_displayed_and_readings_are_told() -> None:
    told, (theme,) = explain(vertical_pdf()).pages[0], read(vertical_pdf()).report.themes
    assert (told.width, told.height) == (595.0, 842.0)
    assert [one.at[0] for one in told.taken] == [block.at for block in theme.content or []]
    assert told.taken[-1].reasons[-2] == (Rule.RUBY, "漢字（かんじ）")


def rules(*made: Page) -> list[tuple[str, list[str]]]:
    """Of each block with a rule about headings: its words, and what the rules are called."""
    found = with_headings(pages(*made), blocks(*made), learn(pages(*made)), frozenset())
    told = [(block.text, [rule.label for rule, _ in block.reasons if rule is not Rule.LINES]) for block in found]
    return [(text, labels) for text, labels in told if set(labels) - {"marker"}]


def test_what_bookmarks_name_says_so() -> None:
    named = sheets(*PLAIN, marks={"1 目的": 0, "2 方法": 0, "3 結果": 0})
    assert rules(named) == [(name, ["marker", "named"]) for name in ("目的", "方法", "結果")]


def test_what_is_no_heading_after_all_says_why() -> None:
    names = [Text(name, 60, 200 + 40 * row, 14) for row, name in enumerate(("甲野", "乙山", "丙川", "丁田"))]
    listed = page(Text("名簿", 60, 100, 18), *names, size=PORTRAIT, number=2)
    assert rules(sheet("である。"), listed) == [
        ("名簿", ["set-apart"]),
        *((name.text, ["set-apart", "list-run"]) for name in names),
    ]


def test_text_and_json_say_the_same(told: Explanation) -> None:
    shown = "\n".join(lines("deck.pdf", told))
    for one in to_dict(told)["pages"]:
        for block in one["blocks"]:
            assert f"{block['marker']} {block['text']}".strip() in shown
            assert all(f"{why['rule']}: {why['evidence']}" in shown for why in block["why"])
        for left in one["left_out"]:
            assert f"left out ({left['why']})  {left['at']}" in shown


def test_names_of_rules_are_distinct() -> None:
    assert len({rule.label for rule in Rule}) == len(Rule)
    assert set(Rule) >= HEADINGS

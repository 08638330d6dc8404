"""What `explain` tells: the reasons that the rules gave."""

from __future__ import annotations

import pytest

from reportpipe.cli.explained import lines
from reportpipe.errors import UsageError
from reportpipe.model.reason import HEADINGS, Rule
from reportpipe.pipeline import explain, read
from reportpipe.themes.explain import Explanation, PageExplained, to_dict
from tests.pdfs import Pdf, japanese


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


def test_text_and_json_say_the_same(told: Explanation) -> None:
    shown = "\n".join(lines("deck.pdf", told))
    for page in to_dict(told)["pages"]:
        for block in page["blocks"]:
            assert f"{block['marker']} {block['text']}".strip() in shown
            assert all(f"{why['rule']}: {why['evidence']}" in shown for why in block["why"])
        for left in page["left_out"]:
            assert f"left out ({left['why']})  {left['at']}" in shown


def test_names_of_rules_are_distinct() -> None:
    assert len({rule.label for rule in Rule}) == len(Rule)
    assert set(Rule) >= HEADINGS

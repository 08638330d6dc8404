from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportpipe.text import join as join_
from reportpipe.text.join import (
    closes_bracket,
    collect_words,
    ends_hyphenated,
    goes_on_in_lower_case,
    is_wide,
    join,
    starts_kinsoku,
    starts_within,
)
from tests.shared import vectors

PIECES = st.lists(
    st.sampled_from([*"国際、。（）ーッAbz19,.%- \u3000\u00ad‐–국제", "inter", "https://x.jp/", "AI-", "000"]),
    max_size=8,
).map("".join)


@pytest.mark.parametrize("case", vectors("join_lines"))
def test_vector(case: Any) -> None:
    words = frozenset(case.get("document_words", ()))
    assert join(case["first"], case["second"], words, case.get("cjk_latin", "")) == case["out"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("国際交流・協", "力に関する", "国際交流・協力に関する"),
        ("共同研究の推進", "、また", "共同研究の推進、また"),
        ("This is a", "wrapped line", "This is a wrapped line"),
        ("inter-", "national", "international"),
        ("Inter-", "national", "International"),
        ("COVID-", "related", "COVID-related"),
        ("A-", "level", "A-level"),
        ("state-of-the-", "art", "state-of-the-art"),
        ("AI-", "RAN", "AI-RAN"),
        ("2020–", "2021", "2020–2021"),
        ("wie Groß-", "oder Kleinschreibung", "wie Groß- oder Kleinschreibung"),
        ("the pre-", "and post-war years", "the pre- and post-war years"),
        ("the pre-", "order", "the preorder"),
        ("宛先は park-", "section@example.lg.jp である", "宛先は park-section@example.lg.jp である"),
        ("to jane.doe@my-", "office.example.org", "to jane.doe@my-office.example.org"),
        ("see https://x.jp/park-", "guide/index.html", "see https://x.jp/park-guide/index.html"),
        ("see the site my-", "office.example.org/a", "see the site my-office.example.org/a"),
        ("電話は0123-", "45-6789 である", "電話は0123-45-6789 である"),
        ("番号は ABC-", "1234 とする", "番号は ABC-1234 とする"),
        ("file rev-", "b2.txt", "file rev-b2.txt"),
        ("the com-", "pany. They", "the company. They"),
        ("COVID\u00ad", "19", "COVID-19"),
        ("soft\u00ad", "ware", "software"),
        ("https://www.mext.go.jp/", "b_menu/x.htm", "https://www.mext.go.jp/b_menu/x.htm"),
        ("https://www.mext.go.jp/b_menu/shin", "gi/index.htm", "https://www.mext.go.jp/b_menu/shingi/index.htm"),
        ("https://x.jp/j/99?pwd=ekhxaHA3bVZUS", "VU5M0dVMkF2Z0p", "https://x.jp/j/99?pwd=ekhxaHA3bVZUSVU5M0dVMkF2Z0p"),
        ("see https://x.jp/a", "for details", "see https://x.jp/a for details"),
        ("1,", "000億円", "1,000億円"),
        ("in 1,", "2000 people", "in 1, 2000 people"),
        ("50", "% of all", "50% of all"),
        ("국제 협력 ", "연구", "국제 협력 연구"),
        ("국제협", "력", "국제협력"),
        ("国際 ", "交流", "国際交流"),
        ("word –", "another", "word – another"),
        ("", "国際", "国際"),
        ("国際", "", "国際"),
    ],
)
def test_join(first: str, second: str, expected: str) -> None:
    assert join(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("SDGs", "目標達成", "SDGs 目標達成"),
        ("目標", "SDGs", "目標 SDGs"),
        ("約100", "億円", "約100億円"),
        ("（", "SDGs", "（SDGs"),
        ("SDGs", "、また", "SDGs、また"),
    ],
)
def test_join_where_the_document_sets_latin_words_apart(first: str, second: str, expected: str) -> None:
    assert join(first, second, cjk_latin=" ") == expected


@pytest.mark.parametrize(
    ("text", "following", "bound"),
    [
        ("The com\u00ad", "pany moved", True),
        ("The com-", "pany moved", True),
        ("電話は0123-", "45-6789 である", True),
        ("0123-", "45-6789 である", True),
        ("番号は ABC-", "1234 とする", True),
        ("park-", "section@example.lg.jp", True),
        ("pre-", "post-", False),
        ("Grade A-", "good", False),
        ("the war –", "another", False),
        ("the com-", "国際", False),
        ("The com-", "Another", False),
        ("", "pany", False),
        ("-", "pany", False),
    ],
)
def test_a_hyphen_at_a_lines_end_binds_the_next_line(text: str, following: str, bound: bool) -> None:
    assert ends_hyphenated(text, following) is bound


def test_words_of_the_document_keep_their_hyphen() -> None:
    words = collect_words(["a Well-known fact", "co‐operation and state-of-the-art", "COVID-19"])
    assert words == {"well-known", "co-operation", "state-of-the-art", "covid-19"}
    assert join("well-", "known", words) == "well-known"
    assert join("co-", "operation.", words) == "co-operation."


@pytest.mark.parametrize("text", ["ーク形成を", "。", "、また", "」と", "っても", "々", "ー"])
def test_starts_kinsoku(text: str) -> None:
    assert starts_kinsoku(text)


@pytest.mark.parametrize("text", ["", "・先進国", "ー 詳細", "国際", "（案）", "-"])
def test_does_not_start_kinsoku(text: str) -> None:
    assert not starts_kinsoku(text)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("分野（研究者の", "やりとり）", True),
        ("分野（研究者の", "（海外との）やりとり）", False),
        ("分野（研究者）の", "やりとり）", False),
        ("分野「研究者の", "やりとり）", False),
    ],
)
def test_closes_bracket(first: str, second: str, expected: bool) -> None:
    assert closes_bracket(first, second) is expected


def test_is_wide() -> None:
    assert all(map(is_wide, "国あー（１ｱ국"))
    assert not any(map(is_wide, "a1(①…※"))


@given(PIECES, PIECES, st.sampled_from(["", " "]))
def test_only_spaces_and_a_hyphen_at_the_break_are_lost(first: str, second: str, cjk_latin: str) -> None:
    def ink(text: str) -> str:
        return "".join(text.split())

    joined = ink(join(first, second, cjk_latin=cjk_latin))
    head = ink(first)
    allowed = {head + ink(second)}
    if head and head[-1] in "-‐\u00ad":
        allowed |= {head[:-1] + ink(second), head[:-1] + "-" + ink(second)}
    assert joined in allowed


def test_of_a_long_paragraph_only_the_end_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a page of a thousand long lines takes seconds to join: the square of its lines."""
    looked_at: list[int] = []

    class Noted:
        def search(self, text: str, start: int) -> None:
            looked_at.append(len(text) - start)

    monkeypatch.setattr(join_, "_OPEN_ADDRESS", Noted())
    monkeypatch.setattr(join_, "_LAST_WORD", Noted())
    text = "word " * 10_000
    assert join(text, "and so on") == text + "and so on"
    assert join(text + "half-", "way").endswith("half-way")
    assert looked_at == [join_.LONGEST_WORD] * 3  # the last hyphen is looked at as one of an address, too


def test_an_address_goes_on_however_long_the_paragraph_before_it_is() -> None:
    text = "資料は次にある。" * 1_000 + "https://www.mext.go.jp/"
    assert join(text, "report/index.html").endswith("mext.go.jp/report/index.html")


@pytest.mark.parametrize(
    "text", ["を目指す", "が策定した", "の市場", "に、", "る法律", "た場合", "し、", "んだ", "は「てん」"]
)
def test_what_no_sentence_begins_with(text: str) -> None:
    assert starts_within(text)


@pytest.mark.parametrize(
    "text",
    ["はじめに", "また、", "なお、", "では、次に", "と畜場", "は種", "国の", "のり面", "でも", "が、", ""],
)
def test_what_a_sentence_may_begin_with(text: str) -> None:
    assert not starts_within(text)


def test_a_word_in_lower_case_goes_on() -> None:
    assert goes_on_in_lower_case("A developer may make", "changes to it")
    assert not goes_on_in_lower_case("A developer may make.", "changes to it")
    assert not goes_on_in_lower_case("A developer may make", "iPhone")
    assert not goes_on_in_lower_case("A developer", "https://example.org")

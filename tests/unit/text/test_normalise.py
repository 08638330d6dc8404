from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportpipe.text.normalise import clean, fold, sanitise
from tests.shared import vectors

NEVER_CHANGED = (
    "①㊙㉑㈱㎡㍿℡㌢㋿（１）％Ａ〜～−－‑‐―—…‥“”’²½Ⅳ™山田太郎日本語ー&amp; \u3000\ufa19\ufa10\ufa45\U000e0100\ufe0e\u200d"
)
TROUBLE = st.text(
    st.one_of(
        st.sampled_from(
            "かはう゛゜\u3099\u309a\u0301\u0308eAｶﾃﾞﾟｰ･\u00ad\u2027\u00b7\u2215国・）（ \n\t\u3000\u00a0"
            "\u200b\ufeff\x00\x0b\x85\u2f12\u2f3e\u2ed1\u2ea1\ufb01\ufe35\u2329\u22ef\ufa19\U000e0100\ud800\ufffe1-"
        ),
        st.characters(),
    )
)


@pytest.mark.parametrize("case", vectors("clean"))
def test_clean_vector(case: Any) -> None:
    assert clean(case["in"]) == case["out"]


@pytest.mark.parametrize("case", vectors("fold_equal"))
def test_fold_vector(case: Any) -> None:
    assert fold(case[0]) == fold(case[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u2fbc\u9f62\u8005\u306e\u2ed1\u2f92", "高齢者の長見"),
        ("ﾃﾞｰﾀ･ﾊﾟﾈﾙ｢A｣", "データ・パネル「A」"),
        ("か゛っこう あ゛", "がっこう あ゛"),
        ("か\u3099は\u309a cafe\u0301", "がぱ caf\u00e9"),
        ("\ufe35一\ufe36\ufe11\ufe41A\ufe42\ufe12", "（一）、「A」。"),
        ("\ufb01nance o\ufb03ce", "finance office"),
        ("交流\u2027協力 2\u20275", "交流・協力 2\u20275"),
        ("令和\u2215西暦 1\u22152", "令和／西暦 1\u22152"),
        ("\u2329国際\u232a\u22ef", "〈国際〉…"),
        ("10\u00a0km\u202f5", "10 km 5"),
        ("a\u200bb\u2060c\ufeff", "abc"),
        ("co\u00adop soft\u00ad", "co-op soft\u00ad"),
        ("soft\u00ad\nware", "soft\u00ad\nware"),
        ("表\x0b題\x00\ud800", "表題"),
        ("神\ufa19 葛\U000e0100城", "神\ufa19 葛\U000e0100城"),
        ("\u3000字下げ", "\u3000字下げ"),
        ("\u2ea1\u2e85", "\u2ea1\u2e85"),
        ("(cid:12)\ufffd\ue000", "(cid:12)\ufffd\ue000"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("language", "door", "dot"),
    [
        ("ja", "\u6238", "・"),
        ("zh-Hans", "\u6237", "\u00b7"),
        ("zh-Hant", "\u6236", "\u00b7"),
        ("ko", "\u6236", "\u00b7"),
    ],
)
def test_clean_by_language(language: str, door: str, dot: str) -> None:
    assert clean("\u2f3e", language) == door
    assert clean("国\u00b7際", language) == f"国{dot}際"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（２）国際共同研究について", "(2) 国際共同研究について"),
        ("ＳＤＧｓ達成", "SDGs 達成"),
        ("2020～2021年", "2020〜2021年"),
        ("データ・パネル", "ﾃﾞｰﾀﾊﾟﾈﾙ"),
        ("１－２", "1−2"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_what_differs() -> None:
    assert fold("国際協力 (1)") != fold("国際協力 (2)")
    assert fold("データ") != fold("デ-タ")


def test_sanitise_counts() -> None:
    assert sanitise("a\x00b\x0b\n\tc\x9f\ufffe\ud800") == ("ab\n\tc", 5)


@given(TROUBLE, st.sampled_from(["ja", "zh-Hans", "ko", "en"]))
def test_clean_is_idempotent(text: str, language: str) -> None:
    once = clean(text, language)
    assert clean(once, language) == once


@given(st.text(st.sampled_from(NEVER_CHANGED)))
def test_clean_never_changes_what_the_author_chose(text: str) -> None:
    assert clean(text) == text


@given(TROUBLE)
def test_clean_text_is_writable(text: str) -> None:
    assert sanitise(clean(text))[1] == 0
    clean(text).encode("utf-8")


def test_joined_forms_of_arabic_are_their_letters() -> None:
    assert clean("\ufefb \ufeb3\ufefc\ufee1") == "\u0644\u0627 \u0633\u0644\u0627\u0645"

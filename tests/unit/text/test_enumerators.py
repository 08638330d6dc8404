from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportpipe.text.enumerators import follows, ordinal, parse
from tests.shared import vectors

SPACES = str.maketrans("", "", " \t\u00a0\u3000")
PIECES = st.sampled_from(
    [
        *"1２①❷㉑⑴Ⅱⅱaアイｱ一第章注※*＊()（）【】.．、:：-－ー・●○⇒国の件倍 \u3000\u00a0",
        *("12", "iv", "II", "十一", "論点", "STEP", "国際", "Results"),
    ]
)


@pytest.mark.parametrize("case", vectors("enumerator"))
def test_vector(case: Any) -> None:
    found = parse(case["line"])
    assert found is not None
    assert (found.kind, found.value, found.rest) == (case["kind"], case["value"], case["rest"])


@pytest.mark.parametrize("line", vectors("not_an_enumerator"))
def test_not_an_enumerator_vector(line: Any) -> None:
    assert parse(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("※1 大学等研究者", ("note", 1, "※1", "大学等研究者")),
        ("注１）出典は", ("note", 1, "注１）", "出典は")),
        ("(注2) 推計", ("note", 2, "(注2)", "推計")),
        ("注 数値は", ("note", None, "注", "数値は")),
        ("*1) see below", ("note", 1, "*1)", "see below")),
        ("第１\u3000総論", ("dai", 1, "第１", "総論")),
        ("第十二章 雑則", ("dai", 12, "第十二章", "雑則")),
        ("第1章", ("dai", 1, "第1章", "")),
        ("課題①：人材", ("hash", 1, "課題①：", "人材")),
        ("参考資料３\u3000名簿", ("hash", 3, "参考資料３", "名簿")),
        ("資料１－２ 名簿", ("hash", "1-2", "資料１－２", "名簿")),
        ("２－１\u3000現状", ("multi", "2-1", "２－１", "現状")),
        ("1．2．3 詳細", ("multi", "1.2.3", "1．2．3", "詳細")),
        ("２．背景", ("arabic", 2, "２．", "背景")),
        ("ii) 詳細", ("rparen", "ii", "ii)", "詳細")),
        ("（１）国際化", ("paren", 1, "（１）", "国際化")),
        ("⑴ 国際化", ("paren", 1, "⑴", "国際化")),
        ("(ｱ) 対象", ("pkana", "ア", "(ｱ)", "対象")),
        ("（ａ）定義", ("palpha", "a", "（ａ）", "定義")),
        ("（二）目的", ("pkanji", 2, "（二）", "目的")),
        ("㈡目的", ("pkanji", 2, "㈡", "目的")),
        ("❷ 途上国", ("circled", 2, "❷", "途上国")),
        ("㋐ 対象", ("circled", "ア", "㋐", "対象")),
        ("Ⅱ\u3000現状", ("roman", "II", "Ⅱ", "現状")),
        ("ｲ 趣旨", ("kana", "イ", "ｲ", "趣旨")),
        ("ａ\u3000定義", ("alpha", "a", "ａ", "定義")),
        ("十一\u3000雑則", ("kanji", 11, "十一", "雑則")),
        ("【現状・課題】国際共著", ("bracket", "現状・課題", "【現状・課題】", "国際共著")),
        ("\u3000・先進国との", ("bullet", "・", "・", "先進国との")),
        ("\uf06c 国際", ("bullet", "\uf06c", "\uf06c", "国際")),
        ("- item", ("bullet", "-", "-", "item")),
        ("‐いろいろな背景", ("bullet", "‐", "‐", "いろいろな背景")),
        ("－課題の整理", ("bullet", "－", "－", "課題の整理")),
        ("» 効果的なチーム", ("bullet", "»", "»", "効果的なチーム")),
        ("◦ Most asked", ("bullet", "◦", "◦", "Most asked")),
        ("\uf0b7 国際", ("bullet", "\uf0b7", "\uf0b7", "国際")),
        ("\ufffd 国際", ("bullet", "\ufffd", "\ufffd", "国際")),
        ("・はじめに", ("bullet", "・", "・", "はじめに")),
        ("・より良い社会", ("bullet", "・", "・", "より良い社会")),
        ("・から揚げ", ("bullet", "・", "・", "から揚げ")),
        ("・と畜場", ("bullet", "・", "・", "と畜場")),
        ("○印刷費", ("bullet", "○", "○", "印刷費")),
        ("○ は別に示す", ("bullet", "○", "○", "は別に示す")),
        ("A1-1 北の岸に", ("hash", "1-1", "A1-1", "北の岸に")),
        ("Ａ１　はい。", ("hash", 1, "Ａ１", "はい。")),
        ("⇒ 国際化が必要", ("arrow", "⇒", "⇒", "国際化が必要")),
    ],
)
def test_parse(line: str, expected: tuple[str, object, str, str]) -> None:
    assert parse(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "2021年3月", "3.5 倍に増加", "10 ％増", "第1回委員会では", "第一に、国際化", "(2)の論点について",
        "(続き)", "①～③のうち", "ア ジ ア", "A 社は", "a study of", "IV型コラーゲン", "一方、国際化",
        "○○大学では", "○月○日", "ーク形成を", "－", "注目すべき", "**太字**", "資料を配布", "図らずも",
        "○は済んだもの", "○はあるもの", "●がないもの", "△のものは残る",
        "●から改めて説明", "・は「てん」と読み", "○を付ける", "○は、済んだもの", "●とは何か",
        "○印は必ず書く", "●さんは席を立った", "○、△又は×", "A4 用紙", "A1:2017-Injection",
    ],
)  # fmt: skip
def test_not_an_enumerator(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [("ア 趣旨", 1), ("イ 趣旨", 2), ("b. second", 2), ("Ⅱ 現状", 2), ("(3) 国際", 3), ("1.4 背景", 4),
     ("資料２－３ 名簿", 3), ("⓪ はじめに", 0), ("・先進国", None), ("※ 有識者", None), ("【論点】", None),
     ("i. first", 1), ("(i) ninth", 9), ("IIX. no numeral", None)],
)  # fmt: skip
def test_ordinal(line: str, expected: int | None) -> None:
    found = parse(line)
    assert found is not None
    assert ordinal(found) == expected


@pytest.mark.parametrize(
    ("first", "line", "expected"),
    [("イ 趣旨", "イ 趣旨", 1), ("イ 趣旨", "ハ 対象", 3), ("ア 趣旨", "イ 対象", 2), ("(i) one", "(i) one", 1),
     ("(i) one", "(v) five", 5),
     ("(a) one", "(i) nine", 9)],
)  # fmt: skip
def test_ordinal_by_the_first_of_the_list(first: str, line: str, expected: int) -> None:
    head, found = parse(first), parse(line)
    assert head is not None
    assert found is not None
    assert ordinal(found, head) == expected


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        ("(1) 甲", "（２）乙", True),
        ("(1) 甲", "(3) 乙", False),
        ("(1) 甲", "2) 乙", False),
        ("ア 趣旨", "イ 対象", True),
        ("イ 趣旨", "ロ 対象", True),
        ("イ 趣旨", "ウ 対象", True),
        ("ア 趣旨", "ロ 対象", False),
        ("a. one", "b. two", True),
        ("h. eight", "i. nine", True),
        ("i. nine", "j. ten", True),
        ("(i) one", "(ii) two", True),
        ("Ⅰ 現状", "Ⅱ 課題", True),
        ("Ⅰ 現状", "ⅱ 課題", False),
        ("1.1 背景", "1.2 目的", True),
        ("1.1 背景", "2.2 目的", False),
        ("①甲", "②乙", True),
        ("①甲", "❷乙", False),
        ("第１章 総論", "第２章 各論", True),
        ("第１章 総論", "第２節 各論", False),
        ("論点１ 甲", "論点２：乙", True),
        ("論点１ 甲", "課題２ 乙", False),
        ("※1 甲", "※2 乙", True),
        ("※1 甲", "*2 乙", False),
        ("・甲", "・乙", False),
    ],
)
def test_follows(previous: str, current: str, expected: bool) -> None:
    one, other = parse(previous), parse(current)
    assert one is not None
    assert other is not None
    assert follows(one, other) is expected


@given(st.lists(PIECES, max_size=8).map("".join) | st.text())
def test_nothing_is_lost_between_marker_and_rest(line: str) -> None:
    found = parse(line)
    if found is not None:
        assert (found.marker + found.rest).translate(SPACES) == line.translate(SPACES)
        assert found.marker in line
        ordinal(found)
        follows(found, found)


@pytest.mark.parametrize("line", ["・日本の現状", "○人材の育成", "•日本人研究者", "●名称の変更", "○件数", "・年度ごと"])
def test_a_word_that_begins_like_a_placeholder_is_an_item(line: str) -> None:
    found = parse(line)
    assert found is not None
    assert (found.marker, found.rest) == (line[0], line[1:])


@pytest.mark.parametrize("line", ["○月○日", "○名の職員", "○人", "○年○月", "○％"])
def test_a_placeholder_is_no_item(line: str) -> None:
    assert parse(line) is None

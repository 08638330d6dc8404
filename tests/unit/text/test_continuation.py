from __future__ import annotations

from typing import Any

import pytest

from reportpipe.text.continuation import (
    Continuation,
    continues_caption,
    is_continuation,
    says_it_goes_on,
    split_title,
)
from tests.shared import vectors


@pytest.mark.parametrize("case", vectors("continuation_title"))
def test_vector(case: Any) -> None:
    found = split_title(case["title"])
    assert (found.base, found.kind) == (case["base"], case["kind"])


@pytest.mark.parametrize("title", vectors("not_a_continuation"))
def test_not_a_continuation_vector(title: Any) -> None:
    assert split_title(title) == Continuation(title, None, None, None)


@pytest.mark.parametrize("case", vectors("merge_titles"))
def test_merge_vector(case: Any) -> None:
    assert is_continuation(case["previous"], case["current"]) is case["merge"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("(2) 国際共同研究について ( 続\nき )", ("(2) 国際共同研究について", "cont", None, None)),
        ("国際化（前ページの続き）", ("国際化", "cont", None, None)),
        ("Results (cont’d)", ("Results", "cont", None, None)),
        ("国際化（１／３）", ("国際化", "fraction", 1, 3)),
        ("Results (1 of 3)", ("Results", "fraction", 1, 3)),
        ("国際化（其の二）", ("国際化", "ordinal", 2, None)),
        ("国際化②", ("国際化", "ordinal", 2, None)),
        ("国際共同研究事業（継続）", ("国際共同研究事業（継続）", None, None, None)),
        ("補助率（3/2）", ("補助率（3/2）", None, None, None)),
        ("開催日 3/26", ("開催日 3/26", None, None, None)),
        ("(続き)", ("(続き)", None, None, None)),
        ("手続き", ("手続き", None, None, None)),
    ],
)
def test_split_title(title: str, expected: tuple[str, str | None, int | None, int | None]) -> None:
    assert split_title(title) == expected


@pytest.mark.parametrize(
    ("previous", "current", "merge"),
    [
        ("（2）国際共同研究について", "(2)国際共同研究について（続）", True),
        ("国際化（続き）", "国際化（続き）", True),
        ("国際化（1/3）", "国際化（2/3）", True),
        ("国際化（1/3）", "国際化（3/3）", False),
        ("国際化（1/3）", "国際化（2/4）", False),
        ("国際化（1/2）", "国際化（1/2）（続き）", True),
        ("補助率", "補助率（1/2）", False),
        ("国際化", "国際化（その２）", True),
        ("国際化", "国際化（その３）", False),
        ("国際協力 (1)", "国際協力 (2)", True),
        ("国際協力 (1)", "国際協力 (3)", False),
        ("国際協力", "国際協力 (2)", False),
        ("国際化", "人材（続き）", False),
        ("国際協力", "国際協力", True),
        ("", "", False),
    ],
)
def test_is_continuation(previous: str, current: str, merge: bool) -> None:
    assert is_continuation(previous, current) is merge


@pytest.mark.parametrize(
    "text", ["（続き）", "(前ページからの続き)", "（次頁へ続く）", "つづき", "(continued on next page)"]
)
def test_a_line_that_only_says_that_it_goes_on(text: str) -> None:
    assert says_it_goes_on(text)


@pytest.mark.parametrize("text", ["続きを読む", "（継続）", "手続き", "件数（続き）", ""])
def test_a_line_that_says_more(text: str) -> None:
    assert not says_it_goes_on(text)


@pytest.mark.parametrize(
    ("first", "second", "goes_on"),
    [
        ("表１　件数の内訳", "表１（続き）", True),
        ("表１　件数の内訳", "表1　件数の内訳（続き）", True),
        ("表１　件数の内訳", "表１　件数の内訳", True),
        ("表１　件数（1/2）", "表１　件数（2/2）", True),
        ("表10　件数の内訳", "表1（続き）", False),
        ("表１　件数の内訳", "表２（続き）", False),
        ("表１　件数の内訳", "表１　内訳", False),
        ("", "表１（続き）", False),
    ],
)
def test_captions_of_tables(first: str, second: str, goes_on: bool) -> None:
    assert continues_caption(first, second) is goes_on

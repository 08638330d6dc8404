from __future__ import annotations

from typing import Any

import pytest

from reportpipe.text.letterspace import close_gaps, collapse, unspaced_pairs
from tests.shared import vectors


@pytest.mark.parametrize("case", vectors("letter_spaced_title"))
def test_vector(case: Any) -> None:
    assert collapse(case["in"]) == case["out"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("目\u3000次", "目次"),
        ("は じ め に", "はじめに"),
        ("山田 太郎", "山田 太郎"),
        ("資料 １", "資料 １"),
        ("1 2 3", "1 2 3"),
        ("目", "目"),
        ("", ""),
    ],
)
def test_collapse(title: str, expected: str) -> None:
    assert collapse(title) == expected


def test_close_gaps_takes_out_only_what_the_document_writes_without_a_space() -> None:
    pairs = unspaced_pairs(["国際協力の推進", "協力協定", "科学技術・学術政策局 科学技術"])
    assert pairs["協力"] == 2
    assert close_gaps("国際協 力と政策局 科学", pairs) == "国際協力と政策局 科学"
    assert close_gaps("協 定", pairs) == "協 定"

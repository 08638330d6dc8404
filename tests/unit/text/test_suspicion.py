from __future__ import annotations

from typing import Any

import pytest

from reportpipe.text.suspicion import mojibake_suspected, needs_ocr
from tests.shared import vectors


@pytest.mark.parametrize("case", vectors("mojibake_suspected"))
def test_vector(case: Any) -> None:
    assert mojibake_suspected(case["text"]) is case["suspect"]


@pytest.mark.parametrize(
    ("text", "suspected"),
    [
        ("縺薙ｌ縺ｯ繝", True),
        ("文字åŒ–ã‘ã§ã™", True),
        ("(cid:2446)(cid:2040)", True),
        ("\ue000\ue001", True),
        ("部首の\u2ea1", True),
        ("国際共同研究の目的", False),
        ("Résumé à la française", False),
        ("繊維・螺旋・縄文の遺跡", False),
        ("", False),
    ],
)
def test_mojibake(text: str, suspected: bool) -> None:
    assert mojibake_suspected(text) is suspected


@pytest.mark.parametrize(
    ("bad", "good_characters", "needed"),
    [
        ("(cid:7)" * 3, 97, True),
        ("(cid:7)" * 2, 98, False),
        ("\ufffd", 199, False),
        ("\ufffd" * 2, 198, True),
        ("\ue000" * 5, 95, False),
        ("\ue000" * 6, 94, True),
    ],
)
def test_thresholds(bad: str, good_characters: int, needed: bool) -> None:
    assert needs_ocr(bad + "国" * good_characters) is needed

from __future__ import annotations

import pytest

from reportpipe.text.language import detect


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["国際共同研究の推進について", "MEXT"], "ja"),
        (["令和三年三月", "文部科学省"], "ja"),
        (["経済産業省 気候変動対策"], "ja"),
        (["中国的国际合作", "我们的研究与发展"], "zh-Hans"),
        (["我们的国际合作研究与经济发展战略总结报告，包括中国与日本的关系，以及优の良品"], "zh-Hans"),
        (["中國的國際合作", "我們的研究與發展"], "zh-Hant"),
        (["국제 협력 연구 (國際)"], "ko"),
        (["International cooperation in research", "日本"], "en"),
        (["Die Zusammenarbeit mit der Universität ist für das Land"], "de"),
        (["La coopération est pour les universités et les écoles"], "fr"),
        (["La cooperación en las universidades y el desarrollo"], "es"),
        (["MEXT"], "en"),
        (["123", "…"], "und"),
        ([], "und"),
    ],
)
def test_detect(texts: list[str], expected: str) -> None:
    assert detect(texts) == expected

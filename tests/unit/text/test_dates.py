from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportpipe.text.dates import DateFound, fiscal_year, parse_date
from tests.shared import vectors


@pytest.mark.parametrize("case", vectors("date"))
def test_vector(case: Any) -> None:
    found = parse_date(case["text"])
    assert found is not None
    assert found.iso == case["iso"]
    assert found.as_printed == case["text"]
    assert found.warnings == ()


@pytest.mark.parametrize("text", vectors("not_a_date"))
def test_not_a_date_vector(text: Any) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("case", vectors("fiscal_year"))
def test_fiscal_year_vector(case: Any) -> None:
    assert fiscal_year(case["text"]) == case["year"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和３年３月２６日（金）", DateFound("2021-03-26", "令和３年３月２６日（金）", ())),
        ("令和元年5月1日", DateFound("2019-05-01", "令和元年5月1日", ())),
        ("H30.4.1", DateFound("2018-04-01", "H30.4.1", ())),
        ("2021年3月26日 文部科学省", DateFound("2021-03-26", "2021年3月26日", ())),
        ("文部科学省（２０２１年３月）", DateFound("2021-03", "２０２１年３月", ())),
        ("二〇二一年三月", DateFound("2021-03", "二〇二一年三月", ())),
        ("令和3年度予算 令和2年12月21日", DateFound("2020-12-21", "令和2年12月21日", ())),
        ("平成31年5月10日", DateFound("2019-05-10", "平成31年5月10日", ("era-range",))),
        ("令和3年3月26日（土）", DateFound("2021-03-26", "令和3年3月26日（土）", ("weekday-mismatch",))),
    ],
)
def test_parse_date(text: str, expected: DateFound) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "令和3年度",
        "COR3.3.26",
        "3月26日",
        "令和3年13月40日",
        "令和0年",
        "1.2021.3",
        "192.168.1.1",
        "平成3年間",
        "（平成５年法律第７６号。",
        "9999年",
    ],
)
def test_not_a_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("令和3（2021）年度", 2021), ("FY21", 2021), ("H30補正", 2018), ("2021年", None), ("国際化", None)],
)
def test_fiscal_year(text: str, year: int | None) -> None:
    assert fiscal_year(text) == year


@given(st.text(st.sampled_from("令和平成R3H12元年月日度.／・/-（）金 　２０二三十")))
def test_what_is_found_is_printed(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.as_printed in text
    fiscal_year(text)

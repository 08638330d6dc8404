"""Lines of Arabic and Hebrew: from what stands on the page to what is read."""

from __future__ import annotations

import pytest

from reportpipe.text.bidi import is_right_to_left, logical_order, with_brackets

A, B, C = "\u05d0", "\u05d1", "\u05d2"
"""Three Hebrew letters: a person reads A first."""


def read(seen: str, mirrored: bool = False) -> str:
    return "".join(seen[place] for place in logical_order(seen, mirrored))


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (f"{C}{B}{A}", f"{A}{B}{C}"),
        (f".2021 {B}{A}", f"{A}{B} 2021."),
        (f"{C * 9} OECD Report 2021 {B}{A}", f"{A}{B} OECD Report 2021 {C * 9}"),
        (f"{C} 1,234 {B}", f"{B} 1,234 {C}"),
        (f"{C} 45% {B}", f"{B} 45% {C}"),
        (f"{C} 12 34 {B}", f"{B} 34 12 {C}"),
        (f"{C} 1.2 :{B}", f"{B}: 1.2 {C}"),
        (f"see {B}{A} 12 {C}, page 3", f"see {C} 12 {A}{B}, page 3"),
        (f"see {B}{A} and {C}{A}", f"see {A}{B} and {A}{C}"),
        ("国際協力 2021", "国際協力 2021"),
    ],
)
def test_the_order_of_reading(seen: str, meant: str) -> None:
    assert read(seen) == meant


def test_a_line_runs_as_its_page_does() -> None:
    assert read(f"OECD Report {A}"[::-1], mirrored=True) == f"{A} OECD Report"
    assert read(f"OECD Report {A}") == f"OECD Report {A}"
    assert read("OECD Report"[::-1], mirrored=True) == "OECD Report"


def test_what_one_glyph_stands_for_is_kept_as_it_is() -> None:
    lam_alef = "\u0644\u0627"
    assert logical_order(["\u0645", lam_alef, "\u0633"]) == [2, 1, 0]


@pytest.mark.parametrize("inner", [f"({A} 12)", f"){A} 12("])
def test_brackets_open_where_one_begins(inner: str) -> None:
    assert with_brackets(f"{A} {inner} {B}") == f"{A} ({A} 12) {B}"
    assert with_brackets(f"{A} {inner}.") == f"{A} ({A} 12)."


def test_a_bracket_between_letters_stays() -> None:
    assert with_brackets(f"{A}({B}") == f"{A}({B}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [(f"{A}{B} x", True), (f"{A} report", False), ("国際", False), ("\u0633\u0644\u0627\u0645 12", True), ("", False)],
)
def test_most_letters_decide(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected

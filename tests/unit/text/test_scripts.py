from __future__ import annotations

import unicodedata

import pytest

from reportpipe.text.scripts import LEVEL, Place, has_scripts, lowered, place_of, raised


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("12,500 m", Place.EXPONENT),
        ("人/km", Place.EXPONENT),
        ("広さは１２ｍ", Place.EXPONENT),
        ("3.4×10", Place.EXPONENT),
        ("E=mc", Place.EXPONENT),
        ("a+b", Place.EXPONENT),
        ("は10", Place.EITHER),
        ("値は x", Place.EITHER),
        ("式 mc", Place.EITHER),
        ("in 2015", Place.REFERENCE),
        ("the word", Place.REFERENCE),
        ("the end.", Place.REFERENCE),
        ("とする", Place.REFERENCE),
        ("（略）", Place.REFERENCE),
        ("WTO", Place.REFERENCE),
        ("m ", Place.REFERENCE),
        ("", Place.REFERENCE),
    ],
)
def test_what_a_raised_number_is(before: str, place: Place) -> None:
    assert place_of(before) is place


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("2", Place.EXPONENT, "²"),
        ("-6", Place.EXPONENT, "⁻⁶"),
        ("−1", Place.EITHER, "⁻¹"),
        ("2+", Place.EITHER, "²⁺"),
        ("n", Place.EITHER, "ⁿ"),
        ("n+1", Place.EXPONENT, "ⁿ⁺¹"),
        ("1,2", Place.REFERENCE, "¹,²"),
        ("1-3", Place.REFERENCE, "¹-³"),
        ("th", Place.EITHER, "th"),
        ("注2", Place.REFERENCE, "注2"),
        ("※1", Place.REFERENCE, "※1"),
        ("[1]", Place.REFERENCE, "[1]"),
        ("1)", Place.REFERENCE, "1)"),
        ("1)", Place.EITHER, "¹⁾"),
    ],
)
def test_raised(text: str, place: Place, expected: str) -> None:
    assert raised(text, place) == expected


def test_what_may_be_painted_for_a_superscript() -> None:
    assert LEVEL["²"] == LEVEL["₂"] == "2"
    assert LEVEL["⁻"] == "-−"
    assert all(unicodedata.normalize("NFKC", form) in level for form, level in LEVEL.items())


def test_lowered() -> None:
    assert lowered("2", "CO") == "₂"
    assert lowered("2", "国") == "2"
    assert lowered("2.5", "PM") == "2.5"
    assert lowered("", "PM") == ""


def test_has_scripts() -> None:
    assert has_scripts("m²")
    assert has_scripts("とする[^1]")
    assert not has_scripts("m2")

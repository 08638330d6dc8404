"""Dates and fiscal years as Japanese documents print them, with the ISO 8601 form beside what is printed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from reportpipe.patterns import pattern
from reportpipe.text.numerals import to_int

FIRST_YEAR, LAST_YEAR = 1868, 2100
"""Years outside are taken for other numbers. Meiji 1 to the end of this century."""


class DateFound(NamedTuple):
    """A date and what is odd about it.

    iso: "2021-03-26", "2021-03" or "2021", as much as is printed.
    as_printed: verbatim, with the weekday if there is one.
    warnings: "era-range" if the date lies outside the era that it names, "weekday-mismatch" if it is another weekday.
    """

    iso: str
    as_printed: str
    warnings: tuple[str, ...]


class _Era(NamedTuple):
    names: tuple[str, ...]
    first: str
    last: str


# The first and the last day of each era, by the proclamations; the day of a change in 1912 and 1926 belongs to both.
_ERAS = (
    _Era(("令和", "令", "㋿", "R"), "2019-05-01", "9999-12-31"),
    _Era(("平成", "平", "㍻", "H"), "1989-01-08", "2019-04-30"),
    _Era(("昭和", "昭", "㍼", "S"), "1926-12-25", "1989-01-07"),
    _Era(("大正", "大", "㍽"), "1912-07-30", "1926-12-25"),
    _Era(("明治", "明", "㍾"), "1868-01-01", "1912-07-30"),
)
_BY_NAME = {name: era for era in _ERAS for name in era.names}
_WEEKDAYS = "月火水木金土日"
_SP = r"[ \u00a0\u3000]*"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元)"
# A letter or one kanji is an era only where no word runs on into it: COR3.3.26.
_ERA = r"(?P<era>令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾]|(?<!\w)[RHS令平昭大明])"
_WESTERN = r"(?P<year>(?<![0-9.])[0-9]{4}|(?<![〇一二三四五六七八九])[〇一二三四五六七八九]{4})"
# A bare year counts only where no word runs on: 令和3年度 is a fiscal year, 平成3年間 a length, 平成５年法律 a law.
_MONTH_AND_DAY = rf"(?:{_SP}(?P<month>{_N}){_SP}月(?:{_SP}(?P<day>{_N}){_SP}日)?|(?!\w))"
_SEPARATED = r"(?P<sep>[./・-])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9]|[./-][0-9])"
_WEEKDAY = rf"(?:{_SP}[(（]{_SP}(?P<weekday>[{_WEEKDAYS}])(?:曜日?)?{_SP}[)）])?"
_FORMS = tuple(
    pattern(form + _WEEKDAY)
    for form in (
        rf"{_ERA}{_SP}(?P<number>{_N}){_SP}年{_MONTH_AND_DAY}",
        rf"{_WESTERN}{_SP}年{_MONTH_AND_DAY}",
        rf"{_ERA}(?P<number>[0-9]{{1,2}}|元){_SEPARATED}",
        rf"(?<![0-9./-])(?P<year>[0-9]{{4}}){_SEPARATED}",
    )
)
# One to one, so that positions stay those of the printed text.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．／－ＲＨＳＦＹ", "0123456789./-RHSFY")
_FISCAL_YEAR = pattern(
    rf"{_ERA}{_SP}(?P<number>{_N}){_SP}(?:[(（][0-9]{{4}}[)）]{_SP})?(?:年度|当初|補正|概算|予算|要求)"
    rf"|(?<![0-9])(?P<year>[0-9]{{4}}){_SP}(?:[(（][^)）]{{1,8}}[)）]{_SP})?年度"
    rf"|(?<![A-Za-z])FY{_SP}(?P<short>[0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)


def parse_date(text: str) -> DateFound | None:
    """The first valid date in a line. A month and a day without a year are none, nor is a fiscal year."""
    found = sorted(_candidates(text.translate(_HALF_WIDTH)), key=lambda match: (match.start(), -match.end()))
    dates = (_read(match, text[match.start() : match.end()]) for match in found)
    return next((date for date in dates if date is not None), None)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    for form in _FORMS:
        yield from form.finditer(text)


def _read(match: re.Match[str], printed: str) -> DateFound | None:
    groups = match.groupdict()
    era = _BY_NAME.get(groups.get("era") or "")
    year = _year(groups)
    parts = [year, *(to_int(groups[name]) for name in ("month", "day") if groups[name])]
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR or None in parts:
        return None
    iso = "-".join(f"{part:02}" for part in parts)
    try:
        day = datetime.date.fromisoformat((iso + "-01-01")[:10])
    except ValueError:
        return None
    warnings = []
    if era and not era.first[: len(iso)] <= iso <= era.last[: len(iso)]:
        warnings.append("era-range")
    if groups["weekday"] and groups["day"] and _WEEKDAYS[day.weekday()] != groups["weekday"]:
        warnings.append("weekday-mismatch")
    return DateFound(iso, printed, tuple(warnings))


def _year(groups: dict[str, str | None]) -> int | None:
    """The western year of either form; None for year 0 of an era."""
    if groups.get("year"):
        return to_int(groups["year"] or "")
    number = to_int(groups["number"] or "")
    return int(_BY_NAME[groups["era"] or ""].first[:4]) + number - 1 if number else None


def fiscal_year(text: str) -> int | None:
    """The Japanese fiscal year (April to March, named by its first calendar year) that a text names first."""
    match = _FISCAL_YEAR.search(text.translate(_HALF_WIDTH))
    if not match:
        return None
    if match["short"]:
        return int(match["short"]) % 2000 + 2000
    return _year(match.groupdict())

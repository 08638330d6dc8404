"""Everything that was found → the Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportpipe.model.block import LeftText
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import LeftOut, Report, Source
from reportpipe.read.outline.draft import Draft, Taken, one_or_all, place
from reportpipe.read.outline.titlepage import TitlePage
from reportpipe.read.pages.profile import Profile
from reportpipe.read.regions.page_numbers import PAGE_NUMBER

PLACED = {"hidden"}
"""Reasons of `left_out` for text that nobody sees on its page, so that its place must be told."""


class Outline(NamedTuple):
    """All that was found in a document. taken: what each part was taken for, in reading order; left: what is no
    content; notes: what a person should know."""

    profile: Profile
    language: str
    title: TitlePage
    themes: Sequence[Draft]
    taken: Sequence[Taken]
    left: Sequence[LeftText]
    notes: Sequence[Diagnostic]


def assemble(found: Outline, source: Source) -> Report:
    """The report, without its record of extraction."""
    title = found.title
    return Report(
        title=title.title,
        organisation=title.organisation or None,
        date=title.date,
        date_as_printed=title.date_as_printed,
        language=found.language,
        source=source,
        front=title.front or None,
        themes=[theme.freeze() for theme in found.themes],
        left_out=left_out(found.left) or None,
    )


def left_out(left: Sequence[LeftText]) -> list[LeftOut]:
    """One row for each run of page numbers, one for each other text that is left out, in the order of appearance. What
    stands twice on a page has two rows, so that each can be counted."""
    rows: dict[tuple[str, str, int], list[LeftText]] = {}
    seen: Counter[tuple[str, str, int]] = Counter()
    for one in left:
        if one.why != "page-number":
            times = 0 if one.why in PLACED else seen[one.text, one.why, one.page]
            seen[one.text, one.why, one.page] += 1
            rows.setdefault((one.text, one.why, times), []).append(one)
    numbers = sorted((one.page, one.text) for one in left if one.why == "page-number")
    return [*_page_numbers(numbers), *(_row(found) for found in rows.values())]


def _row(found: Sequence[LeftText]) -> LeftOut:
    """The row of one text that is left out for one reason."""
    text, why = found[0].text, found[0].why
    at = one_or_all([place(one.page, one.box) for one in found]) if why in PLACED else None
    return LeftOut(text=text, why=why, pages=page_ranges(one.page for one in found), at=at)


def _page_numbers(numbers: list[tuple[int, str]]) -> list[LeftOut]:
    """A row for each run of numbers that count up with the pages and are printed alike: "- 1 -–- 7 -" says what stands
    on each of its pages."""
    runs: dict[tuple[int, str, bool, int], list[tuple[int, str]]] = {}
    seen: Counter[tuple[int, str]] = Counter()
    for page, text in numbers:
        found = PAGE_NUMBER.match(text)
        if found:
            look = text[: found.start(1)] + "#" + text[found.end(1) :]
            key = (int(found[1]) - page, look, found[1].isascii(), seen[page, text])
        else:  # a Roman number counts in a way of its own
            key = (0, text, False, seen[page, text])
        runs.setdefault(key, []).append((page, text))
        seen[page, text] += 1
    out: list[LeftOut] = []
    for run in runs.values():
        first, last = run[0][1], run[-1][1]
        text = first if first == last else f"{first}–{last}"
        out.append(LeftOut(text=text, why="page-number", pages=page_ranges(page for page, _ in run)))
    return out


def page_ranges(pages: Iterable[int]) -> str:
    """Page numbers as text: "3", "2-8", "1,4-6"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)

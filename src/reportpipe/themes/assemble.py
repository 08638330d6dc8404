"""Everything that was found → the Report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportpipe.layout.furniture import PAGE_NUMBER
from reportpipe.layout.profile import Profile
from reportpipe.model.block import LeftText
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import LeftOut, Report, Source
from reportpipe.themes.draft import Draft, Taken
from reportpipe.themes.titlepage import TitlePage


@dataclass(frozen=True, slots=True)
class Outline:
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
    """One row for all page numbers, one for each other text that is left out, in the order of first appearance."""
    rows: dict[tuple[str, str], list[int]] = {}
    for one in left:
        if one.why != "page-number":
            rows.setdefault((one.text, one.why), []).append(one.page)
    numbers = sorted((one.page, one.text) for one in left if one.why == "page-number")
    out = [LeftOut(text=text, why=why, pages=page_ranges(pages)) for (text, why), pages in rows.items()]
    return [*_page_numbers(numbers), *out]


def _page_numbers(numbers: list[tuple[int, str]]) -> list[LeftOut]:
    if not numbers:
        return []
    texts = [text for _, text in numbers]
    values = [int(found[1]) for text in texts if (found := PAGE_NUMBER.match(text))]
    counts_up = values == list(range(values[0], values[0] + len(values)))
    is_run = len(texts) > 1 and counts_up
    text = f"{texts[0]}–{texts[-1]}" if is_run else ", ".join(texts)
    return [LeftOut(text=text, why="page-number", pages=page_ranges(page for page, _ in numbers))]


def page_ranges(pages: Iterable[int]) -> str:
    """Page numbers as text: "3", "2-8", "1,4-6"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)

"""The title page: title, organisation, date, and what else it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportpipe.layout.profile import PageFacts, Profile
from reportpipe.model.block import Line
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.text.dates import parse_date
from reportpipe.text.enumerators import parse
from reportpipe.text.join import join
from reportpipe.text.letterspace import collapse
from reportpipe.text.organisation import is_latin_logo, is_organisation

MOST_LINES = 16
"""A title page has no more lines."""
LARGER = 1.25
"""The title is larger than the document's text by this factor."""
SAME_SIZE = 0.06
"""Lines of the title differ in size by no more than this part."""
PITCH_EM = 2.2
"""Lines of one title, or of one logo, are no farther apart than this."""
MINISTRIES = ("省", "庁", "府")
"""Endings of the bodies that stand above bureaus and divisions; they are named first."""
ERA_CODES = {"era-range": Code.ERA_RANGE, "weekday-mismatch": Code.WEEKDAY_MISMATCH}


@dataclass(slots=True)
class TitlePage:
    """What a title page says. lines: the lines that it was read from."""

    title: str = ""
    organisation: list[str] = field(default_factory=list)
    date: str | None = None
    date_as_printed: str | None = None
    front: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def is_title_page(page: PageFacts, lines: Sequence[Line], profile: Profile) -> bool:
    """Whether the first page holds a title and no content: few lines, a large one, hardly a list item."""
    if not lines or len(lines) > MOST_LINES:
        return False
    largest = max(line.size for line in lines)
    items = sum(bool(line.marker) or _is_item(line) for line in lines)
    text = sum(len(line.text) for line in lines if line.size < largest * (1 - SAME_SIZE))
    title = [line for line in lines if line.size >= largest * (1 - SAME_SIZE)]
    begins_low = min(line.box.top for line in title) > page.height * 0.12
    return largest >= LARGER * profile.body_size and items <= 1 and begins_low and text < 20 * MOST_LINES


def _is_item(line: Line) -> bool:
    found = parse(line.text)
    return found is not None and found.kind not in ("note", "bracket")


def read_title_page(lines: Sequence[Line]) -> TitlePage:
    """Title, organisation, date and the rest of a title page's lines, in reading order."""
    out = TitlePage(lines=list(lines))
    largest = max(line.size for line in lines)
    title = [line for line in lines if line.size >= largest * (1 - SAME_SIZE)]
    for line in title:
        out.title = join(out.title, collapse(line.text)) if out.title else collapse(line.text)
    for text in _joined([line for line in lines if line not in title]):
        _sort(text, lines[0].page, out)
    out.organisation.sort(key=lambda name: not name.endswith(MINISTRIES))
    return out


def _sort(text: str, page: int, out: TitlePage) -> None:
    found = parse_date(text)
    if found is not None and out.date is None and len(found.as_printed) * 2 > len(text):
        out.date, out.date_as_printed = found.iso, found.as_printed
        out.diagnostics += [Diagnostic(ERA_CODES[code], found.as_printed, page) for code in found.warnings]
    elif is_organisation(text):
        out.organisation.append(text)
    else:
        out.front.append(text)


def _joined(lines: Sequence[Line]) -> list[str]:
    """Texts, with the lines of a Latin name (MINISTRY OF EDUCATION, / CULTURE, SPORTS, …) joined."""
    out: list[tuple[str, Line]] = []
    for line in lines:
        if out and _is_one_name(out[-1][1], line):
            out[-1] = (join(out[-1][0], line.text), line)
        else:
            out.append((line.text, line))
    return [text for text, _ in out]


def _is_one_name(first: Line, second: Line) -> bool:
    latin = is_latin_logo(first.text) and is_latin_logo(second.text)
    near = 0 < second.baseline - first.baseline <= PITCH_EM * first.size
    return latin and near and abs(first.size - second.size) <= SAME_SIZE * first.size

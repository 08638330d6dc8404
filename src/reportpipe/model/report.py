"""The report: what the YAML file holds. Its JSON Schema is `schema/report.schema.json`."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final, Literal

from reportpipe.model.diagnostic import CHECKS
from reportpipe.model.forms import Described, OneOf, Passing, Where
from reportpipe.model.left_out import Why
from reportpipe.model.page import Box
from reportpipe.patterns import pattern

FORMAT: Final = "reportpipe/1"
"""What the first key of every report says."""

MARK = r"[0-9]{1,3}|[※*†‡][0-9]{0,2}|注[0-9]{1,2}"
"""What a footnote's reference says: 1, ※, *2, 注1."""
REFERENCE = pattern(rf"\[\^({MARK})\]")
"""A footnote's reference in a text; its first group is the `mark` of its note."""
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
VIEWRECT = rf"&viewrect=-?{NUMBER},-?{NUMBER},{NUMBER},{NUMBER}"
Place = Annotated[str, Where(pattern=rf"^page=[1-9][0-9]*(?:{VIEWRECT})?$")]
"""A PDF fragment after RFC 8118: `page` from 1, `viewrect=left,top,width,height` in points from the top left corner."""


def _is_on_the_calendar(date: str) -> str:
    """A date as it is; ValueError where there is no such day. What is not printed counts as the first."""
    datetime.date.fromisoformat((date + "-01-01")[:10])
    return date


MONTH, DAY = "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
IsoDate = Annotated[str, Where(pattern=rf"^[0-9]{{4}}(?:-{MONTH}(?:-{DAY})?)?$"), Passing(_is_on_the_calendar)]
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[str, Where(pattern=LANGUAGE_TAG), Described("BCP 47 tag")]
PageNumbers = Annotated[
    str,
    Where(pattern=r"^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$"),
    Described("the pages it stands on: '3', '2-8', '1,4-6'"),
]
Sha256 = Annotated[str, Where(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Base of all parts: frozen. What outsiders write is checked by checks.py; an unknown key is an error."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Ruby(Part):
    """A reading printed small above or beside its base text."""

    base: str
    text: str


At = Annotated[Place | list[Place] | None, Described("where it stands in the PDF (RFC 8118 fragment)")]
CODES = "; ".join(f"{code.label}: {code.meaning}" for code in CHECKS)
Check = Annotated[list[str] | None, Described(f"what a person should look at. {CODES}")]
WHYS = "; ".join(f"{why.label}: {why.meaning}" for why in Why)
Readings = Annotated[list[Ruby] | None, Described("readings printed above the text")]


@dataclass(frozen=True, kw_only=True)
class Bullet(Part):
    """A line with a printed marker or enumerator, and what hangs below it."""

    bullet: Annotated[str, Described("the text, without its marker")]
    marker: Annotated[str | None, Described("the marker as printed: •, (1), ア, ①")] = None
    at: At = None
    check: Check = None
    ruby: Readings = None
    content: Annotated[list[Block] | None, Described("what hangs below this bullet, in order")] = None


@dataclass(frozen=True, kw_only=True)
class Paragraph(Part):
    """Text without a marker."""

    paragraph: str
    at: At = None
    check: Check = None
    ruby: Readings = None


@dataclass(frozen=True, kw_only=True)
class Note(Part):
    """A box, or a line at the page's foot, that a mark ties to the text."""

    note: str
    mark: Annotated[str | None, Described("the mark as printed: ※, 注1, *1")] = None
    label: Annotated[str | None, Described("the words that head the note")] = None
    at: At = None
    check: Check = None
    ruby: Readings = None


@dataclass(frozen=True, kw_only=True)
class TableBody(Part):
    """Cells, row by row."""

    caption: str | None = None
    header: list[list[str]] | None = None
    rows: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Table(Part):
    """A table."""

    table: TableBody
    at: At = None
    check: Check = None


@dataclass(frozen=True, kw_only=True)
class FigureBody(Part):
    """The words of a picture, chart or diagram."""

    caption: str | None = None
    text: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Figure(Part):
    """A picture, chart or diagram."""

    figure: FigureBody
    at: At = None
    check: Check = None


KINDS: tuple[str, ...] = ("bullet", "paragraph", "note", "table", "figure")
"""The keys that say what a block is."""


def kind_of(value: Any) -> str | None:
    """Which kind of block a mapping or a model is, by its key; None where it has no such key."""
    for kind in KINDS:
        if (kind in value) if isinstance(value, dict) else hasattr(value, kind):
            return kind
    return None


Block = Annotated[Bullet | Paragraph | Note | Table | Figure, OneOf(lambda: BLOCKS, kind_of)]


@dataclass(frozen=True, kw_only=True)
class Theme(Part):
    """A heading and what stands under it. Themes nest."""

    number: Annotated[str | None, Described("the number as printed: 1., (2), 第1章")] = None
    title: str
    at: At = None
    check: Check = None
    ruby: Readings = None
    content: list[Block] | None = None
    themes: list[Theme] | None = None

    @property
    def full(self) -> str:
        """The title with its number, as printed."""
        return " ".join(part for part in (self.number, self.title) if part)


@dataclass(frozen=True, kw_only=True)
class Source(Part):
    """The PDF that the report came from."""

    file: str
    sha256: Sha256 | None = None
    pages: Annotated[int, Where(ge=0)] | None = None
    url: str | None = None
    publisher: str | None = None
    licence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Extracted(Part):
    """How the report came to be. sha256: of the content as extracted; it tells an edited file from an untouched one."""

    by: str
    sha256: Sha256


@dataclass(frozen=True, kw_only=True)
class LeftOut(Part):
    """Painted text that is not part of the report, and why."""

    text: str
    why: Annotated[str, Described(f"why it is no content. {WHYS}")]
    pages: PageNumbers
    at: Annotated[At, Described("where it stands, of text that nobody sees")] = None


@dataclass(frozen=True, kw_only=True)
class Report(Part):
    """A report: themes and bullets, with their origin."""

    format: Literal["reportpipe/1"] = FORMAT
    title: str = ""
    organisation: list[str] | None = None
    date: Annotated[IsoDate | None, Described("ISO date; '2021-03' or '2021' where no more is printed")] = None
    date_as_printed: str | None = None
    language: Language = "ja"
    source: Source | None = None
    extracted: Extracted | None = None
    front: Annotated[list[str] | None, Described("what else the title page says")] = None
    themes: list[Theme] = field(default_factory=list)
    left_out: list[LeftOut] | None = None


BLOCKS: dict[str, type[Part]] = dict(zip(KINDS, (Bullet, Paragraph, Note, Table, Figure), strict=True))
BELOW: dict[str, type[Part]] = {
    "themes": Theme,
    "source": Source,
    "extracted": Extracted,
    "left_out": LeftOut,
    "ruby": Ruby,
    "table": TableBody,
    "figure": FigureBody,
}
"""Which part of the model stands below a key."""


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain mappings and lists, in the order of the fields, without what is not set."""
    return _plain(report)


def _plain(part: Part) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in vars(part).items() if value is not None}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    return _plain(value) if isinstance(value, Part) else value


def from_dict(data: dict[str, Any]) -> Report:
    """The report that `to_dict` has put into mappings and lists. What others may have written is for checks.checked."""
    return Report(**_parts(data))


def _parts(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _part_or_value(key, value) for key, value in data.items()}


def _part_or_value(key: str, value: Any) -> Any:
    if key == "content":
        return [BLOCKS[kind_of(block) or ""](**_parts(block)) for block in value]
    part = BELOW.get(key)
    if part is None:
        return value
    return [part(**_parts(item)) for item in value] if isinstance(value, list) else part(**_parts(value))


def content_hash(report: Report) -> str:
    """SHA-256 (hex) of everything in the report but `extracted`: equal for two reports that say the same."""
    data = to_dict(report)
    data.pop("extracted", None)
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def is_edited(report: Report) -> bool:
    """Whether the content differs from what was extracted. A report without that record counts as edited."""
    return report.extracted is None or report.extracted.sha256 != content_hash(report)


def places(at: str | list[str] | None) -> list[str]:
    """The places of a block, none, one or several, as a list."""
    return at if isinstance(at, list) else [at] if at else []


def first_page(at: str | list[str] | None) -> int | None:
    """The number, from 1, of the page on which a block begins."""
    found = re.match(r"page=(\d+)", next(iter(places(at)), ""))
    return int(found[1]) if found else None


def first_box(at: str | list[str] | None) -> Box | None:
    """The first of a block's rectangles."""
    found = re.search(rf"viewrect=(-?{NUMBER}),(-?{NUMBER}),({NUMBER}),({NUMBER})", next(iter(places(at)), ""))
    if found is None:
        return None
    left, top, width, height = map(float, found.groups())
    return Box(left, top, left + width, top + height)


def walk(themes: list[Theme] | None, depth: int = 1) -> Iterator[tuple[int, Theme]]:
    """Every theme with its depth (1 for the outermost), in reading order."""
    for theme in themes or []:
        yield depth, theme
        yield from walk(theme.themes, depth + 1)

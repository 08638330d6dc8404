"""The report: what the YAML file holds. Its JSON Schema is `schema/report.schema.json`."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from reportpipe.model.diagnostic import CHECKS
from reportpipe.model.page import Box

FORMAT: Final = "reportpipe/1"
"""What the first key of every report says."""

MARK = r"[0-9]{1,3}|[※*†‡][0-9]{0,2}|注[0-9]{1,2}"
"""What a footnote's reference says: 1, ※, *2, 注1."""
REFERENCE = re.compile(rf"\[\^({MARK})\]")
"""A footnote's reference in a text; its first group is the `mark` of its note."""
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
VIEWRECT = rf"&viewrect=-?{NUMBER},-?{NUMBER},{NUMBER},{NUMBER}"
Place = Annotated[str, StringConstraints(pattern=rf"^page=[1-9][0-9]*(?:{VIEWRECT})?$")]
"""A PDF fragment after RFC 8118: `page` from 1, `viewrect=left,top,width,height` in points from the top left corner."""


def _is_on_the_calendar(date: str) -> str:
    """A date as it is; ValueError where there is no such day. What is not printed counts as the first."""
    datetime.date.fromisoformat((date + "-01-01")[:10])
    return date


MONTH, DAY = "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
IsoDate = Annotated[
    str,
    StringConstraints(pattern=rf"^[0-9]{{4}}(?:-{MONTH}(?:-{DAY})?)?$"),
    AfterValidator(_is_on_the_calendar),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    """Base of all parts: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ruby(Part):
    """A reading printed small above or beside its base text."""

    base: str
    text: str


At = Annotated[Place | list[Place] | None, Field(description="where it stands in the PDF (RFC 8118 fragment)")]
CODES = "; ".join(f"{code.label}: {code.meaning}" for code in CHECKS)
Check = Annotated[list[str] | None, Field(description=f"what a person should look at. {CODES}")]
Readings = Annotated[list[Ruby] | None, Field(description="readings printed above the text")]


class Bullet(Part):
    """A line with a printed marker or enumerator, and what hangs below it."""

    bullet: str = Field(description="the text, without its marker")
    marker: str | None = Field(None, description="the marker as printed: •, (1), ア, ①")
    at: At = None
    check: Check = None
    ruby: Readings = None
    content: list[Block] | None = Field(None, description="what hangs below this bullet, in order")


class Paragraph(Part):
    """Text without a marker."""

    paragraph: str
    at: At = None
    check: Check = None
    ruby: Readings = None


class Note(Part):
    """A box, or a line at the page's foot, that a mark ties to the text."""

    note: str
    mark: str | None = Field(None, description="the mark as printed: ※, 注1, *1")
    label: str | None = Field(None, description="the words that head the note")
    at: At = None
    check: Check = None
    ruby: Readings = None


class TableBody(Part):
    """Cells, row by row."""

    caption: str | None = None
    header: list[list[str]] | None = None
    rows: list[list[str]]


class Table(Part):
    """A table."""

    table: TableBody
    at: At = None
    check: Check = None


class FigureBody(Part):
    """The words of a picture, chart or diagram."""

    caption: str | None = None
    text: list[str] | None = None


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


Block = Annotated[
    Annotated[Bullet, Tag("bullet")]
    | Annotated[Paragraph, Tag("paragraph")]
    | Annotated[Note, Tag("note")]
    | Annotated[Table, Tag("table")]
    | Annotated[Figure, Tag("figure")],
    Discriminator(kind_of),
]


class Theme(Part):
    """A heading and what stands under it. Themes nest."""

    number: str | None = Field(None, description="the number as printed: 1., (2), 第1章")
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


class Source(Part):
    """The PDF that the report came from."""

    file: str
    sha256: Sha256 | None = None
    pages: int | None = Field(None, ge=0)
    url: str | None = None
    publisher: str | None = None
    licence: str | None = None


class Extracted(Part):
    """How the report came to be. sha256: of the content as extracted; it tells an edited file from an untouched one."""

    by: str
    sha256: Sha256


class LeftOut(Part):
    """Painted text that is not part of the report, and why."""

    text: str
    why: str
    pages: str = Field(
        description="the pages it stands on: '3', '2-8', '1,4-6'", pattern=r"^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$"
    )


class Report(Part):
    """A report: themes and bullets, with their origin."""

    format: Literal["reportpipe/1"] = FORMAT
    title: str = ""
    organisation: list[str] | None = None
    date: IsoDate | None = Field(None, description="ISO date; '2021-03' or '2021' where no more is printed")
    date_as_printed: str | None = None
    language: str = Field("ja", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47 tag")
    source: Source | None = None
    extracted: Extracted | None = None
    front: list[str] | None = Field(None, description="what else the title page says")
    themes: list[Theme] = Field(default_factory=list)
    left_out: list[LeftOut] | None = None


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain mappings and lists, in the order of the fields, without what is not set."""
    return report.model_dump(exclude_none=True)


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

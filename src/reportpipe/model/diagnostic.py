"""What is noted while a file is converted, without stopping it. The codes are a closed list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"


class Code(Enum):
    """Every diagnostic there is: (name, severity, meaning)."""

    NO_TEXT_LAYER = ("no-text-layer", Severity.WARNING, "the page is painted without any text; it needs OCR")
    TEXT_LAYER_GARBLED = (
        "text-layer-garbled",
        Severity.WARNING,
        "the page's fonts name wrong characters, or none; it needs OCR",
    )
    PICTURED_TITLE = (
        "pictured-title",
        Severity.WARNING,
        "a picture stands where the other slides have their titles; what it says is not in the report",
    )
    UNMAPPED_GLYPH = ("unmapped-glyph", Severity.WARNING, "the font does not say which character a glyph stands for")
    STRING_CUT = ("string-cut", Severity.WARNING, "the parser cut a string that is longer than it can hold")
    PARSER_FALLBACK = ("parser-fallback", Severity.WARNING, "the first PDF parser failed, the other one was used")
    PAGES_MISSING = ("pages-missing", Severity.WARNING, "the parser finds fewer pages than the file holds")
    SCREEN_ONLY = (
        "screen-only",
        Severity.INFO,
        "annotations that are shown on the screen, and not printed, are left out",
    )
    XFA_FORM = ("xfa-form", Severity.WARNING, "the form's fields are in XFA only, which is not read")
    PAGE_BOX = ("page-box", Severity.WARNING, "a box of the page is nonsense, so that what it shows is a guess")
    STREAM_DAMAGED = (
        "stream-damaged",
        Severity.WARNING,
        "compressed data do not inflate; what they hold after the fault is missing",
    )
    REPAIRED = ("repaired", Severity.WARNING, "no PDF parser could read the file, which was repaired first")
    BLANK_PAGE = ("blank-page", Severity.WARNING, "the page is blank, or its content cannot be read")
    STAND_IN = ("stand-in", Severity.WARNING, "the pages only stand in for what the file holds")
    BIDI_CONTROL = ("bidi-control", Severity.WARNING, "invisible characters turn the direction of the text")
    AUDIT_ORPHAN = ("audit-orphan", Severity.WARNING, "a painted glyph has no fate; this is a bug of reportpipe")
    MOJIBAKE = ("mojibake", Severity.WARNING, "the text looks wrongly encoded; the page may need OCR")
    ENUM_GAP = ("enum-gap", Severity.INFO, "a number is missing in a sequence of enumerators")
    AGENDA_MISMATCH = ("agenda-mismatch", Severity.INFO, "an agenda entry and its section are worded differently")
    AGENDA_UNMET = ("agenda-unmet", Severity.INFO, "an agenda entry has no section")
    ERA_RANGE = ("era-range", Severity.WARNING, "a date lies outside the era that it names")
    WEEKDAY_MISMATCH = ("weekday-mismatch", Severity.WARNING, "a date does not fall on the weekday printed with it")
    STYLE_MISSING = ("style-missing", Severity.WARNING, "a Word template lacks a style")

    UNCERTAIN_JOIN = (
        "uncertain-join",
        Severity.INFO,
        "a line ends so near to where it must that its break may be either",
    )
    PAGE_JOIN = (
        "page-join",
        Severity.INFO,
        "joined over the end of a page, without a clear sign that the text goes on",
    )
    GUESSED_HEADING = ("guessed-heading", Severity.INFO, "taken for a heading because it stands alone")
    GUESSED_KIND = ("guessed-kind", Severity.INFO, "as likely to be something else as what it was taken for")
    GUESSED_LEVEL = ("guessed-level", Severity.INFO, "its indent or size lies between those of two levels")
    UNMATCHED_MARK = (
        "unmatched-mark",
        Severity.INFO,
        "a note's mark without its note, or a note whose mark is nowhere",
    )
    DOUBTFUL_TEXT = (
        "doubtful-text",
        Severity.WARNING,
        "looks like no content (hidden, a running head, …), and stays because it is much of its page",
    )
    UNEVEN_TABLE = ("uneven-table", Severity.INFO, "text of the table sticks out of its cells, or a head is empty")
    GUESSED_TABLE = ("guessed-table", Severity.INFO, "taken for a table because its words stand in rows and columns")

    def __init__(self, label: str, severity: Severity, meaning: str) -> None:
        self.label = label
        self.severity = severity
        self.meaning = meaning


CHECKS = (
    Code.UNCERTAIN_JOIN,
    Code.PAGE_JOIN,
    Code.GUESSED_HEADING,
    Code.GUESSED_KIND,
    Code.GUESSED_LEVEL,
    Code.ENUM_GAP,
    Code.UNMATCHED_MARK,
    Code.UNEVEN_TABLE,
    Code.GUESSED_TABLE,
    Code.UNMAPPED_GLYPH,
    Code.DOUBTFUL_TEXT,
)
"""The codes that concern one block, and stand under its `check` in the report."""


class Doubt(NamedTuple):
    """What a person should look at in one block. code: one of CHECKS; evidence: what made it doubtful."""

    code: Code
    evidence: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. page: from 1, or None where it concerns the whole file; box: points, displayed frame."""

    code: Code
    message: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        place = f"page {self.page}: " if self.page is not None else ""
        return f"{self.code.label}: {place}{self.message}"

"""What is noted while a file is converted, without stopping it. The codes are a closed list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"


class Code(Enum):
    """Every diagnostic there is: (name, severity, meaning)."""

    NO_TEXT_LAYER = ("no-text-layer", Severity.WARNING, "the page is painted without any text; it needs OCR")
    UNMAPPED_GLYPH = ("unmapped-glyph", Severity.WARNING, "the font does not say which character a glyph stands for")
    STRING_CUT = ("string-cut", Severity.WARNING, "the parser cut a string that is longer than it can hold")
    PARSER_FALLBACK = ("parser-fallback", Severity.WARNING, "the first PDF parser failed, the other one was used")
    MOJIBAKE = ("mojibake", Severity.WARNING, "the text looks wrongly encoded; the page may need OCR")
    ENUM_GAP = ("enum-gap", Severity.INFO, "a number is missing in a sequence of enumerators")
    AGENDA_MISMATCH = ("agenda-mismatch", Severity.INFO, "an agenda entry and its section are worded differently")
    AGENDA_UNMET = ("agenda-unmet", Severity.INFO, "an agenda entry has no section")
    ERA_RANGE = ("era-range", Severity.WARNING, "a date lies outside the era that it names")
    WEEKDAY_MISMATCH = ("weekday-mismatch", Severity.WARNING, "a date does not fall on the weekday printed with it")
    STYLE_MISSING = ("style-missing", Severity.WARNING, "a Word template lacks a style")

    def __init__(self, label: str, severity: Severity, meaning: str) -> None:
        self.label = label
        self.severity = severity
        self.meaning = meaning


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

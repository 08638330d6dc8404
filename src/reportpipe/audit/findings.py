"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from reportpipe.model.page import Box


class Kind(Enum):
    """Every kind of finding: (name, whether it fails the audit, meaning)."""

    LOST = ("lost", True, "the PDF paints it, the report lacks it")
    INVENTED = ("invented", True, "the report says it, the PDF does not paint it there")
    MOVED = ("moved", True, "it stands elsewhere in the PDF's order")
    DISAGREE = ("parsers-disagree", False, "one PDF parser reads it so, the other one does not")

    def __init__(self, label: str, fails: bool, meaning: str) -> None:
        self.label = label
        self.fails = fails
        self.meaning = meaning


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. page: from 1. box: points, displayed frame; None where it stands nowhere. path: of the report's
    text, "" where it is in none. text: the characters, without white space."""

    kind: Kind
    page: int
    box: Box | None
    path: str
    text: str


@dataclass(slots=True)
class Tally:
    """The characters of one page: painted ones, those in the report, those left out by reason, and those that only
    normalisation knows of. numbers: digit runs, and `missing` those of them that the report lacks."""

    page: int
    painted: int = 0
    told: int = 0
    left: dict[str, int] = field(default_factory=dict)
    normalised: int = 0
    lost: int = 0
    numbers: int = 0
    missing: list[tuple[str, Box]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole: parsers names the one that read the PDF and, where it was asked, the other one. notes: what a reader
    of the result should know, such as that the PDF is another file."""

    parsers: tuple[str, ...]
    tallies: tuple[Tally, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether anything was lost or invented."""
        return any(finding.kind.fails for finding in self.findings)

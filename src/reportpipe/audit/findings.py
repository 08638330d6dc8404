"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from reportpipe.model.page import Box


class Kind(Enum):
    """Every kind of finding: (name, whether it fails the audit, meaning, what to do)."""

    LOST = ("lost", True, "the PDF shows it, the report lacks it", "write it into the YAML, or say why not in left_out")
    INVENTED = (
        "invented",
        True,
        "the report says it, the PDF does not show it there",
        "delete it, or mend the characters that differ",
    )
    MOVED = ("moved", True, "it stands elsewhere on the page than the report tells it", "put it back in its place")
    DISAGREE = (
        "parsers-disagree",
        False,
        "one PDF parser reads it so, the other one does not, and the page's picture does not tell who is right",
        "look at the page",
    )

    def __init__(self, label: str, fails: bool, meaning: str, advice: str) -> None:
        self.label = label
        self.fails = fails
        self.meaning = meaning
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. page: from 1. box: points, displayed frame; None where it stands nowhere. path: of the report's
    text, "" where it is in none. text: the characters, without white space. why: how it was judged, where that does
    not go without saying."""

    kind: Kind
    page: int
    box: Box | None
    path: str
    text: str
    why: str = ""


@dataclass(slots=True)
class Tally:
    """The characters of one page: painted ones, those in the report, those left out by reason, and those that only
    normalisation knows of. unseen: those that leave no ink in the page's picture, and are in no left_out. numbers:
    digit runs, and `missing` those of them that the report lacks."""

    page: int
    painted: int = 0
    told: int = 0
    left: dict[str, int] = field(default_factory=dict)
    normalised: int = 0
    unseen: int = 0
    lost: int = 0
    numbers: int = 0
    missing: list[tuple[str, Box]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole: parsers names those that read the PDF. notes: what a reader of the result should know, such as that
    the PDF is another file."""

    parsers: tuple[str, ...]
    tallies: tuple[Tally, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether anything was lost or invented."""
        return any(finding.kind.fails for finding in self.findings)

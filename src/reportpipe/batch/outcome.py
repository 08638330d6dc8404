"""How a document ended: exactly one outcome each, and one row in report.json."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The closed list. A document that is up to date is `skipped`, as is what was not taken for a document."""

    OK = "ok"
    OK_WARN = "ok_warn"
    """Published, and something was noted that a person should look at."""
    EMPTY = "empty"
    """A readable PDF without any text: it needs OCR."""
    ENCRYPTED = "encrypted"
    NOT_PDF = "not_pdf"
    CORRUPT = "corrupt"
    LIMIT = "limit"
    """It wanted more CPU time, memory, disk or wall-clock time than it was given."""
    UNREADABLE = "unreadable"
    """The operating system would not give the bytes."""
    EDITED = "edited"
    """A file that is not as it was written stands where an output goes, and is left as it is."""
    FAILED = "failed"
    """The worker crashed, or said what no worker should say."""
    SKIPPED = "skipped"

    @property
    def is_failure(self) -> bool:
        """Whether an input is left without its output: the exit code is 8 then."""
        return self not in (Outcome.OK, Outcome.OK_WARN, Outcome.SKIPPED)

    @property
    def may_pass_alone(self) -> bool:
        """Whether a second try, alone and with larger limits, can end otherwise; a verdict of the parser cannot."""
        return self in (Outcome.LIMIT, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Row:
    """What report.json says of one path. path: below INPUT, as text; seconds: of CPU; outputs: paths below OUTPUT."""

    path: str
    outcome: Outcome
    reason: str = ""
    seconds: float = 0.0
    outputs: tuple[str, ...] = ()
    pages: int = 0

"""Errors that stop a file. Each carries its exit code (README, "Exit codes") and advice on how to go on."""

from __future__ import annotations

STRICT = 7
"""Exit code: there were warnings, and --strict was given."""
MIXED = 8
"""Exit code: of several inputs some failed, or each in its own way."""


class ReportpipeError(Exception):
    """Base of all. message: what and where; advice: what to do, or ""."""

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class UsageError(ReportpipeError):
    """The call or a setting is wrong."""

    exit_code = 2


class UnreadableError(ReportpipeError):
    """The input is missing, not a PDF, damaged, or not readable."""

    exit_code = 3


class LimitError(ReportpipeError):
    """The input wants more (bytes, pages, memory, time …) than it may have. The message names the setting."""

    exit_code = 3


class EncryptedError(ReportpipeError):
    """The PDF wants a password."""

    exit_code = 4


class InvalidReportError(ReportpipeError):
    """A YAML file is no valid report. problems: one line each, with file, line, column and path."""

    exit_code = 5

    def __init__(self, problems: list[str], advice: str = "") -> None:
        super().__init__("\n".join(problems), advice)
        self.problems = problems


class OutputError(ReportpipeError):
    """An output could not be written."""

    exit_code = 6


class AuditError(ReportpipeError):
    """The report and the PDF, or a rendition and the report, do not say the same."""

    exit_code = 9


class NoTextError(ReportpipeError):
    """No page of the PDF has a text layer, or what it has cannot be trusted."""

    exit_code = 10


class EditedError(ReportpipeError):
    """The output was edited by a person since it was extracted."""

    exit_code = 11


class LockedError(ReportpipeError):
    """Another run is at work on the same output."""

    exit_code = 75

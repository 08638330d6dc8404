"""Messages: errors, warnings and progress on standard error, and the log of --log."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from reportpipe.errors import MIXED, STRICT, AuditError, OutputError, ReportpipeError
from reportpipe.files import readable_name
from reportpipe.model.diagnostic import Code, Diagnostic, Severity

CONTROLS = {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x09, 0x0A}
"""Control characters (C0, DEL, C1) and those that turn the direction of text (UAX 9), but for tabs and line ends."""
SHOWN = {code: chr(code).encode("unicode_escape").decode() for code in CONTROLS}
JSON_SHOWN = {code: f"\\u{code:04x}" for code in CONTROLS}


def counted(many: int | None, noun: str) -> str:
    """1 page, 2 pages."""
    return f"{many} {noun}{'s' if many != 1 else ''}"


@dataclass(slots=True)
class Console:
    """verbosity: -1 quiet (errors only), 0 usual, 1 everything. log: a file for JSON lines. codes: of what failed.
    done: inputs that did not fail. unheard: standard error is closed or full."""

    verbosity: int = 0
    log: IO[str] | None = None
    codes: list[int] = field(default_factory=list)
    warnings: int = 0
    orphans: int = 0
    done: int = 0
    unheard: bool = False

    def error(self, name: str, error: ReportpipeError) -> None:
        """Says what failed, where, and what to do; the exit code is kept."""
        self.codes.append(error.exit_code)
        self.record("error", name, error.message, exit_code=error.exit_code)
        lines = error.message.splitlines() or [""]
        text = f"error: {name}: {lines[0]}" if len(lines) == 1 else "\n".join(lines)
        self.write(text + (f"\n  {error.advice}" if error.advice else ""))
        for note in getattr(error, "__notes__", ()) if self.verbosity > 0 else ():
            self.write(note)

    def diagnostic(self, name: str, item: Diagnostic) -> None:
        """Says what was noted: a warning always, an information with -v."""
        severity = item.code.severity
        self.warnings += severity is Severity.WARNING
        self.orphans += item.code is Code.AUDIT_ORPHAN
        box = [round(edge, 1) for edge in item.box] if item.box is not None else None
        self.record(severity.value, name, item.message, code=item.code.label, page=item.page, box=box)
        if self.verbosity >= (0 if severity is Severity.WARNING else 1):
            self.write(f"{severity.value}: {name}: {item}")

    def success(self, name: str, message: str) -> None:
        """Says what was done."""
        self.record("done", name, message)
        if self.verbosity >= 0:
            self.write(f"{name}: {message}")

    def going(self, name: str, message: str) -> None:
        """Says that something goes on; it is no outcome, hence not in the log."""
        if self.verbosity >= 0:
            self.write(f"{name}: {message}")

    def exit_code(self, strict: bool) -> int:
        """0; the code of what failed, 8 where several inputs did not end alike; under --strict 9 for
        glyphs without a fate, 7 for warnings."""
        if self.codes:
            alike = len(set(self.codes)) == 1 and not self.done
            return self.codes[0] if alike else MIXED
        if strict and self.orphans:
            return AuditError.exit_code
        return STRICT if strict and self.warnings else 0

    def record(self, level: str, name: str, message: str, **more: object) -> None:
        """A line of the log; what is None is left out."""
        if self.log is not None:
            now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
            row = {"time": now, "level": level, "file": name, "message": message, **more}
            text = json.dumps({key: value for key, value in row.items() if value is not None}, ensure_ascii=False)
            self.log.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
            self.log.flush()

    def write(self, text: str) -> None:
        """A line on standard error."""
        self.unheard |= not say(text)


def say(text: str) -> bool:
    """Writes a line on standard error. False where that cannot be: what is to be done, is done without it, too."""
    try:
        sys.stderr.write(shown(text) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # full; closed meanwhile; closed from the start: None
        return False
    return True


def shown(text: str) -> str:
    """A text for a terminal: what it could tell the terminal to do is shown, not done. Of file names, what the locale
    could not decode is taken for UTF-8."""
    return readable_name(text).translate(SHOWN)


def as_json(value: object) -> str:
    """A value as JSON that says nothing to a terminal either: what JSON itself leaves as it is, is escaped."""
    return json.dumps(value, ensure_ascii=False, indent=2).translate(JSON_SHOWN)


def write_stdout(text: str | bytes) -> None:
    """Writes to standard output; text as UTF-8. Raises OutputError; BrokenPipeError where the reader has enough."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError, AttributeError) as error:
        why = getattr(error, "strerror", None) or "it is closed"
        raise OutputError(f"cannot write to standard output: {why}") from error


def open_log(path: Path | None) -> IO[str] | None:
    """The log file, opened to append. Raises OutputError."""
    if path is None:
        return None
    try:
        return path.open("a", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write the log {path}: {error.strerror}") from error

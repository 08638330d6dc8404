"""How a PDF is read that is damaged: pdfium, else pdfplumber; where both fail, both once more on what pikepdf repaired.

What aborts its process is met outside: the guard (batch/slot.py) reads such a file by SECOND in a fresh process.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Protocol, TypeVar

from reportpipe import plugins
from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.model.diagnostic import Code, Diagnostic

FIRST = "pdfium"
SECOND = "pdfplumber"
ENCRYPTED = b"/Encrypt"
"""A file that is encrypted says so in its trailer, which is not (ISO 32000-1, 7.6.1)."""


class Scanned(Protocol):
    """What one reading of a whole PDF gives. diagnostics: can be added to."""

    page_count: int
    diagnostics: list[Diagnostic]


Scan = TypeVar("Scan", bound=Scanned)
Read = Callable[[str, bytes], Scan]
"""Reads a PDF by the source of that name. Raises UnreadableError."""


def climb(data: bytes, password: str | None, read: Read[Scan]) -> Scan:
    """What the lowest rung that holds gives. Raises UnreadableError where none does, and what else `read` raises."""
    failed: list[str] = []
    for rung in (_as_it_is, _repaired):
        scan = rung(data, password, read, failed)
        if scan is not None:
            return scan
    raise UnreadableError("; ".join(dict.fromkeys(failed)), "The file may be damaged.")


def fallback(why: str) -> Diagnostic:
    """What is noted where the second source was used."""
    return Diagnostic(Code.PARSER_FALLBACK, f"{why}; read by {SECOND}")


def _as_it_is(data: bytes, password: str | None, read: Read[Scan], failed: list[str]) -> Scan | None:
    """The first source's scan; the second one's where that fails or loses pages."""
    scan = _tried(FIRST, data, read, failed)
    if scan is None:
        other = _tried(SECOND, data, read, failed)
        if other is not None:
            other.diagnostics.append(fallback(failed[-1]))
        return other
    if any(item.code is Code.PAGES_MISSING for item in scan.diagnostics):
        return _with_more_pages(scan, data, password, read)
    return scan


def _with_more_pages(scan: Scan, data: bytes, password: str | None, read: Read[Scan]) -> Scan:
    """The scan, or the second source's where that finds more pages."""
    try:
        with plugins.source(SECOND).open(data, password) as document:
            if document.page_count <= scan.page_count:
                return scan
        other = read(SECOND, data)
    except (UnreadableError, EncryptedError):  # it may not know the cipher that the first one knows
        return scan
    other.diagnostics.append(fallback(f"{FIRST} finds {scan.page_count} pages of {other.page_count}"))
    return other


def _repaired(data: bytes, password: str | None, read: Read[Scan], failed: list[str]) -> Scan | None:
    """What can be read of the file once it is repaired; the report says so."""
    try:
        data = repaired(data, password)
    except UnreadableError as error:
        failed.append(error.message)
        return None
    told = "; ".join(failed)
    scan = _tried(FIRST, data, read, failed) or _tried(SECOND, data, read, failed)
    if scan is not None:
        scan.diagnostics.append(Diagnostic(Code.REPAIRED, told))
    return scan


def _tried(source: str, data: bytes, read: Read[Scan], failed: list[str]) -> Scan | None:
    try:
        return read(source, data)
    except UnreadableError as error:
        failed.append(error.message)
    except EncryptedError:
        if ENCRYPTED in data:
            raise
        failed.append(f"{source} takes it for encrypted, which it is not")
    return None


def repaired(data: bytes, password: str | None) -> bytes:
    """The PDF as qpdf understands it, written anew without encryption. Raises UnreadableError."""
    import pikepdf  # noqa: PLC0415 -- heavy, and hardly a file needs it

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as document:
            document.save(out)
    except Exception as error:  # whatever it raises, the file cannot be repaired
        raise UnreadableError(f"pikepdf cannot repair it: {type(error).__name__}") from error
    return out.getvalue()

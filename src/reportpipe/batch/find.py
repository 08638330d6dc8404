"""Finds the PDFs below a directory. Every path found has its row: a document, or what it is skipped for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from reportpipe.batch.outcome import Outcome
from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import LimitError
from reportpipe.scan import HEADER_WITHIN, PDF_HEADER

_SPECIAL = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """path: below INPUT, in the file system's encoding (`os.fsdecode`). outcome: None where it is a document."""

    path: str
    outcome: Outcome | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Globs of --include and --exclude: on the file's name, or on its path below INPUT where they hold a slash."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    unfinished: frozenset[str] = frozenset()
    """Paths that somebody is still writing."""

    def refuses(self, path: str) -> str:
        """Why a path below INPUT is not taken, or ""."""
        if path in self.unfinished:
            return "not complete yet"
        taken = (not self.include or _matches(path, self.include)) and not _matches(path, self.exclude)
        return "" if taken else "not selected"


def _matches(path: str, globs: Sequence[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path if "/" in glob else name, glob) for glob in globs)


def find(root: Path, selection: Selection, output: Path | None = None, bounds: Bounds = USUAL) -> Iterator[Found]:
    """Every path below root, in a fixed order. output: a directory that is left out, as it holds what is made."""
    base = root.resolve()
    for one in _walk(base, "", base, selection, output.resolve() if output is not None else None):
        yield _bounded(one, base, bounds)


def _bounded(one: Found, base: Path, bounds: Bounds) -> Found:
    """The path; a document that is too large to be taken on is not even hashed."""
    if one.outcome is None:
        try:
            bounds.check_file((base / one.path).stat().st_size)
        except LimitError as error:
            return Found(one.path, Outcome.LIMIT, error.message)
        except OSError as error:
            return Found(one.path, Outcome.UNREADABLE, f"cannot read it: {error.strerror}")
    return one


def _walk(folder: Path, prefix: str, base: Path, selection: Selection, output: Path | None) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(prefix.rstrip("/") or ".", Outcome.UNREADABLE, f"cannot look inside: {error.strerror}")
        return
    for entry in inside:
        path = prefix + entry.name
        if entry.name.startswith("."):
            yield Found(path, Outcome.SKIPPED, "hidden")
        elif entry.is_dir(follow_symlinks=False):
            if Path(entry.path) == output:
                continue
            if _named_pdf(entry.name):
                yield Found(path, Outcome.SKIPPED, "a directory")
            yield from _walk(Path(entry.path), path + "/", base, selection, output)
        else:
            yield _judge(entry, path, base, selection)


def _judge(entry: os.DirEntry[str], path: str, base: Path, selection: Selection) -> Found:
    """What a path is that is no directory. By content: a name without .pdf may be a document, too."""
    try:
        if entry.is_symlink() and (reason := _link(Path(entry.path), base)):
            return Found(path, Outcome.SKIPPED, reason)
        mode = entry.stat().st_mode
        for is_such, what in _SPECIAL:
            if is_such(mode):
                return Found(path, Outcome.SKIPPED, what)
        if reason := selection.refuses(path):
            return Found(path, Outcome.SKIPPED, reason)
        if not _named_pdf(entry.name) and not _begins_as_pdf(entry.path):
            return Found(path, Outcome.SKIPPED, "not a PDF")
    except OSError as error:
        return Found(path, Outcome.UNREADABLE, f"cannot read it: {error.strerror}")
    return Found(path)


def _link(link: Path, base: Path) -> str:
    """Why a symbolic link is not followed, or ""."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link to nowhere"
    if not target.is_relative_to(base):
        return "a link that leads out of the input"
    return "a link to a directory" if target.is_dir() else ""


def _named_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def _begins_as_pdf(path: str) -> bool:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a file may have become a pipe since it was looked at
    try:
        return PDF_HEADER in os.read(handle, HEADER_WITHIN)
    finally:
        os.close(handle)

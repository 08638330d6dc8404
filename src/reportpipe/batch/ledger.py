"""What a batch remembers in OUTPUT/.reportpipe/ledger.sqlite: how documents ended, and hashes of unchanged files.

SQLite in WAL mode, synchronous FULL, one writer (the driver). It can be lost: what is published stands in the
manifests, hashes are found anew, and what had failed is tried once more.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from reportpipe.batch.manifest import Manifest, file_sha256
from reportpipe.batch.outcome import Outcome
from reportpipe.errors import OutputError

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (path BLOB PRIMARY KEY, key TEXT, outcome TEXT, reason TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hashes (path BLOB PRIMARY KEY, stamp TEXT, sha256 TEXT) WITHOUT ROWID;
"""
SETTLED = 2.0
"""Seconds that a file must be old for its time stamp to tell it from a later one; FAT counts in steps of two."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a document ended when its attempt had that key."""

    key: str
    outcome: Outcome
    reason: str


class Ledger:
    """The open ledger. Paths are given as the file system has them."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=FULL")
        self._base.executescript(SCHEMA)
        self._fresh: list[tuple[bytes, str, str]] = []

    def close(self) -> None:
        """Writes what is still to be written, and closes the file."""
        with self._base:
            self._base.execute("BEGIN")
            self._write_hashes()
        self._base.close()

    def record(self, path: str) -> Record | None:
        """How a document ended last; None where nothing is known."""
        row = self._base.execute(
            "SELECT key, outcome, reason FROM documents WHERE path = ?", (os.fsencode(path),)
        ).fetchone()
        return Record(row[0], Outcome(row[1]), row[2]) if row else None

    def settle(self, path: str, record: Record) -> None:
        """Remembers how a document ended: on the disk for sure when this returns."""
        row = (os.fsencode(path), record.key, record.outcome, record.reason)
        with self._base:  # one transaction, one wait for the disk
            self._base.execute("BEGIN")
            self._write_hashes()
            self._base.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", row)

    def forget(self, paths: Iterable[str]) -> None:
        """Forgets documents that are gone."""
        self._base.executemany("DELETE FROM documents WHERE path = ?", ((os.fsencode(path),) for path in paths))

    def paths(self) -> list[str]:
        """Every document that is known."""
        return [os.fsdecode(row[0]) for row in self._base.execute("SELECT path FROM documents")]

    def sha256(self, file: Path, afresh: bool = False) -> str:
        """The SHA-256 of a file: remembered as long as its size, times and number are the same. Raises OSError."""
        state = file.stat()
        stamp = f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"
        name = os.fsencode(file)
        if not afresh:
            row = self._base.execute("SELECT stamp, sha256 FROM hashes WHERE path = ?", (name,)).fetchone()
            if row and row[0] == stamp:
                return str(row[1])
        found = file_sha256(file)
        if time.time() - max(state.st_mtime, state.st_ctime) > SETTLED:
            self._fresh.append((name, stamp, found))
        return found

    def _write_hashes(self) -> None:
        self._base.executemany("INSERT OR REPLACE INTO hashes VALUES (?, ?, ?)", self._fresh)
        self._fresh.clear()

    def fill_from(self, file: Path) -> None:
        """Takes over what a closed ledger holds, without touching its files."""
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as other:
            other.backup(self._base)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_ledger(file: Path, published: Iterable[tuple[Path, Manifest]]) -> Ledger:
    """The ledger; where it is missing or broken, one that is rebuilt from what is published."""
    fresh = not file.exists()
    try:
        try:
            ledger = Ledger(file)
            ledger.record("")
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            fresh = True
            for part in file.parent.glob(f"{file.name}*"):
                part.unlink()
            ledger = Ledger(file)
        if fresh:
            _rebuild(ledger, published)
    except sqlite3.Error as error:
        raise OutputError(f"cannot write {file}: {error}") from error
    return ledger


def _rebuild(ledger: Ledger, published: Iterable[tuple[Path, Manifest]]) -> None:
    for _, manifest in published:
        ledger.settle(manifest.path, Record(manifest.extract_key, Outcome(manifest.outcome), ""))


def remembered(file: Path) -> Ledger:
    """A copy of the ledger in memory: the file, if there is one, is not touched."""
    copy = Ledger(Path(":memory:"))
    if file.exists():
        copy.fill_from(file)
    return copy

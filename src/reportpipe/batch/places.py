"""Where a document's directory stands below OUTPUT: its path without .pdf. No two documents share or nest theirs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import PurePosixPath

from reportpipe.files import readable_name

NAME_BYTES = 230
"""Longest name that is kept: file systems take 255 bytes, and an output's suffix (.new.yaml) comes on top."""
KEPT_BYTES = 60
"""Of a name that is not kept, so much still stands before the hash, so that a person can tell what it was."""
RESERVED = frozenset({"report.json", ".reportpipe"})
"""What a batch itself keeps in OUTPUT."""


def places(paths: Iterable[str]) -> dict[str, PurePosixPath]:
    """The directory, below OUTPUT, of each document's path below INPUT.

    Where the plain name is taken by a sibling (a.pdf, a.PDF) or is a directory of the tree (a.pdf, a/b.pdf), the
    suffix stays (a.PDF/); where that is taken too, a hash of the path is added. Names ending in .pdf choose first,
    so that a newcomer of odd spelling never takes another's place.
    """
    ordered = sorted(paths, key=lambda path: (not path.endswith(".pdf"), path))
    taken = {PurePosixPath(name) for name in RESERVED}
    taken |= {folder for path in ordered for folder in _folder(path).parents}
    taken |= {_folder(path) for path in ordered}
    made: dict[str, PurePosixPath] = {}
    for path in ordered:
        made[path] = next(place for place in _candidates(path) if place not in taken)
        taken.add(made[path])
    return made


def stem(path: str) -> str:
    """The name of a document's outputs, without their suffix."""
    name = path.rpartition("/")[2]
    return safe(name[:-4] if name.lower().endswith(".pdf") else name)


def safe(name: str) -> str:
    """A name as it is, or, where it is too long, not UTF-8 or holds control characters, a clean part and its hash."""
    raw = os.fsencode(name)
    if len(raw) <= NAME_BYTES and readable_name(name) == name and name.isprintable() and name.strip(" ."):
        return name
    clean = "".join(char if char.isprintable() and char != "\ufffd" else "_" for char in readable_name(name))
    short = clean.encode()[:KEPT_BYTES].decode("utf-8", "ignore")
    return f"{short.strip(' .')}-{_hash(name)}"


def _folder(path: str) -> PurePosixPath:
    return PurePosixPath(*(safe(part) for part in path.split("/")[:-1]))


def _candidates(path: str) -> Iterable[PurePosixPath]:
    folder, whole = _folder(path), safe(path.rpartition("/")[2])
    return (folder / stem(path), folder / whole, folder / f"{stem(path)}-{_hash(path)}")


def _hash(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]

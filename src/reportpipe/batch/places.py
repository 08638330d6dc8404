"""Where a document's directory stands below OUTPUT: its path without .pdf. No two documents share or nest theirs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from pathlib import PurePosixPath
from types import MappingProxyType

from reportpipe.batch.manifest import MANIFEST
from reportpipe.files import readable_name

NAME_BYTES = 230
"""Longest name that is kept: file systems take 255 bytes, and an output's suffix (.new.yaml) comes on top."""
KEPT_BYTES = 60
"""Of a name that is not kept, so much still stands before the hash, so that a person can tell what it was."""
RESERVED = frozenset({"report.json", ".reportpipe"})
"""What a batch itself keeps in OUTPUT."""


def places(paths: Iterable[str], owned: Mapping[str, PurePosixPath] = MappingProxyType({})) -> dict[str, PurePosixPath]:
    """The directory, below OUTPUT, of each document's path below INPUT.

    owned: path → directory of what was published before. A document keeps its directory, and no other ever gets it,
    though its PDF be gone. Where a newcomer's plain name is taken by a sibling (a.pdf, a.PDF) or is a directory of the
    tree (a.pdf, a/b.pdf), the suffix stays (a.PDF/); where that is taken too, a hash of the path is added. Names ending
    in .pdf choose first, so that a newcomer of odd spelling never takes another's place.
    """
    ordered = sorted(paths, key=lambda path: (not path.endswith(".pdf"), path))
    ours = set(owned.values())
    made = {path: owned[path] for path in ordered if path in owned}
    new = [path for path in ordered if path not in owned]
    folders = {path: _free_folder(path, ours) for path in new}
    taken = {PurePosixPath(name) for name in RESERVED} | ours
    taken |= {above for place in [*folders.values(), *(place.parent for place in ours)] for above in _and_above(place)}
    for path in new:
        made[path] = next(place for place in _candidates(path, folders[path]) if place not in taken)
        taken.add(made[path])
    return made


def _and_above(folder: PurePosixPath) -> Iterable[PurePosixPath]:
    return (folder, *folder.parents)


def _free_folder(path: str, ours: Collection[PurePosixPath]) -> PurePosixPath:
    """The folder of a newcomer: none of it is a document's directory."""
    folder = PurePosixPath()
    for part in path.split("/")[:-1]:
        plain = folder / safe(part)
        folder = plain if plain not in ours else folder / f"{safe(part)[:KEPT_BYTES]}-{_hash(part + '/')}"
    return folder


def stem(path: str) -> str:
    """The name of a document's outputs, without their suffix."""
    name = path.rpartition("/")[2]
    plain = safe(name[:-4] if name.lower().endswith(".pdf") else name)
    return plain if plain != MANIFEST.removesuffix(".json") else f"{plain}-{_hash(path)}"


def safe(name: str) -> str:
    """A name as it is, or, where it is too long, not UTF-8 or holds control characters, a clean part and its hash."""
    raw, text = os.fsencode(name), readable_name(name)
    if len(raw) <= NAME_BYTES and text.encode() == raw and text.isprintable() and text.strip(" ."):
        return name  # as the locale decodes it
    clean = "".join(char if char.isprintable() and char != "\ufffd" else "_" for char in text)
    short = clean.encode()[:KEPT_BYTES].decode("utf-8", "ignore")
    return os.fsdecode(f"{short.strip(' .')}-{_hash(name)}".encode())


def _candidates(path: str, folder: PurePosixPath) -> Iterator[PurePosixPath]:
    """The directories that a document may get, the plainest first, without end."""
    yield folder / stem(path)
    yield folder / safe(path.rpartition("/")[2])
    yield from (folder / f"{stem(path)}-{_hash(path + '/' * number)}" for number in count())


def _hash(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]

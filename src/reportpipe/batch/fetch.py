"""A working copy of an INPUT in object storage: a file for each object, fetched when its tag is a new one."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from reportpipe.batch.find import Selection
from reportpipe.batch.objects import Store
from reportpipe.batch.places import safe
from reportpipe.files import write_bytes
from reportpipe.scan import HEADER_WITHIN, PDF_HEADER


def fetch(store: Store, folder: Path, selection: Selection) -> None:
    """Makes a directory what the storage holds. Raises OSError.

    Of what is not selected nothing is fetched, and of what does not begin as a PDF the beginning: the file that stands
    for it gets its row all the same.
    """
    record = folder.with_name(f"{folder.name}.json")
    known = _known(record)
    listed = {path: one.tag for path, one in store.listed().items() if not path.endswith("/")}
    names = local_names(listed)
    _keep_only(folder, set(names.values()))
    tags: dict[str, str] = {}
    for path, name in names.items():
        refused = bool(selection.refuses(name))
        tags[name] = f"{listed[path]} refused" if refused else listed[path]
        if known.get(name) != tags[name] or not (folder / name).is_file():
            write_bytes(folder / name, b"" if refused else _content(store, path))
    write_bytes(record, json.dumps(tags, sort_keys=True).encode())


def _keep_only(folder: Path, names: set[str]) -> None:
    """Removes other files, whoever fetched them, and directories that are empty then: their names may become files'."""
    for place, _, files in os.walk(folder, topdown=False):
        for file in files:
            if str(Path(place, file).relative_to(folder)) not in names:
                Path(place, file).unlink()
        if Path(place) != folder and not any(Path(place).iterdir()):
            Path(place).rmdir()


def local_names(paths: Iterable[str]) -> dict[str, str]:
    """The path of each object's file. An object may be named as no file can be, or stand where others need a
    directory: its name gets a hash."""
    plain = {path: str(PurePosixPath(*map(safe, path.split("/")))) for path in paths}
    folders = {str(parent) for name in plain.values() for parent in PurePosixPath(name).parents}
    return {path: f"{name}-{_hash(path)}" if name in folders else name for path, name in plain.items()}


def _content(store: Store, path: str) -> bytes:
    if not path.lower().endswith(".pdf"):
        head = store.head(path, HEADER_WITHIN)
        if PDF_HEADER not in head:
            return head
    return store.get(path)


def _known(record: Path) -> dict[str, str]:
    """Path → the tag of what was fetched."""
    try:
        return dict(json.loads(record.read_bytes()))
    except (OSError, ValueError):  # the first time, or a copy that was damaged: all is fetched again
        return {}


def _hash(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:12]

"""Publishes into object storage, whole or not at all, by way of a working copy.

A document's files go under a prefix that never changes (DOC/.v/KEY/NAME, created only); then one small object,
DOC/manifest.json, is replaced on condition that it is still the one that this run has seen. It names the prefix and
the SHA-256 of each file: who reads it first, and then its files, sees the whole old or the whole new version.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportpipe.batch.manifest import MANIFEST, Manifest, manifest_from, manifests, read_manifest, sha256_or_none
from reportpipe.batch.objects import Listed, Store
from reportpipe.batch.places import safe
from reportpipe.batch.publish import STATE, Publisher, Seen, write_synced
from reportpipe.errors import EditedError
from reportpipe.files import write_bytes

VERSIONS = ".v"
GRACE = timedelta(days=1)
"""So long the files of a version that was replaced stay, for readers who have read its pointer already."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the storage held of a document when it was last read or written. manifest: SHA-256 of that of the working
    copy; prefix: of the files; tags: of pointer and files, by their paths."""

    folder: str
    manifest: str
    prefix: str
    tags: dict[str, str]


class Uploader(Publisher):
    """Publishes into the working copy first, and then into the storage: what a killed run had not uploaded yet, the
    next one does. Where the storage has changed meanwhile, the storage is right."""

    def __init__(self, output: Path, store: Store) -> None:
        super().__init__(output)
        self._store = store
        self._records = output / STATE / "seen"
        self._seen = {one.folder: one for one in _read(self._records)}

    def recover(self) -> None:
        """Makes the working copy what the storage holds; uploads what was not; removes versions of old."""
        super().recover()
        listed = self._store.listed()
        pointers = {path.removesuffix(f"/{MANIFEST}") for path in listed if _is_pointer(path)}
        for folder in sorted(pointers):
            if not self._is_known(folder, listed):
                self._pull(folder, listed)
        for target, manifest in list(manifests(self._output)):
            folder = target.relative_to(self._output).as_posix()
            seen = self._seen.get(folder)
            if seen is not None and folder not in pointers:  # somebody has removed it there: it is made anew
                self._forget(folder)
                shutil.rmtree(target)
            elif seen is None or seen.manifest != _digest(manifest.to_bytes()):
                self._upload(target, manifest)
        self._store.delete(self._outdated(listed))

    def put(self, name: str, data: bytes) -> None:
        """Writes a file of OUTPUT itself."""
        super().put(name, data)
        self._store.put(name, data)

    def publish(self, stage: Path, target: Path, seen: Seen, aside: Collection[str] = ()) -> None:
        """Swaps a staged directory into the working copy, and uploads it. Raises EditedError, OutputError, OSError."""
        super().publish(stage, target, seen, aside)
        manifest = read_manifest(target)
        assert manifest is not None
        self._upload(target, manifest)

    def withdraw(self) -> None:
        """Removes there what was pruned here: the pointer first, and no file that a person has edited."""
        for seen in list(self._seen.values()):
            target = self._output / seen.folder
            if read_manifest(target) is None:
                pointer = f"{seen.folder}/{MANIFEST}"
                files = [path for path in seen.tags if path != pointer and not (target / _name(path)).exists()]
                self._store.delete([pointer, *files])
                self._forget(seen.folder)

    def _is_known(self, folder: str, listed: Mapping[str, Listed]) -> bool:
        """Whether the working copy still has what the storage holds of a document."""
        seen = self._seen.get(folder)
        if seen is None or read_manifest(self._output / folder) is None:
            return False
        return seen.tags == _tags(folder, seen.prefix, listed)

    def _pull(self, folder: str, listed: Mapping[str, Listed]) -> None:
        """Takes a document over from the storage. A YAML comes as it is there: whoever edited it, edited it there."""
        found = _pointed(self._store.get(f"{folder}/{MANIFEST}"))
        if found is None or _safe_folder(folder) != folder:  # not ours
            return
        prefix, manifest = found
        stage, target = self.stage(), self._output / folder
        for name, sha256 in manifest.files.items():
            path = f"{folder}/{prefix}/{name}"
            data = self._store.get(path) if path in listed else b""
            if path in listed and (name == manifest.yaml or _digest(data) == sha256):
                write_synced(stage / name, data)
        write_synced(stage / MANIFEST, manifest.to_bytes())
        super().publish(stage, target, {manifest.yaml: sha256_or_none(target / manifest.yaml)})
        self._remember(Stored(folder, _digest(manifest.to_bytes()), prefix, _tags(folder, prefix, listed)))

    def _upload(self, target: Path, manifest: Manifest) -> None:
        folder, data = target.relative_to(self._output).as_posix(), manifest.to_bytes()
        prefix = f"{VERSIONS}/{_digest(data)[:16]}-{os.urandom(4).hex()}"
        paths = {f"{folder}/{prefix}/{name}": target / name for name in manifest.files if (target / name).is_file()}
        tags = {path: self._store.replace(path, file.read_bytes(), None) for path, file in paths.items()}
        seen = self._seen.get(folder)
        if seen is not None:
            yaml = f"{folder}/{seen.prefix}/{manifest.yaml}"
            if self._store.tag(yaml) != seen.tags.get(yaml):
                raise EditedError(f"{yaml} was edited while it was converted", "The next run goes on from the edit.")
        pointer = f"{folder}/{MANIFEST}"
        before = seen.tags[pointer] if seen is not None else None
        tags[pointer] = self._store.replace(pointer, _pointer(prefix, data), before)
        self._remember(Stored(folder, _digest(data), prefix, tags))

    def _outdated(self, listed: Mapping[str, Listed]) -> Iterator[str]:
        """Files of versions that no pointer names any more. No YAML: one may have been edited when it was replaced."""
        current = tuple(f"{seen.folder}/{seen.prefix}/" for seen in self._seen.values())
        before = datetime.now(UTC) - GRACE
        for path, one in listed.items():
            is_version = f"/{VERSIONS}/" in path and not path.endswith(".yaml")
            if is_version and one.modified < before and not path.startswith(current):
                yield path

    def _remember(self, seen: Stored) -> None:
        self._seen[seen.folder] = seen
        write_bytes(self._record(seen.folder), json.dumps(asdict(seen)).encode())

    def _forget(self, folder: str) -> None:
        del self._seen[folder]
        self._record(folder).unlink(missing_ok=True)

    def _record(self, folder: str) -> Path:
        return self._records / f"{_digest(folder.encode())}.json"


def _safe_folder(folder: str) -> str:
    """A document's directory as a batch names it: nothing leads out of the working copy, or into what is hidden."""
    parts = [safe(part) for part in folder.split("/")]
    return "" if any(part.startswith(".") for part in parts) else "/".join(parts)


def _pointer(prefix: str, manifest: bytes) -> bytes:
    """The pointer's bytes: the manifest's, and where the files are."""
    return (json.dumps(json.loads(manifest) | {"prefix": prefix}, indent=2, sort_keys=True) + "\n").encode()


def _pointed(data: bytes) -> tuple[str, Manifest] | None:
    """(prefix, manifest) of a pointer's bytes; None where they are no pointer's, or name what is no plain file."""
    try:
        values = json.loads(data)
        prefix = str(values.pop("prefix"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    manifest = manifest_from(json.dumps(values).encode())
    if manifest is None or not all(map(_is_plain, (manifest.yaml, *manifest.files))):
        return None
    return prefix, manifest


def _is_plain(name: str) -> bool:
    """Whether it names a file in the directory itself, which is not hidden."""
    return "/" not in name and safe(name) == name and not name.startswith(".")


def _tags(folder: str, prefix: str, listed: Mapping[str, Listed]) -> dict[str, str]:
    """The tags of a document's pointer and files, as listed."""
    pointer, below = f"{folder}/{MANIFEST}", f"{folder}/{prefix}/"
    return {path: one.tag for path, one in listed.items() if path == pointer or path.startswith(below)}


def _is_pointer(path: str) -> bool:
    return _name(path) == MANIFEST and "/" in path and f"/{VERSIONS}/" not in path


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(folder: Path) -> Iterator[Stored]:
    """What is remembered. A record that is not whole is none: its document is taken over again."""
    for file in folder.glob("*.json"):
        try:
            yield Stored(**json.loads(file.read_bytes()))
        except (ValueError, TypeError):
            continue

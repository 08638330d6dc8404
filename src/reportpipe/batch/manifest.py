"""manifest.json of a document's directory: what was published, of what, and by which keys.

It is the truth about what is published, as it comes and goes with the directory. It holds no time and no machine's
name: the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
FORMAT = "reportpipe-manifest/1"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """path: of the PDF below INPUT. stem: of the outputs. extracted: SHA-256 of the YAML as last extracted. files:
    name → SHA-256, as published. edited: whether the YAML that was rendered is a person's. warnings, notes: of its
    extraction, and of its renditions."""

    path: str
    stem: str
    input_sha256: str
    extract_key: str
    render_key: str
    extracted: str
    edited: bool
    outcome: str
    pages: int
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    @property
    def yaml(self) -> str:
        """The name of the YAML."""
        return f"{self.stem}.yaml"

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        return (json.dumps({"format": FORMAT, **asdict(self)}, indent=2, sort_keys=True) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a directory; None where there is none, or one that is not ours.

    Raises OSError where it cannot be read: taken for missing, all that it names would pass for a person's work.
    """
    try:
        return manifest_from((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def manifest_from(data: bytes) -> Manifest | None:
    """The manifest of a file's bytes; None where they are not ours."""
    try:
        values: dict[str, Any] = json.loads(data)
        if values.pop("format") != FORMAT:
            return None
        return Manifest(**values | {name: tuple(values[name]) for name in ("warnings", "notes")})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def manifests(root: Path) -> Iterator[tuple[Path, Manifest]]:
    """(directory, manifest) of every document below a directory, not looking into hidden ones, nor into what cannot be
    read: that is said of its document, and stops no other."""
    for folder in _folders(root):
        try:
            found = read_manifest(folder)
        except OSError:
            continue
        if found is not None:
            yield folder, found
        if not folder.is_symlink() or found is not None:
            yield from manifests(folder)


def _folders(root: Path) -> list[Path]:
    try:
        return [entry for entry in sorted(root.iterdir()) if entry.is_dir() and not entry.name.startswith(".")]
    except OSError:
        return []


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def sha256_or_none(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    try:
        return file_sha256(path)
    except (FileNotFoundError, NotADirectoryError):
        return None

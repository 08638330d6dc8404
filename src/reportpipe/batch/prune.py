"""Removes outputs whose input is gone; only when it is asked for, and only what a batch has written itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from reportpipe.batch.manifest import MANIFEST, Manifest, manifests, sha256_or_none
from reportpipe.batch.report import shown


def prune(root: Path, output: Path, targets: Mapping[str, Path], note: Callable[[str], None]) -> list[str]:
    """The paths whose outputs were removed. targets: path below INPUT → its directory, of what there is now.

    An input that has no document at all prunes nothing: a disk that is not mounted looks like that.
    """
    if not targets:
        note("nothing is pruned: the input holds no document")
        return []
    gone = []
    for folder, manifest in list(manifests(output)):
        if not _is_inside(folder, output):
            continue
        here = targets.get(manifest.path)
        if here != folder and (here is not None or not (root / manifest.path).exists()):
            kept = _remove(folder, output, manifest)
            gone.append(manifest.path)
            left = f", but not what was edited or added: {', '.join(map(shown, kept))}" if kept else ""
            note(f"pruned {shown(str(folder.relative_to(output)))}{left}")
    return gone


def _is_inside(folder: Path, output: Path) -> bool:
    return folder.resolve().is_relative_to(output.resolve())


def _remove(folder: Path, output: Path, manifest: Manifest) -> list[str]:
    """Removes what is as it was published; the manifest last, so that a killed run can go on. Gives what is left."""
    for name, sha256 in manifest.files.items():
        kept = name == manifest.yaml and manifest.edited
        if not kept and sha256_or_none(folder / name) == sha256:
            (folder / name).unlink()
    (folder / MANIFEST).unlink()
    left = sorted(entry.name for entry in folder.iterdir())
    if not left and folder.is_symlink():
        folder.unlink()
    while not left and folder != output:
        with suppress(FileNotFoundError):
            folder.rmdir()
        folder = folder.parent
        if any(folder.iterdir()):
            break
    return left

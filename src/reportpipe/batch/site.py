"""Where a run works. On local directories; or on object storage, by a working copy of it in a local directory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportpipe.batch.fetch import fetch
from reportpipe.batch.find import Selection
from reportpipe.batch.objects import SCHEME, Store
from reportpipe.batch.publish import Publisher
from reportpipe.batch.upload import Uploader
from reportpipe.errors import UnreadableError, UsageError


@dataclass(frozen=True, slots=True)
class Site:
    """input, output: local directories. source, sink: what they are working copies of; None: they are no copies."""

    input: Path
    output: Path
    source: Store | None = None
    sink: Store | None = None

    @property
    def is_copy(self) -> bool:
        """Whether either is a working copy."""
        return self.source is not None or self.sink is not None

    def prepare(self, selection: Selection) -> Publisher:
        """Brings the working copies up to date, and mends what a killed run has left. The lock is held."""
        publisher = Publisher(self.output) if self.sink is None else Uploader(self.output, self.sink)
        publisher.recover()
        if self.source is not None:
            try:
                fetch(self.source, self.input, selection)
            except OSError as error:
                raise UnreadableError(f"cannot read {error.filename}: {error.strerror}", "Are AWS_* set?") from error
        return publisher


def site(input_: str, output: str, state: Callable[[], Path]) -> Site:
    """Where to work for an INPUT and an OUTPUT, each a directory or s3://BUCKET/PREFIX.

    state: gives the directory that holds working copies, one for each pair. Raises UsageError.
    """
    far = input_.startswith(SCHEME), output.startswith(SCHEME)
    one, other = f"{input_.rstrip('/')}/", f"{output.rstrip('/')}/"
    if all(far) and (one.startswith(other) or other.startswith(one)):
        raise UsageError(f"{input_} and {output} lie in each other", "Give them separate prefixes.")
    if not any(far):
        return Site(Path(input_), Path(output))
    copies = state() / hashlib.sha256(f"{one} {other}".encode()).hexdigest()[:16]
    return Site(
        input=_made(copies / "input") if far[0] else Path(input_),
        output=_made(copies / "output") if far[1] else Path(output),
        source=Store(input_) if far[0] else None,
        sink=Store(output) if far[1] else None,
    )


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror}", "Set XDG_STATE_HOME to where it can.") from error
    return folder

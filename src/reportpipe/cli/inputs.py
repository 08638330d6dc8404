"""Which files a command takes, and where its outputs go. Two inputs never share an output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from reportpipe.bounds import MIB, USUAL, Bounds
from reportpipe.errors import LimitError, UnreadableError, UsageError
from reportpipe.files import read_bytes

STREAM = "-"
"""Standard input or output, where a file name is expected."""
INPUT, OUTPUT = Path("input"), Path("output")
STATE = ".reportpipe"
"""Directory, beside the outputs, of what reportpipe keeps for itself."""
MOST_STREAM = 4096
"""MiB of standard input, before anything is known of what they are."""


class Job(NamedTuple):
    """One input and where its outputs go. path: None for standard input. target: the path of its outputs without their
    suffix; None for standard output. named: in its place, the path of the only output, as it was given."""

    path: Path | None
    target: Path | None
    named: Path | None = None

    @property
    def name(self) -> str:
        """What messages call the input."""
        return str(self.path) if self.path is not None else "standard input"


class Where(NamedTuple):
    """Where outputs go: output is a file or "-", directory a directory; at most one is given."""

    output: str | None = None
    directory: Path | None = None


def jobs(paths: Sequence[str], suffix: str, default: Path, where: Where, beside: bool = False) -> list[Job]:
    """The inputs, and where each one's output goes.

    paths: files, directories (searched for `suffix`) or "-"; none means `default`. beside: outputs stand beside their
    inputs unless told. Raises UsageError where nothing is found, or where two inputs would share an output.
    """
    if not paths and not default.is_dir():
        raise UsageError(f"there is no directory {default}/ here", f"Name the files: reportpipe … FILE{suffix}")
    found = list(dict.fromkeys(pair for path in paths or [str(default)] for pair in _expand(path, suffix)))
    if not found:
        place = ", ".join(paths) or f"{default}/"
        raise UsageError(f"no {suffix} file in {place}", f"Put one there, or name it: reportpipe … FILE{suffix}")
    if where.output is not None:
        if len(found) > 1:
            raise UsageError(f"--output takes one input, and there are {len(found)}", "Use --output-dir for several.")
        return [Job(found[0][0], None, None if where.output == STREAM else Path(where.output))]
    made = [Job(path, _target(path, relative, where, beside)) for path, relative in found]
    _refuse_shared(made)
    return made


def _expand(path: str, suffix: str) -> Iterable[tuple[Path | None, Path | None]]:
    """(file, its place below the directory that was named)."""
    if path == STREAM:
        return [(None, None)]
    root = Path(path)
    if not root.is_dir():
        return [(root, Path(root.name))]
    try:
        next(root.iterdir(), None)
    except OSError as error:  # rglob passes over it in silence
        raise UnreadableError(f"cannot look inside {root}: {error.strerror}") from error
    files = sorted(item for item in root.rglob("*") if item.suffix.lower() == suffix and _is_own(item, root))
    return [(file, file.relative_to(root)) for file in files]


def _is_own(item: Path, root: Path) -> bool:
    """Not below a hidden directory, where other programs and reportpipe itself keep things."""
    return item.is_file() and not any(part.startswith(".") for part in item.relative_to(root).parts)


def _target(path: Path | None, relative: Path | None, where: Where, beside: bool) -> Path | None:
    if path is None or relative is None:
        return None
    if where.directory is None and beside:
        return without_suffix(path)
    return (where.directory or OUTPUT) / without_suffix(relative)


def without_suffix(path: Path) -> Path:
    """A path without its suffix; with it, where no name would be left ("..pdf")."""
    return path if path.stem.strip(".") == "" else path.with_name(path.stem)


def _refuse_shared(made: Iterable[Job]) -> None:
    taken: dict[Path, Job] = {}
    for job in made:
        if job.target is None:
            continue
        other = taken.setdefault(job.target, job)
        if other is not job:
            raise UsageError(
                f"{other.name} and {job.name} would both be written to {job.target}.*",
                "Convert them separately, each with its own --output-dir.",
            )


def read_input(job: Job, stdin: bytes | None, bounds: Bounds = USUAL) -> bytes:
    """The bytes of an input. Raises UnreadableError, which says what to do, and LimitError."""
    if job.path is None:
        bounds.check_file(len(stdin or b""))
        return stdin or b""
    if not job.path.exists():
        raise UnreadableError("there is no such file", _nearby(job.path))
    return read_bytes(job.path, bounds)


def read_stream(stream: IO[bytes]) -> bytes:
    """All of a stream. Raises LimitError where it has no end in sight."""
    pieces, size = [], 0
    while piece := stream.read(MIB):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_STREAM * MIB:
            raise LimitError(f"standard input has more than {MOST_STREAM:,} MiB", "Name the file instead.")
    return b"".join(pieces)


def _nearby(path: Path) -> str:
    folder = path.parent if path.parent.is_dir() else None
    names = sorted(item.name for item in folder.iterdir() if item.suffix == path.suffix) if folder else []
    if folder is None:
        return f"There is no directory {path.parent} either."
    return f"In {folder}/ there is: {', '.join(names[:5])}" if names else ""


def page_numbers(text: str | None, flag: str = "--pages") -> set[int] | None:
    """The pages of "1,3,5-7"; None for None. flag: the option that said so. Raises UsageError."""
    if text is None:
        return None
    pages: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()) or int(first) < 1:
            raise UsageError(f"{flag} {text}: {part.strip()!r} is no page", f"Pages count from 1: {flag} 1,3,5-7")
        pages.update(range(int(first), int(last or first) + 1))
    if not pages:
        raise UsageError(f"{flag} {text} names no page", f"Pages count from 1: {flag} 1,3,5-7")
    return pages

"""What stands at an output's place: what we wrote there for this document, or a person's, which is left alone.

Beside the outputs, .reportpipe/written/NAME says for each what it was made of, and the SHA-256 of what was written
last, and before that. Whatever else stands there is a person's: edited, made by another program, or another document's.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reportpipe import yamlio
from reportpipe.cli.inputs import STATE
from reportpipe.errors import EditedError, InvalidReportError, LimitError, OutputError
from reportpipe.files import discard, is_special, keep_aside, real_path, stage, swap, write_bytes, write_through
from reportpipe.model.report import is_edited

YAML = ".yaml"
SCHEMA_LINE = "# yaml-language-server:"
"""How the line begins that names the schema. It stands there or not, with the place where the YAML was written."""
WAYS_OUT = "--force replaces it, and keeps it aside; -d DIR writes elsewhere."


class Origin(NamedTuple):
    """Of which document an output is. path: of what it was made of, None for a stream. sha256: of the PDF, or ""."""

    path: Path | None
    sha256: str


class Output(NamedTuple):
    """A file to be written. original: a copy is kept, so that later edits can be told from it and merged."""

    target: Path
    data: bytes
    origin: Origin
    original: bool = False


class _Record(NamedTuple):
    """What is known of an output. path: of what it was made of, seen from the output's directory. written: SHA-256."""

    path: str
    sha256: str
    written: tuple[str, ...]


def refuse_known(targets: Iterable[tuple[Path, Origin]]) -> None:
    """Raises EditedError where a file stands at one of these places of which it is known, before anything is read, that
    it is not ours, or another document's. Of a rendition without a record it is not: the same may be written again."""
    known = ((target, origin) for target, origin in targets if target.suffix == YAML or _recorded(target) is not None)
    _refuse((target, _stranger(target, origin, _standing(target))) for target, origin in known)


def _refuse(found: Iterable[tuple[Path, str]]) -> None:
    told = [f"{target} {why}" for target, why in found if why]
    if told:
        raise EditedError(f"{'; '.join(told)}: left as it is", WAYS_OUT)


def put(outputs: Sequence[Output], force: bool) -> list[Path]:
    """Writes the outputs of one document: each whole or not at all, and none where one cannot be.

    force: also over what is a person's. Gives the copies of what was replaced so. Raises EditedError, OutputError.
    """
    regular = [output for output in outputs if not is_special(output.target)]
    kept: list[Path] = []
    staged = stage([(real_path(output.target), output.data) for output in regular])
    try:
        if not force:
            _refuse((output.target, _in_the_way(output, _standing(output.target))) for output in regular)
        for output, waiting in zip(regular, staged, strict=True):
            kept += _replace(output, waiting, force)
    finally:
        discard(staged)
    for output in outputs:
        if is_special(output.target):
            write_through(output.target, output.data)
    return kept


def _replace(output: Output, waiting: Path, force: bool) -> list[Path]:
    """Puts a staged file in its place. What stands there is looked at in the very moment in which it is replaced."""
    target, before, kept = output.target, _standing(output.target), []
    why = _in_the_way(output, before)
    if before is not None and why:
        if not force:  # it came just now
            _refuse([(target, why)])
        kept.append(keep_aside(before, target.parent / STATE / "replaced", target.name))
    _remember(output)
    if before != output.data and not swap(waiting, real_path(target), before):
        raise EditedError(f"{target} was changed in this moment: left as it is", WAYS_OUT)
    return kept


def _standing(target: Path) -> bytes | None:
    """What stands there; None for nothing, or for what is written through. Raises OutputError."""
    if is_special(target):
        return None
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error


def _in_the_way(output: Output, standing: bytes | None) -> str:
    """Why what stands at an output's place must stay; "" where it need not, or is the same already."""
    return _stranger(output.target, output.origin, standing) if standing != output.data else ""


def _stranger(target: Path, origin: Origin, data: bytes | None) -> str:
    """Why what stands there is not ours; "" where it is, or nothing stands there."""
    if data is None:
        return ""
    known = _recorded(target)
    if known is None:
        return "" if _is_ours_of_old(target, data, origin) else "is not known to be reportpipe's"
    if hashlib.sha256(data).hexdigest() not in known.written:
        return "was edited since it was written"
    same = known.sha256 == origin.sha256 if known.sha256 and origin.sha256 else False
    return "" if same or known.path == _seen_from(target, origin) else f"is another document's ({known.path or '-'})"


def _is_ours_of_old(target: Path, data: bytes, origin: Origin) -> bool:
    """Whether a YAML of which nothing is recorded is, byte for byte, what we write, and of this document."""
    if target.suffix != YAML:
        return False
    with suppress(InvalidReportError, LimitError, UnicodeDecodeError):
        text = data.decode("utf-8")
        report = yamlio.load(text, str(target))
        if is_edited(report) or _without_schema(text) != yamlio.dump(report, None):
            return False
        file = report.source.file if report.source else ""
        sha256 = report.source.sha256 if report.source else ""
        return sha256 == origin.sha256 or (origin.path is not None and file == origin.path.name)
    return False


def _without_schema(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.startswith(SCHEMA_LINE) else text


def _recorded(target: Path) -> _Record | None:
    """What is known of an output; None where nothing is, or where it cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        values = json.loads(_record(target).read_bytes())
        return _Record(str(values["path"]), str(values["sha256"]), tuple(map(str, values["written"])))
    return None


def _remember(output: Output) -> None:
    """Notes what is about to be written, beside what was: whichever a killed run leaves there is known to be ours."""
    target, now = output.target, hashlib.sha256(output.data).hexdigest()
    before = _recorded(target)
    written = [now, *(one for one in (before.written if before else ()) if one != now)][:2]
    values = {"path": _seen_from(target, output.origin), "sha256": output.origin.sha256, "written": written}
    write_bytes(_record(target), json.dumps(values, indent=2).encode() + b"\n")
    if output.original:
        write_bytes(target.parent / STATE / "original" / target.name, output.data)


def _record(target: Path) -> Path:
    return target.parent / STATE / "written" / target.name


def _seen_from(target: Path, origin: Origin) -> str:
    """The path of what an output is made of, seen from the output's directory: both can be moved together."""
    if origin.path is None:
        return ""
    try:
        return Path(os.path.relpath(origin.path, target.parent)).as_posix()
    except ValueError:  # another drive
        return origin.path.absolute().as_posix()

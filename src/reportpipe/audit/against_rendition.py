"""A rendition against its report: the same themes, blocks, levels, order, notes and tables, read back by parsers that
our writers know nothing of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from reportpipe.audit.findings import Finding, Kind
from reportpipe.audit.read_markdown import read_markdown, shape
from reportpipe.audit.read_word import SHAPE, read_word
from reportpipe.audit.rows import Expected, Row, expected
from reportpipe.errors import UnreadableError, UsageError
from reportpipe.model.report import Report, to_dict

SUFFIXES = (".docx", ".md", ".json")


def audit_rendition(report: Report, data: bytes, suffix: str) -> list[Finding]:
    """What the report says and the rendition lacks, and the other way round. suffix: of the rendition's file.

    A marker may be printed or counted by the reader's program; everything else must be there. Raises UnreadableError,
    UsageError for a suffix that nobody reads.
    """
    if suffix == ".json":
        return _compared_json(report, data)
    if suffix == ".docx":
        return _compared(expected(report, SHAPE), *read_word(data, report.language))
    if suffix == ".md":
        rows, notes = read_markdown(data, report.language, report.title)
        return _compared(expected(report, shape(report.title)), rows, notes)
    raise UsageError(f"nobody reads {suffix or 'a file without suffix'} back", f"Known: {', '.join(SUFFIXES)}.")


def _compared(wanted: Sequence[Expected], rows: Sequence[Row], notes: Sequence[str]) -> list[Finding]:
    held = Counter(notes)
    rest: list[Expected] = []
    for item in wanted:
        if item.note and held[item.row.text]:
            held[item.row.text] -= 1
        else:
            rest.append(item)
    out = [_finding(Kind.INVENTED, Row("note", 0, text), "", 1) for text in held.elements()]
    plain = {item.row._replace(text=text): item.row for item in rest for text in item.others}
    theirs = [row for row in (plain.get(row, row) for row in rows) if row.text]  # an empty bullet is but its marker
    rest = [item for item in rest if item.row.text]
    ours = [item.row for item in rest]
    if ours == theirs:
        return out
    return out + _differences(rest, ours, theirs)


def _differences(wanted: Sequence[Expected], ours: list[Row], theirs: list[Row]) -> list[Finding]:
    """What is left when the longest common runs are taken away; what is left on both sides has moved."""
    lost: list[Expected] = []
    more: list[tuple[Row, str, int]] = []
    for kind, i0, i1, j0, j1 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            lost += wanted[i0:i1]
            near = wanted[min(i0, len(wanted) - 1)] if wanted else None
            more += [(row, near.path if near else "", near.page if near else 1) for row in theirs[j0:j1]]
    gone = Counter(row for row, _, _ in more)
    out: list[Finding] = []
    for item in lost:
        moved = gone[item.row] > 0
        gone[item.row] -= moved
        out.append(_finding(Kind.MOVED if moved else Kind.LOST, item.row, item.path, item.page))
    known = Counter(item.row for item in lost)
    for row, path, page in more:
        if known[row] > 0:
            known[row] -= 1
        else:
            out.append(_finding(Kind.INVENTED, row, path, page))
    return out


def _finding(kind: Kind, row: Row, path: str, page: int) -> Finding:
    level = f" {row.level}" if row.kind in ("heading", "item") else ""
    return Finding(kind, page, None, path, f"{row.kind}{level}: {row.text}")


def _compared_json(report: Report, data: bytes) -> list[Finding]:
    try:
        theirs = dict(_flat(json.loads(data)))
    except ValueError as error:
        raise UnreadableError(f"it is no JSON: {error}") from error
    ours = dict(_flat(to_dict(report)))
    lacks = [path for path in ours if theirs.get(path) != ours[path]]
    more = [path for path in theirs if ours.get(path) != theirs[path]]
    return [
        *(Finding(Kind.LOST, 1, None, path, str(ours[path])) for path in lacks),
        *(Finding(Kind.INVENTED, 1, None, path, str(theirs[path])) for path in more),
    ]


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every scalar with its path, and every empty collection."""
    if isinstance(value, dict) and value:
        for name, item in value.items():
            yield from _flat(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for place, item in enumerate(value):
            yield from _flat(item, f"{path}[{place}]")
    else:
        yield path, value

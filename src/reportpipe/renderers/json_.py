"""Report → JSON: the same object as the YAML, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import Block, Bullet, Figure, Note, Report, Table, Theme, places, to_dict
from reportpipe.renderers.markers import texts_of


@dataclass(frozen=True, slots=True)
class JsonRenderer:
    """Writes the report as one JSON object (schema/report.schema.json): UTF-8, two spaces, the model's key order.

    lines: one theme a line instead (JSON Lines), for search indexes and for retrieval. Each line stands alone: it says
    the document, the titles above the theme (`breadcrumb`, the report's first), its pages and rectangles (`at`, a list
    always), its text as lines, and its blocks as they are; the themes inside have lines of their own.
    """

    lines: bool = False

    @property
    def suffix(self) -> str:
        """.json, or .jsonl for lines, so that neither takes the other's place."""
        return ".jsonl" if self.lines else ".json"

    def render(self, report: Report, notes: list[Diagnostic] | None = None) -> bytes:
        """UTF-8, a line feed at the end. Japanese stays readable, without \\u escapes (RFC 8259, section 8.1)."""
        if not self.lines:
            return (json.dumps(to_dict(report), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        document = _document(report)
        rows = [document | row for row in _rows(report.themes, [report.title] if report.title else [])]
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def _document(report: Report) -> dict[str, Any]:
    """What every line says of the document."""
    source = report.source
    known = {
        "file": source and source.file,
        "url": source and source.url,
        "sha256": source and source.sha256,
        "date": report.date,
    }
    return {key: value for key, value in known.items() if value} | {"language": report.language}


def _rows(themes: Sequence[Theme] | None, above: list[str]) -> Iterator[dict[str, Any]]:
    for theme in themes or ():
        row: dict[str, Any] = {"breadcrumb": above, "number": theme.number, "title": theme.title}
        row |= {"at": places(theme.at), "text": "\n".join(_text(theme.content))}
        row["content"] = to_dict(Report(themes=[theme]))["themes"][0].get("content", [])
        yield {key: value for key, value in row.items() if value is not None}
        yield from _rows(theme.themes, [*above, theme.full])


def _text(content: Sequence[Block] | None, indent: str = "") -> Iterator[str]:
    """The texts of blocks, a line each, with their markers; what hangs below a bullet is indented by two blanks."""
    for block in content or ():
        yield from (indent + line for text in _printed(block) for line in text.splitlines())
        if isinstance(block, Bullet):
            yield from _text(block.content, indent + "  ")


def _printed(block: Block) -> list[str]:
    match block:
        case Table():
            rows = [*(block.table.header or []), *block.table.rows]
            return [block.table.caption or "", *(" | ".join(row) for row in rows)]
        case Figure():
            return [block.figure.caption or "", *(block.figure.text or [])]
        case Bullet():
            mark = block.marker
        case Note():
            mark = block.mark
        case _:
            mark = None
    return [" ".join(filter(None, [mark, *texts_of(block)]))]

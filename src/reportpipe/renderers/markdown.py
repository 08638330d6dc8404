"""Report → Markdown: CommonMark 0.31, with GFM's tables and footnotes or without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, ClassVar, Literal

from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import Block, Bullet, Figure, Note, Paragraph, Report, Table, Theme, walk
from reportpipe.patterns import pattern
from reportpipe.renderers.markdown_text import cell, heading, lines
from reportpipe.renderers.markers import Run, footnote_labels, is_meaningful, siblings, split
from reportpipe.renderers.origin import attribution, pages_label
from reportpipe.renderers.printable import LINE_ENDS, printable
from reportpipe.renderers.readings import with_readings

DEEPEST_HEADING = 6
ORDERED = pattern(r"(0|[1-9][0-9]{0,8})([.)])")
"""The enumerators that Markdown itself can print (CommonMark, section 5.2): at most nine digits, `.` or `)`."""
FOLLOWS_TEXT = ("- ", "1. ", "1) ")
"""How a list begins that may follow a paragraph without a blank line (CommonMark, section 5.2)."""
SEPARATOR = "<!-- -->"
"""Keeps two lists apart that would read as one (CommonMark, section 5.3)."""
NOT_IN_YAML = pattern("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What a JSON string may hold, but a YAML 1.1 parser takes for a line break or refuses."""


@dataclass(frozen=True, slots=True)
class MarkdownRenderer:
    """Writes themes as headings and bullets as nested lists; UTF-8, line feeds, one of them at the end.

    Every text reads back as it is in the report. Bullet glyphs become `-`; whatever else is printed before a text, such
    as (1), ア or ✓, stays before it. A page comment (`<!-- p.4 -->`) says where a theme stands in the PDF.
    flavour: what the reader knows. For commonmark, footnotes are a list at the theme's end, referred to as (※1), and a
    table is a list of its rows.
    """

    flavour: Literal["gfm", "commonmark"] = "gfm"
    suffix: ClassVar[str] = ".md"

    def render(self, report: Report, notes: list[Diagnostic] | None = None) -> bytes:
        """The whole file, YAML front matter first."""
        report = with_readings(report)
        shown = _gfm_reference if self.flavour == "gfm" else _plain_reference
        labels = [{mark: shown(label) for mark, label in own.items()} for own in footnote_labels(report)]
        own = labels[0] if labels else {}
        parts: list[list[str]] = [_front_matter(report)]
        if report.title:
            parts.append([heading(1, report.title, own)])
        for text in [*(report.organisation or []), report.date_as_printed or report.date or "", *(report.front or [])]:
            parts.append(lines(text, {}))
        top = 2 if report.title else 1
        for (depth, theme), known in zip(walk(report.themes), labels, strict=True):
            own_parts = _theme(theme, min(DEEPEST_HEADING, top + depth - 1), _WRITERS[self.flavour](known))
            if not own_parts[0] and any(parts[1:]):
                own_parts[0] = [SEPARATOR]
            parts += own_parts
        return ("\n".join(_spaced(parts)) + "\n").encode("utf-8")


def _front_matter(report: Report) -> list[str]:
    """Metadata between `---` lines. Its values are JSON strings, and JSON is YAML (YAML 1.2, section 1.3)."""
    source = report.source
    values: dict[str, Any] = {
        "title": report.title,
        "date": report.date,
        "date_text": report.date_as_printed,
        "organisation": report.organisation,
        "source": source and source.file,
        "url": source and source.url,
        "publisher": source and source.publisher,
        "licence": source and source.licence,
        "attribution": attribution(report),
        "sha256": source and source.sha256,
        "pages": source and source.pages,
        "by": report.extracted and report.extracted.by,
    }
    rows = [f"{key}: {_json(value)}" for key, value in values.items() if value not in (None, "", [])]
    return ["---", *rows, "---"] if rows else []


def _json(value: Any) -> str:
    return NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _gfm_reference(label: str) -> str:
    return f"[^{label}]"


def _plain_reference(label: str) -> str:
    """In brackets, or a digit that follows would read as part of the number."""
    mark = f"※{label}" if label[0].isdecimal() else label.replace("*", r"\*")
    return f"({mark})"


def _theme(theme: Theme, level: int, writer: _Writer) -> list[list[str]]:
    """Page comment, heading, content, then the footnotes: below a bullet, GFM would not read them. A theme without a
    title has no heading."""
    pages = pages_label(theme)
    body = writer.blocks(theme.content)
    told = [heading(level, theme.full, writer.labels)] if theme.full.strip() else []
    head = [*([f"<!-- {pages} -->"] if pages else []), *told]
    return [head, body, *writer.definitions()]


def _spaced(parts: Sequence[list[str]]) -> list[str]:
    """The lines of all parts that are not empty, with a blank line between two parts."""
    out: list[str] = []
    for part in filter(None, parts):
        out += ["", *part] if out else part
    return out


def _indented(rows: Sequence[str], width: int) -> list[str]:
    return [" " * width + row if row else "" for row in rows]


def _ordered_run(marks: Sequence[str], index: int) -> Run:
    """The run of list numbers at `index`. Readers count by themselves, so a number that skips ends the run."""
    first = ORDERED.fullmatch(marks[index])
    if not first:
        return Run("", 1)
    count = 1
    while index + count < len(marks) and marks[index + count] == f"{int(first[1]) + count}{first[2]}":
        count += 1
    return Run(first[2], count)


class _Writer:
    """Writes the content of one theme. footnotes: the definitions that it met, each as lines."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        self.footnotes: list[list[str]] = []
        self._defined: set[str] = set()

    def definitions(self) -> list[list[str]]:
        """What stands at the theme's end."""
        return self.footnotes

    def blocks(self, content: Sequence[Block] | None) -> list[str]:
        """The lines of blocks that follow one another."""
        return _spaced([part for piece in siblings(content) for part in self._parts(piece)])

    def _parts(self, piece: list[Bullet] | Block) -> list[list[str]]:
        match piece:
            case list():
                return self._lists(piece)
            case Paragraph():
                return [lines(piece.paragraph, self.labels)]
            case Note():
                return self._note(piece)
            case Table():
                return self._table(piece)
            case Figure():
                return self._figure(piece)
        return []  # a bullet never comes alone: siblings() puts it into a list

    def _lists(self, bullets: list[Bullet]) -> list[list[str]]:
        out: list[list[str]] = []
        before = ""
        for notation, items in split(bullets, _ordered_run):
            if notation and notation == before:
                out.append([SEPARATOR])
            out.append(self._list(items, ordered=bool(notation)))
            before = notation
        return out

    def _list(self, items: list[Bullet], ordered: bool) -> list[str]:
        """One list. Items touch, unless one of them needs blank lines inside or is empty."""
        out: list[str] = []
        last: list[str] = []
        for item in items:
            rows = self._item(item, f"{item.marker} " if ordered else "- ")
            if last and ("" in last or " " not in rows[0]):
                out.append("")
            out += rows
            last = rows
        return out

    def _item(self, item: Bullet, prefix: str) -> list[str]:
        """One item: everything below it starts at the column of its text (CommonMark, section 5.2)."""
        printed = f"{item.marker} {item.bullet}" if prefix == "- " and is_meaningful(item.marker) else item.bullet
        text = lines(printed, self.labels)
        below = self.blocks(item.content)
        if text and below and not below[0].startswith(FOLLOWS_TEXT):
            below = ["", *below]
        first = (prefix + (text[0] if text else "")).rstrip(" ")
        return [first, *_indented([*text[1:], *below], len(prefix))]

    def _note(self, note: Note) -> list[list[str]]:
        text = lines(note.note, self.labels)
        if note.label:
            marked = note.mark and note.mark not in note.label
            return [lines(f"{note.mark} {note.label}" if marked else note.label, self.labels), text]
        reference = self.labels.get(note.mark or "")
        if reference and reference not in self._defined:
            self._defined.add(reference)
            self.footnotes.append(self._footnote(reference, text))
            return []
        return [lines(f"{note.mark} {note.note}" if note.mark else note.note, self.labels)]

    def _footnote(self, reference: str, text: list[str]) -> list[str]:
        first, *more = text or [""]
        return [f"{reference}: {first}".rstrip(" "), *_indented(more, 4)]

    def _table(self, table: Table) -> list[list[str]]:
        """GFM knows one header row; further ones come first in the body. Short rows are filled up."""
        rows = [*(table.table.header or [[]]), *table.table.rows]
        width = max(map(len, rows))
        caption = lines(table.table.caption or "", self.labels)
        if not width:
            return [caption]
        cells = [[cell(text, self.labels) for text in row] + [""] * (width - len(row)) for row in rows]
        cells.insert(1, ["---"] * width)
        return [caption, [f"| {' | '.join(row)} |" for row in cells]]

    def _figure(self, figure: Figure) -> list[list[str]]:
        """The caption, and the painted words as a fenced block (CommonMark, section 4.5): they are labels, literal, and
        no sentences of the report."""
        words = [printable(row) for text in figure.figure.text or [] for row in LINE_ENDS.split(text)]
        longest = max((len(run) for row in words for run in re.findall("`+", row)), default=0)
        fence = "`" * max(3, longest + 1)
        block = [f"{fence}figure", *words, fence] if words else []
        return [lines(figure.figure.caption or "", self.labels), block]


class _PlainWriter(_Writer):
    """Writes CommonMark alone. Its lists have a separator before them: they may follow another list."""

    def definitions(self) -> list[list[str]]:
        return [[SEPARATOR], *self.footnotes] if self.footnotes else []

    def _footnote(self, reference: str, text: list[str]) -> list[str]:
        first, *more = text or [""]
        return [f"- {reference} {first}".rstrip(" "), *_indented(more, 2)]

    def _table(self, table: Table) -> list[list[str]]:
        """An item for each row, each cell behind its column's head where there is one row of heads."""
        header, rows = table.table.header or [], table.table.rows
        if len(header) == 1:
            texts = [[_headed(head, cell) for head, cell in zip_longest(header[0], row, fillvalue="")] for row in rows]
        else:
            texts = [*header, *rows]
        printed = [
            " / ".join(filter(None, (printable(" ".join(LINE_ENDS.split(cell))).strip() for cell in row)))
            for row in texts
        ]
        found = [lines(text, self.labels) for text in printed if text]
        return [lines(table.table.caption or "", self.labels), [SEPARATOR], [f"- {line}" for (line,) in found]]


def _headed(head: str, cell: str) -> str:
    return f"{head}: {cell}" if head.strip() and cell.strip() else cell


_WRITERS: dict[str, Callable[[Mapping[str, str]], _Writer]] = {"gfm": _Writer, "commonmark": _PlainWriter}

"""Report → HTML: one self-contained page (HTML Living Standard, WAI-ARIA 1.2, DPUB-ARIA 1.1), read without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar, NamedTuple

from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import (
    REFERENCE,
    Block,
    Bullet,
    Figure,
    Note,
    Paragraph,
    Report,
    Ruby,
    Table,
    Theme,
    walk,
)
from reportpipe.renderers.html_style import POLICY, STYLE
from reportpipe.renderers.markers import footnote_labels, footnotes, is_meaningful, siblings
from reportpipe.renderers.origin import attribution, pages_label, pages_of, pdf_address
from reportpipe.renderers.printable import LINE_ENDS, printable
from reportpipe.renderers.readings import pieces

DEEPEST_HEADING = 6
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})


class Words(NamedTuple):
    """What the page itself says. language: of these words."""

    language: str
    skip: str
    contents: str
    table: str


WORDS = {
    "ja": Words("ja", "本文へ移動", "目次", "表"),
    "zh": Words("zh", "跳到正文", "目录", "表"),
    "en": Words("en", "Skip to the text", "Contents", "Table"),
}


@dataclass(frozen=True, slots=True)
class HtmlRenderer:
    """Writes themes as sections with headings, bullets as nested lists, readings as ruby.

    Printed enumerators are text, so that they are read, searched and copied as they stand in the PDF. page_links:
    whether each heading has its page of the PDF beside it, as a link.
    """

    page_links: bool = True
    suffix: ClassVar[str] = ".html"

    def render(self, report: Report, notes: list[Diagnostic] | None = None) -> bytes:
        """The whole page: UTF-8, line feeds."""
        primary = report.language.split("-")[0].lower()
        words = WORDS.get(primary, WORDS["en"])
        writer = _Writer(report, words, pdf_address(report) if self.page_links else None)
        direction = ' dir="rtl"' if primary in RIGHT_TO_LEFT else ""
        rows = [
            f'<!DOCTYPE html>\n<html lang="{escape(report.language)}"{direction}>',
            *_head(report),
            "<body>",
            f'<a class="skip" href="#main"{_foreign(words, primary)}>{words.skip}</a>',
            *writer.header(report),
            *_contents(report, words, primary),
            '<main id="main">',
            *writer.themes(report.themes),
            "</main>",
            *_footer(report),
            "</body>\n</html>\n",
        ]
        return "\n".join(rows).encode("utf-8")


def _head(report: Report) -> Iterator[str]:
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    values = {
        "author": ", ".join(report.organisation or []),
        "date": report.date,
        "generator": report.extracted and report.extracted.by,
    }
    for name, value in values.items():
        if value:
            yield f'<meta name="{name}" content="{_clean(value)}">'
    yield f"<title>{_plain(_title(report))}</title>\n<style>{STYLE}</style>\n</head>"


def _title(report: Report) -> str:
    return report.title if report.title.strip() else (report.source.file if report.source else "") or "–"


def _contents(report: Report, words: Words, primary: str) -> Iterator[str]:
    """Links to all themes, folded away; nothing for a page of one theme."""
    if len(list(walk(report.themes))) < 2:
        return
    numbers = iter(range(1, 1 + len(list(walk(report.themes)))))

    def entries(themes: Sequence[Theme]) -> Iterator[str]:
        yield "<ul>"
        for theme in themes:
            number = next(numbers)
            yield f'<li><a href="#t{number}">{_plain(theme.full) or number}</a>'
            if theme.themes:
                yield from entries(theme.themes)
            yield "</li>"
        yield "</ul>"

    yield f'<nav aria-label="{words.contents}">\n<details>'
    yield f"<summary{_foreign(words, primary)}>{words.contents}</summary>"
    yield from entries(report.themes)
    yield "</details>\n</nav>"


def _footer(report: Report) -> Iterator[str]:
    line = attribution(report)
    if line:
        yield f"<footer>\n<p>{_clean(line)}</p>\n</footer>"


def _foreign(words: Words, primary: str) -> str:
    return f' lang="{words.language}"' if words.language != primary else ""


def _clean(text: str) -> str:
    return escape(printable(" ".join(LINE_ENDS.split(text))))


def _plain(text: str) -> str:
    """Text on one line, without references to footnotes."""
    return _clean(REFERENCE.sub("", text)).strip()


class _Writer:
    """Writes themes. labels: of the footnotes that the theme being written may refer to."""

    def __init__(self, report: Report, words: Words, address: str | None) -> None:
        known = footnote_labels(report)
        self._labels_of = iter(known)
        self._labels: Mapping[str, str] = known[0] if known else {}
        self._notes = footnotes(report, known)
        self._ids = {label: number for number, label in enumerate(self._notes, 1)}
        self._referred: set[str] = set()
        self._footnotes: list[str] = []
        self._words = words
        self._address = address
        self._themes = 0
        self._tables = 0

    def header(self, report: Report) -> Iterator[str]:
        """The title and what stands below it."""
        yield f"<header>\n<h1>{self._text(_title(report))}</h1>"
        for text in [*(report.organisation or []), report.date_as_printed or report.date or "", *(report.front or [])]:
            if text.strip():
                yield f"<p>{self._text(text)}</p>"
        yield "</header>"

    def themes(self, themes: Sequence[Theme] | None, level: int = 2) -> Iterator[str]:
        """A section each, those inside after the content, as they are read."""
        for theme in themes or ():
            self._labels = next(self._labels_of)
            self._themes += 1
            yield f'<section id="t{self._themes}">'
            yield from self._heading(theme, level)
            yield from self._blocks(theme.content)
            if self._footnotes:
                yield "\n".join(['<div class="footnotes">', *self._footnotes, "</div>"])
                self._footnotes = []
            yield from self.themes(theme.themes, level + 1)
            yield "</section>"

    def _heading(self, theme: Theme, level: int) -> Iterator[str]:
        if not theme.full.strip():
            return
        number, title = self._texts([theme.number or "", theme.title], theme.ruby)
        name = f"h{min(level, DEEPEST_HEADING)}"
        deeper = f' aria-level="{level}"' if level > DEEPEST_HEADING else ""
        link = ""
        if self._address and pages_of(theme):
            target = escape(f"{self._address}#page={pages_of(theme)[0]}")
            link = f' <a class="page" href="{target}" aria-label="PDF {pages_label(theme)}">{pages_label(theme)}</a>'
        text = " ".join(filter(None, [number, title]))
        yield f'<div class="head"><{name}{deeper}>{text}</{name}>{link}</div>'

    def _blocks(self, content: Sequence[Block] | None) -> Iterator[str]:
        for piece in siblings(content):
            match piece:
                case list():
                    yield from self._list(piece)
                case Paragraph():
                    (text,) = self._texts([piece.paragraph], piece.ruby)
                    yield f"<p>{text}</p>"
                case Note():
                    yield from self._note(piece)
                case Table():
                    yield from self._table(piece)
                case Figure():
                    yield from self._figure(piece)

    def _list(self, bullets: list[Bullet]) -> Iterator[str]:
        yield '<ul role="list">'  # the role stays where a style takes the glyphs away
        for item in bullets:
            mark, text = self._texts([item.marker or "", item.bullet], item.ruby)
            if is_meaningful(item.marker):
                yield f'<li class="marked"><p><span class="mark">{mark}</span> <span>{text}</span></p>'
            else:
                yield f"<li><p>{text}</p>"
            yield from self._blocks(item.content)
            yield "</li>"
        yield "</ul>"

    def _note(self, note: Note) -> Iterator[str]:
        label, text = self._texts([note.label or "", note.note], note.ruby)
        mark = self._text(note.mark) if note.mark and note.mark not in (note.label or "") else ""
        footnote = next((key for key, known in self._notes.items() if known is note), None)
        if footnote:
            number = self._ids[footnote]
            back = f'<a href="#r{number}" role="doc-backlink">{self._text(note.mark or "")}</a>'
            self._footnotes.append(f'<p id="n{number}" role="doc-footnote">{back} {text}</p>')
        elif label:
            head = " ".join(filter(None, [mark, label]))
            yield f'<div class="note" role="note"><p><strong>{head}</strong></p><p>{text}</p></div>'
        else:
            yield f'<div class="note" role="note"><p>{" ".join(filter(None, [mark, text]))}</p></div>'

    def _table(self, block: Table) -> Iterator[str]:
        """A table that scrolls by itself where the screen is narrow, by the keyboard too."""
        header = block.table.header or []
        width = max(map(len, [*header, *block.table.rows]), default=0)
        caption = (block.table.caption or "").strip()
        if not width:
            if caption:
                yield f"<p>{self._text(caption)}</p>"
            return
        self._tables += 1
        name = _plain(caption) or f"{self._words.table} {self._tables}"
        yield f'<div class="table" role="group" tabindex="0" aria-label="{name}">\n<table>'
        if caption:
            yield f"<caption>{self._text(caption)}</caption>"
        if header:
            yield "\n".join(["<thead>", *(self._row(row, width, "th") for row in header), "</thead>"])
        yield "\n".join(["<tbody>", *(self._row(row, width, "td") for row in block.table.rows), "</tbody>"])
        yield "</table>\n</div>"

    def _row(self, row: Sequence[str], width: int, kind: str) -> str:
        """Cells of a row. A heading without words is a plain cell: it heads nothing."""
        texts = [self._text(cell) for cell in row] + [""] * (width - len(row))
        cells = (
            f'<th scope="col">{text}</th>' if kind == "th" and text.strip() else f"<td>{text}</td>" for text in texts
        )
        return f"<tr>{''.join(cells)}</tr>"

    def _figure(self, block: Figure) -> Iterator[str]:
        caption, words = block.figure.caption or "", "\n".join(block.figure.text or [])
        if caption.strip() or words.strip():
            head = f"<figcaption>{self._text(caption)}</figcaption>" if caption.strip() else ""
            yield f"<figure>{head}{f'<p>{_broken(words)}</p>' if words.strip() else ''}</figure>"

    def _text(self, text: str) -> str:
        return self._texts([text], None)[0]

    def _texts(self, texts: Sequence[str], ruby: Sequence[Ruby] | None) -> list[str]:
        """Texts that follow one another, escaped, with their readings, line breaks and references to footnotes."""
        return ["".join(self._piece(text, reading) for text, reading in row) for row in pieces(texts, ruby)]

    def _piece(self, text: str, reading: str | None) -> str:
        if reading is not None:
            return f"<ruby>{_clean(text)}<rp>（</rp><rt>{_clean(reading)}</rt><rp>）</rp></ruby>"
        parts = REFERENCE.split(text)  # text and mark in turn
        return "".join(self._reference(part) if index % 2 else _broken(part) for index, part in enumerate(parts))

    def _reference(self, mark: str) -> str:
        label = self._labels.get(mark)
        if not label:
            return escape(f"[^{mark}]")
        number = self._ids[label]
        own = "" if label in self._referred else f' id="r{number}"'
        self._referred.add(label)
        return f'<sup><a href="#n{number}"{own} role="doc-noteref">{escape(mark)}</a></sup>'


def _broken(text: str) -> str:
    """Text, escaped, with its line breaks."""
    return "<br>".join(_clean(line) for line in LINE_ENDS.split(text))

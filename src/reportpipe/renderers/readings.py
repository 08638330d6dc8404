"""Readings for renditions that cannot print them small: in parentheses behind their base, 漢字（かんじ）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportpipe.model.report import Block, Bullet, Note, Paragraph, Report, Ruby, Theme


def with_readings(report: Report) -> Report:
    """The report with its readings in its texts. A base that is no longer there, because somebody edited the text, has
    none."""
    return replace(report, themes=[_theme(theme) for theme in report.themes])


def _theme(theme: Theme) -> Theme:
    number, title = _spelled((theme.number or "", theme.title), theme.ruby)
    themes = [_theme(inner) for inner in theme.themes] if theme.themes else None
    return replace(theme, number=number or None, title=title, content=_content(theme.content), themes=themes)


def _content(content: Sequence[Block] | None) -> list[Block] | None:
    return [_block(block) for block in content] if content else None


def _block(block: Block) -> Block:
    match block:
        case Bullet():
            _, text = _spelled((block.marker or "", block.bullet), block.ruby)
            return replace(block, bullet=text, content=_content(block.content))
        case Paragraph():
            (text,) = _spelled((block.paragraph,), block.ruby)
            return replace(block, paragraph=text)
        case Note():
            label, text = _spelled((block.label or "", block.note), block.ruby)
            return replace(block, label=label or None, note=text)
    return block


def _spelled(texts: Sequence[str], ruby: Sequence[Ruby] | None) -> list[str]:
    """The texts, which follow one another, with each reading behind its base."""
    return [
        "".join(text if reading is None else f"{text}（{reading}）" for text, reading in row)
        for row in pieces(texts, ruby)
    ]


def pieces(texts: Sequence[str], ruby: Sequence[Ruby] | None) -> list[list[tuple[str, str | None]]]:
    """Texts, which follow one another, cut at the bases of their readings: (text, its reading or None) of each."""
    waiting = [reading for reading in ruby or () if reading.base]
    out: list[list[tuple[str, str | None]]] = []
    for place, text in enumerate(texts):
        row: list[tuple[str, str | None]] = []
        rest = text
        while waiting and (waiting[0].base in rest or place == len(texts) - 1):
            reading = waiting.pop(0)
            before, base, after = rest.partition(reading.base)
            if base:
                row += [(before, None), (base, reading.text)]
                rest = after
        out.append([*row, (rest, None)])
    return out

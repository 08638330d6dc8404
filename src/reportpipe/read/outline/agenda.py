"""Agendas: lists of what the later themes will be. They are content, name headings, and are held against the themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from reportpipe.model.block import Block
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.report import first_box, first_page
from reportpipe.read.outline.draft import Draft, Item
from reportpipe.read.regions.contents import HEADS
from reportpipe.text.continuation import split_title
from reportpipe.text.enumerators import follows, parse_marker
from reportpipe.text.normalise import fold

AGENDA_HEADS = HEADS | {
    "アジェンダ", "議題", "本日の内容", "本日の議題", "本日のアジェンダ", "目次案", "本日の流れ", "構成", "コンテンツ",
    "agenda", "outline", "today'sagenda", "内容", "议程", "議程", "大纲",
}  # fmt: skip
"""What stands above an agenda, folded."""
LEAST = 3
"""A list with fewer entries is no agenda."""
ALIKE = 0.5
"""An entry and a section of one number have so much of their words in common (Ratcliff and Obershelp), or have nothing
to do with each other: each chapter may have its own 1., 2., 3."""
VERY_ALIKE = 0.8
"""... and an entry and a section whose numbers say nothing."""
SHARE = 0.5
"""Of an agenda's entries, this part have a section. What a meeting will talk about has none."""
SURE_SHARE = 0.75
"""... of a list that no head calls an agenda."""


def with_names(blocks: Sequence[Block], titles: frozenset[str]) -> list[Block]:
    """The blocks, those marked that a table of contents or an agenda names. titles: the former's, folded."""
    announced = _announced(blocks)
    return [
        replace(block, named="contents")
        if _is_named(block, titles)
        else replace(block, named="agenda")
        if id(block) in announced
        else block
        for block in blocks
    ]


def _announced(blocks: Sequence[Block]) -> set[int]:
    """The identities of the blocks that say what an entry of an agenda says, and are no bullets. Where the agenda is
    shown again, its entries stand side by side, and are none."""
    lists: dict[int, list[Block]] = {block.page: [] for block in blocks if _is_head(block.text)}
    for block in blocks:
        if block.page in lists and block.marker:
            lists[block.page].append(block)
    entries = {
        fold(text)
        for held in lists.values()
        if len(held) >= LEAST
        for entry in held
        for text in (entry.full, entry.text)
    }
    others = [block for block in blocks if block.page not in lists]
    runs = groupby(others, key=lambda block: (block.page, block.kind != "bullet" and _is_named(block, entries)))
    return {id(found[0]) for (_, said), run in runs if said and len(found := list(run)) == 1}


def _is_named(block: Block, names: Set[str]) -> bool:
    return bool(names) and block.frame is None and block.solid is None and fold(block.full) in names


def _is_head(text: str) -> bool:
    return fold(split_title(text).base) in AGENDA_HEADS


class _Section(NamedTuple):
    """A theme, its number as `_number` gives it, and its folded title."""

    theme: Draft
    number: tuple[str, str]
    title: str


class _Match(NamedTuple):
    """An entry of an agenda, and the section that it announces, if one was found."""

    entry: Item
    section: _Section | None


def agenda_doubts(themes: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Entries of agendas whose section has another title, or that have none. Both wordings are kept."""
    sections = [_Section(theme, _number(theme.number), fold(theme.title)) for theme in _flat(themes)]
    for place, (theme, _, _) in enumerate(sections):
        for entry, section in _own(theme) or _announces(theme, sections[place + 1 :]):
            words = f"{entry.marker} {entry.text}"
            if section is None:
                yield Diagnostic(Code.AGENDA_UNMET, words, first_page(entry.at), first_box(entry.at))
            elif section.title != fold(entry.text):
                told = f"{words} / {section.theme.full}"
                yield Diagnostic(Code.AGENDA_MISMATCH, told, first_page(entry.at), first_box(entry.at))


def _flat(themes: Sequence[Draft]) -> Iterator[Draft]:
    for theme in themes:
        yield theme
        yield from _flat(theme.themes)


def _own(theme: Draft) -> list[_Match]:
    """The entries of a theme whose sections stand within it: they are told by their numbers alone."""
    own = {_number(inner.number): inner for inner in theme.themes if inner.number}
    found = ((entry, own.get(_number(entry.marker))) for entry in _entries(theme) if own)
    return [_Match(entry, _Section(inner, ("", ""), fold(inner.title))) for entry, inner in found if inner is not None]


def _announces(theme: Draft, later: Sequence[_Section]) -> list[_Match]:
    """The entries of a theme that is an agenda, with the later sections that they announce; nothing for one that is
    none. Without its head, an agenda is known by the numbers of the sections."""
    entries, has_head = _entries(theme), _is_head(theme.title)
    if len(entries) < LEAST or not _is_sequence(entries):
        return []
    found: list[_Match] = []
    may_miss = (1 - (SHARE if has_head else SURE_SHARE)) * len(entries)
    for entry in entries:
        number = _number(entry.marker)
        section = _most_alike(entry, [one for one in later if one.number == number], ALIKE)
        if section is None and has_head:
            section = _most_alike(entry, later, VERY_ALIKE)
        found.append(_Match(entry, section))
        may_miss -= section is None
        if may_miss < 0:
            return []
    return found


def _entries(theme: Draft) -> list[Item]:
    return [item for item in theme.content if item.kind == "bullet" and any(map(str.isalnum, item.marker))]


def _number(marker: str) -> tuple[str, str]:
    """What two numbers have in common that a reader would call the same: 1., １．, but not ①. ("", "") for none."""
    found = parse_marker(marker, "") if marker else None
    return found.kind if found is not None else "", fold(marker).rstrip(".:、)")


def _is_sequence(entries: Sequence[Item]) -> bool:
    """Whether entries are numbered 1, 2, 3 … without a gap."""
    numbers = [parse_marker(entry.marker, entry.text) for entry in entries]
    return all(one is not None and other is not None and follows(one, other) for one, other in pairwise(numbers))


def _most_alike(entry: Item, sections: Sequence[_Section], least: float) -> _Section | None:
    """The first section whose title has most in common with an entry, if that is enough."""
    words = SequenceMatcher(b=fold(entry.text), autojunk=False)  # it keeps what it learns of its second text
    best: _Section | None = None
    for section in sections:
        words.set_seq1(section.title)
        if words.real_quick_ratio() < least or words.quick_ratio() < least:  # both are quick, and never too low
            continue
        ratio = words.ratio()
        if ratio > least or (best is None and ratio == least):
            best, least = section, ratio
    return best

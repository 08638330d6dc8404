"""Faults in the stages between a PDF and its report: one each, at random, as a bug of a stage would make it.

A stage is a function that is looked up by its name when it is called; it is exchanged for one that spoils what comes
out. Not every fault shows: what a later stage sets right again leaves the report as it was, and counts as none.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import zip_longest
from random import Random
from typing import Any, NamedTuple

import pytest

from reportpipe import pipeline, plugins, scan
from reportpipe.audit import against_pdf
from reportpipe.audit.findings import Finding
from reportpipe.model.block import Block, Line
from reportpipe.model.page import Glyph, Page
from reportpipe.model.report import Report, to_dict
from reportpipe.read import stages
from reportpipe.read.blocks import blocks as blocks_
from tests.audit.edits import KINDS, Kept, edit

DIGITS = "0123456789"
ACTIONS = ("drop", "double", "swap", "garble", "move")
SIGNS = "国研究人材予算政策東西南北春夏秋冬"
"""Letters that garbled ones become."""
TRIES = 60
"""So many faults are tried for one that shows."""


class Fault(NamedTuple):
    """A fault that showed. what: where the report differs first; found: what an audit says of it."""

    stage: str
    action: str
    what: str
    found: tuple[Finding, ...]


class Spoiler:
    """Spoils one thing once: the page or the document that `chance` picks of those that pass by."""

    def __init__(self, action: str, random: Random, skip: int) -> None:
        self.action, self.random, self.skip = action, random, skip
        self.done = False

    def turn(self, able: bool) -> bool:
        """Whether it is now: the `skip`-th of those that are able."""
        if self.done or not able:
            return False
        self.skip -= 1
        self.done = self.skip < 0
        return self.done

    def text(self, text: str) -> str:
        """A text with a letter or digit dropped, doubled, exchanged with its neighbour, garbled or moved."""
        digits = [place for place, sign in enumerate(text) if sign in DIGITS]
        places = digits if digits and self.random.random() < 0.5 else [p for p, s in enumerate(text) if not s.isspace()]
        at = self.random.choice(places)
        signs = list(text)
        sign = signs.pop(at)
        if self.action == "double":
            signs[at:at] = [sign, sign]
        elif self.action == "swap":
            signs.insert(min(at + 1, len(signs)), sign)
        elif self.action == "garble":
            signs.insert(at, self.random.choice([one for one in (DIGITS if sign in DIGITS else SIGNS) if one != sign]))
        elif self.action == "move":
            signs.insert(self.random.randrange(len(signs) + 1), sign)
        return "".join(signs)

    def several(self, items: list[Any], exchange: Callable[[Any, Any], tuple[Any, Any]]) -> list[Any]:
        """A list of which one thing is dropped, doubled, exchanged with another one or moved."""
        at = self.random.randrange(len(items))
        if self.action == "drop":
            items.pop(at)
        elif self.action == "double":
            items.insert(at, items[at])
        elif self.action == "swap":
            other = self.random.choice([place for place in range(len(items)) if place != at])
            items[at], items[other] = exchange(items[at], items[other])
        elif self.action == "move":
            items.insert(self.random.randrange(len(items)), items.pop(at))
        return items


def _retold(line: Line, text: str) -> Line:
    """The line with another text in its place."""
    step = (line.box.x1 - line.box.x0) / max(len(text), 1)
    lefts = array("d", (line.box.x0 + step * place for place in range(len(text))))
    return replace(line, text=text, lefts=lefts, raised=(), gaps=())


def glyphs(spoiler: Spoiler) -> Callable[[Page], Page]:
    """A parser that loses, doubles, exchanges, garbles or moves some glyphs of a row."""

    def spoil(page: Page) -> Page:
        solid = [glyph for glyph in page.glyphs if glyph.text.strip()]
        if not spoiler.turn(len(solid) > 8):
            return page
        start = spoiler.random.randrange(len(solid) - 4)
        run = solid[start : start + spoiler.random.randint(1, 4)]
        gone = {glyph.number: glyph for glyph in run}
        out: list[Glyph] = []
        for glyph in page.glyphs:
            if glyph.number not in gone:
                out.append(glyph)
            elif spoiler.action in ("garble", "swap"):
                other = spoiler.random.choice(solid).text if spoiler.action == "swap" else "〓"
                out.append(glyph._replace(text=other))
            elif spoiler.action == "move":
                out.append(glyph._replace(top=glyph.top + 60, bottom=glyph.bottom + 60, baseline=glyph.baseline + 60))
            elif spoiler.action == "double":
                out += [glyph, glyph._replace(x0=glyph.x0 + 3 * glyph.size, x1=glyph.x1 + 3 * glyph.size)]
        return replace(page, glyphs=tuple(glyph._replace(number=number) for number, glyph in enumerate(out)))

    return spoil


def lines(spoiler: Spoiler) -> Callable[[list[Line]], list[Line]]:
    """The making of lines."""

    def spoil(found: list[Line]) -> list[Line]:
        able = [place for place, line in enumerate(found) if len(line.text) > 2]
        if not spoiler.turn(len(able) > 1):
            return found
        at = spoiler.random.choice(able)
        if spoiler.action == "garble" or spoiler.random.random() < 0.3:
            found[at] = _retold(found[at], spoiler.text(found[at].text))
            return found
        return spoiler.several(found, lambda one, two: (_retold(one, two.text), _retold(two, one.text)))

    return spoil


def blocks(spoiler: Spoiler) -> Callable[[Any], list[Block]]:
    """The making of blocks, and what joins them."""

    def spoil(made: Any) -> list[Block]:
        found = list(made)
        able = [place for place, block in enumerate(found) if block.solid is None and len(block.text) > 2]
        if not spoiler.turn(len(able) > 1):
            return found
        if spoiler.action == "garble" or spoiler.random.random() < 0.3:
            at = spoiler.random.choice(able)
            found[at] = replace(found[at], text=spoiler.text(found[at].text))
            return found
        return spoiler.several(found, lambda one, two: (replace(one, text=two.text), replace(two, text=one.text)))

    return spoil


def cells(spoiler: Spoiler) -> Callable[[Any], Any]:
    """The making of tables."""

    def spoil(page: Any) -> Any:
        solids = list(page.solids)
        able = [place for place, solid in enumerate(solids) if any(any(row) for row in solid.rows)]
        if not spoiler.turn(bool(able)):
            return page
        at = spoiler.random.choice(able)
        rows = [list(row) for row in solids[at].rows]
        _spoil_rows(rows, spoiler)
        solids[at] = replace(solids[at], rows=tuple(tuple(row) for row in rows))
        return replace(page, solids=tuple(solids))

    return spoil


def _spoil_rows(rows: list[list[str]], spoiler: Spoiler) -> None:
    filled = [(row, column) for row, cells in enumerate(rows) for column, text in enumerate(cells) if text.strip()]
    (row, column), (to, beside) = spoiler.random.sample(filled, 2) if len(filled) > 1 else (filled[0], filled[0])
    text, other = rows[row][column], rows[to][beside]
    if spoiler.action == "drop":
        rows[row][column] = ""
    elif spoiler.action == "double":
        rows[to][beside] = f"{other} {text}"
    elif spoiler.action == "swap":
        rows[row][column], rows[to][beside] = other, text
    elif spoiler.action == "move":
        rows[row][column], rows[to][beside] = "", f"{other} {text}"
    else:
        rows[row][column] = spoiler.text(text)


def themes(spoiler: Spoiler) -> Callable[[Any], Any]:
    """The building of themes."""

    def spoil(built: Any) -> Any:
        held = [items for items in _lists(built[0]) if len(items) > 1]
        if not spoiler.turn(bool(held)):
            return built
        items = spoiler.random.choice(held)
        able = [item for item in items if item.solid is None and len(item.text) > 2]
        if able and (spoiler.action == "garble" or spoiler.random.random() < 0.3):
            one = spoiler.random.choice(able)
            one.text = spoiler.text(one.text)
        else:
            spoiler.several(items, lambda one, two: (two, one))
        return built

    return spoil


def _lists(drafts: Sequence[Any]) -> Iterator[list[Any]]:
    for draft in drafts:
        yield from _contents(draft.content)
        yield from _lists(draft.themes)


def _contents(items: list[Any]) -> Iterator[list[Any]]:
    yield items
    for item in items:
        yield from _contents(item.content)


def reports(spoiler: Spoiler) -> Callable[[Report], Report]:
    """The putting together of the report."""

    def spoil(report: Report) -> Report:
        if not spoiler.turn(True):
            return report
        made = edit(report, KINDS[ACTIONS.index(spoiler.action)], spoiler.random)
        return made.report if made is not None else report

    return spoil


STAGES: dict[str, tuple[Any, str, Callable[[Spoiler], Callable[[Any], Any]]]] = {
    "lines": (scan, "page_lines", lines),
    "tables": (stages, "with_tables", cells),
    "blocks": (blocks_, "page_blocks", blocks),
    "flow": (stages, "with_headings", blocks),
    "themes": (stages, "build", themes),
    "report": (pipeline, "assemble", reports),
}
"""Module, function and spoiler of each stage after the source."""


@contextmanager
def spoiled(stage: str, spoiler: Spoiler) -> Iterator[None]:
    """Exchanges a stage for one that is at fault."""
    with pytest.MonkeyPatch.context() as patch:
        if stage == "source":
            spoil = glyphs(spoiler)
            read: dict[int, Page] = {}
            inner = plugins.source

            def source(name: str) -> Any:
                return _Spoilt(inner(name), spoil, read) if name == "pdfium" else inner(name)

            patch.setattr(plugins, "source", source)
        else:
            module, name, make = STAGES[stage]
            whole, spoil_it = getattr(module, name), make(spoiler)
            patch.setattr(module, name, lambda *given: spoil_it(whole(*given)))
        yield


class _Spoilt:
    """A source whose pages are spoilt once and for all: a parser errs in the same way each time."""

    def __init__(self, inner: Any, spoil: Callable[[Page], Page], read: dict[int, Page]) -> None:
        self.inner, self.spoil, self.read = inner, spoil, read

    @contextmanager
    def open(self, data: bytes, password: str | None = None) -> Iterator[Any]:
        with self.inner.open(data, password) as document:
            yield type(
                "Document", (), {"page_count": document.page_count, "page": lambda _, at: self.page(document, at)}
            )()

    def page(self, document: Any, number: int) -> Page:
        if number not in self.read:
            self.read[number] = self.spoil(document.page(number))
        return self.read[number]


def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on each PDF is read once."""
    known = {name: Kept(plugins.source(name)) for name in ("pdfplumber", "pdfium")}
    monkeypatch.setattr(plugins, "source", known.__getitem__)


def faults(pdf: bytes, count: int, seed: int) -> Iterator[Fault]:
    """That many faults that show, stage by stage and action by action, with what the audit finds of each."""
    whole = pipeline.read(pdf).report
    stages = ["source", *STAGES]
    for turn in range(count):
        stage, action = stages[(turn + seed) % len(stages)], ACTIONS[(turn // 2 + seed) % len(ACTIONS)]
        for attempt in range(TRIES):
            random = Random(f"{seed} {turn} {attempt}")
            spoiler = Spoiler(action, random, random.randrange(4) if attempt < TRIES / 2 else 0)
            with spoiled(stage, spoiler):
                report = pipeline.read(pdf).report
                if replace(report, extracted=None) == replace(whole, extracted=None):
                    if attempt % 10 == 9:  # the document has nothing that the stage could spoil so
                        stage = random.choice(stages)
                    continue
                made = against_pdf.audit(report, pdf)
            yield Fault(
                stage, action, _difference(whole, report), tuple(one for one in made.findings if one.kind.fails)
            )
            break


def _difference(whole: Report, spoilt: Report) -> str:
    """The first line in which two reports differ."""
    one, other = (
        json.dumps(to_dict(replace(report, extracted=None)), ensure_ascii=False, indent=0) for report in (whole, spoilt)
    )
    return next((f"{a} → {b}" for a, b in zip_longest(one.splitlines(), other.splitlines()) if a != b), "")

"""Two parsers' readings of one page weighed: what both miss is lost; what only one misses, the page's picture judges.

The picture (`sources/pdfium_ink.py`) is asked whether letters leave ink. Which letter a shape is it does not know:
where the parsers read two letters of one shape, and the report has one of them, their quarrel is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from typing import Protocol

from reportpipe.audit.compare import Reading, runs_of
from reportpipe.audit.findings import Finding, Kind, Tally
from reportpipe.audit.keys import keys
from reportpipe.audit.said import Piece
from reportpipe.audit.sheet import FREE, Sheet
from reportpipe.model.page import UNMAPPED, Box
from reportpipe.sources.pdfium_ink import Letter


class Judge(Protocol):
    """Who is asked where two parsers differ."""

    def shows(self, number: int, letters: Sequence[Letter], /) -> list[bool | None]:
        """Whether letters of a page leave ink; None where the picture does not tell."""

    def reads(self, number: int, box: Box, /) -> set[str]:
        """The letters at a place, as pdfium gives them before our source repairs anything."""


NEAR_EM = 0.35
"""Two parsers put the middle of one letter no farther apart than this."""
CELL = 16.0
"""Points: letters are looked up by squares of this size."""
PRIVATE = ("\ue000", "\uf8ff")
"""Characters that mean what a font wants them to (Unicode, 23.5)."""


class Fate(Enum):
    """What becomes of a character that one reading lacks in the report."""

    LOST = "lost"
    UNSEEN = "unseen"
    TOLD = "told"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"


class Spots:
    """The characters of a sheet by where they stand."""

    def __init__(self, drawn: Sheet) -> None:
        self.drawn = drawn
        self._cells: dict[tuple[int, int], list[int]] = {}
        for place, box in enumerate(drawn.boxes):
            self._cells.setdefault((int(_x(box) // CELL), int(_y(box) // CELL)), []).append(place)

    def at(self, box: Box) -> list[int]:
        """The characters whose middle is that of the box."""
        far = NEAR_EM * max(box.width, box.height)
        x, y = _x(box), _y(box)
        columns = range(int((x - far) // CELL), int((x + far) // CELL) + 1)
        rows = range(int((y - far) // CELL), int((y + far) // CELL) + 1)
        near = (place for cell in ((a, b) for a in columns for b in rows) for place in self._cells.get(cell, ()))
        boxes = self.drawn.boxes
        return [place for place in near if abs(_x(boxes[place]) - x) <= far and abs(_y(boxes[place]) - y) <= far]


def _x(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _y(box: Box) -> float:
    return (box.top + box.bottom) / 2


@dataclass(slots=True)
class Weighed:
    """One page in both readings. tally: of the first reading, with its losses when all is weighed."""

    readings: Sequence[Reading]
    sheets: Sequence[Sheet]
    judge: Judge
    tally: Tally
    spots: dict[int, Spots] = field(default_factory=dict)

    def losses(self) -> Iterator[Finding]:
        """What the page shows and the report lacks."""
        lost = [reading.lost(drawn) for reading, drawn in zip(self.readings, self.sheets, strict=True)]
        if not any(lost):
            return
        if len(self.sheets) == 1:
            yield from self._told(0, lost[0], self._inked(0, dict.fromkeys(lost[0], Fate.LOST)))
            return
        spots = [self._spots(number) for number in (0, 1)]
        mine, theirs = self._agreed(lost, spots)
        for number, places, agreed in ((0, lost[0], mine), (1, lost[1], theirs)):
            fates = {
                place: Fate.LOST if place in agreed else self._fate(number, place, spots[1 - number])
                for place in places
            }
            told = [place for place in places if number == 0 or place not in agreed]
            yield from self._told(number, told, self._inked(number, fates))

    def _agreed(self, lost: Sequence[list[int]], spots: Sequence[Spots]) -> tuple[set[int], set[int]]:
        """Of each reading the lost characters that the other one finds lost, too: at the same place, or else as often
        on the page."""
        one, other = self.sheets
        rest = set(lost[1])
        mine, theirs = set[int](), set[int]()
        for place in lost[0]:
            for near in spots[1].at(one.boxes[place]):
                if near in rest and one.chars[place] == other.chars[near]:
                    mine.add(place)
                    theirs.add(near)
                    rest.discard(near)
                    break
        by_key: dict[str, list[int]] = {}
        for place in sorted(rest, reverse=True):
            by_key.setdefault(other.chars[place], []).append(place)
        for place in lost[0]:
            if place not in mine and by_key.get(one.chars[place]):
                mine.add(place)
                theirs.add(by_key[one.chars[place]].pop())
        return mine, theirs

    def _fate(self, number: int, place: int, spots: Spots) -> Fate:
        """What becomes of a character that only this reading (its number) finds lost."""
        key, other = self.sheets[number].chars[place], spots.drawn
        near = spots.at(self.sheets[number].boxes[place])
        if any(other.chars[one] == key and other.owner[one] != FREE for one in near):
            return Fate.TOLD
        seen = [one for one in near if other.seen[one] and other.chars[one] != key]
        if seen and self._is_misread(number, place, seen, other):
            return Fate.LOST
        if any(other.owner[one] != FREE for one in seen) or key == UNMAPPED or PRIVATE[0] <= key <= PRIVATE[1]:
            return Fate.OTHERWISE
        return Fate.LOST if seen else Fate.UNKNOWN

    def _is_misread(self, number: int, place: int, seen: Sequence[int], other: Sheet) -> bool:
        """Whether the other reading, whose letters there are `seen`, is at fault: pdfium itself reads this one."""
        drawn = self.sheets[number]
        language = self.readings[number].language
        raw = self.judge.reads(drawn.number, drawn.boxes[place])
        there = {key for text in raw for key in keys(text, language)}
        return drawn.chars[place] in there and not there.intersection(other.chars[one] for one in seen)

    def additions(self) -> Iterator[Finding]:
        """What the report has from one reading alone, though the page does not show it."""
        if len(self.sheets) == 1:
            return
        for number in (0, 1):
            reading, other = self.readings[number], self.readings[1 - number]
            for at, piece in reading.on.get(self.sheets[0].number, ()):
                if piece.left or piece.places[-1].page != self.sheets[0].number:
                    continue
                alone = _alone(piece, other.said[at], self.sheets[0].number)
                yield from self._added(number, piece, alone)

    def _added(self, number: int, piece: Piece, alone: Sequence[int]) -> Iterator[Finding]:
        """The findings for keys of a piece that only this reading has characters for."""
        drawn, other = self.sheets[number], self.sheets[1 - number]
        if not alone:
            return
        spots = self._spots(1 - number)
        places = {at: got[1] for at in alone if (got := piece.got[at]) is not None}
        here = [at for at, place in places.items() if not _has(other, spots.at(drawn.boxes[place]))]
        shown = self.judge.shows(
            drawn.number, [Letter(drawn.chars[places[at]], drawn.boxes[places[at]]) for at in here]
        )
        gone = [places[at] for at, answer in zip(here, shown, strict=True) if answer is False]
        unknown = [places[at] for at, answer in zip(here, shown, strict=True) if answer is None]
        name = self.readings[number].name
        for found, kind, why in (
            (gone, Kind.INVENTED, f"{name} reads it, and nobody sees it"),
            (
                unknown,
                Kind.INVENTED if name == "pdfium" else Kind.DISAGREE,
                f"only {name} reads it, and no text is painted there",
            ),
        ):
            if found:
                yield Finding(kind, drawn.number, drawn.box(found), piece.path, drawn.text(found), why)

    def _spots(self, number: int) -> Spots:
        if number not in self.spots:
            self.spots[number] = Spots(self.sheets[number])
        return self.spots[number]

    def _inked(self, number: int, fates: dict[int, Fate]) -> dict[int, Fate]:
        """The fates after a look at the picture: what leaves no ink is not lost; what only one parser finds is."""
        drawn = self.sheets[number]
        asked = [place for place, fate in fates.items() if fate is not Fate.TOLD]
        for run in runs_of(asked, drawn):
            shown = self.judge.shows(drawn.number, [Letter(drawn.chars[place], drawn.boxes[place]) for place in run])
            for place, answer in zip(run, shown, strict=True):
                if answer is False:
                    fates[place] = Fate.UNSEEN
                elif answer and fates[place] is Fate.UNKNOWN:
                    fates[place] = Fate.LOST
        return fates

    def _told(self, number: int, places: Sequence[int], fates: dict[int, Fate]) -> Iterator[Finding]:
        """The findings of one reading."""
        reading, drawn = self.readings[number], self.sheets[number]
        for run in runs_of(places, drawn):
            for fate, part in groupby(run, key=fates.__getitem__):
                self._count(number, held := list(part), fate)
                if fate in (Fate.LOST, Fate.OTHERWISE, Fate.UNKNOWN):
                    box = drawn.box(held)
                    kind = Kind.LOST if fate is Fate.LOST else Kind.DISAGREE
                    why = self._why(number, fate)
                    yield Finding(kind, drawn.number, box, reading.path(box, drawn.number), drawn.text(held), why)

    def _count(self, number: int, places: Sequence[int], fate: Fate) -> None:
        if fate is Fate.LOST:
            self.tally.lost += len(places)
        elif number == 0:
            self.tally.unseen += len(places) * (fate is Fate.UNSEEN)
            self.tally.told += len(places) * (fate in (Fate.TOLD, Fate.OTHERWISE))
            for place in places:
                self.sheets[0].owner[place] = self.readings[0].nobody

    def _why(self, number: int, fate: Fate) -> str:
        if len(self.readings) == 1:
            return ""
        name, other = self.readings[number].name, self.readings[1 - number].name
        if fate is Fate.OTHERWISE:
            return f"{name} reads it so; {other} reads the same shapes as what the report says"
        if fate is Fate.UNKNOWN:
            return f"only {name} reads it, and pdfium paints no text there"
        return ""


def _has(drawn: Sheet, places: Sequence[int]) -> bool:
    """Whether any of the characters at a place is seen."""
    return any(drawn.seen[place] for place in places)


def _alone(piece: Piece, other: Piece, page: int) -> list[int]:
    """The keys of a piece that have characters of a page in this reading, and in the other one none, nor one more of
    the same kind than here."""
    rest = Counter(
        key
        for key, mine, theirs in zip(piece.keys, piece.got, other.got, strict=True)
        if mine is None and theirs is not None
    )
    out: list[int] = []
    for place, (mine, theirs) in enumerate(zip(piece.got, other.got, strict=True)):
        if mine is None or mine[0] != page or mine[1] == FREE or theirs is not None:
            continue
        if rest[piece.keys[place]] > 0:
            rest[piece.keys[place]] -= 1
        else:
            out.append(place)
    return out


def missing(readings: Sequence[Reading]) -> dict[int, list[int]]:
    """By the number of each piece, its keys that no reading has a character for, or not as many as it says."""
    out: dict[int, list[int]] = {}
    for number, piece in enumerate(readings[0].said):
        lacks = [[place for place, got in enumerate(reading.said[number].got) if got is None] for reading in readings]
        if not all(lacks):
            continue
        if len(readings) == 1:
            out[number] = lacks[0]
            continue
        both = set(lacks[0]) & set(lacks[1])
        rest = Counter(piece.keys[place] for place in lacks[1] if place not in both)
        for place in lacks[0]:
            if place not in both and rest[piece.keys[place]] > 0:
                rest[piece.keys[place]] -= 1
                both.add(place)
        if both:
            out[number] = sorted(both)
    return out

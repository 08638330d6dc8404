"""Text painted in another order within its line, as some programs do: a content stream is rewritten for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reportpipe.runs import runs

Instruction = tuple[list[Any], str]
"""Operands and operator."""
STATE = frozenset({"Tf", "Tc", "Tw", "Tz", "TL", "Ts", "Tr", "g", "rg", "k"})
"""Operators that set what text looks like."""
FILLS = ("g", "rg", "k")
SHOWS = frozenset({"Tj", "TJ"})
SAME_LINE = 0.01
"""Points by which the baselines of one line differ at most."""


def backwards(found: list[Instruction]) -> Iterator[Instruction]:
    """A content stream in which the runs of text of a line are painted from the last to the first. Only where each
    run says itself where it stands, and nothing else stands between in the file."""
    for piece in _text_objects(found):
        units = _units(piece)
        yield from _lines_backwards(units) if len(units) > 1 else piece


def _text_objects(found: list[Instruction]) -> Iterator[list[Instruction]]:
    """The instructions, cut before each BT and behind each ET."""
    held: list[Instruction] = []
    for one in found:
        if one[1] == "BT" and held:
            yield held
            held = []
        held.append(one)
        if one[1] == "ET":
            yield held
            held = []
    yield held


class _Unit(NamedTuple):
    """A place (matrix), what the text looks like there, and what is shown from there."""

    matrix: list[float]
    state: dict[str, list[Any]]
    shows: list[Instruction]

    def is_beside(self, other: _Unit) -> bool:
        """Whether both stand in one line, and say the same of their looks, so that each can come first."""
        here, there = self.matrix, other.matrix
        level = not here[1] and not here[2] and here[:4] == there[:4] and abs(here[5] - there[5]) < SAME_LINE
        return level and self.state.keys() == other.state.keys()


def _units(piece: list[Instruction]) -> list[_Unit]:
    """The units of a text object; none where it has an operator that is not understood here."""
    if piece[0:1] != [([], "BT")] or piece[-1] != ([], "ET"):
        return []
    units = [_Unit([1, 0, 0, 1, 0, 0], {}, [])]
    for operands, operator in piece[1:-1]:
        matrix, state, shows = units[-1]
        if operator in SHOWS:
            shows.append((operands, operator))
        elif operator == "Tm":
            units.append(_Unit([float(value) for value in operands], state, []))
        elif operator == "Td":
            units.append(_Unit(_stepped(matrix, *map(float, operands)), state, []))
        elif operator in STATE and not shows:
            said = {name: value for name, value in state.items() if name not in _replaced(operator)}
            units[-1] = _Unit(matrix, {**said, operator: operands}, shows)
        else:  # also looks that change within what is shown from one place
            return []
    return units


def _replaced(operator: str) -> tuple[str, ...]:
    """What an operator makes void: each of the three that set a colour does so to the others."""
    return FILLS if operator in FILLS else (operator,)


def _stepped(matrix: list[float], x: float, y: float) -> list[float]:
    a, b, c, d, e, f = matrix
    return [a, b, c, d, e + x * a + y * c, f + x * b + y * d]


def _lines_backwards(units: list[_Unit]) -> Iterator[Instruction]:
    shown = [unit for unit in units if unit.shows]
    yield [], "BT"
    for line in runs(shown, lambda one, other: one.is_beside(other)):
        for unit in reversed(line):
            yield from _said(unit)
            yield from unit.shows
        yield from ((operands, operator) for operator, operands in line[-1].state.items())
    yield from _said(units[-1])
    yield [], "ET"


def _said(unit: _Unit) -> Iterator[Instruction]:
    yield from ((operands, operator) for operator, operands in unit.state.items())
    yield unit.matrix, "Tm"

"""Fitted decisions: boosted trees that were fitted offline (benchmarks/fit.py), stored as readable tables in weights/,
and walked in plain Python. All numbers in them are fixed decimals, so that every machine decides alike.

J. H. Friedman: Greedy function approximation: a gradient boosting machine, Annals of Statistics 29 (2001).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

THOUSANDTHS = 1000
"""Leaves and baselines are stored as whole thousandths: their sum is exact."""
MOST = 30.0
"""Beyond this, a sum says no more."""

Node = tuple[int, float, int, int]
"""Number of the evidence (-1: a leaf), threshold (of a leaf its value), the nodes for at most so much and for more."""
Tree = tuple[Node, ...]


class Forest(NamedTuple):
    """One decision. names: of the evidence that it weighs; classes: what may be chosen; base: the sum of each class
    before any tree (one sum, of the second class, where there are two); rounds: one tree a sum each."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    base: tuple[int, ...]
    rounds: tuple[tuple[Tree, ...], ...]

    def odds(self, evidence: Mapping[str, float]) -> list[float]:
        """The probability of each class. Raises KeyError where evidence is missing."""
        row = [evidence[name] for name in self.names]
        sums = list(self.base)
        for trees in self.rounds:
            for place, tree in enumerate(trees):
                sums[place] += _leaf(tree, row)
        scores = [max(-MOST, min(MOST, value / THOUSANDTHS)) for value in sums]
        if len(scores) == 1:
            odds = 1 / (1 + math.exp(-scores[0]))
            return [1 - odds, odds]
        powers = [math.exp(score) for score in scores]
        return [power / sum(powers) for power in powers]


def _leaf(tree: Tree, row: Sequence[float]) -> int:
    number, value, low, high = tree[0]
    while number >= 0:
        number, value, low, high = tree[low if row[number] <= value else high]
    return int(value)


class Weights(NamedTuple):
    """The four decisions: what a line looks like, whether it goes on with a block, what kind a block is, and whether an
    item hangs below another one."""

    line: Forest
    join: Forest
    kind: Forest
    parent: Forest


@cache
def usual() -> Weights:
    """The weights that the package brings."""
    folder = files("reportpipe.read") / "weights"
    tables = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in Weights._fields)
    return Weights(*map(forest_of, tables))


def forest_of(table: Mapping[str, Any]) -> Forest:
    """The forest that a table describes."""
    rounds = tuple(
        tuple(tuple((int(a), float(b), int(c), int(d)) for a, b, c, d in tree) for tree in trees)
        for trees in table["rounds"]
    )
    return Forest(tuple(table["names"]), tuple(table["classes"]), tuple(table["base"]), rounds)

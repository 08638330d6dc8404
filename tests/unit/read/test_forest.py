"""Fitted decisions, walked in plain Python."""

from __future__ import annotations

import math

import pytest

from reportpipe.read.blocks.weighed import weigh
from reportpipe.read.forest import Weights, forest_of, usual
from reportpipe.read.stages import LEAST_LINES, seen
from tests.unit.read.documents import report

TABLE = {
    "names": ["indent", "letters"],
    "classes": ["break", "join"],
    "base": [-500],
    "rounds": [
        [[[0, 0.5, 1, 2], [-1, 1500, 0, 0], [1, 3.0, 3, 4], [-1, -250, 0, 0], [-1, 250, 0, 0]]],
        [[[-1, 1000, 0, 0]]],
    ],
}


@pytest.mark.parametrize(("indent", "letters", "total"), [(0.5, 9.0, 2.0), (0.6, 3.0, 0.25), (0.6, 3.1, 0.75)], ids=str)
def test_leaves_add_up_to_the_odds(indent: float, letters: float, total: float) -> None:
    odds = forest_of(TABLE).odds({"indent": indent, "letters": letters})
    assert odds == pytest.approx([1 - 1 / (1 + math.exp(-total)), 1 / (1 + math.exp(-total))])


def test_of_three_classes_each_has_its_own_sum() -> None:
    leaf = [[-1, 1000, 0, 0]]
    table = {"names": [], "classes": ["a", "b", "c"], "base": [0, 0, 0], "rounds": [[leaf, leaf, [[-1, 0, 0, 0]]]]}
    a, b, c = forest_of(table).odds({})
    assert a == b > c
    assert a + b + c == pytest.approx(1)


def test_evidence_that_is_missing_is_no_zero() -> None:
    with pytest.raises(KeyError):
        forest_of(TABLE).odds({"indent": 1.0})


def test_the_weights_of_the_package_name_evidence_that_is_there() -> None:
    document = report()
    whole = seen(document)
    assert len(whole.lines) >= LEAST_LINES
    assert weigh(whole, usual())  # a name that no evidence has would raise KeyError
    assert all(forest.rounds for forest in usual())
    assert Weights._fields == ("line", "join", "kind", "parent")

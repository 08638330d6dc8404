"""The scores of the documents with a true outline, from below: a change of a rule must not lose what others won.

A floor is a mean of the day it was set, less one hundredth. Raise it with what you gain. Means are held, and those of
the ten lowest, not each document: a truth may be wrong about one, and a rule may cost one a little.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from statistics import mean
from types import ModuleType

import pytest

from benchmarks.quality import LOWEST, group_of, groups
from reportpipe.pipeline import read, render
from tests.shared import SAMPLE, SHARED, documents, requires_shared

SAMPLE_FLOOR = 0.674
LOWEST_FLOOR = 0.297
FLOORS = {
    "deck-gov": 0.595,
    "deck-ja": 0.781,
    "deck-xx": 0.847,
    "report-gov": 0.636,
    "report-ja": 0.888,
    "report-xx": 0.776,
}


@cache
def score(folder: Path, scorer: ModuleType) -> float:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    markdown = render(read(folder / "document.pdf").report, "md").decode()
    return float(scorer.score(truth, markdown)["score"])


def scores(scorer: ModuleType) -> dict[str, float]:
    """Document → score, of all that have a truth."""
    return {folder.name: score(folder, scorer) for folder in documents("outlined", "sourced")}


@requires_shared
def test_the_sample_scores_no_less_than_it_did(scorer: ModuleType) -> None:
    found = {folder.name: score(folder, scorer) for folder in documents("outlined") if folder.name in SAMPLE}
    print(found)
    assert set(found) == set(SAMPLE)
    assert mean(found.values()) >= SAMPLE_FLOOR


@requires_shared
@pytest.mark.long
@pytest.mark.xdist_group("scores")
def test_no_group_scores_less_than_it_did(scorer: ModuleType) -> None:
    known = groups(SHARED / "corpus")
    found: dict[str, list[float]] = {}
    for name, value in scores(scorer).items():
        found.setdefault(group_of(name, known), []).append(value)
    means = {group: round(mean(values), 3) for group, values in sorted(found.items())}
    print(means)
    assert set(means) == set(FLOORS)
    assert {group: value for group, value in means.items() if value < FLOORS[group]} == {}


@requires_shared
@pytest.mark.long
@pytest.mark.xdist_group("scores")
def test_the_lowest_score_no_less_than_they_did(scorer: ModuleType) -> None:
    lowest = sorted((value, name) for name, value in scores(scorer).items())[:LOWEST]
    print(lowest)
    assert mean(value for value, _ in lowest) >= LOWEST_FLOOR

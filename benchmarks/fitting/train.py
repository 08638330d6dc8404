"""From labelled documents to weights: boosted trees (scikit-learn), four decisions, each fitted on what the one before
it says of documents that it was not fitted on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from fitting.labels import Labelled, Row, join_rows, kind_rows, line_rows, parent_rows
from reportpipe.read.blocks.block_evidence import KINDS, Odds
from reportpipe.read.blocks.sight import Sight
from reportpipe.read.blocks.weighed import SURE, joined_lines
from reportpipe.read.forest import Forest, Weights, forest_of

ROUNDS, LEAVES, LEAST = 80, 10, 20
FOLDS = 4
"""What a line looks like is told to the later decisions by weights of other publishers' documents."""

Publishers = Mapping[str, str]
Table = dict[str, Any]


class Model:
    """A fitted decision."""

    def __init__(self, rows: Iterable[Row], classes: Sequence[str]) -> None:
        evidence, kinds, weights = zip(*rows, strict=True)
        self.names = sorted(evidence[0])
        self.model = HistGradientBoostingClassifier(
            max_iter=ROUNDS,
            learning_rate=0.12,
            max_leaf_nodes=LEAVES,
            min_samples_leaf=LEAST,
            l2_regularization=1.0,
            max_bins=63,
            random_state=0,
            early_stopping=False,
        )
        order = {kind: place for place, kind in enumerate(classes)}
        weight = np.array(weights)
        self.model.fit(self.matrix(evidence), [order[kind] for kind in kinds], sample_weight=weight / weight.mean())
        self.classes = [classes[place] for place in self.model.classes_]

    def matrix(self, evidence: Iterable[Mapping[str, float]]) -> Any:
        """Evidence as rows of numbers."""
        return np.array([[row[name] for name in self.names] for row in evidence], dtype=np.float64)

    def odds(self, evidence: Sequence[Mapping[str, float]]) -> list[Odds]:
        """The odds of KINDS, all at once."""
        found = self.model.predict_proba(self.matrix(evidence)) if evidence else []
        of = {kind: place for place, kind in enumerate(self.classes)}
        return [tuple(float(row[of[kind]]) if kind in of else 0.0 for kind in KINDS) for row in found]  # type: ignore[misc]

    def table(self) -> Table:
        """As it is shipped: names, classes, sums before any tree, trees; thousandths, thresholds of five decimals."""
        rounds = [[[_node(node) for node in tree.nodes] for tree in trees] for trees in self.model._predictors]
        base = [round(1000 * float(value)) for value in np.ravel(self.model._baseline_prediction)]
        return {"names": self.names, "classes": self.classes, "base": base, "rounds": rounds}

    @property
    def forest(self) -> Forest:
        """As it is walked."""
        return forest_of(self.table())


def _node(node: Any) -> list[float]:
    if node["is_leaf"]:
        return [-1, round(1000 * float(node["value"])), 0, 0]
    return [int(node["feature_idx"]), round(float(node["num_threshold"]), 5), int(node["left"]), int(node["right"])]


def fit(docs: Sequence[Labelled], publishers: Publishers) -> tuple[Weights, dict[str, Table]]:
    """The weights, and the tables that hold them."""
    line = Model((row for doc in docs for row in line_rows(doc)), KINDS)
    odds = _elsewhere(docs, publishers)
    kept = {doc.name: _kept(doc, odds[doc.name]) for doc in docs}
    join = Model((row for doc in docs for row in join_rows(doc, kept[doc.name])), ("break", "join"))
    forest = join.forest
    blocks = {doc.name: joined_lines(doc.whole, kept[doc.name], forest)[0] for doc in docs}
    kind = Model((row for doc in docs for row in kind_rows(doc, blocks[doc.name], odds[doc.name])), KINDS)
    parent = Model((row for doc in docs for row in parent_rows(doc)), ("not", "below"))
    models = {"line": line, "join": join, "kind": kind, "parent": parent}
    tables = {name: model.table() for name, model in models.items()}
    return Weights(*map(forest_of, tables.values())), tables


def _elsewhere(docs: Sequence[Labelled], publishers: Publishers) -> dict[str, list[Odds]]:
    """What each line looks like by weights that were fitted without its publisher."""
    names = sorted({publishers[doc.name] for doc in docs})
    fold = {doc.name: names.index(publishers[doc.name]) % FOLDS for doc in docs}
    out: dict[str, list[Odds]] = {}
    for number in sorted(set(fold.values())):
        model = Model((row for doc in docs if fold[doc.name] != number for row in line_rows(doc)), KINDS)
        out |= {doc.name: model.odds(doc.evidence) for doc in docs if fold[doc.name] == number}
    return out


def _kept(doc: Labelled, odds: Sequence[Odds]) -> list[Sight]:
    return [sight for sight in doc.whole.lines if odds[sight.number][2] <= SURE]

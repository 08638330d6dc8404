"""Which line belongs to which node of a true outline (benchmarks/fitting/truth.py)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from reportpipe.read.stages import seen
from tests.pages import Text, page
from tests.unit.read.documents import regioned

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from fitting.labels import join_rows, labelled, line_rows, true_blocks

TRUTH: dict[str, Any] = {
    "title": "",
    "optional": ["図１　港の位置"],
    "themes": [
        {
            "title": "港の整備",
            "items": [
                {"text": "岸壁を直し、船が夜も着けるようにする計画を立てて示す。", "items": []},
                {"text": "費用", "items": [{"text": "国が半分を負う。"}]},
            ],
        },
        {"title": "港の利用", "items": [{"text": "費用"}]},
    ],
}


def same(text: str) -> str:
    return text.removeprefix("・").removeprefix("－")


@pytest.fixture(scope="module")
def document() -> Any:
    first = page(
        Text("港の整備", 60, 50, 28),
        Text("岸壁を直し、船が夜も着けるように", 60, 120),
        Text("する計画を立てて示す。", 60, 145),
        Text("・費用", 60, 190),
        Text("－国が半分を負う。", 100, 220),
        Text("図１　港の位置", 60, 300),
        Text("東", 700, 400, 9),
    )
    second = page(Text("港の利用", 60, 50, 28), Text("・費用", 60, 120), number=2)
    again = page(Text("港の利用", 60, 50, 28), Text("・費用の残り", 60, 120), number=3)
    return labelled("made-up", seen(regioned(first, second, again)), TRUTH, same, same)


def test_each_line_has_its_kind(document: Any) -> None:
    kinds = {sight.text: kind for sight, kind in zip(document.whole.lines, document.kinds, strict=True)}
    assert kinds["港の整備"] == kinds["港の利用"] == "head"
    assert kinds["岸壁を直し、船が夜も着けるように"] == kinds["する計画を立てて示す。"] == "item"
    assert kinds["図１　港の位置"] == kinds["東"] == "out"


def test_what_may_stand_in_an_output_or_not_counts_little(document: Any) -> None:
    cares = {sight.text: cares for sight, cares in zip(document.whole.lines, document.cares, strict=True)}
    assert cares["東"]
    assert not cares["図１　港の位置"]


def test_the_same_words_under_two_themes_are_two_nodes(document: Any) -> None:
    nodes = [document.node[sight.number] for sight in document.whole.lines if sight.text == "・費用"]
    assert len(set(nodes)) == 2
    assert document.nodes[nodes[0]].parent != document.nodes[nodes[1]].parent


def test_a_repeated_title_is_told(document: Any) -> None:
    repeated = [sight.page for sight, again in zip(document.whole.lines, document.again, strict=True) if again]
    assert repeated == [3]


def test_lines_of_one_node_are_joined(document: Any) -> None:
    blocks = [[sight.text for sight in block] for block in true_blocks(document)]
    assert ["岸壁を直し、船が夜も着けるように", "する計画を立てて示す。"] in blocks
    rows = list(join_rows(document, document.whole.lines))
    assert [kind for _, kind, _ in rows].count("join") == 1


def test_rows_carry_the_weight_of_the_document(document: Any) -> None:
    weights = [weight for _, _, weight in line_rows(document)]
    assert max(weights) == pytest.approx(1 / len(weights) ** 0.5)
    assert min(weights) < max(weights)

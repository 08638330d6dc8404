from __future__ import annotations

from reportpipe.runs import runs


def test_a_run_ends_where_an_item_does_not_go_on() -> None:
    assert list(runs([1, 2, 3, 7, 8, 10], lambda before, after: after == before + 1)) == [[1, 2, 3], [7, 8], [10]]
    assert list(runs([], lambda before, after: True)) == []

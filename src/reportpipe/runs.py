"""A sequence in runs: cut wherever one item does not go on with the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def runs(items: Iterable[Item], goes_on: Callable[[Item, Item], bool]) -> Iterator[list[Item]]:
    """The items in their order, in lists of one or more. goes_on: whether the second item goes on with the first."""
    run: list[Item] = []
    for item in items:
        if run and not goes_on(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run

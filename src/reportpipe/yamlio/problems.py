"""What is wrong with a file, each with its place: the first of it is told, the rest is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

MOST_TOLD = 20
"""Problems that are told of one file: as many as a person corrects before the next check, and as a screen holds."""
LONGEST = 80
"""Characters of a key or a text in a message: no key of the report has more than 15."""
KEPT = 1_000
"""Problems that are kept before those that are not told are dropped: sorted each time, they would take too long."""


class Problem(NamedTuple):
    """What is wrong, and where: line and column from 1, path within the report ("" for the file as a whole)."""

    line: int
    column: int
    path: str
    words: str

    def render(self, name: str) -> str:
        """One line: `deck.yaml:14:5: themes[0].content[2].bulet: unknown key (did you mean bullet?)`."""
        return ": ".join(filter(None, (f"{name}:{self.line}:{self.column}", self.path, self.words)))


Path = tuple["Path", str | int] | None
"""Where something stands within the report: what it stands in, and its key or its number there."""
Place = tuple[int, int]
"""Line and column, from 1."""


class Problems:
    """The first MOST_TOLD of them in the order of the file, however many there are: a million takes no memory.

    count: of all that were added.
    """

    def __init__(self) -> None:
        self.count = 0
        self._kept: set[Problem] = set()
        self._end: Place | None = None

    def add(self, place: Place, words: str | Callable[[], str], path: Path = None) -> None:
        """Notes a problem, each once. words: made only where they may be told."""
        if self._end is None or place <= self._end:
            problem = Problem(*place, spelt(path), words if isinstance(words, str) else words())
            if problem in self._kept:
                return
            self._kept.add(problem)
        self.count += 1
        if len(self._kept) > KEPT:
            self._kept = set(sorted(self._kept)[:MOST_TOLD])
            self._end = max(self._kept)[:2]

    def places(self) -> set[Place]:
        """Where those stand that may be told."""
        return {problem[:2] for problem in self._kept}

    def lines(self, name: str) -> list[str]:
        """What is told, in the order of the file. name: what the file is called."""
        told = [problem.render(name) for problem in sorted(self._kept)[:MOST_TOLD]]
        more = self.count - len(told)
        return [*told, f"{name}: and {more:,} more problem{'s' if more > 1 else ''}"] if more else told


def spelt(path: Path) -> str:
    """A path as it is written: themes[0].content[2].bullet."""
    steps: list[str] = []
    while path is not None:
        path, step = path
        steps.append(f"[{step}]" if isinstance(step, int) else f".{short(step)}")
    return "".join(reversed(steps)).removeprefix(".")


def short(text: str) -> str:
    """A text as it stands in a message: of what is longer than any key, the beginning."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

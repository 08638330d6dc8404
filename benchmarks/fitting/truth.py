"""A true outline as a list of nodes, and which node each line of a document belongs to.

Texts are compared without white space, references to notes, list glyphs and enumerators (the scorer's `fold`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from reportpipe.read.blocks.sight import Sight

SPACE = re.compile(r"[\s\u3000\u200b]+")
REFERENCE = re.compile(r"\[\^[^\]\s]{1,12}\]")
MOST_PLACES = 400
"""Words that stand in more places are looked for no further."""
ANCHOR = 4
"""A text of so many letters that stands in one place only is surely there."""
ALIKE, FUZZY = 88, 5
"""A text of so many letters at least is also found where it agrees to so many per cent."""

Fold = Callable[[str], str]


@dataclass(slots=True)
class Node:
    """kind: "head", "item" or "aside" (what may stand in an output or not). text: squashed. parent: number of the node
    above, None for none. matters: whether it counts (nothing below a free theme does)."""

    kind: str
    text: str
    parent: int | None
    matters: bool


def squash(text: str) -> str:
    """A text without white space and references."""
    return SPACE.sub("", REFERENCE.sub("", unicodedata.normalize("NFC", text)))


def nodes_of(truth: dict[str, Any], fold: Fold, fold_title: Fold) -> list[Node]:
    """The nodes of an outline in reading order, what may stand there or not last."""
    nodes: list[Node] = []

    def items(rows: Sequence[dict[str, Any]], parent: int, matters: bool) -> None:
        for row in rows:
            nodes.append(Node("item", squash(fold(row["text"])), parent, matters))
            items(row.get("items", []), len(nodes) - 1, matters)

    def themes(rows: Sequence[dict[str, Any]], parent: int | None, matters: bool) -> None:
        for row in rows:
            nodes.append(Node("head", squash(fold_title(row["title"])), parent, matters))
            own, inner = len(nodes) - 1, matters and not row.get("free")
            items([item for item in row.get("items", []) if not item.get("closing")], own, inner)
            themes(row.get("themes", []), own, inner)
            items([item for item in row.get("items", []) if item.get("closing")], own, inner)

    themes(truth["themes"], None, matters=True)
    asides = [truth.get("title", ""), *truth.get("front", []), *truth.get("optional", [])]
    nodes += [Node("aside", squash(fold(line)), None, matters=False) for line in asides if line]
    return nodes


class Places:
    """Where the texts of nodes stand in the text of a document."""

    def __init__(self, sights: Sequence[Sight], nodes: Sequence[Node], fold: Fold) -> None:
        self.nodes = nodes
        self.owner: list[int] = []
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        parts = []
        for sight in sights:
            text = squash(sight.text)
            rest = squash(sight.item.rest) if sight.item is not None else text
            bare = squash(fold(sight.text))
            for short in (text, rest, bare):
                if text.endswith(short):
                    self.starts.add(len(self.owner) + len(text) - len(short))
            parts.append(text)
            self.owner += [sight.number] * len(text)
            self.ends.add(len(self.owner))
        self.text = "".join(parts)
        self.claimed: list[int | None] = [None] * len(self.text)
        self.at: dict[int, tuple[int, int]] = {}

    def candidates(self, text: str) -> list[int]:
        """Where a text stands: from a line's start to a line's end, else one of both, else anywhere."""
        found = list(self._all(text)) if text else []
        whole = [at for at in found if at in self.starts and at + len(text) in self.ends]
        half = [at for at in found if at in self.starts or at + len(text) in self.ends]
        return whole or half or (found if len(text) >= ANCHOR else [])

    def _all(self, text: str) -> Iterator[int]:
        at, count = self.text.find(text), 0
        while at >= 0 and count < MOST_PLACES:
            yield at
            at, count = self.text.find(text, at + 1), count + 1

    def claim(self, number: int, start: int, stop: int) -> None:
        """Gives a node its letters."""
        self.at[number] = (start, stop)
        for place in range(start, stop):
            if self.claimed[place] is None:
                self.claimed[place] = number

    def is_free(self, start: int, length: int) -> bool:
        """Whether nobody has claimed the letters there."""
        return all(self.claimed[place] is None for place in (start, start + length // 2, start + length - 1))


def aligned(sights: Sequence[Sight], nodes: Sequence[Node], fold: Fold) -> list[int | None]:
    """The number of the node that each line belongs to; None for none."""
    places = Places(sights, nodes, fold)
    content = [number for number, node in enumerate(nodes) if node.kind != "aside" and node.text]
    found = {number: places.candidates(node.text) for number, node in enumerate(nodes)}
    anchors = _anchors(places, content, found)
    _fill(places, content, found, anchors)
    _fill_fuzzy(places, content)
    for number, node in enumerate(nodes):
        if node.kind == "aside":
            for at in found[number]:
                if places.is_free(at, len(node.text)):
                    places.claim(number, at, at + len(node.text))
    return _owners(places, sights)


def _anchors(places: Places, content: Sequence[int], found: dict[int, list[int]]) -> set[int]:
    """Claims what stands in one place only; those in order are anchors (longest increasing run)."""
    unique = [n for n in content if len(found[n]) == 1 and len(places.nodes[n].text) >= ANCHOR]
    tails: list[int] = []
    heads: list[int] = []
    back: dict[int, int | None] = {}
    for index, number in enumerate(unique):
        at = found[number][0]
        place = bisect_left(tails, at)
        back[index] = heads[place - 1] if place else None
        tails[place:] = [at, *tails[place + 1 :]]
        heads[place:] = [index, *heads[place + 1 :]]
    run: set[int] = set()
    last = heads[-1] if heads else None
    while last is not None:
        run.add(unique[last])
        last = back[last]
    for number in sorted(unique, key=lambda number: number not in run):
        at, length = found[number][0], len(places.nodes[number].text)
        if number in run or places.is_free(at, length):
            places.claim(number, at, at + length)
    return run


def _fill(places: Places, content: Sequence[int], found: dict[int, list[int]], anchors: set[int]) -> None:
    """Claims the other texts: between what stands before and after them, where they stand there, else the nearest."""
    after = [len(places.text)] * len(content)
    for index in range(len(content) - 2, -1, -1):
        follower = content[index + 1]
        after[index] = places.at[follower][0] if follower in anchors else after[index + 1]
    reached = 0
    for index, number in enumerate(content):
        if number in places.at:
            reached = places.at[number][1] if number in anchors else reached
            continue
        length = len(places.nodes[number].text)
        free = [at for at in found[number] if places.is_free(at, length)]
        inside = [at for at in free if reached <= at < after[index]]
        if not free:
            continue
        best = inside[0] if inside else min(free, key=lambda at: abs(at - reached))
        places.claim(number, best, best + length)
        reached = best + length if inside else reached


def _fill_fuzzy(places: Places, content: Sequence[int]) -> None:
    """Claims texts that stand there with other letters here and there."""
    for index, number in enumerate(content):
        text = places.nodes[number].text
        if number in places.at or len(text) < FUZZY:
            continue
        low = max((places.at[n][1] for n in content[max(0, index - 4) : index] if n in places.at), default=0)
        for start, stop in ((max(0, low - 300), low + 3000), (0, len(places.text))):
            hit = fuzz.partial_ratio_alignment(text, places.text[start:stop])
            if hit is None or hit.score < ALIKE or hit.dest_end - hit.dest_start > 1.3 * len(text):
                continue
            span = range(start + hit.dest_start, start + hit.dest_end)
            if sum(places.claimed[at] is None for at in span) > 0.7 * len(span):
                places.claim(number, span.start, span.stop)
                break


def _owners(places: Places, sights: Sequence[Sight]) -> list[int | None]:
    votes: list[Counter[int]] = [Counter() for _ in sights]
    lengths = Counter(places.owner)
    for place, node in enumerate(places.claimed):
        if node is not None:
            votes[places.owner[place]][node] += 1
    return [
        vote.most_common(1)[0][0] if vote and 2 * vote.total() >= lengths[number] - 6 else None
        for number, vote in enumerate(votes)
    ]

"""YAML text → tree of nodes with positions, within limits, and without a word of Python.

Every scalar is text: what stands in the file is what the author meant, `title: 2021` as much as `title: '2021'`. Only
an empty value, `~` and `null` (YAML 1.2 §10.3.2) are nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from reportpipe.bounds import USUAL, Bounds
from reportpipe.patterns import pattern
from reportpipe.yamlio.nodes import Collection, Mapping, Node, Scalar, Sequence
from reportpipe.yamlio.problems import Path, Place, Problems, short
from reportpipe.yamlio.syntax import LINE_BREAK, syntax_problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it; both give the same events."""

MAX_DEPTH = 100
"""Collections within collections. A theme or a bullet takes two, so fifty levels, where no document has ten; recursion
over the tree stays far from Python's limit of 1000."""

UNFIT = "the character U+{:04X} cannot stand in a YAML file (delete it)"
TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

UNPRINTABLE = pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may not stand in YAML (1.2 §5.1)."""

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
SCALAR_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null"))
OPENING = yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken
CLOSING = yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken
SEQUENCE_TAGS = frozenset({"tag:yaml.org,2002:seq"})
MAPPING_TAGS = frozenset({"tag:yaml.org,2002:map"})


def compose(text: str, problems: Problems, bounds: Bounds = USUAL) -> Node | None:
    """The tree of one document; None where there is none (empty file, broken syntax). What the text holds never raises,
    it goes to problems; LimitError where it holds more than is taken on.

    Anchors, aliases and tags beyond the core schema are problems; a report needs none, and aliases can blow up a small
    file. A second document, or more than MAX_DEPTH levels, ends the reading.
    """
    if unprintable := UNPRINTABLE.search(text):
        problems.add(_place(text, unprintable.start()), UNFIT.format(ord(unprintable[0])))
        return None
    tree = _Tree(problems, bounds)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not tree.take(event):
                break
    except yaml.MarkedYAMLError as error:
        deep = _too_deep(tree, error, text)
        problems.add(*((deep, TOO_DEEP) if deep else syntax_problem(error, text)))
        return None
    return tree.root


class _Tree:
    """Grows by the parser's events, without recursion. open: the collections that are open, outermost first, within a
    list of documents; end: index in the text where the last node ended."""

    def __init__(self, problems: Problems, bounds: Bounds) -> None:
        self.open: list[Collection] = [Sequence((1, 1))]
        self.end = 0
        self._documents = self.open[0].items
        self._problems = problems
        self._bounds = bounds
        self._values = 0

    @property
    def root(self) -> Node | None:
        """The document, if there is one."""
        return self._documents[0] if self._documents else None

    def take(self, event: Any) -> bool:
        """Hangs the node of an event where it belongs; False where the reading ends. Raises LimitError."""
        if isinstance(event, yaml.NodeEvent):
            return self._hang(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.end = _end(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self._documents:
            words = "a second document begins here: a file holds one report (delete the ---)"
            self._problems.add(_begin(event), words)
            return False
        return True

    def _hang(self, event: Any) -> bool:
        self._values += 1
        self._bounds.check_values(self._values)
        for words in _refused(event):
            self._problems.add(_begin(event), words)
        node = _node(event)
        self.open[-1].items.append(node)
        self.end = _end(event)
        if isinstance(node, Scalar):
            return True
        self.open.append(node)
        if len(self.open) <= MAX_DEPTH + 1:
            return True
        self._problems.add(_begin(event), TOO_DEEP)
        self._documents.clear()
        return False


def _end(event: Any) -> int:
    """Index in the text behind an event."""
    index: int = event.end_mark.index
    return index


def _begin(event: Any) -> Place:
    """Where an event begins; PyYAML counts from 0."""
    return event.start_mark.line + 1, event.start_mark.column + 1


def _too_deep(tree: _Tree, error: yaml.MarkedYAMLError, text: str) -> Place | None:
    """Where brackets open too deep, if they do between the last event and what the parser gave up at.

    Both parsers read up to 1024 characters ahead, as any [ may begin a key. What is wrong there is told before the
    events of these brackets come; and newer ones of libyaml give up by themselves at 1000 levels.
    """
    stop = error.context_mark or error.problem_mark
    ahead = text[tree.end : stop.index] if stop else ""
    depth = len(tree.open) - 1
    try:
        for token in yaml.scan(ahead, Loader=yaml.SafeLoader):
            depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
            if depth > MAX_DEPTH:
                return _place(text, tree.end + token.start_mark.index)
    except yaml.MarkedYAMLError:  # it is wrong for another reason, which the first error tells
        return None
    return None


def _node(event: Any) -> Scalar | Collection:
    """An event as a node. An alias stands as the text that it was surely meant to be."""
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(_begin(event))
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(_begin(event))
    if isinstance(event, yaml.AliasEvent):
        return Scalar(_begin(event), f"*{event.anchor}")
    return Scalar(_begin(event), event.value, event.implicit[0] and event.value in NOTHING)


def _refused(event: Any) -> Iterator[str]:
    """What a report may not use, though it is YAML."""
    anchor = short(event.anchor or "")
    if isinstance(event, yaml.AliasEvent):
        yield f"text that begins with * must be in quotes: '*{anchor}' (no YAML aliases here)"
        return
    if anchor:
        yield f"text that begins with & must be in quotes: '&{anchor}…' (no YAML anchors here)"
    if event.tag is not None and event.tag not in _tags(event):
        yield "text that begins with ! must be in quotes (no YAML tags here)"


def _tags(event: Any) -> frozenset[str]:
    """The tags that say no more than is known."""
    if isinstance(event, yaml.ScalarEvent):
        return SCALAR_TAGS
    return SEQUENCE_TAGS if isinstance(event, yaml.SequenceStartEvent) else MAPPING_TAGS


def plain_data(node: Node, problems: Problems, path: Path = None) -> Any:
    """The tree as dicts, lists, texts and None. Keys that stand twice, or are no words, go to problems."""
    if isinstance(node, Scalar):
        return node.data
    if isinstance(node, Mapping):
        return _plain_group(node, problems, path)
    assert isinstance(node, Sequence)
    return [
        item.data if isinstance(item, Scalar) else plain_data(item, problems, (path, index))
        for index, item in enumerate(node.items)
    ]


def _plain_group(node: Mapping, problems: Problems, path: Path) -> dict[str, Any]:
    data: dict[str, Any] = {}
    items = iter(node.items)
    for key, value in zip(items, items, strict=True):
        if not isinstance(key, Scalar):
            problems.add(key.place, "a key must be a word (text that begins with { or [ must be in quotes)", path)
            continue
        below = path, key.text
        if key.text in data:
            first = node.find(key.text)
            line = first[0].line if first else 0
            problems.add(key.place, f"this key stands twice, first in line {line} (delete one)", below)
        else:
            data[key.text] = value.data if isinstance(value, Scalar) else plain_data(value, problems, below)
    return data


def _place(text: str, position: int) -> Place:
    """The line and column of a position, from 1."""
    lines = LINE_BREAK.split(text[:position])
    return len(lines), len(lines[-1]) + 1

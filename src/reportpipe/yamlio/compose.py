"""YAML text → tree of nodes with positions, within limits, and without a word of Python.

Every scalar is text: what stands in the file is what the author meant, `title: 2021` as much as `title: '2021'`. Only
an empty value, `~` and `null` (YAML 1.2 §10.3.2) are nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from reportpipe.patterns import pattern
from reportpipe.yamlio.syntax import LINE_BREAK, Problem, syntax_problem

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML was built with it; both give the same events."""

MAX_DEPTH = 100
"""Collections within collections. A theme or a bullet takes two, so fifty levels, where no document has ten; recursion
over the tree stays far from Python's limit of 1000."""

TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

UNPRINTABLE = pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may not stand in YAML (1.2 §5.1)."""

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
SCALAR_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null"))
OPENING = yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken
CLOSING = yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken
SEQUENCE_TAG = "tag:yaml.org,2002:seq"
MAPPING_TAG = "tag:yaml.org,2002:map"


class Composed(NamedTuple):
    """A tree, or None where there is none (empty file, broken syntax), and what is wrong so far."""

    root: yaml.Node | None
    problems: list[Problem]


def compose(text: str) -> Composed:
    """The tree of one document. Never raises on what the text holds: that is among the problems.

    Anchors, aliases and tags beyond the core schema are problems; a report needs none, and aliases can blow up a small
    file. A second document, or more than MAX_DEPTH levels, ends the reading.
    """
    if unprintable := UNPRINTABLE.search(text):
        return Composed(None, [_unprintable(text, unprintable.start())])
    problems: list[Problem] = []
    top = yaml.SequenceNode(SEQUENCE_TAG, [])
    stack: list[yaml.CollectionNode] = [top]
    try:
        for problem in _grow(stack, yaml.parse(text, Loader=LOADER)):
            problems.append(problem)
    except yaml.MarkedYAMLError as error:
        return Composed(None, [*problems, _too_deep(stack, error, text) or syntax_problem(error, text)])
    return Composed(top.value[0] if top.value else None, problems)


def _grow(stack: list[yaml.CollectionNode], events: Iterator[Any]) -> Iterator[Problem]:
    """Hangs the nodes of the events below the first of stack, without recursion; yields what is refused.

    stack: the collections that are open, outermost first. It is kept up to date, for who asks how far the events got.
    """
    top = stack[0]
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and top.value:
            yield Problem.at(
                event.start_mark, "a second document begins here: a file holds one report (delete the ---)"
            )
            return
        if isinstance(event, yaml.NodeEvent):
            yield from _refused(event)
            node = _node(event)
            stack[-1].value.append(node)
            if isinstance(node, yaml.CollectionNode):
                stack.append(node)
            if len(stack) > MAX_DEPTH + 1:
                yield Problem.at(event.start_mark, TOO_DEEP)
                top.value.clear()
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = stack.pop()
            closed.end_mark = event.end_mark
            if isinstance(closed, yaml.MappingNode):
                closed.value = list(zip(closed.value[::2], closed.value[1::2], strict=True))


def _too_deep(stack: list[yaml.CollectionNode], error: yaml.MarkedYAMLError, text: str) -> Problem | None:
    """Where brackets open too deep, if they do between the last event and what the parser gave up at.

    Both parsers read up to 1024 characters ahead, as any [ may begin a key. What is wrong there is told before the
    events of these brackets come; and newer ones of libyaml give up by themselves at 1000 levels.
    """
    last = stack[-1].value[-1] if stack[-1].value else stack[-1]
    first = last.end_mark.index if last.end_mark else 0
    stop = error.context_mark or error.problem_mark
    ahead = text[first : stop.index] if stop else ""
    depth = len(stack) - 1
    try:
        for token in yaml.scan(ahead, Loader=yaml.SafeLoader):
            depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
            if depth > MAX_DEPTH:
                return Problem(*_place(text, first + token.start_mark.index), "", TOO_DEEP)
    except yaml.MarkedYAMLError:  # it is wrong for another reason, which the first error tells
        return None
    return None


def _node(event: Any) -> yaml.Node:
    """An event as a node. An alias stands as the text that it was surely meant to be."""
    marks = event.start_mark, event.end_mark
    if isinstance(event, yaml.SequenceStartEvent):
        return yaml.SequenceNode(SEQUENCE_TAG, [], *marks)
    if isinstance(event, yaml.MappingStartEvent):
        return yaml.MappingNode(MAPPING_TAG, [], *marks)
    value = f"*{event.anchor}" if isinstance(event, yaml.AliasEvent) else event.value
    plain = isinstance(event, yaml.ScalarEvent) and event.implicit[0]
    tag = "tag:yaml.org,2002:null" if plain and value in NOTHING else "tag:yaml.org,2002:str"
    return yaml.ScalarNode(tag, value, *marks)


def _refused(event: Any) -> Iterator[Problem]:
    """What a report may not use, though it is YAML."""
    if isinstance(event, yaml.AliasEvent):
        yield Problem.at(
            event.start_mark, f"text that begins with * must be in quotes: '*{event.anchor}' (no YAML aliases here)"
        )
        return
    if event.anchor is not None:
        yield Problem.at(
            event.start_mark, f"text that begins with & must be in quotes: '&{event.anchor}…' (no YAML anchors here)"
        )
    if isinstance(event, yaml.ScalarEvent):
        known = SCALAR_TAGS
    else:
        known = frozenset({SEQUENCE_TAG if isinstance(event, yaml.SequenceStartEvent) else MAPPING_TAG})
    if event.tag is not None and event.tag not in known:
        yield Problem.at(event.start_mark, "text that begins with ! must be in quotes (no YAML tags here)")


def plain_data(node: yaml.Node, problems: list[Problem], path: str = "") -> Any:
    """The tree as dicts, lists, texts and None. Keys that stand twice, or are no words, go to problems."""
    if isinstance(node, yaml.SequenceNode):
        return [plain_data(item, problems, f"{path}[{index}]") for index, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return None if node.tag.endswith(":null") else node.value
    data: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            words = "a key must be a word (text that begins with { or [ must be in quotes)"
            problems.append(Problem.at(key.start_mark, words, path))
            continue
        below = f"{path}.{key.value}" if path else key.value
        if key.value in first:
            words = f"this key stands twice, first in line {first[key.value]} (delete one)"
            problems.append(Problem.at(key.start_mark, words, below))
            continue
        first[key.value] = key.start_mark.line + 1
        data[key.value] = plain_data(value, problems, below)
    return data


def _unprintable(text: str, position: int) -> Problem:
    """A character that cannot stand in YAML, with its place."""
    words = f"the character U+{ord(text[position]):04X} cannot stand in a YAML file (delete it)"
    return Problem(*_place(text, position), "", words)


def _place(text: str, position: int) -> tuple[int, int]:
    """The line and column of a position, from 1."""
    lines = LINE_BREAK.split(text[:position])
    return len(lines), len(lines[-1]) + 1

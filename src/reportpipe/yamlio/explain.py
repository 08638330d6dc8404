"""What the model's checks found, at its place in the file and in words that a person can act on."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from reportpipe.model.report import BELOW, BLOCKS, FORMAT, KINDS, Part, Report
from reportpipe.yamlio.syntax import Problem

ALL_KINDS = ", ".join(KINDS[:-1]) + " or " + KINDS[-1]

WANTED = {
    "at": "must be page=N or page=N&viewrect=left,top,width,height, in points, or a list of these",
    "date": "must be a date such as 2021-03-26, 2021-03 or 2021 (as it is printed, it goes to date_as_printed)",
    "format": f"must be {FORMAT}",
    "language": "must be a language tag such as ja or en-GB",
    "pages": "must be page numbers such as 3, 2-8 or 1,4-6",
    "sha256": "must be 64 digits from 0-9 and a-f",
}
"""What a key wants whose text has not the right form. pages: that of left_out, as the one of source is a number."""


class Spot(NamedTuple):
    """Where an error is. node: the value, or what lacks it; key: its key, None in a list; holder: whose key it is."""

    node: yaml.Node
    key: yaml.Node | None
    holder: type[Part]
    path: str

    def problem(self, words: str, on_key: bool = False) -> Problem:
        """A problem at the value, or at its key; an empty value has no place of its own."""
        empty = isinstance(self.node, yaml.ScalarNode) and not self.node.value
        place = self.key if self.key is not None and (on_key or empty) else self.node
        return Problem.at(place.start_mark, words, self.path)


def explain(error: ValidationError, root: yaml.Node) -> list[Problem]:
    """The errors of the model as problems, each once, in the order in which the model found them."""
    details = error.errors(include_url=False, include_input=False)
    return list(dict.fromkeys(problem for detail in details for problem in _problems(detail, root)))


def repair(error: ValidationError, root: yaml.Node) -> bool:
    """Puts misspelt kinds of block right in the tree; whether there were any."""
    keys = [
        (key, kind)
        for detail in error.errors(include_url=False, include_input=False, include_context=False)
        if detail["type"] == "union_tag_not_found"
        for key, kind in _nearest_kind(_locate(root, detail["loc"], "").node)
    ]
    for key, kind in keys:
        key.value = kind
    return bool(keys)


def _problems(detail: Any, root: yaml.Node) -> Iterator[Problem]:
    """One error of pydantic as a problem; none where another error of the same union says it better."""
    kind = detail["type"]
    spot = _locate(root, detail["loc"], kind)
    key = spot.key.value if spot.key is not None else ""
    if kind == "unexpected_keyword_argument":
        yield spot.problem(_unknown_key(key, spot.holder), on_key=True)
    elif kind == "missing":
        yield spot.problem("this key is missing")
    elif kind == "union_tag_not_found":
        yield _no_kind(spot)
    elif "at" in detail["loc"]:
        # One place or a list of them: where a list stands, what the first alternative says is beside the point.
        if not (
            kind == "string_type" and isinstance(spot.node, yaml.SequenceNode) and isinstance(detail["loc"][-1], str)
        ):
            yield spot.problem(WANTED["at"])
    else:
        yield spot.problem(_wrong_value(kind, key, spot.node))


def _locate(root: yaml.Node, loc: tuple[int | str, ...], kind: str) -> Spot:
    """Follows an error's loc down the tree. Steps that are no keys, but alternatives tried, are skipped."""
    node, key, path, named = root, None, "", ""
    model: type[Part] = Report
    holder = model
    for previous, step in pairwise(("", *loc)):
        if isinstance(step, int):
            node, key, path, holder = node.value[step], None, f"{path}[{step}]", model
        elif isinstance(previous, int) and named == "content" and step in BLOCKS:
            model = holder = BLOCKS[step]
        elif pair := _find(node, step):
            key, node = pair
            path, named, holder = f"{path}.{step}".lstrip("."), step, model
            model = BELOW.get(step, model)
        elif kind == "missing":
            key, path = None, f"{path}.{step}".lstrip(".")
    return Spot(node, key, holder, path)


def _find(node: yaml.Node, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key of a mapping, and its value; the first, where a key stands twice."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == name), None)


def _nearest_kind(node: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """The first key of a mapping that is nearly a kind of block, and that kind; nothing where none is."""
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else []:
        if near := difflib.get_close_matches(str(key.value).lower(), KINDS, 1):
            yield key, near[0]
            return


def _no_kind(spot: Spot) -> Problem:
    """A block that does not say what it is."""
    for key, kind in _nearest_kind(spot.node):
        return Problem.at(key.start_mark, f"unknown key (did you mean {kind}?)", f"{spot.path}.{key.value}")
    if isinstance(spot.node, yaml.MappingNode):
        return spot.problem(f"a block needs one of the keys {ALL_KINDS}")
    return spot.problem(f"a block must be keys such as 'paragraph: …', not {called(spot.node)}")


def _unknown_key(key: str, holder: type[Part]) -> str:
    """A key that the model does not have at this place."""
    kind = next((kind for kind, model in BLOCKS.items() if model is holder), None)
    if kind and key == "content":
        return (
            f"only a bullet has content: make this {kind} a bullet, or move what is below into a list item of its own"
        )
    if kind and key in KINDS:
        return f"this block already is a {kind}, and a block has one kind: begin a list item of its own with '- {key}:'"
    known = [field.name for field in fields(holder)]
    if near := difflib.get_close_matches(key.lower(), known, 1):
        return f"unknown key (did you mean {near[0]}?)"
    return f"unknown key (known here: {', '.join(known)})"


def _wrong_value(kind: str, key: str, node: yaml.Node) -> str:
    """A value of the wrong type or form."""
    if kind in WRONG_TYPE:
        wanted, hint = WRONG_TYPE[kind]
        return f"must be {wanted}, not {called(node)}{hint(node)}"
    if kind.startswith("int_") or kind == "greater_than_equal":
        return "must be a whole number, 0 or more"
    return WANTED.get(key, "this value does not fit here")


def called(node: yaml.Node) -> str:
    """What a person calls a node."""
    if isinstance(node, yaml.ScalarNode):
        return "empty" if node.tag.endswith(":null") else "text"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a group of keys"


def _text_hint(node: yaml.Node) -> str:
    """How text comes to be something else by mistake."""
    if isinstance(node, yaml.MappingNode):
        return " (text with ': ' in it must be in quotes)"
    if isinstance(node, yaml.ScalarNode):
        return f" (write '{node.value}' if that is the text)" if node.value else " (write '' for no text)"
    return ""


WRONG_TYPE: dict[str, tuple[str, Callable[[yaml.Node], str]]] = {
    "string_type": ("text", _text_hint),
    "list_type": ("a list", lambda node: " (begin each item with '- ')"),
    "dataclass_type": ("a group of keys", lambda node: ""),
}
"""Errors of pydantic about types: what is wanted, and advice that depends on what stands there."""

"""What the model's checks found, at its place in the file and in words that a person can act on."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import ValidationError

from reportpipe.model.report import BELOW, BLOCKS, FORMAT, KINDS, Part, Report
from reportpipe.yamlio.nodes import Mapping, Node, Scalar, Sequence
from reportpipe.yamlio.problems import Path, Place, Problems, short

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

    node: Node
    key: Scalar | None
    holder: type[Part]
    path: Path

    @property
    def value_place(self) -> Place:
        """The place of the value, or of its key; an empty value has no place of its own."""
        empty = isinstance(self.node, Scalar) and not self.node.text
        return self.key.place if self.key is not None and empty else self.node.place


class Found(NamedTuple):
    """A problem whose words are made when they are wanted."""

    place: Place
    words: str | Callable[[], str]
    path: Path


def explain(error: ValidationError, root: Node, problems: Problems, told: Collection[Place]) -> None:
    """Adds the errors of the model to problems, but for those at places of which something is told already."""
    last: Node | None = None
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        spot = _locate(root, detail["loc"], detail["type"])
        if "at" in detail["loc"] and spot.node is last:  # the other alternative of the same union
            continue
        found = _problem(detail, spot)
        if found is not None and found.place not in told:
            problems.add(*found)
            last = spot.node


def repair(error: ValidationError, root: Node) -> bool:
    """Puts misspelt kinds of block right in the tree; whether there were any."""
    details = error.errors(include_url=False, include_input=False, include_context=False)
    lost = [_locate(root, detail["loc"], "").node for detail in details if detail["type"] == "union_tag_not_found"]
    found = [(node, *near) for node in lost if isinstance(node, Mapping) for near in _nearest_kind(node)]
    for node, key, kind in found:
        node.rename(key, kind)
    return bool(found)


def _problem(detail: Any, spot: Spot) -> Found | None:
    """One error of pydantic; None where another error of the same union says it better."""
    kind = detail["type"]
    key = spot.key.text if spot.key is not None else ""
    if kind == "unexpected_keyword_argument":
        place = spot.key.place if spot.key is not None else spot.node.place
        return Found(place, partial(_unknown_key, key, spot.holder), spot.path)
    if kind == "missing":
        return Found(spot.value_place, "this key is missing", spot.path)
    if kind == "union_tag_not_found":
        return _no_kind(spot)
    if "at" in detail["loc"]:
        # One place or a list of them: where a list stands, what the first alternative says is beside the point.
        beside = kind == "string_type" and isinstance(spot.node, Sequence) and isinstance(detail["loc"][-1], str)
        return None if beside else Found(spot.value_place, WANTED["at"], spot.path)
    return Found(spot.value_place, partial(_wrong_value, kind, key, spot.node), spot.path)


def _locate(root: Node, loc: tuple[int | str, ...], kind: str) -> Spot:
    """Follows an error's loc down the tree. Steps that are no keys, but alternatives tried, are skipped."""
    node, key, named = root, None, ""
    path: Path = None
    model: type[Part] = Report
    holder = model
    for previous, step in pairwise(("", *loc)):
        if isinstance(step, int):
            assert isinstance(node, Sequence)
            node, key, path, holder = node.items[step], None, (path, step), model
        elif isinstance(previous, int) and named == "content" and step in BLOCKS:
            model = holder = BLOCKS[step]
        elif isinstance(node, Mapping) and (pair := node.find(step)):
            key, node = pair
            path, named, holder = (path, step), step, model
            model = BELOW.get(step, model)
        elif kind == "missing":
            key, path = None, (path, step)
    return Spot(node, key, holder, path)


def _nearest_kind(node: Node) -> Iterator[tuple[Scalar, str]]:
    """The first key of a mapping that is nearly a kind of block, and that kind; nothing where none is."""
    for key in node.keys if isinstance(node, Mapping) else []:
        if isinstance(key, Scalar) and (near := _near(key.text, KINDS)):
            yield key, near
            return


def _near(key: str, known: Collection[str]) -> str:
    """The known key that a misspelt one is likely to be, or ""."""
    return _nearest(short(key.lower()), tuple(known))


@lru_cache(4096)
def _nearest(key: str, known: tuple[str, ...]) -> str:
    """As `_near`; whoever misspells a key often misspells it alike."""
    return next(iter(difflib.get_close_matches(key, known, 1)), "")


def _no_kind(spot: Spot) -> Found:
    """A block that does not say what it is."""
    if not isinstance(spot.node, Mapping):
        words = f"a block must be keys such as 'paragraph: …', not {called(spot.node)}"
        return Found(spot.value_place, words, spot.path)
    for key, kind in _nearest_kind(spot.node):
        return Found(key.place, f"unknown key (did you mean {kind}?)", (spot.path, key.text))
    return Found(spot.value_place, f"a block needs one of the keys {ALL_KINDS}", spot.path)


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
    if near := _near(key, known):
        return f"unknown key (did you mean {near}?)"
    return f"unknown key (known here: {', '.join(known)})"


def _wrong_value(kind: str, key: str, node: Node) -> str:
    """A value of the wrong type or form."""
    if kind in WRONG_TYPE:
        wanted, hint = WRONG_TYPE[kind]
        return f"must be {wanted}, not {called(node)}{hint(node)}"
    if kind.startswith("int_") or kind == "greater_than_equal":
        return "must be a whole number, 0 or more"
    return WANTED.get(key, "this value does not fit here")


def called(node: Node) -> str:
    """What a person calls a node."""
    if isinstance(node, Scalar):
        return "empty" if node.data is None else "text"
    return "a list" if isinstance(node, Sequence) else "a group of keys"


def _text_hint(node: Node) -> str:
    """How text comes to be something else by mistake."""
    if isinstance(node, Mapping):
        return " (text with ': ' in it must be in quotes)"
    if isinstance(node, Scalar):
        return f" (write '{short(node.text)}' if that is the text)" if node.text else " (write '' for no text)"
    return ""


WRONG_TYPE: dict[str, tuple[str, Callable[[Node], str]]] = {
    "string_type": ("text", _text_hint),
    "list_type": ("a list", lambda node: " (begin each item with '- ')"),
    "dataclass_type": ("a group of keys", lambda node: ""),
}
"""Errors of pydantic about types: what is wanted, and advice that depends on what stands there."""

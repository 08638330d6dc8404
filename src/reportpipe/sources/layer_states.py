"""Which layers of a PDF are on, as a viewer opens it (optional content, ISO 32000-1, 8.11).

Judged is what is seen on the screen. What depends on the viewer (its language, its zoom, who looks) is left as the
default configuration says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pikepdf

VIEW = "/View"
MOST_DEEP = 100
"""Expressions that are nested deeper are not followed either."""
MOST_OPERANDS = 10_000
"""A visibility expression with more is not followed, which may hold itself: what further ones name is on."""


class LayerStates:
    """The states of a document's layers. properties: its OCProperties, a dictionary of pikepdf."""

    def __init__(self, properties: Any) -> None:
        config = _dictionary(properties.get("/D"))
        base_off = str(config.get("/BaseState")) == "/OFF"
        self._groups = {_key(group): group for group in _groups(properties.get("/OCGs"))}
        self._off = set(self._groups) if base_off else set[Any]()
        self._off -= {_key(group) for group in _items(config.get("/ON"))}
        self._off |= {_key(group) for group in _items(config.get("/OFF"))}
        self._apply_usage(config)
        wanted = _names(config.get("/Intent"))
        if "/All" not in wanted:
            self._off -= {key for key, group in self._groups.items() if not wanted & _names(group.get("/Intent"))}

    def _apply_usage(self, config: Any) -> None:
        """What is set as the usage of each group wants it when a page is viewed (8.11.4.4)."""
        for usage in _groups(config.get("/AS")):
            if str(usage.get("/Event")) != VIEW or VIEW not in map(str, _items(usage.get("/Category"))):
                continue
            for group in _groups(usage.get("/OCGs")):
                view = _dictionary(_dictionary(group.get("/Usage")).get(VIEW))
                state = str(view.get("/ViewState"))
                if state == "/OFF":
                    self._off.add(_key(group))
                elif state == "/ON":
                    self._off.discard(_key(group))

    @property
    def groups(self) -> list[Any]:
        """All groups that the document lists."""
        return list(self._groups.values())

    def shows(self, thing: Any) -> bool:
        """Whether what belongs to a group or to a membership dictionary is seen."""
        if str(thing.get("/Type")) != "/OCMD":
            return self._is_on(thing)
        expression = thing.get("/VE")
        if expression is not None:
            return self._holds(expression, count(), 0)
        groups = thing.get("/OCGs")
        members = [groups] if is_dictionary(groups) else _groups(groups)
        states = [self._is_on(group) for group in members]
        if not states:
            return True
        policy = str(thing.get("/P"))
        if policy == "/AllOn":
            return all(states)
        if policy == "/AnyOff":
            return not all(states)
        return not any(states) if policy == "/AllOff" else any(states)

    def _is_on(self, group: Any) -> bool:
        return _key(group) not in self._off

    def _holds(self, expression: Any, counted: Iterator[int], depth: int) -> bool:
        """Whether a visibility expression is true (8.11.2.2). counted: what counts the operands."""
        if next(counted) > MOST_OPERANDS or depth > MOST_DEEP:
            return True
        if is_dictionary(expression):
            return self._is_on(expression)
        operator, *rest = _items(expression) or [None]
        states = [self._holds(operand, counted, depth + 1) for operand in rest]
        if str(operator) == "/Not":
            return not all(states[:1])
        return any(states) if str(operator) == "/Or" else all(states)


def is_dictionary(thing: Any) -> bool:
    """Whether something has entries: a dictionary, or a stream."""
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)


def _key(thing: Any) -> Any:
    """What tells a group from others: it is an indirect object."""
    return thing.objgen if is_dictionary(thing) else None


def _dictionary(thing: Any) -> Any:
    return thing if is_dictionary(thing) else {}


def _items(thing: Any) -> list[Any]:
    """The entries of an array; none of what is no array."""
    return [item for item in thing if item is not None] if isinstance(thing, pikepdf.Array) else []


def _groups(thing: Any) -> list[Any]:
    """The dictionaries in an array."""
    return [item for item in _items(thing) if is_dictionary(item)]


def _names(thing: Any) -> set[str]:
    """The names of an intent: one, or an array; View where it has none."""
    return {str(name) for name in _items(thing)} or {VIEW if thing is None else str(thing)}

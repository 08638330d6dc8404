"""The tree of a YAML text, with places: as small as can be, for a report of a thousand pages has half a million nodes.

PyYAML's own nodes take three times the memory.
"""

from __future__ import annotations

from reportpipe.yamlio.problems import Place


class Node:
    """What stands somewhere. line, column: where it begins, from 1."""

    __slots__ = ("column", "line")

    def __init__(self, place: Place) -> None:
        self.line, self.column = place

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.line, self.column


class Scalar(Node):
    """A text. data: None for nothing; text: what stands there."""

    __slots__ = ("data", "text")

    def __init__(self, place: Place, text: str, is_nothing: bool = False) -> None:
        super().__init__(place)
        self.text = text
        self.data = None if is_nothing else text


class Sequence(Node):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.items: list[Node] = []


class Mapping(Node):
    """A group of keys. items: each key, and behind it its value."""

    __slots__ = ("_found", "items")

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.items: list[Node] = []
        self._found: dict[str, int] | None = None

    @property
    def keys(self) -> list[Node]:
        """The keys, as they stand."""
        return self.items[::2]

    def find(self, name: str) -> tuple[Scalar, Node] | None:
        """The key of that name, and its value; the first, where it stands twice."""
        if self._found is None:
            self._found = {}
            for index in range(0, len(self.items), 2):
                key = self.items[index]
                if isinstance(key, Scalar):
                    self._found.setdefault(key.text, index)
        index = self._found.get(name, -1)
        if index < 0:
            return None
        key, value = self.items[index : index + 2]
        return (key, value) if isinstance(key, Scalar) else None

    def rename(self, key: Scalar, name: str) -> None:
        """Calls a key by another name."""
        key.text = key.data = name
        self._found = None


Collection = Sequence | Mapping

"""What the fields of the report want, beside their types, in words that pydantic understands when it is asked.

It is asked (checks.py) only where a report comes from outside. Its import and the building of its checks take 130 ms of
CPU, as much as ten pages do, and 10 MiB that every fork of a batch would copy; a PDF that is extracted needs neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, Union

Schema = dict[str, Any]
Handler = Callable[[Any], Schema]


class Where:
    """A value must meet constraints of pydantic's core schema: the pattern of a text, the ge (least) of a number."""

    def __init__(self, **constraints: str | int) -> None:
        self._constraints = constraints

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Schema:
        return {**handler(source), **self._constraints}


class Passing(NamedTuple):
    """A function gives the value back, or raises ValueError."""

    test: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Handler) -> Schema:
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": self.test},
            "schema": handler(source),
        }


class Described(NamedTuple):
    """What the JSON Schema says about a field."""

    words: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: Handler) -> Schema:
        return {**handler(schema), "description": self.words}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several models, told apart before any of them is tried. models: by tag; tag: of a value."""

    models: Callable[[], Mapping[str, type]]
    tag: Callable[[Any], str | None]

    def __get_pydantic_core_schema__(self, _source: Any, handler: Any) -> Schema:
        from pydantic import Discriminator, Tag  # noqa: PLC0415 -- it is loaded, or this would not be called

        tagged = tuple(Annotated[model, Tag(name)] for name, model in self.models().items())
        made: Schema = handler.generate_schema(Annotated[Union[tagged], Discriminator(self.tag)])  # noqa: UP007
        return made

"""How a command takes its options: what typer does at its leisure, done at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

TAKEN: dict[Any, Callable[[Any], Any]] = {Path: Path, list[str]: list}
"""What makes a value of what stands on the command line, where that asks for no check."""


class Command(TyperCommand):
    """A command that loads nothing to make text of text.

    From 0.26 on typer hands every value, given or not, to pydantic: 80 ms of CPU at each start, a quarter of what a
    page takes. Here an option that is not given, and text that is wanted as text or as a path (none of ours must exist
    to be taken), goes past it. Numbers and choices that are given go typer's way, and so does everything in a typer
    that tells the type of its parameters differently: slower then, and no different.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, and --help."""
        return hurried(super().get_params(ctx))


class Group(TyperGroup):
    """The commands together, whose own options are taken in the same way."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, and --help."""
        return hurried(super().get_params(ctx))


def hurried(params: list[Any]) -> list[Any]:
    """The parameters, which go past typer where they may."""
    for param in params:
        described = getattr(param, "type_descriptor", None)
        if described is not None and "process_value" not in vars(param):
            param.process_value = partial(_taken, param, described.annotation, param.process_value)
    return params


def _taken(param: Any, wanted: Any, slow: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """What a parameter is taken for. wanted: its type; slow: typer's way, which also says what is missing."""
    if value is None and not param.required:
        return None if param.callback is None else param.callback(context, param, None)
    if value is not None and param.callback is None:
        if wanted in TAKEN:
            return TAKEN[wanted](value)
        if type(value) is wanted:
            return value
    return slow(context, value)

"""What a command's function gets, past typer and through it: the same types, and the same errors."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from reportpipe.cli.command import Command, Group


class Shown(Enum):
    TEXT = "text"
    JSON = "json"


def made(cls: type[Any] | None, group: type[Any] | None) -> tuple[typer.Typer, list[dict[str, Any]]]:
    """A program with a command that takes all kinds of parameters, and what it was called with."""
    got: list[dict[str, Any]] = []
    app = typer.Typer(cls=group, add_completion=False, rich_markup_mode=None)

    def command(
        first: str,
        others: Annotated[list[str] | None, typer.Argument()] = None,
        name: str | None = None,
        folder: Path | None = None,
        files: Annotated[list[Path] | None, typer.Option("--file")] = None,
        words: Annotated[list[str] | None, typer.Option("--word")] = None,
        count: Annotated[int | None, typer.Option(min=1)] = None,
        size: int = 3,
        shown: Shown = Shown.TEXT,
        sure: bool | None = None,
        force: bool = False,
    ) -> None:
        got.append(dict(locals()))

    @app.callback()
    def root(level: Annotated[int, typer.Option(callback=lambda value: value + 1)] = 0) -> None:
        got.append({"level": level})

    app.command("do", cls=cls)(command)
    return app, got


LINES = [
    "do a",
    "do a b c",
    "do a --name 名前 --folder 資料 --force",
    "do a --file x --file y --word z",
    "do a --word z --word ''",
    "do a --count 2 --size 4 --shown json --sure",
    "do '' --name '' --folder ''",
    "--level 3 do a --no-sure",
    "do",
    "do a --count 0",
    "do a --size many",
    "do a --shown xml",
    "do a --nope",
    "do --help",
    "--help",
    "",
]


@pytest.mark.parametrize("line", LINES)
def test_what_a_command_gets_is_what_typer_would_give(line: str) -> None:
    outcomes = []
    for classes in ((Command, Group), (None, None)):
        app, got = made(*classes)
        ended = CliRunner().invoke(app, line)
        values = [{key: value for key, value in call.items() if key != "got"} for call in got]
        outcomes.append((ended.exit_code, ended.output, values))
    assert outcomes[0] == outcomes[1]

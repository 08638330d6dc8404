"""Which renditions are made, and with which options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reportpipe import plugins
from reportpipe.cli.inputs import STREAM
from reportpipe.errors import LimitError, UnreadableError, UsageError
from reportpipe.files import read_bytes

FLAGS = {"reference_doc": ["docx"], "page_links": ["docx", "html"], "flavour": ["md"], "lines": ["json"]}
"""The formats that each option is for, of those that have a flag of their own."""
FILES = frozenset({"reference_doc"})
"""Options that name a file. A renderer never touches the disk: it is given the bytes."""


class Wanted(NamedTuple):
    """What the command line says of renditions. flags: None means not given."""

    formats: Sequence[str] | None
    output: str | None
    flags: Mapping[str, Any]


Options = Mapping[str, Mapping[str, Any]]
"""The options of each format, by its name."""


def renderers(wanted: Wanted, formats: Sequence[str], settings: Options) -> list[plugins.Renderer]:
    """The renderers asked for; arguments and errors as for `chosen`."""
    return [plugins.renderer(name, options) for name, options in chosen(wanted, formats, settings).items()]


def chosen(wanted: Wanted, formats: Sequence[str], settings: Options) -> dict[str, Mapping[str, Any]]:
    """The formats asked for, by flag, by the suffix of --output, or by the settings, with their options, in which files
    stand as their bytes. formats, settings: what those say.

    Raises UsageError for an unknown format or option, or for an option's file that cannot be read.
    """
    options = _options(wanted.flags, settings)
    names = _named(wanted.formats)
    if wanted.output not in (None, STREAM):
        fitting = [name for name, suffix in _suffixes(options).items() if suffix == Path(str(wanted.output)).suffix]
        if names and fitting and not set(names) & set(fitting):
            raise UsageError(
                f"--output {wanted.output} is named as {' or '.join(fitting)}, and --format says {', '.join(names)}",
                "Name the file otherwise, or leave --format out.",
            )
        names = names or fitting
    found: dict[str, Mapping[str, Any]] = {name: options.get(name, {}) for name in names or formats}
    for name, values in found.items():
        plugins.renderer(name, values)
    if wanted.output is not None and len(found) > 1:
        raise UsageError(f"--output takes one format, and there are {len(found)}", "Name it: --format md")
    return found


def _suffixes(options: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The suffix of each format's files."""
    return {name: plugins.renderer(name, options.get(name)).suffix for name in plugins.names(plugins.RENDERERS)}


def refuse_rendition(output: str | None) -> None:
    """Raises UsageError where the output of `extract` is named as a rendition."""
    if output in (None, STREAM):
        return
    name = next((name for name, suffix in _suffixes({}).items() if suffix == Path(str(output)).suffix), None)
    if name is not None:
        raise UsageError(
            f"--output {output} is named as {name}, and extract writes YAML", "Use convert, or extract and render."
        )


def _named(given: Sequence[str] | None) -> list[str]:
    return [part.strip() for item in given or [] for part in item.split(",") if part.strip()]


def _options(flags: Mapping[str, Any], settings: Options) -> dict[str, dict[str, Any]]:
    """The options of each format: flags win over settings, and files are read."""
    merged = {name: dict(options) for name, options in settings.items()}
    for flag, value in flags.items():
        for name in FLAGS[flag] if value is not None else ():
            merged.setdefault(name, {})[flag] = value
    for options in merged.values():
        for key in FILES & options.keys():
            options[key] = _content(key, str(options[key]))
    return merged


def _content(key: str, path: str) -> bytes:
    try:
        return read_bytes(Path(path))
    except (UnreadableError, LimitError) as error:
        raise UsageError(f"{key} {path}: {error.message}", "It is a path from where you are.") from error

"""What can be plugged in, and how it is found: by entry-point name; the names of the built-ins are known beforehand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from reportpipe.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from reportpipe.model.diagnostic import Diagnostic
    from reportpipe.model.page import Page
    from reportpipe.model.report import Report

SOURCES = "reportpipe.sources"
RENDERERS = "reportpipe.renderers"
BUILT_IN = {
    SOURCES: {
        "pdfium": "reportpipe.sources.pdfium:PdfiumSource",
        "pdfplumber": "reportpipe.sources.plumber:PlumberSource",
    },
    RENDERERS: {
        "docx": "reportpipe.renderers.word:WordRenderer",
        "html": "reportpipe.renderers.html:HtmlRenderer",
        "json": "reportpipe.renderers.json_:JsonRenderer",
        "md": "reportpipe.renderers.markdown:MarkdownRenderer",
    },
}
"""Our own entry points, group → name → module:attribute, as in pyproject.toml: to ask for those of all packages takes
20 ms, as much as a page. No other package can take these names."""


REPORTS = frozenset({".yaml", ".yml"})
"""The suffixes of reports, which no rendition may take."""


class OpenDocument(Protocol):
    """A PDF that is open for reading."""

    @property
    def page_count(self) -> int:
        """How many pages the PDF has."""

    def page(self, number: int) -> Page:
        """The page of that number, from 1. Raises UnreadableError where it cannot be read."""


class TextSource(Protocol):
    """Reads painted glyphs out of a PDF. The contract is docs/sources.md and tests/unit/sources/test_contract.py."""

    name: ClassVar[str]

    def open(self, data: bytes, password: str | None = None) -> AbstractContextManager[OpenDocument]:
        """Opens a PDF. Raises UnreadableError, or EncryptedError where the password is missing or wrong."""


class Renderer(Protocol):
    """Turns a report into a file's bytes. A frozen dataclass, whose fields are its options."""

    @property
    def suffix(self) -> str:
        """The suffix of its files, with its dot."""

    def render(self, report: Report, notes: list[Diagnostic] | None = None) -> bytes:
        """The bytes of the rendition: the same for the same report, and nothing is written.

        notes: gets what its reader should know, such as a style that a template lacks.
        """


def names(group: str) -> list[str]:
    """The known names of a group (SOURCES or RENDERERS), sorted."""
    return sorted({entry.name for entry in entries(group)})


def listing(group: str) -> list[tuple[str, str]]:
    """(name, where it is) of every plug-in of a group, sorted."""
    return sorted((entry.name, entry.value) for entry in entries(group))


def source(name: str) -> TextSource:
    """The text source of that name. Raises UsageError, which lists the known ones."""
    return cast(TextSource, _load(SOURCES, name, "text source"))


def renderer(name: str, options: Mapping[str, Any] | None = None) -> Renderer:
    """The renderer of that name. options: values for its fields.

    Raises UsageError, which lists the known renderers, or the known options, or says which values an option takes.
    """
    made = _load(RENDERERS, name, "format")
    made = cast(Renderer, _with_options(name, made, options) if options else made)
    if made.suffix in REPORTS:
        raise UsageError(f"format {name!r} names its files {made.suffix}, as reports are", "Remove its package.")
    return made


def blamed(error: BaseException) -> str:
    """The plug-in in whose code an error was raised, with the package that brings it; "" for our own code."""
    modules = set()
    trace = error.__traceback__
    while trace is not None:
        modules.add(str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0])
        trace = trace.tb_next
    for group in (SOURCES, RENDERERS):
        for entry in entries(group):
            if entry.name not in BUILT_IN[group] and entry.module.partition(".")[0] in modules:
                return f"plug-in {entry.name!r} of {_package(entry)}"
    return ""


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


@cache
def entries(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, but for others' that would take the name of one of ours. Looked up once."""
    from importlib.metadata import entry_points  # noqa: PLC0415 -- 20 ms, and a built-in does not need it

    own = BUILT_IN[group]
    return tuple(entry for entry in entry_points(group=group) if own.get(entry.name, entry.value) == entry.value)


def _with_options(name: str, made: object, options: Mapping[str, Any]) -> object:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 -- heavy, and --help does not need it

    fields = [field.name for field in dataclasses.fields(made)] if dataclasses.is_dataclass(made) else []
    for key in options:
        if key not in fields:
            raise UsageError(f"format {name!r} has no option {key!r}", f"Known: {', '.join(fields) or 'none'}.")
    try:
        return TypeAdapter(type(made)).validate_python(dict(options))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"option {place!r} of format {name!r}: {first['msg']}") from error


def _load(group: str, name: str, noun: str) -> object:
    entry = None if name in BUILT_IN[group] else next((one for one in entries(group) if one.name == name), None)
    value = entry.value if entry else BUILT_IN[group].get(name)
    if value is None:
        raise UsageError(f"unknown {noun} {name!r}", f"Known: {', '.join(names(group))}.")
    try:
        return resolve_name(value)()
    except Exception as error:  # a plug-in may raise anything, and the user must learn which one it was
        raise UsageError(
            f"{noun} {name!r} ({value}) does not load: {type(error).__name__}: {error}",
            f"Reinstall or remove the package that brings it{f': {_package(entry)}' if entry else ''}.",
        ) from error

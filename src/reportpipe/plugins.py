"""What can be plugged in, and how it is found: by entry-point name, the built-ins by the same door."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from reportpipe.errors import UsageError

if TYPE_CHECKING:
    from reportpipe.model.page import Page
    from reportpipe.model.report import Report

SOURCES = "reportpipe.sources"
RENDERERS = "reportpipe.renderers"


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
    """Turns a report into a file's bytes. A frozen class, whose fields are its options."""

    suffix: ClassVar[str]

    def render(self, report: Report) -> bytes:
        """The bytes of the rendition: the same for the same report, and nothing is written."""


def names(group: str) -> list[str]:
    """The known names of a group (SOURCES or RENDERERS), sorted."""
    return sorted({entry.name for entry in entries(group)})


def listing(group: str) -> list[tuple[str, str]]:
    """(name, where it is) of every plug-in of a group, sorted."""
    return sorted((entry.name, entry.value) for entry in entries(group))


def source(name: str) -> TextSource:
    """The text source of that name. Raises UsageError, which lists the known ones."""
    return cast(TextSource, _load(SOURCES, name, "text source"))


def renderer(name: str) -> Renderer:
    """The renderer of that name. Raises UsageError, which lists the known ones."""
    return cast(Renderer, _load(RENDERERS, name, "format"))


@cache
def entries(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group. Looked up once: it takes 9 ms, as much as a slide."""
    return tuple(entry_points(group=group))


def _load(group: str, name: str, noun: str) -> object:
    for entry in entries(group):
        if entry.name == name:
            try:
                return entry.load()()
            except Exception as error:  # a plug-in may raise anything, and the user must learn which one it was
                raise UsageError(
                    f"{noun} {name!r} ({entry.value}) does not load: {type(error).__name__}: {error}",
                    "Reinstall or remove the package that brings it.",
                ) from error
    raise UsageError(f"unknown {noun} {name!r}", f"Known: {', '.join(names(group))}.")

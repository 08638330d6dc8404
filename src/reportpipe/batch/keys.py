"""The two keys of a document: what its extraction, and what its renditions depend on. Equal key: nothing to do."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import Any

from reportpipe import __version__, plugins
from reportpipe.bounds import USUAL
from reportpipe.model.report import FORMAT

PARSERS = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf")
WRITERS = ("pyyaml", "python-docx", "lxml")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything but the document itself, as canonical JSON. extraction, rendition: their ingredients. limits: what a
    document may take: on all but `left_out` no output depends, but whether there is one."""

    extraction: str
    rendition: str
    limits: str

    def extract_key(self, input_sha256: str, file_name: str) -> str:
        """Of the YAML as extracted, which also says the file's name."""
        return _digest(self.extraction, input_sha256, file_name)

    def render_key(self, yaml_sha256: str) -> str:
        """Of the renditions: they depend on the YAML, whoever wrote it."""
        return _digest(self.rendition, yaml_sha256)

    def task_key(self, extract_key: str, edited_sha256: str) -> str:
        """Of an attempt: a document that failed is left alone until this changes. edited_sha256: "" if unedited."""
        return _digest(extract_key, self.rendition, self.limits, edited_sha256)


def recipe(
    source: str | None,
    language: str | None,
    formats: Mapping[str, Mapping[str, Any]],
    limits: Mapping[str, int] = MappingProxyType({}),
) -> Recipe:
    """The ingredients: settings, versions of tool, schema, parsers and renderers, and what the renderers are given.

    formats: name → options. limits: by name. No password: what a PDF says does not depend on what it was opened with.
    Raises UsageError.
    """
    tool = {"tool": __version__, "schema": FORMAT}
    extraction = {
        **tool,
        "settings": {"source": source, "language": language, "left_out": limits.get("left_out", USUAL.left_out)},
        "sources": _plugged(plugins.SOURCES),
        "parsers": _versions((*PARSERS, "pyyaml")),
    }
    rendition = {
        **tool,
        "formats": {name: _options(plugins.renderer(name, options)) for name, options in formats.items()},
        "renderers": {name: what for name, what in _plugged(plugins.RENDERERS).items() if name in formats},
        "writers": _versions(WRITERS),
    }
    canonical = (json.dumps(part, sort_keys=True) for part in (extraction, rendition, dict(limits)))
    return Recipe(*canonical)


def _plugged(group: str) -> dict[str, str]:
    """Name → where the plug-in is, and the version of the package that brings it."""
    return {entry.name: f"{entry.value} {entry.dist.version if entry.dist else ''}" for entry in plugins.entries(group)}


@cache
def tools() -> str:
    """What is installed here, for a machine to find out whether another one has the same."""
    plugged = [_plugged(group) for group in (plugins.SOURCES, plugins.RENDERERS)]
    return json.dumps([__version__, FORMAT, *plugged, _versions((*PARSERS, *WRITERS))], sort_keys=True)


def _options(renderer: object) -> dict[str, Any]:
    """All its options, so that to name the usual value is to name none; of a file, its hash stands for its bytes."""
    values = dataclasses.asdict(renderer) if dataclasses.is_dataclass(renderer) else {}  # type: ignore[arg-type]
    hashes = {key: hashlib.sha256(value).hexdigest() for key, value in values.items() if isinstance(value, bytes)}
    return values | hashes


def _versions(packages: Sequence[str]) -> dict[str, str]:
    return {package: _version(package) for package in packages}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

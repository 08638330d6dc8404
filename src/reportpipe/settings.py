"""Settings, checked once: flags win over REPORTPIPE_* variables, these over the --config file, then defaults."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import UsageError
from reportpipe.model.report import LANGUAGE_TAG

PREFIX = "REPORTPIPE_"
MOST = 10**9
"""No number is larger: seconds, and bytes of so many MiB, are numbers that every system can hold."""


def _setting(default: Any, meaning: str, **wanted: Any) -> Any:
    """A field, what it means, and what pydantic shall want of it."""
    return field(default=default, metadata={"description": meaning, **wanted})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a user can set. Every field has its variable (REPORTPIPE_SOURCE, …) and its key in the file; most a flag.

    The fields max_… bound what one document may cost; why they are what they are is said in bounds.py. A hundred pages
    take 3 s and 300 MiB; what sets a trap is caught by max_page_seconds, so that the other two may be generous.
    """

    source: str | None = _setting(None, "text source; None means pdfium, and pdfplumber where that fails")
    language: str | None = _setting(None, "BCP 47 tag", pattern=LANGUAGE_TAG)
    formats: tuple[str, ...] = _setting(("docx", "md", "json"), "renditions that are made unless told")
    options: dict[str, dict[str, Any]] = field(
        default_factory=dict, metadata={"description": "options of renditions, {docx: {page_links: false}}"}
    )
    strict: bool = _setting(False, "warnings make the exit code 7")
    max_file: int = _setting(USUAL.file, "MiB of a file", ge=1, le=MOST)
    max_decoded: int = _setting(USUAL.decoded, "MiB that the streams of a file may inflate to", ge=1, le=MOST)
    max_pages: int = _setting(USUAL.pages, "pages of a document", ge=1, le=MOST)
    max_glyphs: int = _setting(USUAL.glyphs, "characters that a document may paint", ge=1, le=MOST)
    max_memory: int = _setting(2048, "MiB of memory that a document may take", ge=256, le=MOST)
    max_seconds: int = _setting(300, "seconds of CPU that a document may take", ge=1, le=MOST)
    max_page_seconds: int = _setting(
        USUAL.page_seconds, "seconds of CPU for opening a document, and for each page", ge=1, le=MOST
    )
    max_left_out: int = _setting(
        USUAL.left_out, "per cent of a page's letters that one reason may leave out unasked", ge=0, le=100
    )

    max_yaml: int = _setting(USUAL.yaml, "MiB of a YAML", ge=1, le=MOST)
    max_values: int = _setting(USUAL.values, "keys, texts and groups in a YAML", ge=1, le=MOST)

    @property
    def bounds(self) -> Bounds:
        """What is taken on of a document."""
        limits = {item.name: getattr(self, f"max_{item.name}") for item in fields(Bounds) if item.name != "allow"}
        return Bounds(**limits)


MEANING = {item.name: str(item.metadata["description"]) for item in fields(Settings)}
"""What can be set, and what it means."""


def load_settings(flags: Mapping[str, Any], environ: Mapping[str, str], file: Path | None) -> Settings:
    """The settings. flags: None means not given. Raises UsageError, which names the key and where it stands."""
    values = _file_values(file) if file is not None else {}
    values |= {key: environ[PREFIX + key.upper()] for key in MEANING if environ.get(PREFIX + key.upper())}
    values |= {key: value for key, value in flags.items() if value is not None}
    return _checked(values) if values else Settings()


def _checked(values: dict[str, Any]) -> Settings:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 -- heavy, and most runs set nothing

    formats, options = values.get("formats"), values.get("options")
    if isinstance(formats, str):
        values["formats"] = tuple(part.strip() for part in formats.split(",") if part.strip())
    if isinstance(options, str):
        values["options"] = _yaml(options, "options")
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise UsageError(f"setting {key!r}: {first['input']!r} is not allowed", f"{key}: {MEANING[key]}.") from error


def _yaml(text: str, name: str) -> Any:
    """What a YAML text holds. name: what holds it. Raises UsageError."""
    import yaml  # noqa: PLC0415 -- most runs read none

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date or a number that Python cannot hold
        raise UsageError(f"{name} is not YAML: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise UsageError(f"{name} is nested too deep to be settings") from error


def _file_values(file: Path) -> dict[str, Any]:
    try:
        values = _yaml(file.read_text("utf-8"), str(file))
    except OSError as error:
        raise UsageError(f"cannot read the settings {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not a YAML file: {error}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise UsageError(f"{file} must hold `key: value` lines", f"Keys: {', '.join(MEANING)}.")
    for key in values:
        if key not in MEANING:
            near = difflib.get_close_matches(str(key), MEANING, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Keys: {', '.join(MEANING)}."
            raise UsageError(f"{file}: unknown setting {key!r}", hint)
    return values

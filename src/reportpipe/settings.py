"""Settings, checked once: flags win over REPORTPIPE_* variables, these over the --config file, then defaults."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import UsageError

PREFIX = "REPORTPIPE_"


class Settings(BaseModel):
    """What a user can set. Every field has its variable (REPORTPIPE_SOURCE, …) and its key in the file; most a flag.

    The fields max_… bound what one document may cost; why they are what they are is said in bounds.py. A hundred pages
    take 3 s and 300 MiB; what sets a trap is caught by max_page_seconds, so that the other two may be generous.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str | None = Field(None, description="text source; None means pdfium, and pdfplumber where that fails")
    language: str | None = Field(None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47 tag")
    formats: tuple[str, ...] = Field(("docx", "md", "json"), description="renditions that are made unless told")
    options: dict[str, dict[str, Any]] = Field({}, description="options of renditions, {docx: {page_links: false}}")
    strict: bool = Field(False, description="warnings make the exit code 7")
    max_file: int = Field(USUAL.file, ge=1, description="MiB of a file")
    max_decoded: int = Field(USUAL.decoded, ge=1, description="MiB that the streams of a file may inflate to")
    max_pages: int = Field(USUAL.pages, ge=1, description="pages of a document")
    max_glyphs: int = Field(USUAL.glyphs, ge=1, description="characters that a document may paint")
    max_memory: int = Field(2048, ge=256, description="MiB of memory that a document may take")
    max_seconds: int = Field(300, ge=1, description="seconds of CPU that a document may take")
    max_page_seconds: int = Field(
        USUAL.page_seconds, ge=1, description="seconds of CPU for opening a document, and for each page"
    )

    @property
    def bounds(self) -> Bounds:
        """What is taken on of a document."""
        return Bounds(self.max_file, self.max_decoded, self.max_pages, self.max_glyphs, self.max_page_seconds)

    @field_validator("formats", mode="before")
    @classmethod
    def _from_commas(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("options", mode="before")
    @classmethod
    def _from_yaml(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        import yaml  # noqa: PLC0415 -- most runs read no YAML

        return yaml.safe_load(value)


def load_settings(flags: Mapping[str, Any], environ: Mapping[str, str], file: Path | None) -> Settings:
    """The settings. flags: None means not given. Raises UsageError, which names the key and where it stands."""
    values = _file_values(file) if file is not None else {}
    values |= {key: environ[PREFIX + key.upper()] for key in Settings.model_fields if environ.get(PREFIX + key.upper())}
    values |= {key: value for key, value in flags.items() if value is not None}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise UsageError(f"setting {key!r}: {first['input']!r} is not allowed", _meaning(key)) from error


def _meaning(key: str) -> str:
    field = Settings.model_fields[key]
    return f"{key}: {field.description}."


def _file_values(file: Path) -> dict[str, Any]:
    import yaml  # noqa: PLC0415

    try:
        values = yaml.safe_load(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read the settings {file}: {error.strerror}") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{file} is not a YAML file: {str(error).splitlines()[0]}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise UsageError(f"{file} must hold `key: value` lines", f"Keys: {', '.join(Settings.model_fields)}.")
    for key in values:
        if key not in Settings.model_fields:
            near = difflib.get_close_matches(str(key), Settings.model_fields, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Keys: {', '.join(Settings.model_fields)}."
            raise UsageError(f"{file}: unknown setting {key!r}", hint)
    return values

"""Settings: checked once, frozen."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What a user can set. Every field has its flag, its REPORTPIPE_* variable and its key in the --config file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = Field("pdfium", description="text source that reads the PDF: pdfium or pdfplumber")
    language: str | None = Field(None, description="BCP 47 tag of the document; found out where it is not set")

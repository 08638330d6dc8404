"""Report → JSON: the same object as the YAML, for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from reportpipe.model.report import Report, to_dict


@dataclass(frozen=True, slots=True)
class JsonRenderer:
    """Writes the report as one JSON object (schema/report.schema.json): UTF-8, two spaces, the model's key order."""

    suffix: ClassVar[str] = ".json"

    def render(self, report: Report) -> bytes:
        """The object and one line feed. Japanese stays readable, without \\u escapes (RFC 8259, section 8.1)."""
        return (json.dumps(to_dict(report), ensure_ascii=False, indent=2) + "\n").encode("utf-8")

"""The JSON Schema (draft 2020-12) of a report, generated from the model. `schema/report.schema.json` holds a copy."""

from __future__ import annotations

import json
from typing import Any

from reportpipe.model.checks import json_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = "urn:reportpipe:report:1"
"""The 1 is that of `format: reportpipe/1`. A URN, as the schema is not served anywhere."""


def schema_text() -> str:
    """The schema as JSON, indented, with a final newline: definitions by name, properties in the order of the model."""
    schema = {"$schema": DIALECT, "$id": IDENTIFIER, **_tidy(json_schema())}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a part, and those that it defines, with tidy properties."""
    tidy = dict(schema)
    if "properties" in tidy:
        tidy["properties"] = {key: _property(value) for key, value in tidy["properties"].items()}
    if "$defs" in tidy:
        tidy["$defs"] = {name: _tidy(part) for name, part in sorted(tidy["$defs"].items())}
    return tidy


def _property(schema: dict[str, Any]) -> dict[str, Any]:
    """One property: a key that is not set is missing, never null, and needs no title that repeats its name."""
    tidy = {key: value for key, value in schema.items() if key != "title" and (key, value) != ("default", None)}
    alternatives = [one for one in tidy.pop("anyOf", []) if one != {"type": "null"}]
    if len(alternatives) == 1:
        tidy |= alternatives[0]
    elif alternatives:
        tidy["anyOf"] = alternatives
    return dict(sorted(tidy.items()))

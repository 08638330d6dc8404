"""Reports that outsiders wrote, checked: by pydantic, on the model as it stands (report.py, forms.py).

Imported only where such a report is read, or the schema is printed.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from reportpipe.model.report import Report

_ADAPTER = TypeAdapter(Report)


def checked(data: Any) -> Report:
    """The report that plain mappings and lists hold. Raises pydantic.ValidationError, with all that is wrong."""
    return _ADAPTER.validate_python(data)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a report, as pydantic makes it."""
    return _ADAPTER.json_schema()

"""Where the test vectors are that are kept outside of this project. Tests that need them skip where they are absent."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("REPORTPIPE_SHARED") or Path(__file__).resolve().parents[2] / "shared")
requires_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")


def vectors(kind: str) -> list[Any]:
    """The cases of one kind in japanese/cases.json, as parameters of a test; one that skips where they are absent."""
    path = SHARED / "japanese" / "cases.json"
    if not path.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason="../shared is not here"))]
    cases: list[Any] = json.loads(path.read_text(encoding="utf-8"))[kind]
    return [pytest.param(case, id=f"{kind}-{number}") for number, case in enumerate(cases)]

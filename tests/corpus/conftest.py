"""The scorer that measures any converter's Markdown against a true outline."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from tests.shared import SHARED


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """The scorer that measures any converter's Markdown."""
    spec = importlib.util.spec_from_file_location("outline", SHARED / "eval" / "outline.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

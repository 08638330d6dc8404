"""Engines by name, and what a node of a cluster refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportpipe.batch.engines import known
from reportpipe.batch.on_ray import run_guarded
from reportpipe.errors import UsageError
from tests.e2e.batches import tree
from tests.e2e.command import run


def test_an_unknown_engine() -> None:
    with pytest.raises(UsageError, match="unknown engine 'spark'"):
        known("spark")


def test_an_engine_that_is_not_installed_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ray'] = None\n")
    place = tree(tmp_path, 1)
    done = run("batch", "input", "output", "--engine", "ray", cwd=place, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert "pip install 'reportpipe[ray]'" in done.stderr.decode()
    assert not (place / "output").exists()


def test_a_node_with_other_versions_converts_nothing() -> None:
    request = {"target": "nowhere:nothing", "job": {}, "limits": {}, "tools": "others"}
    answer = json.loads(run_guarded(json.dumps(request)))
    assert answer["result"]["outcome"] == "setting"
    assert "other versions" in answer["result"]["reason"]

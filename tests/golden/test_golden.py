"""Whole files, byte for byte. `pytest --accept` rewrites them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportpipe.yamlio import load
from tests.conftest import ROOT
from tests.e2e.command import run
from tests.trees import read_by_pandoc, report_tree

RENDITIONS = ["yaml", "docx", "md", "json"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the main job writes today, from a copy of input/."""
    place = tmp_path_factory.mktemp("main-job")
    shutil.copytree(ROOT / "input", place / "input")
    shutil.copytree(ROOT / "schema", place / "schema")
    done = run("convert", cwd=place)
    assert done.returncode == 0, done.stderr.decode()
    return place / "output"


@pytest.mark.parametrize("suffix", RENDITIONS)
def test_output_is_what_the_command_writes_today(written: Path, suffix: str, accept: bool) -> None:
    name = f"mext-interviews.{suffix}"
    golden = ROOT / "output" / name
    if accept:
        shutil.copy(written / name, golden)
    assert golden.read_bytes() == (written / name).read_bytes()


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_yamls_tree_out_of_the_word_file() -> None:
    report = load((ROOT / "output" / "mext-interviews.yaml").read_bytes())
    # A counted enumerator is no text to pandoc, and a line break is a blank.
    want = [(depth, text.replace("\n", " ")) for depth, text in report_tree(report)]
    assert list(read_by_pandoc((ROOT / "output" / "mext-interviews.docx").read_bytes())) == want

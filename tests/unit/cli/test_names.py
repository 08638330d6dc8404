from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportpipe.batch.report import shown as shown_path
from reportpipe.cli.console import as_json, shown
from reportpipe.cli.inputs import Where, jobs, without_suffix
from reportpipe.cli.renditions import Wanted, chosen, refuse_rendition
from reportpipe.errors import UsageError


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("資料　案.pdf", "資料　案.pdf"),
        ("x\x1b]0;PWNED\a\x9b31m", r"x\x1b]0;PWNED\x07\x9b31m"),
        ("abc\u202efdp.exe", r"abc\u202efdp.exe"),
        ("\udce8\udcb3\udc87", "資"),  # as a locale that knows ASCII only decodes it
    ],
)
def test_a_name_tells_a_terminal_nothing(text: str, told: str) -> None:
    assert shown(text) == told


def test_json_tells_a_terminal_nothing_and_says_the_same() -> None:
    value = {"file": "x\x1b\x7f\x9b\u202e資料"}
    text = as_json(value)
    assert json.loads(text) == value
    assert not set(text) & set("\x1b\x7f\x9b\u202e")


def test_no_two_paths_are_shown_alike() -> None:
    paths = ["a\x1bb", r"a\x1bb", "a\\b", "a\nb", r"a\nb", "資料　案", "\udcff", r"\xff"]
    assert len({shown_path(path) for path in paths}) == len(paths)
    assert shown_path("資料　案") == "資料　案"


@pytest.mark.parametrize(
    ("name", "stem"), [("a.pdf", "a"), ("a.v1.2.pdf", "a.v1.2"), ("..pdf", "..pdf"), ("...pdf", "...pdf"), ("a", "a")]
)
def test_a_name_without_its_suffix_is_still_a_name(name: str, stem: str) -> None:
    assert without_suffix(Path("in") / name) == Path("in") / stem


@pytest.mark.parametrize("name", ["report.2024", "令和5年.第1回", "notes.md", "/dev/full"])
def test_the_name_of_output_is_the_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.pdf").touch()
    (job,) = jobs([str(tmp_path / "a.pdf")], ".pdf", Path("input"), Where(name))
    assert job.named == Path(name)


def test_a_suffix_that_contradicts_the_format_is_an_error() -> None:
    assert list(chosen(Wanted(["docx"], "report.2024", {}), ("md",), {})) == ["docx"]
    assert list(chosen(Wanted(None, "notes.md", {}), ("docx", "md"), {})) == ["md"]
    with pytest.raises(UsageError, match=r"notes\.md is named as md"):
        chosen(Wanted(["docx"], "notes.md", {}), ("md",), {})
    with pytest.raises(UsageError, match="extract writes YAML"):
        refuse_rendition("notes.docx")
    for fine in ("notes.yaml", "notes.yml", "report.2024", "-", None):
        refuse_rendition(fine)

"""What the README shows is what the project does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportpipe.model.diagnostic import CHECKS
from tests.conftest import ROOT
from tests.e2e.command import run

READMES = [ROOT / "README.md", ROOT / "docs" / "README.ja.md"]
SHOWN = {"yaml": "yaml", "markdown": "md", "json": "json"}


def blocks(readme: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
@pytest.mark.parametrize("language", SHOWN)
def test_what_is_shown_stands_in_the_output(readme: Path, language: str) -> None:
    output = (ROOT / "output" / f"mext-interviews.{SHOWN[language]}").read_text("utf-8")
    shown = blocks(readme, language)
    assert shown
    for block in shown:
        assert block in output


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_python_example_runs(readme: Path, tmp_path: Path) -> None:
    (tmp_path / "input").symlink_to(ROOT / "input")
    (code,) = blocks(readme, "python")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "主なインタビュー項目" in done.stdout.decode()
    assert (tmp_path / "deck.docx").exists()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_links_and_exit_codes(readme: Path) -> None:
    text = readme.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (readme.parent / link).exists(), link
    codes = {int(code) for row in re.findall(r"^\| ([0-9, ]+) \|", text, re.MULTILINE) for code in row.split(",")}
    assert codes == {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 75, 130, 143}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_codes_under_check_and_the_commands(readme: Path) -> None:
    text = readme.read_text("utf-8")
    codes = [code.label for code in CHECKS]
    assert [row for row in re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) if row in codes] == codes
    listed = run("--help", cwd=ROOT).stdout.decode().split("Commands:")[1]
    commands = re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)
    assert len(commands) > 10
    assert set(commands) == set(re.findall(r"^\| `reportpipe ([a-z]+)", text, re.MULTILINE))


def test_both_readmes_give_the_same_commands() -> None:
    assert blocks(READMES[0], "sh") == blocks(READMES[1], "sh")
    assert len(blocks(READMES[0], "sh")) == 4


def test_the_batch_of_the_readme_runs(tmp_path: Path) -> None:
    (command,) = [block for block in blocks(READMES[0], "sh") if " batch " in block]
    shutil.copytree(ROOT / "input", tmp_path / "input")
    done = run(*command.split()[1:], cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "archive/mext-interviews/mext-interviews.yaml").exists()

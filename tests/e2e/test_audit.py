"""`reportpipe audit` as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.command import run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with input/ and output/ as `convert` leaves them."""
    for name in ("input", "output"):
        (tmp_path / name).mkdir()
        for file in (ROOT / name).glob("mext-interviews.*"):
            shutil.copy(file, tmp_path / name / file.name)
    return tmp_path


def test_the_deck_is_whole(place: Path) -> None:
    done = run("audit", cwd=place)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "input/mext-interviews.pdf, read by pdfplumber and pdfium: 8 pages" in done.stdout.decode()
    assert "painted 29 · missing 0" in done.stdout.decode()


def test_an_edit_is_found_with_its_page_and_box(place: Path) -> None:
    yaml = place / "output" / "mext-interviews.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("(2+2)", "(2+3)"), "utf-8")
    done = run("audit", "--format", "json", cwd=place)
    assert done.returncode == 9
    (made,) = json.loads(done.stdout)
    assert made["failed"] is True
    assert made["notes"] == ["the report was edited since it was extracted"]
    assert {(item["kind"], item["page"], item["text"]) for item in made["findings"]} == {
        ("lost", 5, "2"),
        ("invented", 5, "3"),
    }
    assert all(item["box"] for item in made["findings"])
    assert made["parsers"] == ["pdfplumber", "pdfium"]
    table = run("audit", "output/mext-interviews.yaml", "--source", "pdfium", cwd=place)
    assert table.returncode == 9
    assert "lost              page 5" in table.stdout.decode()


def test_another_pdf_is_told(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes((place / "input" / "mext-interviews.pdf").read_bytes() + b"\n%\n")
    done = run("audit", "--pdf", other, cwd=place)
    assert done.returncode == 0
    assert "this PDF is another file" in done.stdout.decode()


def test_a_pdf_that_is_not_there(place: Path) -> None:
    (place / "input" / "mext-interviews.pdf").unlink()
    done = run("audit", cwd=place)
    assert done.returncode == 3
    assert "--pdf FILE" in done.stderr.decode()


def test_renditions_are_read_back(place: Path) -> None:
    names = [f"output/mext-interviews.{suffix}" for suffix in ("docx", "md", "json")]
    done = run("audit", *[part for name in names for part in ("--rendered", name)], cwd=place)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().count("the same") == 3
    markdown = place / names[1]
    markdown.write_text(markdown.read_text("utf-8").replace("SATREPS", "SATREP"), "utf-8")
    assert run("audit", "--rendered", names[1], cwd=place).returncode == 9


def test_wrong_usage(place: Path) -> None:
    assert run("audit", "--format", "xml", cwd=place).returncode == 2
    assert run("audit", "--source", "none", cwd=place).returncode == 2
    assert b"Example: reportpipe audit" in run("audit", "--help", cwd=place).stdout

"""Options of renditions, as a user gives them."""

from __future__ import annotations

import json
from pathlib import Path

from reportpipe.pipeline import write
from reportpipe.yamlio import dump
from tests.e2e.command import run
from tests.unit.renderers.samples import INTERVIEWS
from tests.unit.renderers.test_word_template import template


def test_a_template_and_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(dump(INTERVIEWS, None), "utf-8")
    (tmp_path / "template.docx").write_bytes(template())
    done = run("render", "deck.yaml", "-f", "docx", "--reference-doc", "template.docx", cwd=tmp_path)
    assert done.returncode == 0
    assert "style-missing: not in the template" in done.stderr.decode()
    assert (tmp_path / "deck.docx").stat().st_size > 5000
    (tmp_path / "settings.yaml").write_text("options: {docx: {reference_doc: no.docx}}", "utf-8")
    done = run("render", "deck.yaml", "-f", "docx", "--config", "settings.yaml", cwd=tmp_path)
    assert (done.returncode, "no.docx" in done.stderr.decode()) == (2, True)


def test_a_broken_template_is_told(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(dump(INTERVIEWS, None), "utf-8")
    (tmp_path / "template.docx").write_bytes(b"PK")
    done = run("render", "deck.yaml", "-f", "docx", "--reference-doc", "template.docx", cwd=tmp_path)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert "reference document" in done.stderr.decode()


def test_lines_stand_beside_the_object(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(dump(INTERVIEWS, None), "utf-8")
    assert run("render", "deck.yaml", "-f", "json", "--lines", cwd=tmp_path).returncode == 0
    rows = (tmp_path / "deck.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(row)["title"] for row in rows] == ["主なインタビュー項目", "主な意見", "国際共同研究について"]


def test_flavours_and_wrong_ones(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(dump(INTERVIEWS, None), "utf-8")
    done = run("render", "deck.yaml", "-o", "-", "-f", "md", "--flavour", "commonmark", cwd=tmp_path)
    assert "聴取(※1)。" in done.stdout.decode()
    done = run("render", "deck.yaml", "-f", "md", "--flavour", "pandoc", cwd=tmp_path)
    assert (done.returncode, "option 'flavour'" in done.stderr.decode()) == (2, True)


def test_html_by_the_suffix(tmp_path: Path) -> None:
    write(INTERVIEWS, tmp_path / "deck.html")
    assert (tmp_path / "deck.html").read_text("utf-8").startswith("<!DOCTYPE html>")

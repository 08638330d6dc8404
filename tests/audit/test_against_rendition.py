"""A rendition against its report: what is the same is the same, and every edit is found."""

from __future__ import annotations

import io
from random import Random

import docx
import pytest

from reportpipe import pipeline, yamlio
from reportpipe.audit.against_rendition import audit_rendition
from reportpipe.errors import UnreadableError, UsageError
from reportpipe.model.report import (
    Bullet,
    Figure,
    FigureBody,
    Note,
    Paragraph,
    Report,
    Table,
    TableBody,
    Theme,
)
from tests.audit.edits import KINDS, edit
from tests.conftest import ROOT

FORMATS = ("docx", "md", "json")
WHOLE = Report(
    title="国際交流の方針",
    organisation=["文部科学省"],
    front=["資料1"],
    themes=[
        Theme(
            number="1.",
            title="目的[^1]",
            at="page=2",
            content=[
                Paragraph(paragraph="意見を聴取(※)した[^1]。\n二行目"),
                Bullet(
                    bullet="研究",
                    marker="(1)",
                    content=[
                        Bullet(bullet="若手", marker="–", content=[Paragraph(paragraph="下の文")]),
                        Paragraph(paragraph="続きの文"),
                    ],
                ),
                Bullet(bullet="", marker="28."),
                Bullet(bullet="`code` *印* <br> | 1. 2.", marker="1."),
                Note(note="大学6名", mark="※", label="有識者"),
                Note(note="令和3年", mark="1"),
                Table(table=TableBody(caption="表1", header=[["区分", "数"]], rows=[["大学", "10"], ["企業", ""]])),
                Figure(figure=FigureBody(caption="図1", text=["入口", "出口"])),
            ],
            themes=[Theme(title="下の題", content=[Bullet(bullet="終わり", marker="•")])],
        )
    ],
)


def rendered(report: Report, name: str) -> bytes:
    return pipeline.render(report, name)


def told(report: Report, data: bytes, name: str) -> list[tuple[str, str]]:
    return [(finding.kind.label, finding.text) for finding in audit_rendition(report, data, f".{name}")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_rendition_says_what_its_report_says(name: str) -> None:
    assert told(WHOLE, rendered(WHOLE, name), name) == []
    deck = yamlio.load((ROOT / "output" / "mext-interviews.yaml").read_bytes())
    assert told(deck, (ROOT / "output" / f"mext-interviews.{name}").read_bytes(), name) == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_edit_is_found(name: str) -> None:
    deck = yamlio.load((ROOT / "output" / "mext-interviews.yaml").read_bytes())
    random = Random(8118)
    for turn in range(50):
        made = edit(deck, KINDS[turn % len(KINDS)], random)
        assert made is not None
        assert told(deck, rendered(made.report, name), name) != [], made.what


def test_a_bullet_that_is_nested_otherwise_is_found() -> None:
    data = rendered(WHOLE, "md").decode().replace("  - 若手", "- 若手")
    assert ("lost", "item 2: 若手") in told(WHOLE, data.encode(), "md")
    assert ("invented", "item 1: 若手") in told(WHOLE, data.encode(), "md")


def test_a_cell_a_note_and_a_footnote_that_change_are_found() -> None:
    source = rendered(WHOLE, "md").decode()
    for old, new in (("| 10 |", "| 0 |"), ("大学6名", "大学5名"), ("令和3年", "令和2年"), ("出口", "入口")):
        assert old in source
        assert told(WHOLE, source.replace(old, new).encode(), "md"), old


def test_paragraphs_that_change_places_are_moved() -> None:
    document = docx.Document(io.BytesIO(rendered(WHOLE, "docx")))
    last = document.paragraphs[-1]._p
    last.getprevious().addprevious(last)
    out = io.BytesIO()
    document.save(out)
    assert [kind for kind, _ in told(WHOLE, out.getvalue(), "docx")] == ["moved"]


def test_what_nobody_can_read_is_said() -> None:
    with pytest.raises(UnreadableError):
        audit_rendition(WHOLE, b"no zip", ".docx")
    with pytest.raises(UnreadableError):
        audit_rendition(WHOLE, b"{", ".json")
    with pytest.raises(UnreadableError):
        audit_rendition(WHOLE, "国".encode("cp932"), ".md")
    with pytest.raises(UsageError):
        audit_rendition(WHOLE, b"", ".html")

"""A stage that drops, doubles, swaps, garbles or moves a line, a digit or a cell is found by the audit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportpipe import pipeline
from reportpipe.audit import against_pdf
from tests.audit.faults import Fault, faults, kept
from tests.pdfs import Pdf, japanese
from tests.shared import SHARED

EACH = 20
"""Faults of each document: 200 over ten."""
MISSED = 3
"""Faults that the audit misses today in the worst of them, most of them lines that a parser doubles: 13 of 200. None is
what is wanted."""
CORPUS = (
    "outlined/ja-jwg-agenda-20220420",
    "outlined/ja-smrj-it-kakunin",
    "outlined/ja-mhlw-gigi2-teisei",
    "outlined/ja-mhlw-seishain-leaflet",
    "outlined/ja-sii-shouene-chui",
    "outlined/ja-mhlw-roken-tensu",
    "outlined/ja-todai-zoom-a",
    "outlined/ja-mhlw-tanjikan",
    "outlined/ja-it-denshi-keihi",
    "plain/ja-mhlw-shinryo-7f8296",
)


def drawn() -> bytes:
    """Slides with lists of two levels and a ruled table."""
    pdf = Pdf()
    for page, word in enumerate(("予算", "人材"), 1):
        rows = [japanese(40, 350, f"第{page}章 {word}の方針", 28), japanese(560, 15, str(page), 10)]
        for place in range(4):
            x, mark = (40, "•") if place % 2 == 0 else (70, "○")
            rows.append(japanese(x, 300 - 30 * place, f"{mark} {word}を{page * 7 + place}％増やす施策その{place}", 16))
        for row in range(5):
            rows.append(f"40 {60 + 25 * row} m 520 {60 + 25 * row} l S ")
        for column in range(4):
            rows.append(f"{40 + 160 * column} 60 m {40 + 160 * column} 160 l S ")
        for row in range(4):
            for column, cell in enumerate((f"{word}{row}", f"{row * 13 + page}件", f"{row * 7919 + page}円")):
                rows.append(japanese(46 + 160 * column, 142 - 25 * row, cell, 11))
        pdf.page("".join(rows))
    return pdf.bytes()


def told(found: list[Fault]) -> list[str]:
    """The faults that the audit did not find."""
    counts = Counter(f"{fault.stage} {fault.action}" for fault in found)
    missed = Counter(f"{fault.stage} {fault.action}: {fault.what}" for fault in found if not fault.found)
    print(f"{len(found)} faults, {len(found) - missed.total()} found: {dict(counts)}")
    return sorted(missed.elements())


def test_faults_of_each_stage_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept(monkeypatch)
    pdf = drawn()
    assert against_pdf.audit(pipeline.read(pdf).report, pdf).findings == ()
    found = list(faults(pdf, 35, 11))
    assert len(found) == 35
    assert told(found) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", CORPUS)
def test_faults_in_documents_are_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = SHARED / "corpus" / Path(name) / "document.pdf"
    if not path.is_file():
        pytest.skip("../shared is not here")
    kept(monkeypatch)
    found = list(faults(path.read_bytes(), EACH, CORPUS.index(name)))
    assert len(found) == EACH
    assert len(told(found)) <= MISSED

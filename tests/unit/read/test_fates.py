"""Every glyph has a fate: what a stage drops in silence is an orphan, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reportpipe import pipeline, scan
from reportpipe.cli.console import Console
from reportpipe.model.block import Line
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import Page
from reportpipe.model.report import Source
from reportpipe.read.fates import orphans, unlined
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.visible import seen_glyphs
from tests.pages import Text, lines, page

SHEET = page(Text("国際化の目的", 40, 60, 28), Text("• 共同研究 を進める", 40, 120), Text("• 人材を送る", 40, 160))


def codes(found: Sequence[Diagnostic]) -> list[Code]:
    return [item.code for item in found]


def test_every_glyph_of_a_page_is_in_a_line() -> None:
    assert unlined(1, seen_glyphs(SHEET)[0], lines(SHEET)) == []


def test_a_glyph_that_is_in_no_line_is_an_orphan_with_its_place() -> None:
    (found,) = unlined(1, seen_glyphs(SHEET)[0], lines(SHEET)[:-1])
    assert (found.code, found.page) == (Code.AUDIT_ORPHAN, 1)
    assert found.message.startswith("6 glyphs")  # the painted space is none of them
    assert found.box is not None
    assert found.box[:2] == (40, 160 - 0.88 * 20)


def test_what_cannot_be_seen_needs_no_line() -> None:
    blank = page(Text("\u200b \u00ad", 40, 60))
    assert next(glyph.text for glyph in blank.glyphs) == "\u200b"
    assert "\u200b" not in "".join(line.text for line in lines(blank))
    assert unlined(1, list(blank.glyphs)[:2], []) == []


def test_lines_may_be_joined_and_cut_on_their_way() -> None:
    one, two, three = lines(SHEET)
    joined = replace(one, text="国際化", numbers=one.numbers + two.numbers)
    assert orphans([one, two, three], [joined, replace(three, text="送る")]) == []


def test_a_line_that_is_gone_is_an_orphan_on_its_page() -> None:
    one, two, three = lines(SHEET)
    (found,) = orphans([one, two, three, replace(two, page=2)], [one, two, three])
    assert (found.page, found.message) == (2, "11 glyphs neither in the report nor left out")


def source() -> Source:
    return Source(file="made-up.pdf", pages=1)


def test_a_stage_that_drops_a_line_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Code.AUDIT_ORPHAN not in codes(pipeline.report_of([SHEET], source(), "ja").diagnostics)

    def careless(sheet: Page, *more: object) -> list[Line]:
        return page_lines(sheet, *more)[:-1]  # type: ignore[arg-type]

    monkeypatch.setattr(scan, "page_lines", careless)
    assert Code.AUDIT_ORPHAN in codes(pipeline.report_of([SHEET], source(), "ja").diagnostics)


def test_orphans_end_a_strict_run_with_nine() -> None:
    console = Console(verbosity=-1)
    console.diagnostic("deck.pdf", Diagnostic(Code.MOJIBAKE, "", 1))
    assert (console.exit_code(strict=True), console.exit_code(strict=False)) == (7, 0)
    console.diagnostic("deck.pdf", Diagnostic(Code.AUDIT_ORPHAN, "", 1))
    assert (console.exit_code(strict=True), console.exit_code(strict=False)) == (9, 0)


def test_a_line_that_is_told_twice_is_said() -> None:
    one, two, three = lines(SHEET)
    (found,) = orphans([one, two, three], [one, two, replace(three, text="送る"), three])
    assert (found.code, found.page, found.message) == (Code.AUDIT_ORPHAN, 1, "text that is told twice: • 人材を送る")

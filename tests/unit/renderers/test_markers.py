from __future__ import annotations

import pytest

from reportpipe.model.report import Note, Paragraph, Report, Theme
from reportpipe.renderers.markers import footnote_labels, is_glyph, is_meaningful
from tests.unit.renderers.samples import bullet, themed


@pytest.mark.parametrize(
    "marker", [None, "", "•", "・", "○", "〇", "■", "–", "－", "ー", "➢", "❖", "o", "\uf0b7", "※", "✓"]
)
def test_a_glyph_is_no_enumerator(marker: str | None) -> None:
    assert is_glyph(marker)


@pytest.mark.parametrize(
    "marker", ["(1)", "（１）", "ア", "①", "❷", "ⓐ", "㋐", "㊀", "第１", "Ⅱ", "ⅱ)", "a.", "一", "⑴"]
)
def test_an_enumerator_is_no_glyph(marker: str) -> None:
    assert not is_glyph(marker)
    assert is_meaningful(marker)


@pytest.mark.parametrize(
    ("marker", "says"), [("✓", True), ("☐", True), ("※", True), ("⇒", True), ("○", False), ("", False)]
)
def test_some_glyphs_say_something(marker: str, says: bool) -> None:
    assert is_meaningful(marker) is says


def test_one_note_of_a_number_serves_the_whole_report() -> None:
    report = Report(
        themes=[
            Theme(title="一", content=[bullet("本文[^1]")]),
            Theme(title="二", content=[bullet("親", "•", Note(note="注", mark="1")), Note(note="別", mark="2")]),
        ]
    )
    assert footnote_labels(report) == [{"1": "1"}, {"1": "1"}]  # nothing refers to 2


def test_numbers_that_start_anew_serve_their_own_theme() -> None:
    themes = [
        Theme(title=title, content=[Paragraph(paragraph=text), Note(note=title, mark="1")])
        for title, text in (("一", "甲[^1]"), ("二", "乙"), ("三", "丙[^1]"))
    ]
    assert footnote_labels(Report(themes=themes)) == [{"1": "1"}, {}, {"1": "1-2"}]


def test_a_note_with_a_label_or_another_mark_is_no_footnote() -> None:
    report = themed(Paragraph(paragraph="[^1]※"), Note(note="箱", mark="1", label="注"), Note(note="他", mark="※"))
    assert footnote_labels(report) == [{}]

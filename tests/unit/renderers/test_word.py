from __future__ import annotations

import io
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from reportpipe.model.report import Note, Paragraph, Report, Table, TableBody, Theme
from reportpipe.renderers.word import WordRenderer
from tests.trees import read_by_pandoc, tree
from tests.unit.renderers.docx_files import assert_sound, part
from tests.unit.renderers.samples import INTERVIEWS, bullet, themed


def opened(report: Report) -> Any:
    return docx.Document(io.BytesIO(WordRenderer().render(report)))


def list_ids(document: Any) -> list[tuple[int, int]]:
    found = document.element.body.iter(qn("w:numPr"))
    return [(numbered.numId.val, numbered.ilvl.val) for numbered in found]


EDGES = Report(
    title="長" * 300 + "<&\x0b>",
    language="zh-Hant",
    date="1964-10",
    themes=[
        Theme(title="題", content=[Table(table=TableBody(rows=[["a"]])), Table(table=TableBody(rows=[]))]),
        Theme(title="", content=[bullet("", None), Note(note='"引用" & <注>\t欄', mark="※"), bullet("一\n二", '"%')]),
    ],
)


@pytest.mark.parametrize("report", [INTERVIEWS, EDGES, Report()])
def test_is_valid_office_open_xml(report: Report, tmp_path: Path) -> None:
    assert_sound(WordRenderer().render(report), tmp_path)


def test_headings_have_the_built_in_styles() -> None:
    styled = [
        (p.style.name, p.text)
        for p in opened(INTERVIEWS).paragraphs
        if p.style.name.startswith(("Title", "Sub", "Head"))
    ]
    assert styled == [
        ("Title", "科学技術における国際交流・協力に関するインタビューの結果"),
        ("Subtitle", "文部科学省"),
        ("Subtitle", "科学技術・学術政策局"),
        ("Subtitle", "令和3年3月26日"),
        ("Heading 1", "1. 主なインタビュー項目"),
        ("Heading 1", "2. 主な意見"),
        ("Heading 2", "(2) 国際共同研究について"),
    ]
    assert opened(INTERVIEWS).styles["Heading 9"].paragraph_format.keep_with_next


def test_every_font_is_named_for_east_asian_text_and_no_theme_wins() -> None:
    styles = part(WordRenderer(body_east_asian="BIZ UD明朝").render(INTERVIEWS), "word/styles.xml")
    assert "Theme=" not in styles
    assert styles.count("<w:rFonts") == styles.count("w:eastAsia=") - 1  # the language has one too
    assert 'w:eastAsia="BIZ UD明朝"' in styles
    assert 'w:eastAsia="游ゴシック"' in styles


@pytest.mark.parametrize(
    ("tag", "latin", "east_asian"),
    [("ja", "en-US", "ja-JP"), ("zh", "en-US", "zh-CN"), ("zh-Hant", "en-US", "zh-TW"), ("ko", "en-US", "ko-KR"),
     ("en", "en-US", "ja-JP"), ("en-GB", "en-GB", "ja-JP"), ("de", "de", "ja-JP")],
)  # fmt: skip
def test_language(tag: str, latin: str, east_asian: str) -> None:
    data = WordRenderer().render(Report(language=tag))
    assert f'<w:lang w:val="{latin}" w:eastAsia="{east_asian}"/>' in part(data, "word/styles.xml")


def test_page_and_settings() -> None:
    data = WordRenderer().render(INTERVIEWS)
    section = opened(INTERVIEWS).sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(length.mm) for length in margins] == [35, 30, 30, 30]
    assert '<w:docGrid w:linePitch="360" w:type="lines"/>' in part(data, "word/document.xml")
    settings = part(data, "word/settings.xml")
    assert 'w:percent="100"' in settings
    assert 'w:val="15"' in settings
    assert "NUMPAGES" in part(data, "word/footer1.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not {"word/stylesWithEffects.xml", "docProps/thumbnail.jpeg", "docProps/app.xml"} & set(
            package.namelist()
        )


def test_properties() -> None:
    found = opened(INTERVIEWS).core_properties
    assert (found.title, found.author) == (INTERVIEWS.title, "文部科学省, 科学技術・学術政策局")
    assert (found.language, found.identifier, found.comments) == ("ja", "9f" * 32, "")
    assert found.created == found.modified == datetime.fromisoformat("2021-03-26T00:00:00+00:00")
    assert opened(EDGES).core_properties.created.year == 1980
    assert opened(Report(date="2021-03")).core_properties.created.month == 3


@pytest.mark.parametrize(("tag", "size"), [("ja", (210, 297)), ("en", (210, 297)), ("en-US", (216, 279))])
def test_paper_of_the_language(tag: str, size: tuple[int, int]) -> None:
    section = opened(Report(language=tag)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_same_report_same_bytes() -> None:
    data = WordRenderer().render(INTERVIEWS)
    assert WordRenderer().render(INTERVIEWS) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.namelist() == sorted(package.namelist())
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_bullets_of_one_list_share_a_num_and_counted_runs_start_anew() -> None:
    report = themed(
        bullet("甲", "•", bullet("子", "–")), bullet("乙", "•", bullet("子", "–")), Paragraph(paragraph="段落"),
        bullet("一", "(1)", bullet("①の一", "①")), bullet("二", "(2)", bullet("①の一", "①")),
    )  # fmt: skip
    assert list_ids(opened(report)) == [(1, 0), (1, 1), (1, 0), (1, 1), (2, 0), (3, 1), (2, 0), (4, 1)]
    numbering = part(WordRenderer().render(report), "word/numbering.xml")
    assert numbering.count("startOverride") == 3
    assert numbering.rindex("<w:abstractNum ") < numbering.index("<w:num ")
    assert 'w:lvlText w:val="(%1)"' in numbering
    assert '<w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%2"/>' in numbering


def test_a_marker_that_word_cannot_count_stands_in_the_text() -> None:
    document = opened(themed(bullet("三", "(3)"), bullet("五", "(5)")))
    assert [p.text for p in document.paragraphs][1:] == ["(3)\t三", "(5)\t五"]
    assert [level for _, level in list_ids(document)] == [0, 0]


def test_tail_note_and_table_stand_at_the_text_of_their_bullet() -> None:
    table = Table(table=TableBody(header=[["a", "b"]], rows=[["c"]]))
    document = opened(themed(bullet("甲", "（１）", Paragraph(paragraph="続く。"), Note(note="箱"), table)))
    tail, note = document.paragraphs[2:4]
    assert (tail.style.name, tail.paragraph_format.left_indent.twips) == ("List Paragraph", 840)
    assert (note.style.name, note.paragraph_format.left_indent.twips) == ("Note", 945)
    (found,) = document.tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["a", "b"], ["c", ""]]
    assert found.style.name == "Table Grid"
    assert len(list(found._tbl.iter(qn("w:tblHeader")))) == 1
    assert [p.paragraph_format.keep_with_next for p in found.rows[0].cells[0].paragraphs] == [True]
    assert len(list(found._tbl.iter(qn("w:cantSplit")))) == 2


def test_notes_that_stand_in_the_text() -> None:
    document = opened(INTERVIEWS)
    boxed = next(p for p in document.paragraphs if p.style.name == "Note")
    assert boxed.text == "有識者(※)\n大学等研究者6名、\n大学等マネジメント5名、"
    assert [bool(run.bold) for run in boxed.runs] == [True, False]
    assert opened(themed(Paragraph(paragraph="甲[^1]"))).paragraphs[-1].text == "甲[^1]"


def test_ten_levels_fit_into_nine() -> None:
    item = bullet("底")
    for _ in range(10):
        item = bullet("上", "•", item)
    assert [level for _, level in list_ids(opened(themed(item)))] == [*range(9), 8, 8]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_same_tree() -> None:
    first, second = INTERVIEWS.themes
    (sub,) = second.themes or []
    want = [(-1, "1. 主なインタビュー項目"), *tree(first.content), (-1, "2. 主な意見"), *tree(second.content)]
    want += [(-2, "(2) 国際共同研究について"), *tree(sub.content)]
    got = [(depth, text.removeprefix("（５） ")) for depth, text in read_by_pandoc(WordRenderer().render(INTERVIEWS))]
    moved = got.index((1, "公募"))  # pandoc ends a list at the indented paragraph, and begins anew at level 1
    got[moved] = (2, "公募")
    assert got == want

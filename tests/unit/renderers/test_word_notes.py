"""Footnotes, comments, page links and attribution of the Word rendition."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from reportpipe.model.diagnostic import CHECKS, Code
from reportpipe.model.report import (
    Bullet,
    Figure,
    FigureBody,
    Note,
    Paragraph,
    Report,
    Source,
    Table,
    TableBody,
    Theme,
)
from reportpipe.renderers.reasons import JAPANESE, reason
from reportpipe.renderers.word import WordRenderer
from tests.unit.renderers.docx_files import assert_sound, external, names, part
from tests.unit.renderers.samples import INTERVIEWS, bullet, themed


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def render(report: Report) -> bytes:
    return WordRenderer().render(report)


def texts(xml: str) -> str:
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


def footnotes(data: bytes) -> dict[int, str]:
    found = re.findall(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', part(data, "word/footnotes.xml"))
    return {int(number): texts(xml) for number, xml in found}


CHECKED = Report(
    date="2021-03",
    source=Source(file="報告 1.pdf", publisher="内閣府", licence="CC BY 4.0"),
    themes=[
        Theme(
            title="題[^1]",
            check=["enum-gap"],
            at=["page=4&viewrect=1,2,3,4", "page=5"],
            content=[
                Bullet(
                    bullet="甲[^※]、再び[^1]",
                    check=["a<b", "agenda-unmet"],
                    content=[Paragraph(paragraph="乙", check=["c"])],
                ),
                Note(note="一[^※]\n続き", mark="1", check=["d"]),
                Note(note="印", mark="※"),
                Note(note="箱", label="標", check=["e"]),
                Table(table=TableBody(caption="表", rows=[["a[^3]"]]), check=["f"]),
                Note(note="三", mark="3"),
                Table(table=TableBody(rows=[["a"]]), check=["g"]),
                Figure(figure=FigureBody(caption="図", text=["語[^1]"]), check=["h"]),
                Figure(figure=FigureBody(text=["語"]), check=["i"]),
            ],
        ),
        Theme(title="次", content=[Paragraph(paragraph="丙[^3]"), Note(note="別の三", mark="3")]),
    ],
)


@pytest.mark.parametrize("report", [INTERVIEWS, CHECKED])
def test_is_sound(report: Report, tmp_path: Path) -> None:
    assert_sound(render(report), tmp_path)
    assert render(report) == render(report)


def test_a_note_that_is_referred_to_is_a_footnote_of_word() -> None:
    data = render(INTERVIEWS)
    assert footnotes(data) == {1: " 令和2年度に実施。"}
    assert '<w:footnoteReference w:id="1"/>' in part(data, "word/document.xml")
    assert "令和2年度に実施" not in part(data, "word/document.xml")
    assert '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>' in part(
        data, "word/settings.xml"
    )
    assert "footnote text" in part(data, "word/styles.xml")


def test_marks_that_word_would_not_count_are_printed() -> None:
    data = render(CHECKED)
    assert footnotes(data) == {1: " 一※続き", 2: "※ 印", 3: "3 三", 4: "3 別の三"}
    body = part(data, "word/document.xml")
    assert '<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t xml:space="preserve">※</w:t>' in body
    assert len(re.findall("<w:footnoteReference ", body)) == 4  # the second [^1] only shows its mark


def test_a_note_that_only_a_footnote_refers_to_stays_in_the_text() -> None:
    report = themed(Paragraph(paragraph="甲[^1]"), Note(note="一[^2]", mark="1"), Note(note="二", mark="2"))
    data = render(report)
    assert footnotes(data) == {1: " 一[^2]"}
    assert opened(data).paragraphs[-1].text == "2 二"


def test_no_footnotes_no_part() -> None:
    data = render(themed(bullet("甲[^1]")))
    assert not {"word/footnotes.xml", "word/comments.xml"} & set(names(data))
    assert "footnotePr" not in part(data, "word/settings.xml")


def test_check_marks_are_comments_with_their_reason() -> None:
    document: Any = opened(render(replace(CHECKED, language="en")))
    said = [(comment.author, comment.text, comment.timestamp.date().isoformat()) for comment in document.comments]
    assert said[:2] == [
        ("reportpipe", "d", "2021-03-01"),
        ("reportpipe", "enum-gap: a number is missing in a sequence of enumerators", "2021-03-01"),
    ]
    assert said[2][1] == "a<b\nagenda-unmet: an agenda entry has no section"
    assert [text for _, text, _ in said[3:]] == ["c", "e", "f", "g", "h", "i"]


def test_comments_speak_the_language_of_the_report() -> None:
    document: Any = opened(render(CHECKED))
    said = [comment.text for comment in document.comments]
    assert said[1] == "enum-gap：番号の並びに抜けがあります"
    assert said[2] == "a<b\nagenda-unmet: an agenda entry has no section"  # written by hand


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_mark_has_its_reason_in_japanese(code: Code) -> None:
    assert reason(code.label, "ja-JP") == f"{code.label}：{JAPANESE[code.label]}"
    assert reason(code.label, "zh-Hans") == f"{code.label}: {code.meaning}"


def test_each_theme_has_its_page_as_a_link() -> None:
    data = render(CHECKED)
    assert external(data) == ["%E5%A0%B1%E5%91%8A%201.pdf#page=4"]
    heading = next(p for p in opened(data).paragraphs if p.text.startswith("題"))
    assert heading.hyperlinks[0].address == external(data)[0]
    assert 'w:tooltip="PDF p.4-5"' in part(data, "word/document.xml")
    assert external(WordRenderer(page_links=False).render(CHECKED)) == []
    assert external(render(themed())) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (Source(file="a.pdf", url="https://e.jp/報告.pdf?a=1&b=%20#x"), "https://e.jp/%E5%A0%B1%E5%91%8A.pdf?a=1&amp;b=%20"),
        (Source(file="../b\\c:d.pdf", url="javascript:alert(1)"), "c%3Ad.pdf"),
        (Source(file="a.pdf", url="https://[x"), "a.pdf"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_to_a_file_beside(source: Source, target: str) -> None:
    report = Report(source=source, themes=[Theme(title="題", at="page=2")])
    assert external(render(report)) == [f"{target}#page=2"]


def test_a_pdf_from_standard_input_has_no_links() -> None:
    assert external(render(Report(source=Source(file="-"), themes=[Theme(title="題", at="page=2")]))) == []


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (Report(title="白書", source=Source(file="a", publisher="内閣府")), "出典：内閣府「白書」を加工して作成"),
        (Report(source=Source(file="a", publisher="内閣府", url="https://e.jp", licence="CC BY 4.0")),
         "出典：内閣府（https://e.jp）を加工して作成（CC BY 4.0）"),
        (Report(title="Report", language="en", source=Source(file="a", publisher="EC", licence="CC BY 4.0")),
         "Source: adapted from EC, “Report” (CC BY 4.0)"),
    ],
)  # fmt: skip
def test_the_line_of_attribution(report: Report, line: str) -> None:
    found = [p.text for p in opened(render(report)).paragraphs if p.style.name == "Attribution"]
    assert found == [line]


def test_no_publisher_no_attribution() -> None:
    assert "加工して作成" not in part(render(INTERVIEWS), "word/document.xml")

"""Templates as Japanese Word makes them, put together here part by part."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from reportpipe.errors import UsageError
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import Note, Paragraph, Report, Source, Table, TableBody, Theme
from reportpipe.renderers.word import WordRenderer
from tests.unit.renderers.docx_files import assert_sound, external, names, part
from tests.unit.renderers.samples import INTERVIEWS, bullet, themed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
PAGE = (
    '<w:pgSz w:w="10318" w:h="14570"/>'
    '<w:pgMar w:top="1985" w:right="1134" w:bottom="1701" w:left="1134" w:header="851" w:footer="992" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="360"/>'
)
LATENT = '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="1"/>'


def style(style_id: str, name: str, kind: str = "paragraph", more: str = "", default: bool = False) -> str:
    flag = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{flag} w:styleId="{style_id}"><w:name w:val="{name}"/>{more}</w:style>'


NORMAL = style("a", "Normal", default=True) + style("a0", "Default Paragraph Font", "character", default=True)
STYLES = NORMAL + "".join(
    [
        style("1", "heading 1", more='<w:basedOn w:val="a"/>'),
        style("2", "heading 2", more='<w:basedOn w:val="1"/>'),
        style("a3", "Title", more='<w:basedOn w:val="a"/>'),
        style("a4", "header", more='<w:basedOn w:val="a"/>'),
        style("a5", "\u7b87\u6761\u66f8\u304d", more='<w:basedOn w:val="a"/>'),
        style("Note", "\u8981\u7d04", more='<w:basedOn w:val="a"/>'),  # another style with an id of ours
    ]
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:pStyle w:val="1"/><w:lvlText w:val="第%1章"/><w:lvlJc w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)


def template(
    styles: str = STYLES, body: str = "<w:p/>", section: str = PAGE, more: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """A .docx file. more: of further parts beside document.xml, by name: (type of relationship, XML)."""
    parts = {
        "styles": ("styles", f"<w:styles {W}>{LATENT}{styles}</w:styles>"),
        **(more or {}),
        "fontTable": ("fontTable", f"<w:fonts {W}/>"),
        "theme": ("theme", docx.Document().part.part_related_by(f"{OFFICE}/theme").blob.decode()),
    }
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for i, (name, (kind, _)) in enumerate(parts.items(), 1)
    )
    rels += f'<Relationship Id="rId90" Type="{OFFICE}/hyperlink" Target="file:///C:/old" TargetMode="External"/>'
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{THEME if kind == "theme" else f"{WORD}.{kind}+xml"}"/>'
        for name, (kind, _) in parts.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>',
        **{f"word/{name}.xml": xml for name, (_, xml) in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in files.items():
            target.writestr(name, text)
    return out.getvalue()


def filled(data: bytes, report: Report = INTERVIEWS, **options: Any) -> tuple[bytes, Any, list[str]]:
    notes: list[Diagnostic] = []
    made = WordRenderer(reference_doc=data, **options).render(report, notes)
    return made, docx.Document(io.BytesIO(made)), [note.message for note in notes]


def test_styles_are_known_by_their_names(tmp_path: Path) -> None:
    made, document, messages = filled(template())
    used = {p.text: p.style.style_id for p in document.paragraphs}
    assert used["1. 主なインタビュー項目"] == "1"
    assert used["(2) 国際共同研究について"] == "2"
    assert used[INTERVIEWS.title] == "a3"
    assert used["MINISTRY OF EDUCATION"] == "a"
    assert_sound(made, tmp_path)
    missing = messages[0].partition(": ")[2].split(", ")
    assert "List Paragraph" in missing
    assert not {"heading 1", "Title", "heading 3"} & set(missing)  # a style that is not used is not missed
    assert WordRenderer(reference_doc=template()).render(INTERVIEWS) == made


def test_an_added_style_is_based_on_the_templates_and_takes_no_id_that_is_in_use() -> None:
    made, document, _ = filled(template())
    note = next(p for p in document.paragraphs if p.text.startswith("有識者(※)"))
    assert (note.style.name, note.style.style_id, note.style.base_style.style_id) == ("Note", "Note_", "a")
    assert "w:eastAsia=" not in part(made, "word/styles.xml")  # fonts are the template's


def test_the_users_map_names_the_templates_styles() -> None:
    styles = {"list paragraph": "箇条書き", "Note": "要約", "Caption": "図表番号"}
    _, document, messages = filled(template(), styles=styles)
    used = {p.text: p.style.style_id for p in document.paragraphs}
    assert used["動機・経緯等"] == "a5"
    assert "図表番号" in messages[0]
    assert not {"箇条書き", "要約", "Note", "List Paragraph"} & set(messages[0].partition(": ")[2].split(", "))
    with pytest.raises(UsageError, match="no style 'bullet'"):
        filled(template(), styles={"bullet": "箇条書き"})


@pytest.mark.parametrize("numbering", [False, True])
def test_lists_come_behind_those_of_the_template(numbering: bool, tmp_path: Path) -> None:
    more = {"numbering": ("numbering", f"<w:numbering {W}>{NUMBERING}</w:numbering>")}
    made, _, _ = filled(template(more=more if numbering else None))
    xml = part(made, "word/numbering.xml")
    assert xml.rindex("<w:abstractNum ") < xml.index("<w:num ")
    ids = [int(number) for number in re.findall(r'<w:num w:numId="(\d+)"', xml)]
    assert ids[:2] == ([3, 4] if numbering else [1, 2])
    assert '<w:ilvl w:val="0"/><w:numId w:val="3"/>' not in part(made, "word/document.xml") or not numbering
    assert_sound(made, tmp_path)


def test_headings_that_count_by_themselves_do_not_count_what_is_numbered(tmp_path: Path) -> None:
    counted = style("1", "heading 1", more='<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
    styles = NORMAL + counted + style("2", "heading 2", more='<w:basedOn w:val="1"/>')
    more = {"numbering": ("numbering", f"<w:numbering {W}>{NUMBERING}</w:numbering>")}
    made, document, _ = filled(template(styles, more=more))
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [p._p.pPr.numPr.numId.val for p in headings] == [0, 0, 0]
    assert_sound(made, tmp_path)


def test_page_headers_and_footers_stay_and_the_cover_page_goes(tmp_path: Path) -> None:
    head = f"<w:hdr {W}><w:p><w:r><w:t>○○省</w:t></w:r></w:p></w:hdr>"
    cover = (
        '<w:p><w:hyperlink r:id="rId90"><w:r><w:t>表紙</w:t></w:r></w:hyperlink></w:p><w:p><w:pPr><w:sectPr>'
        f'<w:headerReference w:type="default" r:id="rId2"/>{PAGE}</w:sectPr></w:pPr></w:p><w:p/>'
    )
    made, document, _ = filled(template(body=cover, more={"header1": ("header", head)}))
    assert "表紙" not in part(made, "word/document.xml")
    (section,) = document.sections
    assert (section.page_width.twips, section.left_margin.twips) == (10318, 1134)
    assert [p.text for p in section.header.paragraphs] == ["○○省"]
    assert external(made) == [f"mext.pdf#page={number}" for number in (2, 3, 5)]
    assert_sound(made, tmp_path)
    width = next(document.tables[0]._tbl.iter(qn("w:tblW"))).get(qn("w:w"))
    assert int(width) == 10318 - 2 * 1134


def test_parts_of_the_templates_text_do_not_stay(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>古い注</w:t></w:r></w:p></w:footnote></w:footnotes>'
    lead = '<w:zoom w:percent="90"/><w:trackRevisions/><w:endnotePr><w:endnote w:id="0"/></w:endnotePr>'
    more = {
        "footnotes": ("footnotes", notes),
        "settings": ("settings", f"<w:settings {W}>{lead}<w:compat/></w:settings>"),
    }
    made, _, _ = filled(template(more=more))
    assert "古い注" not in part(made, "word/footnotes.xml")
    assert "endnotePr" not in part(made, "word/settings.xml")
    assert part(made, "word/settings.xml").index("trackRevisions") < part(made, "word/settings.xml").index("footnotePr")
    assert_sound(made, tmp_path)
    plain, _, _ = filled(template(more=more), themed(bullet("甲")))
    assert "word/footnotes.xml" not in names(plain)


def test_a_template_that_says_nothing_at_all(tmp_path: Path) -> None:
    table = Table(table=TableBody(rows=[["a"]]), check=["x"])
    report = themed(bullet("甲[^1]", "•", Paragraph(paragraph="乙")), Note(note="注", mark="1"), table)
    made, document, messages = filled(template("", section=""), report)
    assert document.sections[0].page_width.twips == 11906
    assert_sound(made, tmp_path)
    assert "heading 1, List Paragraph" in messages[0]
    linked = Report(source=Source(file="a.pdf"), themes=[Theme(title="題", at="page=1")])
    assert external(filled(template("", section=""), linked)[0]) == ["a.pdf#page=1"]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", template().replace(b"document.main", b"template.main")]
)
def test_what_is_no_word_file_is_told(data: bytes) -> None:
    with pytest.raises(UsageError, match="reference document"):
        WordRenderer(reference_doc=data).render(INTERVIEWS)


def test_its_own_output_can_be_the_template(tmp_path: Path) -> None:
    made, _, messages = filled(WordRenderer().render(INTERVIEWS))
    assert messages == []
    assert_sound(made, tmp_path)

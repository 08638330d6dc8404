"""The package around the body (ECMA-376 parts 1 and 2): page, settings, properties, footer, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from reportpipe.model.report import Report
from reportpipe.renderers.word_body import NOT_XML
from reportpipe.renderers.word_styles import Languages

PAGE = (210, 297)
"""A4, in mm."""
MARGINS = {"top_margin": 35, "right_margin": 30, "bottom_margin": 30, "left_margin": 30}
"""Word's Japanese default, in mm."""
LINE_PITCH = 360
"""Of the page's line grid, in twips: 18 pt."""
EARLIEST = date(1980, 1, 1)
"""Stands for an unknown date; it is also the first that a zip entry can have."""
LONGEST_PROPERTY = 255
"""Characters that a core property may have (python-docx refuses more)."""
STALE = {
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
}
"""Parts of python-docx's template that describe another document than the one written here."""
SETTINGS = """<w:settings {ns}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="{latin}" w:eastAsia="{east_asian}"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"
 w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5"
 w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""
"""Section 17.15. Mode 15 is Word 2013 and later; without it Word opens the file in a compatibility mode."""
FONT_TABLE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {ns}/>'
"""Section 17.8.3.11. The part must be there; Word fills it by itself."""
FOOTER = """<w:ftr {ns}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r>
<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"""


def package(report: Report, body: str, numbering: str, styles: tuple[str, str], languages: Languages) -> bytes:
    """The .docx file. body, numbering: children of w:body and w:numbering; styles: as styles_xml() gives them."""
    document = docx.Document()
    _drop_stale(document)
    _set_children(document.settings.element, SETTINGS.format(ns=nsdecls("w"), **languages._asdict()))
    _set_children(document.part.numbering_part.element, f"<w:numbering {nsdecls('w')}>{numbering}</w:numbering>")
    _set_styles(document.styles.element, *styles)
    _set_page(document.sections[0])
    _set_properties(document.core_properties, report)
    section = document.element.body[-1]
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")):
        section.addprevious(element)
    written = io.BytesIO()
    document.save(written)
    return _fixed(written)


def _drop_stale(document: Any) -> None:
    """Drops what is STALE from the package, and gives it a font table of its own."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in STALE]:
            del rels[key]
    name, blob = PackURI("/word/fontTable.xml"), FONT_TABLE.format(ns=nsdecls("w")).encode()
    fonts = Part(name, CONTENT_TYPE.WML_FONT_TABLE, blob, document.part.package)
    document.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_children(element: Any, xml: str) -> None:
    element[:] = list(parse_xml(xml))


def _set_styles(element: Any, defaults: str, styles: str) -> None:
    """Puts our styles in the place of the template's; only its list of latent styles stays."""
    latent = element.find(qn("w:latentStyles"))
    children = list(parse_xml(f"<w:styles {nsdecls('w')}>{defaults}{styles}</w:styles>"))
    element[:] = [children[0], latent, *children[1:]]


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = (Mm(side) for side in PAGE)
    for name, width in MARGINS.items():
        setattr(section, name, Mm(width))
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    footer = section.footer
    footer.is_linked_to_previous = False
    _set_children(footer._element, FOOTER.format(ns=nsdecls("w")))


def _set_properties(properties: Any, report: Report) -> None:
    """Core properties (part 2, section 8.3). The dates are the report's own, so that equal reports give equal files."""
    values = {
        "title": report.title,
        "author": ", ".join(report.organisation or []),
        "language": report.language,
        "identifier": (report.source and report.source.sha256) or "",
        "last_modified_by": "",
        "comments": "",
        "keywords": "",
    }
    for name, value in values.items():
        setattr(properties, name, " ".join(NOT_XML.sub("", value).split())[:LONGEST_PROPERTY])
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(_day(report.date), datetime.min.time())


def _day(iso: str | None) -> date:
    """The first day that an ISO date, maybe without day or month, can mean; EARLIEST where it is none or earlier."""
    return max(EARLIEST, date.fromisoformat((iso + "-01-01")[:10])) if iso else EARLIEST


def _fixed(written: io.BytesIO) -> bytes:
    """The same zip with its entries sorted and without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, (EARLIEST.year, EARLIEST.month, EARLIEST.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else the file would tell on which system it was written
            target.writestr(entry, source.read(name))
    return out.getvalue()

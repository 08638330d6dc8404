"""The document that is filled where the user has no template: page, settings, footer, styles (ECMA-376 part 1)."""

from __future__ import annotations

from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from reportpipe.renderers.word_package import add_part
from reportpipe.renderers.word_styles import Languages

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)
"""Papers in mm. Letter is what the United States print on; hardly anybody else does."""
LETTER_LANGUAGES = frozenset({"en-US"})
MARGINS = {"top_margin": 35, "right_margin": 30, "bottom_margin": 30, "left_margin": 30}
"""Word's Japanese default, in mm."""
LINE_PITCH = 360
"""Of the page's line grid, in twips: 18 pt."""
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


def own_document(language: str, languages: Languages, styles: tuple[str, str]) -> Any:
    """A document without text. language: the report's tag; styles: as styles_xml() gives them."""
    document = docx.Document()
    _drop_stale(document)
    _set_children(document.settings.element, SETTINGS.format(ns=nsdecls("w"), **languages._asdict()))
    _set_styles(document.styles.element, *styles)
    _set_page(document.sections[0], LETTER if language in LETTER_LANGUAGES else A4)
    return document


def set_numbering(document: Any, xml: str) -> None:
    """Puts the lists of the document in the place of the template's. xml: the children of w:numbering."""
    _set_children(document.part.numbering_part.element, f"<w:numbering {nsdecls('w')}>{xml}</w:numbering>")


def _drop_stale(document: Any) -> None:
    """Drops what is STALE from the package, and gives it a font table of its own."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in STALE]:
            del rels[key]
    blob = FONT_TABLE.format(ns=nsdecls("w")).encode()
    add_part(document, "fontTable", RELATIONSHIP_TYPE.FONT_TABLE, CONTENT_TYPE.WML_FONT_TABLE, blob)


def _set_children(element: Any, xml: str) -> None:
    element[:] = list(parse_xml(xml))


def _set_styles(element: Any, defaults: str, styles: str) -> None:
    """Puts our styles in the place of the template's; only its list of latent styles stays."""
    latent = element.find(qn("w:latentStyles"))
    children = list(parse_xml(f"<w:styles {nsdecls('w')}>{defaults}{styles}</w:styles>"))
    element[:] = [children[0], latent, *children[1:]]


def _set_page(section: Any, paper: tuple[float, float]) -> None:
    section.page_width, section.page_height = (Mm(side) for side in paper)
    for name, width in MARGINS.items():
        setattr(section, name, Mm(width))
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    footer = section.footer
    footer.is_linked_to_previous = False
    _set_children(footer._element, FOOTER.format(ns=nsdecls("w")))

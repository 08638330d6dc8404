"""The styles of the Word rendition (ECMA-376 part 1, section 17.7): built-in names, East Asian fonts on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

BODY_SIZE = 21
"""Body text in half-points: 10.5 pt, Word's Japanese default."""
HEADING_SIZES = (28, 24, 22, 21, 21, 21, 21, 21, 21)
"""Heading 1 to 9 in half-points."""
FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "between")
)
"""A box, with a line between neighbours: equal boxes that touch are drawn as one (section 17.3.1.24, pBdr)."""
UNSNAPPED = '<w:snapToGrid w:val="0"/>'
"""Off the line grid, or larger type takes two lines of it."""
APART = '<w:spacing w:after="80"/>'
"""4 pt below each paragraph: tells a line break inside an item from the next item."""
KEPT = "<w:keepNext/><w:keepLines/>"


class Fonts(NamedTuple):
    """One face for East Asian, one for Latin text. None: those of the style that a style is based on."""

    east_asian: str | None = None
    latin: str | None = None

    def xml(self) -> str:
        """The rFonts element. The hint gives characters of either script, such as ① or ※, to the East Asian font."""
        names = {"ascii": self.latin, "hAnsi": self.latin, "eastAsia": self.east_asian, "cs": self.latin}
        named = "".join(f" w:{key}={quoteattr(name)}" for key, name in names.items() if name)
        return f'<w:rFonts w:hint="eastAsia"{named}/>'


class Languages(NamedTuple):
    """BCP 47 tags for spelling and line breaking in Latin and in East Asian text."""

    latin: str
    east_asian: str


def languages_of(tag: str) -> Languages:
    """From the report's language. Word wants a region with the East Asian ones; Chinese has two kinds of characters."""
    primary, *rest = tag.split("-")
    if primary == "zh":
        return Languages("en-US", "zh-TW" if {"Hant", "TW", "HK", "MO"} & set(rest) else "zh-CN")
    if primary in ("ja", "ko"):
        return Languages("en-US", {"ja": "ja-JP", "ko": "ko-KR"}[primary])
    return Languages("en-US" if tag == "en" else tag, "ja-JP")


def styles_xml(heading: Fonts, body: Fonts, languages: Languages) -> tuple[str, str]:
    """The docDefaults element, and all style elements."""
    language = f"<w:lang w:val={quoteattr(languages.latin)} w:eastAsia={quoteattr(languages.east_asian)}/>"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{body.xml()}<w:kern w:val="2"/>{_size(BODY_SIZE)}{language}'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    return defaults, "".join(
        [*_base(body), *_headings(heading), *_texts(heading, body), *_references(body), *_tables(body)]
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _base(body: Fonts) -> Iterator[str]:
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{APART}</w:pPr><w:rPr>{body.xml()}</w:rPr></w:style>"
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    yield (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def _headings(fonts: Fonts) -> Iterator[str]:
    centred = '<w:jc w:val="center"/>'
    title = f'{KEPT}{UNSNAPPED}<w:spacing w:before="240" w:after="240"/>{centred}'
    yield _paragraph("Title", "Title", title, f"{fonts.xml()}<w:b/><w:bCs/>{_size(36)}", priority=10)
    yield _paragraph("Subtitle", "Subtitle", UNSNAPPED + centred, f"{fonts.xml()}{_size(BODY_SIZE)}", priority=11)
    for level, size in enumerate(HEADING_SIZES):
        layout = f'{KEPT}{UNSNAPPED}<w:spacing w:before="{240 if level < 2 else 120}" w:after="60"/>'
        look = f"{fonts.xml()}<w:b/><w:bCs/>{_size(size)}"
        outline = f'<w:outlineLvl w:val="{level}"/>'
        yield _paragraph(f"Heading{level + 1}", f"heading {level + 1}", layout + outline, look, priority=9)


def _texts(heading: Fonts, body: Fonts) -> Iterator[str]:
    spaced = (
        '<w:spacing w:before="120" w:after="120" w:line="288" w:lineRule="auto"/><w:ind w:left="105" w:right="105"/>'
    )
    boxed = f"<w:pBdr>{FRAME}</w:pBdr>{UNSNAPPED}{spaced}"
    smaller = f"{body.xml()}{_size(BODY_SIZE - 2)}"
    caption = f'<w:keepNext/>{UNSNAPPED}<w:spacing w:before="120" w:after="60"/>'
    yield _paragraph("ListParagraph", "List Paragraph", APART, body.xml(), priority=34)
    yield _paragraph("Caption", "caption", caption, f"{heading.xml()}{_size(BODY_SIZE - 1)}", priority=35)
    yield _paragraph("Note", "Note", f"<w:keepLines/>{boxed}", smaller, priority=36)
    yield _paragraph("FigureText", "Figure Text", boxed, smaller, priority=37)
    yield _paragraph("Attribution", "Attribution", f'{UNSNAPPED}<w:spacing w:before="120"/>', smaller, priority=38)
    yield _paragraph("Footer", "footer", f'{UNSNAPPED}<w:jc w:val="center"/>', smaller, priority=99)


def _references(body: Fonts) -> Iterator[str]:
    """Footnotes and comments."""
    small = f"{body.xml()}{_size(BODY_SIZE - 3)}"
    yield _paragraph("FootnoteText", "footnote text", UNSNAPPED, small, priority=99)
    yield _paragraph("CommentText", "annotation text", "", body.xml(), priority=99)
    yield _character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
    yield _character("CommentReference", "annotation reference", _size(BODY_SIZE - 3))


def _character(style_id: str, name: str, look: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


def _paragraph(style_id: str, name: str, layout: str, look: str, priority: int) -> str:
    """A paragraph style. layout, look: the children of pPr and rPr, in the order of their sequences."""
    following = '<w:next w:val="Normal"/>' if style_id.startswith(("Title", "Subtitle", "Heading")) else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'{following}<w:uiPriority w:val="{priority}"/><w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _tables(body: Fonts) -> Iterator[str]:
    margins = '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{margins}</w:tblPr></w:style>'
    )
    yield (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f'<w:uiPriority w:val="39"/><w:rPr>{body.xml()}</w:rPr>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
    )

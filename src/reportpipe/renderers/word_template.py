"""A user's Word template: its styles by name, its page, headers and footers; nothing else of it stays.

Japanese Word numbers its styles' ids (1, a3), so a style is known by its name alone, which is English for all that is
built in (ECMA-376 part 1, section 17.7.4.9). A template holds only the built-in styles that somebody has used in it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from reportpipe.errors import UsageError
from reportpipe.model.diagnostic import Code, Diagnostic

KEPT = frozenset(
    {
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.THEME,
        RELATIONSHIP_TYPE.FONT_TABLE,
        RELATIONSHIP_TYPE.WEB_SETTINGS,
    }
)
"""The parts of a template that stay, besides those that its page refers to."""
KEPT_OF_PACKAGE = frozenset(
    {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES}
)
FOREIGN_SETTINGS = ("w:attachedTemplate", "w:mailMerge", "w:footnotePr", "w:endnotePr", "w:rsids", "w:docVars")
"""Settings that lead out of the file, or to parts that do not stay."""
STYLED = tuple(qn(name) for name in ("w:pStyle", "w:rStyle", "w:tblStyle"))
PAPER, MARGIN = (11906, 16838), 1701
"""A4 and 30 mm, in twips, for a template that says none."""


class Template:
    """A template that is ready to be filled. own: the style elements used here, as XML text, for what it lacks; names:
    its styles' names by those used here.

    Raises UsageError where it is no Word file, or where `names` has an unknown key.
    """

    def __init__(self, data: bytes, own: str, names: Mapping[str, str]) -> None:
        self.document = _opened(data)
        self._missing: list[str] = []
        _keep_page_only(self.document)
        self._styles = self.document.styles.element
        self._known = _ids_by_name(self._styles)
        self._own = {
            style.get(qn("w:styleId")): style for style in parse_xml(f"<w:styles {nsdecls('w')}>{own}</w:styles>")
        }
        self._names = self._checked(names)
        self._ids: dict[str, str] = {}
        self._first_num = 0

    def _checked(self, names: Mapping[str, str]) -> dict[str, str]:
        known = {_name(style).lower(): _name(style) for style in self._own.values()}
        for key in names:
            if key.lower() not in known:
                raise UsageError(f"styles: there is no style {key!r} to map", f"Known: {', '.join(known.values())}.")
        return {key.lower(): value for key, value in names.items()}

    def add_numbering(self, xml: str) -> None:
        """Adds lists behind those of the template. xml: the children of w:numbering, every abstractNum first."""
        root = _numbering(self.document)
        abstract, nums = root.findall(qn("w:abstractNum")), root.findall(qn("w:num"))
        first = 1 + max((int(item.get(qn("w:abstractNumId"))) for item in abstract), default=-1)
        self._first_num = max((int(item.get(qn("w:numId"))) for item in nums), default=0)
        place = nums[0] if nums else root.find(qn("w:numIdMacAtCleanup"))
        for item in list(parse_xml(f"<w:numbering {nsdecls('w')}>{xml}</w:numbering>")):
            if item.tag == qn("w:abstractNum"):
                item.set(qn("w:abstractNumId"), str(first + int(item.get(qn("w:abstractNumId")))))
            else:
                item.set(qn("w:numId"), str(self._first_num + int(item.get(qn("w:numId")))))
                of = item.find(qn("w:abstractNumId"))
                of.set(qn("w:val"), str(first + int(of.get(qn("w:val")))))
                place = root.find(qn("w:numIdMacAtCleanup"))
            if place is None:
                root.append(item)
            else:
                place.addprevious(item)

    def adapt(self, story: Any) -> None:
        """Gives what was written the template's style ids and the numIds of the added lists."""
        for element in story.iter(*STYLED, qn("w:numId")):
            value = element.get(qn("w:val"))
            if element.tag == qn("w:numId"):
                element.set(qn("w:val"), str(self._first_num + int(value)))
            else:
                element.set(qn("w:val"), self._id(value))
        counted = self._counted_headings()
        for element in [item for item in story.iter(qn("w:pStyle")) if item.get(qn("w:val")) in counted]:
            _stop_numbering(element.getparent())

    def notes(self) -> list[Diagnostic]:
        """A warning that names the styles that the template lacks; ask once it is filled."""
        if not self._missing:
            return []
        message = f"not in the template, so reportpipe's own are used: {', '.join(self._missing)}"
        return [Diagnostic(Code.STYLE_MISSING, message)]

    def _id(self, own: str) -> str:
        """The template's id for a style used here; one that it lacks is added."""
        if own not in self._ids:
            style = self._own[own]
            kind, name = style.get(qn("w:type")), _name(style)
            wanted = self._names.get(name.lower(), name)
            found = self._known.get((kind, wanted.lower()))
            if found is None:
                self._missing.append(wanted)
                found = self._known.get((kind, name.lower())) or self._added(style)
            self._ids[own] = found
        return self._ids[own]

    def _added(self, style: Any) -> str:
        """Adds a style of ours, based on the template's own basis of that kind. Returns its id."""
        kind, name = style.get(qn("w:type")), _name(style)
        taken = set(self._known.values())
        style_id = style.get(qn("w:styleId"))
        while style_id in taken:
            style_id += "_"
        style.set(qn("w:styleId"), style_id)
        for tag in ("w:basedOn", "w:next"):
            self._refer_to_default(style, tag, kind)
        style.attrib.pop(qn("w:default"), None)
        self._styles.append(style)
        self._known[kind, name.lower()] = style_id
        return str(style_id)

    def _refer_to_default(self, style: Any, tag: str, kind: str) -> None:
        element = style.find(qn(tag))
        if element is None:
            return
        default = next((item for item in self._styles if _is_default(item, kind)), None)
        if default is None:
            style.remove(element)
        else:
            element.set(qn("w:val"), default.get(qn("w:styleId")))

    def _counted_headings(self) -> set[str]:
        """The ids of the headings' styles that count by themselves."""
        return {
            found for own, found in self._ids.items() if own.startswith("Heading") and _is_numbered(self._styles, found)
        }


def _opened(data: bytes) -> Any:
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # a file can be broken in as many ways as there are layers in it
        raise UsageError(
            f"the reference document cannot be read: {type(error).__name__}: {error}",
            "It must be a Word file (.docx, not .doc, .dotx or .docm). Open it in Word and save it as .docx.",
        ) from error


def _keep_page_only(document: Any) -> None:
    """Drops the template's text, cover page and all, with the parts that only the text refers to."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    page = sections[-1] if sections else OxmlElement("w:sectPr")
    _inherit_headers(page, sections[:-1])
    body[:] = [page]
    _fill_page(document.sections[-1])
    used = {
        value for element in page.iter() for key, value in element.attrib.items() if key.startswith(qn("r:id")[:-2])
    }
    _drop(document.part.rels, lambda rel: rel.reltype in KEPT or rel.rId in used)
    _drop(document.part.package.rels, lambda rel: rel.reltype in KEPT_OF_PACKAGE)
    settings = document.settings.element
    for name in FOREIGN_SETTINGS:
        for element in settings.findall(qn(name)):
            settings.remove(element)
    _drop(document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels, lambda rel: not rel.is_external)


def _drop(rels: Any, stays: Any) -> None:
    for key in [key for key, rel in rels.items() if not stays(rel)]:
        del rels[key]


def _inherit_headers(page: Any, earlier: list[Any]) -> None:
    """A section without a header of a kind has that of the section before it (section 17.10.5)."""
    for tag in (qn("w:footerReference"), qn("w:headerReference")):
        kinds = {item.get(qn("w:type")) for item in page.findall(tag)}
        for section in reversed(earlier):
            for item in section.findall(tag):
                if item.get(qn("w:type")) not in kinds:
                    kinds.add(item.get(qn("w:type")))
                    page.insert(0, item)


def _fill_page(section: Any) -> None:
    """What a section does not say of its page."""
    twip = 635  # EMU
    section.page_width = section.page_width or PAPER[0] * twip
    section.page_height = section.page_height or PAPER[1] * twip
    for name in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        if getattr(section, name) is None:
            setattr(section, name, MARGIN * twip)


def _numbering(document: Any) -> Any:
    """The root of numbering.xml, which a template without lists does not have."""
    for rel in document.part.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return rel.target_part.element
    root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    name, package = PackURI("/word/numbering.xml"), document.part.package
    document.part.relate_to(NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, root, package), RELATIONSHIP_TYPE.NUMBERING)
    return root


def _name(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val")))


def _ids_by_name(styles: Any) -> dict[tuple[str, str], str]:
    """(type, name in lower case) → id, other names of a style too."""
    found: dict[tuple[str, str], str] = {}
    for style in styles.findall(qn("w:style")):
        kind, style_id = style.get(qn("w:type"), "paragraph"), style.get(qn("w:styleId"))
        for tag in ("w:name", "w:aliases"):
            element = style.find(qn(tag))
            for name in element.get(qn("w:val"), "").split(",") if element is not None and style_id else ():
                found.setdefault((kind, name.strip().lower()), style_id)
    return found


def _is_default(style: Any, kind: str) -> bool:
    return (
        style.tag == qn("w:style") and style.get(qn("w:type")) == kind and style.get(qn("w:default")) in ("1", "true")
    )


def _is_numbered(styles: Any, style_id: str | None) -> bool:
    """Whether paragraphs of a style are counted, by itself or by a style that it is based on."""
    by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    seen: set[str] = set()
    while style_id in by_id and style_id not in seen:
        seen.add(str(style_id))
        style = by_id[style_id]
        if next(style.iter(qn("w:numPr")), None) is not None:
            return True
        based = style.find(qn("w:basedOn"))
        style_id = based.get(qn("w:val")) if based is not None else None
    return False


def _stop_numbering(properties: Any) -> None:
    """Headings are printed with their own numbers; numId 0 takes the style's away (section 17.9.18)."""
    properties.find(qn("w:pStyle")).addnext(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )

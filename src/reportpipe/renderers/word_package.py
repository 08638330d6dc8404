"""The package around the body (ECMA-376 parts 1 and 2): parts, relationships, properties, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from reportpipe.model.report import Report
from reportpipe.renderers.word_runs import NOT_XML

EARLIEST = date(1980, 1, 1)
"""Stands for an unknown date; it is also the first that a zip entry can have."""
LONGEST_PROPERTY = 255
"""Characters that a core property may have (python-docx refuses more)."""
AFTER_FOOTNOTES = (
    *("endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
    *("smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)
"""What follows footnotePr in settings.xml (section 17.15.1.78, CT_Settings); so does all of other namespaces."""


class Parts(NamedTuple):
    """What was written, as XML text: the children of body, footnotes, comments. links: targets by relationship id."""

    body: str
    footnotes: str
    comments: str
    links: Mapping[str, str]


def filled(document: Any, parts: Parts, adapt: Callable[[Any], None]) -> bytes:
    """The .docx file of a document with an empty body. adapt: is called with each story's root."""
    for key, target in sorted(parts.links.items()):
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, key, is_external=True)
    body = parse_xml(f"<w:body {nsdecls('w', 'r')}>{parts.body}</w:body>")
    adapt(body)
    section = document.element.body[-1]
    for element in list(body):
        section.addprevious(element)
    if parts.footnotes:
        _set_footnote_separators(document.settings.element)
        _add_story(document, "footnotes", RELATIONSHIP_TYPE.FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES, parts, adapt)
    if parts.comments:
        _add_story(document, "comments", RELATIONSHIP_TYPE.COMMENTS, CONTENT_TYPE.WML_COMMENTS, parts, adapt)
    written = io.BytesIO()
    document.save(written)
    return _fixed(written)


def add_part(document: Any, name: str, relationship: str, content_type: str, xml: bytes) -> None:
    """A part beside document.xml. python-docx knows no footnotes, and makes no numbering."""
    part = Part(PackURI(f"/word/{name}.xml"), content_type, xml, document.part.package)
    document.part.relate_to(part, relationship)


def _add_story(
    document: Any, name: str, relationship: str, content_type: str, parts: Parts, adapt: Callable[[Any], None]
) -> None:
    root = parse_xml(f"<w:{name} {nsdecls('w')}>{getattr(parts, name)}</w:{name}>")
    adapt(root)
    add_part(document, name, relationship, content_type, serialize_part_xml(root))


def _set_footnote_separators(settings: Any) -> None:
    """Names the lines above footnotes, at the place in the sequence where Word wants it."""
    properties = OxmlElement("w:footnotePr")
    for number in ("-1", "0"):
        properties.append(OxmlElement("w:footnote", {qn("w:id"): number}))
    after = {qn(f"w:{name}") for name in AFTER_FOOTNOTES}
    word = qn("w:settings").removesuffix("settings")
    place = next((item for item in settings if item.tag in after or not str(item.tag).startswith(word)), None)
    if place is None:
        settings.append(properties)
    else:
        place.addprevious(properties)


def set_properties(properties: Any, report: Report) -> None:
    """Core properties (part 2, section 8.3). The dates are the report's own, so that equal reports give equal files."""
    values = {
        "title": report.title,
        "author": ", ".join(report.organisation or []),
        "language": report.language,
        "identifier": (report.source and report.source.sha256) or "",
        "subject": "",
        "category": "",
        "content_status": "",
        "version": "",
        "last_modified_by": "",
        "comments": "",
        "keywords": "",
    }
    for name, value in values.items():
        setattr(properties, name, " ".join(NOT_XML.sub("", value).split())[:LONGEST_PROPERTY])
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(day_of(report), datetime.min.time())


def day_of(report: Report) -> date:
    """The first day that a report's date, maybe without day or month, can mean; EARLIEST where there is none."""
    return max(EARLIEST, date.fromisoformat((report.date + "-01-01")[:10])) if report.date else EARLIEST


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

"""Report → Word: Office Open XML (ECMA-376), with real headings, real lists and East Asian typography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.report import Report
from reportpipe.renderers.markers import footnote_labels, footnotes
from reportpipe.renderers.origin import pdf_address
from reportpipe.renderers.readings import with_readings
from reportpipe.renderers.word_body import Body, Collected
from reportpipe.renderers.word_links import PageLinks
from reportpipe.renderers.word_notes import Comments, Footnotes
from reportpipe.renderers.word_numbering import Numbering
from reportpipe.renderers.word_own import own_document, set_numbering
from reportpipe.renderers.word_package import Parts, day_of, filled, set_properties
from reportpipe.renderers.word_styles import Fonts, languages_of, styles_xml
from reportpipe.renderers.word_template import Template

EMU_PER_TWIP = 635


@dataclass(frozen=True, slots=True)
class WordRenderer:
    """Writes themes as Heading 1 to 9 and bullets as nested lists, on A4 (en-US: Letter) or the user's own template.

    A printed enumerator is counted by Word where its siblings run from 1 to n in a notation that Word prints exactly;
    everywhere else it stands as text in the list item. Fonts are named, never embedded: defaults come with Windows.
    page_links: whether each heading is a link to its page of the PDF. reference_doc: a .docx whose styles,
    page, headers and footers are taken; it has fonts of its own. styles: names of that template's styles by the names
    used here ("heading 1", "List Paragraph", …), where they differ.
    """

    heading_east_asian: str = "游ゴシック"
    heading_latin: str = "Arial"
    body_east_asian: str = "游明朝"
    body_latin: str = "Century"
    page_links: bool = True
    reference_doc: bytes | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    suffix: ClassVar[str] = ".docx"

    def render(self, report: Report, notes: list[Diagnostic] | None = None) -> bytes:
        """The .docx file: the same bytes for the same report, whenever and wherever it is written.

        notes: gets a warning where the template lacks styles. Raises UsageError where the template is no Word file.
        """
        report = with_readings(report)
        body = Fonts(self.body_east_asian, self.body_latin) if self.reference_doc is None else Fonts()
        heading = Fonts(self.heading_east_asian, self.heading_latin) if self.reference_doc is None else Fonts()
        languages = languages_of(report.language)
        styles = styles_xml(heading, body, languages)
        if self.reference_doc is None:
            document = own_document(report.language, languages, styles)
            parts, numbering = self._parts(report, document, body)
            set_numbering(document, numbering)
            set_properties(document.core_properties, report)
            return filled(document, parts, lambda _story: None)
        template = Template(self.reference_doc, styles[1], self.styles)
        parts, numbering = self._parts(report, template.document, body)
        template.add_numbering(numbering)
        set_properties(template.document.core_properties, report)
        data = filled(template.document, parts, template.adapt)
        if notes is not None:
            notes += template.notes()
        return data

    def _parts(self, report: Report, document: Any, fonts: Fonts) -> tuple[Parts, str]:
        """What is written, and the lists in it, for a document of that page size."""
        section = document.sections[-1]
        width = int((section.page_width - section.left_margin - section.right_margin) / EMU_PER_TWIP)
        labels = footnote_labels(report)
        comments = Comments(day_of(report), report.language)
        notes = Footnotes(footnotes(report, labels), comments)
        links = PageLinks(pdf_address(report) if self.page_links else None)
        numbering = Numbering(fonts.xml())
        text = Body(Collected(numbering, notes, comments, links), width).report(report, labels)
        return Parts(text, notes.xml(), comments.xml(), links.targets), numbering.xml()

"""Report → Word: Office Open XML (ECMA-376), with real headings, real lists and East Asian typography."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reportpipe.model.report import Report, walk
from reportpipe.renderers.markers import note_marks
from reportpipe.renderers.readings import with_readings
from reportpipe.renderers.word_body import Body
from reportpipe.renderers.word_numbering import Numbering
from reportpipe.renderers.word_package import package
from reportpipe.renderers.word_styles import Fonts, languages_of, styles_xml


@dataclass(frozen=True, slots=True)
class WordRenderer:
    """Writes themes as Heading 1 to 9 and bullets as nested lists on A4 pages.

    A printed enumerator is counted by Word where its siblings run from 1 to n in a notation that Word prints exactly;
    everywhere else it stands as text in the list item. Fonts are named, never embedded: defaults come with Windows.
    """

    heading_east_asian: str = "游ゴシック"
    heading_latin: str = "Arial"
    body_east_asian: str = "游明朝"
    body_latin: str = "Century"
    suffix: ClassVar[str] = ".docx"

    def render(self, report: Report) -> bytes:
        """The .docx file: the same bytes for the same report, whenever and wherever it is written."""
        report = with_readings(report)
        languages = languages_of(report.language)
        body = Fonts(self.body_east_asian, self.body_latin)
        numbering = Numbering(body.xml())
        notes = frozenset(mark for _, theme in walk(report.themes) for mark in note_marks(theme))
        text = Body(numbering).report(report, notes)
        styles = styles_xml(Fonts(self.heading_east_asian, self.heading_latin), body, languages)
        return package(report, text, numbering.xml(), styles, languages)

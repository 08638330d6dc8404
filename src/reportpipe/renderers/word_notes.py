"""Footnotes and comments of the Word rendition (ECMA-376 part 1, sections 17.11 and 17.13.4), as XML text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from reportpipe.model.report import Note
from reportpipe.renderers.reasons import reason
from reportpipe.renderers.word_runs import literal, run, runs

AUTHOR, INITIALS = "reportpipe", "rp"
MARK = '<w:rStyle w:val="FootnoteReference"/>'
COMMENT_MARK = '<w:rStyle w:val="CommentReference"/>'
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
"""The lines above footnotes. Word writes them with these ids, and settings.xml names them."""


class Comments:
    """Collects what a person is asked to look at. day: of all comments, so that equal reports give equal files.
    language: of their sentences."""

    def __init__(self, day: date, language: str) -> None:
        self._day = day
        self._language = language
        self._written: list[str] = []

    def around(self, codes: Sequence[str] | None, content: str) -> str:
        """The runs of a paragraph with a comment on them that says each code's reason; as they are without codes."""
        if not codes:
            return content
        number = len(self._written)
        paragraphs = "".join(self._paragraph(code, first=index == 0) for index, code in enumerate(codes))
        self._written.append(
            f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:date="{self._day}T00:00:00Z" w:initials="{INITIALS}">'
            f"{paragraphs}</w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr>{COMMENT_MARK}</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def xml(self) -> str:
        """The children of w:comments; "" where there is none."""
        return "".join(self._written)

    def _paragraph(self, code: str, first: bool) -> str:
        mark = f"<w:r><w:rPr>{COMMENT_MARK}</w:rPr><w:annotationRef/></w:r>" if first else ""
        text = runs(reason(code, self._language), literal)
        return f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark}{text}</w:p>'


class Footnotes:
    """Collects the footnotes that are referred to, in the order of their references.

    notes: by label, as markers.footnotes() gives them. Word counts 1, 2, 3 by itself; a footnote whose printed mark is
    another one (※, 注1, a number that starts anew) shows that mark.
    """

    def __init__(self, notes: Mapping[str, Note], comments: Comments) -> None:
        self._notes = notes
        self._comments = comments
        self._written: dict[str, str] = {}
        self._counted = 0

    def is_footnote(self, note: Note) -> bool:
        """Whether a note of the report is shown at the page's foot."""
        return any(known is note for known in self._notes.values())

    def reference(self, label: str) -> str:
        """The runs that refer to a footnote. Word ties one place in the text to it; later ones only show its mark."""
        note = self._notes[label]
        mark = note.mark or label
        if label in self._written:
            return run(mark, MARK)
        number = len(self._written) + 1
        is_counted = mark == str(self._counted + 1)
        self._counted += is_counted
        shown = f"<w:r><w:rPr>{MARK}</w:rPr><w:footnoteRef/></w:r>" if is_counted else run(mark, MARK)
        self._written[label] = (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{shown}'
            f"{run(' ')}{runs(note.note, self._superior)}</w:p></w:footnote>"
        )
        custom = "" if is_counted else ' w:customMarkFollows="1"'
        text = "" if is_counted else run(mark).removeprefix("<w:r>").removesuffix("</w:r>")
        reference = f'<w:r><w:rPr>{MARK}</w:rPr><w:footnoteReference{custom} w:id="{number}"/>{text}</w:r>'
        return self._comments.around(note.check, reference)

    def _superior(self, mark: str) -> str:
        """A footnote cannot hold another one's reference: the mark alone."""
        return run(mark, MARK) if any(note.mark == mark for note in self._notes.values()) else ""

    def xml(self) -> str:
        """The children of w:footnotes; "" where there is none."""
        return SEPARATORS + "".join(self._written.values()) if self._written else ""

"""Links from a theme of the Word rendition to its page in the PDF (ECMA-376 part 1, section 17.16.22)."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from reportpipe.model.report import Theme
from reportpipe.renderers.origin import pages_label, pages_of
from reportpipe.renderers.word_runs import run

ROOM = 1134
"""The width of a page mark in the margin, in twips: 2 cm."""
APART = 113
"""Between the text and a page mark, in twips: 2 mm."""
LOWERED = 240
"""From the top of the heading's space to a page mark, in twips: brings both to about one line."""
LINK = '<w:rStyle w:val="Hyperlink"/>'


class PageLinks:
    """Writes a mark such as p.4 into the margin beside a heading, and collects what the marks lead to.

    address: of the PDF; None where there are to be no marks. width: of the text in twips. targets: by relationship id.
    """

    def __init__(self, address: str | None, width: int) -> None:
        self.targets: dict[str, str] = {}
        self._address = address
        self._frame = (
            f'<w:keepNext/><w:framePr w:w="{ROOM}" w:wrap="around" w:vAnchor="text" w:hAnchor="margin"'
            f' w:x="{width + APART}" w:y="{LOWERED}"/>'
        )

    def mark(self, theme: Theme) -> str:
        """The paragraph that stands beside a theme's heading; "" where its page is not known."""
        pages = pages_of(theme)
        if self._address is None or not pages:
            return ""
        key, target = f"page{pages[0]}", f"{self._address}#page={pages[0]}"
        self.targets[key] = target
        return (
            f'<w:p><w:pPr><w:pStyle w:val="PageMark"/>{self._frame}</w:pPr>'
            f'<w:hyperlink r:id="{key}" w:tooltip={quoteattr(target)} w:history="1">{run(pages_label(theme), LINK)}'
            "</w:hyperlink></w:p>"
        )

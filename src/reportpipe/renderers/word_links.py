"""Links from a theme of the Word rendition to its page in the PDF (ECMA-376 part 1, section 17.16.22)."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from reportpipe.model.report import Theme
from reportpipe.renderers.origin import pages_label, pages_of


class PageLinks:
    """Makes headings links to the PDF's pages, and collects what they lead to.

    The heading itself is the link, and looks as any other; its tip says the page. A mark such as p.4 beside it would be
    printed, read aloud and copied with the text, and is taken for a bullet when the page is read again.

    address: of the PDF; None where there are to be no links. targets: by relationship id.
    """

    def __init__(self, address: str | None) -> None:
        self.targets: dict[str, str] = {}
        self._address = address

    def around(self, theme: Theme, content: str) -> str:
        """The runs of a theme's heading as a link; as they are where its page is not known."""
        pages = pages_of(theme)
        if self._address is None or not pages:
            return content
        key = f"page{pages[0]}"
        self.targets[key] = f"{self._address}#page={pages[0]}"
        tip = quoteattr(f"PDF {pages_label(theme)}")
        return f'<w:hyperlink r:id="{key}" w:tooltip={tip} w:history="1">{content}</w:hyperlink>'

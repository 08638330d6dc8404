"""Text → runs of the Word rendition (ECMA-376 part 1, section 17.3.2), as XML text."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from reportpipe.model.report import REFERENCE
from reportpipe.patterns import pattern

NOT_XML = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2, Char)."""
IN_RUN = {"\n": "<w:br/>", "\t": "<w:tab/>"}
BOLD = "<w:b/><w:bCs/>"
Refer = Callable[[str], str]
"""A footnote's mark → the runs that refer to it, "" where no footnote has that mark."""


def literal(_mark: str) -> str:
    """Refers to nothing: `[^1]` stays as it is."""
    return ""


def runs(text: str, refer: Refer, look: str = "") -> str:
    """Text as runs. look: children of each rPr."""
    out = []
    for index, part in enumerate(REFERENCE.split(NOT_XML.sub("", text.replace("\r\n", "\n")))):
        is_mark = index % 2 == 1  # re.split() alternates text and group
        if is_mark:
            out.append(refer(part) or run(f"[^{part}]", look))
        elif part:
            out.append(run(part, look))
    return "".join(out)


def run(text: str, look: str = "") -> str:
    """One run; a line break and a tab have elements of their own."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = (
        IN_RUN.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split(r"([\n\t])", text.replace("\r", "\n"))
        if piece
    )
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"

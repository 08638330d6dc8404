"""What of a text may stand in a rendition: a YAML can hold control characters, as escapes."""

from __future__ import annotations

from reportpipe.patterns import pattern

LINE_ENDS = pattern(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
UNPRINTABLE = pattern("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""Control characters and what is no character: a parse error in HTML, and in Markdown an order to the terminal that
shows the file."""


def printable(text: str) -> str:
    """A line of text without what cannot be printed."""
    return UNPRINTABLE.sub("", text)

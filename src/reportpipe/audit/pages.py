"""Pages that a parser does not find: what the file itself says of them, read without any parser.

Damaged page trees are repaired in silence, by leaving pages out. The objects of a PDF that lie open (outside of object
streams, ISO 32000-1, 7.5.7) can be counted. A file that was changed by appending to it (7.5.6) keeps pages that were
deleted, so that only files in one piece are held to it.
"""

from __future__ import annotations

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.patterns import pattern

PAGE = pattern(rb"/Type\s*/Page(?![A-Za-z])")
TREE = pattern(rb"/Type\s*/Pages(?![A-Za-z])")
COUNT = pattern(rb"/Count\s+([0-9]{1,7})(?![0-9])")
LINEARIZED = b"/Linearized"
LINEARIZED_WITHIN = 1024
"""The first object of a file that is made for the web says so (ISO 32000-1, annex F); such a file ends twice."""


def pages_missing(data: bytes, found: int) -> list[Diagnostic]:
    """What to say of a file of which a parser finds that many pages."""
    ends = 2 if LINEARIZED in data[:LINEARIZED_WITHIN] else 1
    if data.count(b"%%EOF") > ends:
        return []
    objects = told = 0
    for part in data.split(b"endobj"):
        head = part.split(b"stream", 1)[0]
        objects += PAGE.search(head) is not None
        if TREE.search(head):
            told = max([told, *map(int, COUNT.findall(head))])
    held = max(objects, told)
    if held <= found:
        return []
    words = f"{found} pages are read, the file holds {objects} and its page tree names {told}"
    return [Diagnostic(Code.PAGES_MISSING, words)]

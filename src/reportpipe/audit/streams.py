"""Streams that do not inflate: parsers take what came out before the fault, and say nothing.

Looked for in the bytes themselves, without any parser. Pictures and font programs are passed over: they hold no text,
and most of a file's bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.patterns import pattern

STREAM = pattern(rb">>\s*stream\r?\n")
"""Where the dictionary of a stream ends and its data begin (ISO 32000-1, 7.3.8.1)."""
HEAD = 1024
"""A stream's dictionary is looked for in so many bytes before its data."""
OBJECT = pattern(rb"([0-9]{1,10})\s+[0-9]{1,5}\s+obj\b")
DEFLATED = pattern(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
TEXTLESS = pattern(rb"/Image\b|/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b|/ICCBased\b|/XRef\b")
EMPTY = pattern(rb"\s*endstream\b")
"""A stream of no bytes holds nothing that could be damaged, whatever filter its dictionary names."""
CHUNK = 1 << 16
"""Bytes that are inflated at once."""
BUDGET = 256 << 20
"""Bytes that are inflated in all: what a deck of a thousand pages holds. Bombs are not a matter of damage."""


def streams_damaged(data: bytes) -> list[Diagnostic]:
    """What to say of a file's compressed streams. Those of an encrypted file cannot be looked into."""
    if b"/Encrypt" in data:
        return []
    faults = [f"object {number}: {fault}" for number, fault in _faults(data)]
    return [Diagnostic(Code.STREAM_DAMAGED, fault) for fault in faults]


def _faults(data: bytes) -> Iterator[tuple[int, str]]:
    """The number of each object that is at fault, and why."""
    budget = BUDGET
    for match in STREAM.finditer(data):
        head = data[max(0, match.start() - HEAD) : match.start()]
        begun = list(OBJECT.finditer(head))
        if not begun:
            continue
        entries = head[begun[-1].end() :]
        if DEFLATED.search(entries) and not TEXTLESS.search(entries) and not EMPTY.match(data, match.end()):
            fault, size = _inflated(data, match.end(), budget)
            budget -= size
            if fault:
                yield int(begun[-1][1]), fault


def _inflated(data: bytes, start: int, most: int) -> tuple[str, int]:
    """Why the data that begin there do not inflate ("" where they do), and how many bytes came out, give or take."""
    inflater, size = zlib.decompressobj(), 0
    try:
        while not inflater.eof and size < most:
            if not inflater.unconsumed_tail and start >= len(data):
                return "the file ends within it", size
            rest = inflater.unconsumed_tail or data[start : (start := start + CHUNK)]
            size += len(inflater.decompress(rest, CHUNK))
    except zlib.error as error:
        return str(error).rpartition(": ")[2], size
    return "", size

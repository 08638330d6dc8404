"""Layers that are off: a PDF in which each thing that belongs to one says so, whatever named it there.

Neither parser tells to which layer a page object belongs, and forms, pictures and annotations may belong to one by
their own dictionaries. Where nothing is off, which is nearly always, the PDF stays as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from reportpipe.patterns import pattern

MARK = "ReportpipeOff"
"""The key, with the value 1, that what is off carries among the properties of its marked content."""
ENTRY, PACKED, CIPHERED = b"/OCProperties", b"/ObjStm", b"/Encrypt"
ROOT = pattern(rb"/Root\s+([0-9]+)\s")
STREAM = pattern(rb"stream\r?\n")
HEAD = 1 << 14
"""Bytes of an object stream that are looked at for the numbers of its objects: those of 1,000 take as many."""
MOST = 1 << 22
"""Bytes of an object stream that are searched for the catalog."""


def settled(data: bytes, password: str | None) -> bytes:
    """The PDF with the marks; itself where all of its layers are on, or where it cannot be read."""
    if not has_layers(data):
        return data
    from reportpipe.sources.layer_marks import marked  # noqa: PLC0415 -- heavy, and hardly a file has layers

    return marked(data, password)


def has_layers(data: bytes) -> bool:
    """Whether the catalog may list layers. It is found in the open, or in an object stream."""
    if ENTRY in data:
        return True
    if PACKED not in data:
        return False
    if CIPHERED in data:
        return True
    roots = {int(number) for number in ROOT.findall(data)}
    return any(ENTRY in body for body in _object_streams(data, roots))


def _object_streams(data: bytes, wanted: set[int]) -> Iterator[bytes]:
    """What the object streams inflate to in which objects of those numbers lie (ISO 32000-1, 7.5.7)."""
    at = data.find(PACKED)
    while at >= 0:
        start = STREAM.search(data, at)
        if start is not None:
            try:
                inflater = zlib.decompressobj()
                head = inflater.decompress(data[start.end() : start.end() + MOST], HEAD)
                if wanted.intersection(_numbers(head)):
                    yield head + inflater.decompress(inflater.unconsumed_tail, MOST)
            except zlib.error:
                pass
        at = data.find(PACKED, at + 1)


def _numbers(head: bytes) -> Iterable[int]:
    """The numbers of the objects, which come first, each with its offset."""
    for word in head.split()[::2]:
        if not word.isdigit():
            return
        yield int(word)

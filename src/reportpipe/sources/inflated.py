"""How much the streams of a PDF inflate to, found out without holding it and without trusting what the file says.

Deflate makes at most 1,032 bytes of one (zlib's technical details), so that most files need no look. Where one is
needed, each stream that begins as zlib's do is inflated piece by piece, whatever its dictionary says, and what comes
out is inflated again where it begins so, too. Pictures are left aside: reading text decodes none, and scans are large.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from reportpipe.patterns import pattern

WORST = 1032
"""Bytes that one deflated byte can become."""
DEEPEST = 4
"""Filters that are followed one inside the other."""
PIECE = 1 << 16
"""Bytes that are fed at once, and a sixteenth of those that may come out at once."""
HEAD = 4096
"""Bytes before a stream in which its dictionary is looked for."""
STREAM, END = b"stream", b"endstream"
PICTURE = pattern(rb"/Subtype\s*/Image(?![A-Za-z])")
CHAINED = pattern(rb"/(?:FlateDecode|Fl)[\s]*/")
"""A filter after another one."""


def count_inflated(data: bytes, check: Callable[[int], None], most: int) -> None:
    """Gives `check` the sum of what has come out so far, whenever it grows; what that raises ends the counting.

    most: bytes that are allowed; a file that cannot inflate to more is not looked at.
    """
    if len(data) * WORST <= most and not CHAINED.search(data):
        return
    tally = _Tally(check)
    for start, stop in _streams(data):
        inflater = _Inflater(tally, DEEPEST)
        for at in range(start, stop, PIECE):
            if not inflater.feed(data[at : min(at + PIECE, stop)]):
                break


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each stream that is no picture begins and ends."""
    for start in _starts(data):
        if not _is_zlib(data[start : start + 2]):
            continue
        head = data[max(0, start - HEAD) : start].rpartition(b"obj")[2]
        if not PICTURE.search(head):
            stop = data.find(END, start)
            yield start, stop if stop >= 0 else len(data)


def _starts(data: bytes) -> Iterator[int]:
    """Where the data of streams begin: behind the word and one line break (ISO 32000-1, 7.3.8.1)."""
    word = data.find(STREAM)
    while word >= 0:
        after = word + len(STREAM)
        break_ = 2 if data.startswith(b"\r\n", after) else int(data.startswith(b"\n", after))
        if break_ and not data.endswith(END, 0, after):
            yield after + break_
        word = data.find(STREAM, after)


def _is_zlib(head: bytes) -> bool:
    """Whether bytes begin as zlib's do (RFC 1950, 2.2)."""
    return len(head) >= 2 and head[0] & 0x8F == 8 and (head[0] << 8 | head[1]) % 31 == 0


class _Tally:
    """What has come out of all streams."""

    def __init__(self, check: Callable[[int], None]) -> None:
        self.check, self.size = check, 0

    def add(self, size: int) -> None:
        self.size += size
        self.check(self.size)


class _Inflater:
    """Inflates what it is fed, and counts it; what comes out may be deflated, too."""

    def __init__(self, tally: _Tally, depth: int) -> None:
        self.tally, self.depth = tally, depth
        self.inner: _Inflater | None = None
        self.stream = zlib.decompressobj()
        self.begun = False

    def feed(self, piece: bytes) -> bool:
        """Whether it can be fed on."""
        while piece and not self.stream.eof:
            try:
                out = self.stream.decompress(piece, PIECE * 16)
            except zlib.error:
                return False
            piece = self.stream.unconsumed_tail
            self._count(out)
        return not self.stream.eof

    def _count(self, out: bytes) -> None:
        self.tally.add(len(out))
        if out and not self.begun:
            self.begun = True
            self.inner = _Inflater(self.tally, self.depth - 1) if self.depth > 1 and _is_zlib(out[:2]) else None
        if self.inner is not None and not self.inner.feed(out):
            self.inner = None

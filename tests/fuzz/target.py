"""The stages behind the parsers, under a fuzzer that follows coverage: glyphs of any kind, anywhere, to a report.

    pip install atheris && python -m tests.fuzz.target tests/fuzz/corpus -max_total_time=7200

Atheris is no dependency of development: it comes for few versions of Python. What it finds becomes a named test.
"""

from __future__ import annotations

import struct
import sys

from reportpipe import yamlio
from reportpipe.model.page import Glyph, Page
from reportpipe.model.report import Source
from reportpipe.pipeline import render, report_of
from reportpipe.sources.frame import Style, glyph

ROW = struct.Struct("<HHHBB")
"""Of a glyph: x and y (tenths of a point), character, size (points), and a byte of flags: angle, font, bold, page."""
MOST = 400
"""Glyphs: what goes wrong does so with few."""
FONTS = ("Helvetica", "HeiseiKakuGo-W5", "Symbol", "")
ORIGIN = Source(file="fuzz.pdf", sha256="0" * 64, pages=4)


def pages_of(data: bytes) -> list[Page]:
    """Four pages, with the glyphs that the bytes say."""
    glyphs: list[list[Glyph]] = [[] for _ in range(4)]
    for at in range(0, min(len(data), MOST * ROW.size) - ROW.size + 1, ROW.size):
        x, y, code, size, flags = ROW.unpack_from(data, at)
        page = glyphs[flags >> 6]
        style = Style(size / 4, (flags & 3) * 90, FONTS[flags >> 2 & 3], bool(flags & 16), False, bool(flags & 32))
        page.append(glyph(len(page), chr(code), (x / 10, y / 10), size / 4, style))
    return [Page(number, 600, 400, tuple(found), (), ()) for number, found in enumerate(glyphs, 1)]


def one(data: bytes) -> None:
    """Anything that is raised here is a finding."""
    report = report_of(pages_of(data), ORIGIN, "ja").report
    assert yamlio.load(yamlio.dump(report, None).encode(), "fuzz.yaml") == report
    for name in ("md", "json", "html"):
        render(report, name)


if __name__ == "__main__":
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    atheris.instrument_all()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

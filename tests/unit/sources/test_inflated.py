"""What streams inflate to, counted without being held."""

from __future__ import annotations

import resource
import zlib

import pytest

from reportpipe.bounds import Bounds
from reportpipe.errors import LimitError
from reportpipe.scan import check
from tests.pdfs import Pdf, text

MIB = 1 << 20


def deflated(mib: int, rounds: int = 1) -> bytes:
    """So many MiB of blanks, deflated so many times."""
    packer = zlib.compressobj(9)
    data = b"".join([*(packer.compress(b" " * MIB) for _ in range(mib)), packer.flush()])
    for _ in range(rounds - 1):
        data = zlib.compress(data, 9)
    return data


def with_stream(data: bytes, entries: str) -> bytes:
    """A PDF of one page, with that stream in it."""
    pdf = Pdf().page(text(50, 300, "Hello"))
    pdf.stream(data, entries)
    return pdf.bytes()


BOMBS = {
    "once": with_stream(deflated(60), "/Filter /FlateDecode"),
    "twice": with_stream(deflated(60, 2), "/Filter [/FlateDecode /FlateDecode]"),
    "thrice": with_stream(deflated(60, 3), "/Filter [/FlateDecode/FlateDecode /FlateDecode]"),
    "abbreviated": with_stream(deflated(60, 2), "/Filter [/Fl /Fl]"),
    "no filter told": with_stream(deflated(60), "/Filter 99 0 R"),
    "many": Pdf().page("").bytes() + b"".join(with_stream(deflated(11), "/Filter /FlateDecode") for _ in range(6)),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_before_it_is_opened(bomb: bytes) -> None:
    check(bomb, Bounds(decoded=70))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(LimitError, match="max_decoded"):
        check(bomb, Bounds(decoded=50))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024  # KiB


def test_pictures_do_not_count() -> None:
    picture = with_stream(deflated(60), "/Type /XObject /Subtype /Image /Filter /FlateDecode")
    check(picture, Bounds(decoded=1))


def test_damaged_and_endless_streams_are_no_failure() -> None:
    whole = deflated(1)
    for data in (whole[:100], whole[:50] + b"xx" + whole[52:], b"\x78\x9c", b""):
        check(with_stream(data, "/Filter /FlateDecode"), Bounds(decoded=1))
    check(with_stream(whole, "/Filter /FlateDecode").replace(b"endstream", b""), Bounds(decoded=1))

"""Streams that do not inflate are told, whole ones and those of pictures are not."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from reportpipe import pipeline
from reportpipe.audit.streams import streams_damaged
from reportpipe.model.diagnostic import Code
from tests.pdfs import Pdf, one_page, text
from tests.shared import over_the_corpus

LINES = "".join(text(40, 390 - 10 * line, f"Budget {line * 7919 % 1000}", 8) for line in range(30))


def file(data: bytes, entries: str = "/Filter /FlateDecode") -> bytes:
    """A PDF whose page reads "Budget", with one more stream."""
    pdf = Pdf()
    pdf.stream(data, entries)
    return pdf.page(text(40, 300, "Budget")).bytes()


def messages(data: bytes) -> list[str]:
    return [item.message for item in streams_damaged(data)]


def spoilt(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\xff" * 20 + data[len(data) // 2 + 20 :]


def test_whole_streams_are_not_suspected() -> None:
    assert messages(file(zlib.compress(LINES.encode()))) == []
    assert messages(file(zlib.compress(LINES.encode()) + b"\r\n")) == []
    assert messages(one_page(LINES)) == []
    assert messages(file(b"")) == []  # holds nothing that could be damaged: the appearance of an empty box


@pytest.mark.parametrize("entries", ["/Filter /FlateDecode", "/Filter [/FlateDecode]", "/Filter[/Fl] /N 3"])
def test_a_spoilt_stream_is_told_with_its_object(entries: str) -> None:
    assert [message[:9] for message in messages(file(spoilt(zlib.compress(LINES.encode())), entries))] == ["object 3:"]


def test_a_stream_that_breaks_off_is_told() -> None:
    whole = zlib.compress(LINES.encode())
    data = file(whole)
    broken = data[: data.index(whole) + len(whole) // 2]
    assert messages(broken) == ["object 3: the file ends within it"]


@pytest.mark.parametrize("entries", ["/Subtype /Image", "/Length1 400", "/Subtype /Type1C", "/Type /XRef"])
def test_streams_without_text_are_passed_over(entries: str) -> None:
    assert messages(file(spoilt(zlib.compress(LINES.encode())), f"/Filter /FlateDecode {entries}")) == []


def test_what_is_encrypted_cannot_be_judged() -> None:
    data = file(spoilt(zlib.compress(LINES.encode())))
    assert messages(data.replace(b"/Size", b"/Encrypt 9 0 R /Size")) == []


def test_a_report_says_that_a_stream_is_damaged() -> None:
    pdf = Pdf()
    pdf.page(text(40, 300, "Whole"))
    pdf.stream(spoilt(zlib.compress(LINES.encode())), "/Filter /FlateDecode")
    codes = [item.code for item in pipeline.read(pdf.bytes()).diagnostics]
    assert Code.STREAM_DAMAGED in codes


def test_a_bomb_costs_no_more_than_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportpipe.audit.streams.BUDGET", 1 << 20)
    bomb = zlib.compress(b" " * (2 << 20))
    pdf = Pdf()
    pdf.stream(bomb, "/Filter /FlateDecode")
    pdf.stream(spoilt(zlib.compress(LINES.encode())), "/Filter /FlateDecode")
    assert messages(pdf.page("").bytes()) == []


@over_the_corpus()
def test_the_corpus_is_sound(folders: list[Path]) -> None:
    for path in (folder / "document.pdf" for folder in folders):
        assert streams_damaged(path.read_bytes()) == [], path

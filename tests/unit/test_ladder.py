"""Each rung of the ladder, with a PDF that is damaged so that the ones below do not hold."""

from __future__ import annotations

import json

import pytest

from reportpipe import plugins
from reportpipe.errors import EncryptedError, UnreadableError
from reportpipe.ladder import FIRST, SECOND, climb
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.report import to_dict
from reportpipe.pipeline import Reading, read
from reportpipe.scan import Scan
from tests.pdfs import Pdf, japanese, text

WORDS = ["first", "second", "third"]


def three_pages() -> bytes:
    """A PDF of three pages, with a word each."""
    pdf = Pdf()
    for word in WORDS:
        pdf.page(text(50, 300, word))
    return pdf.bytes()


def said(reading: Reading) -> list[str]:
    """The words that a report has of those above."""
    told = json.dumps(to_dict(reading.report), ensure_ascii=False)
    return [word for word in WORDS if word in told]


def codes(reading: Reading) -> list[Code]:
    return [item.code for item in reading.diagnostics if item.code in (Code.PARSER_FALLBACK, Code.REPAIRED)]


def fails(source: str, pdf: bytes) -> bool:
    """Whether a parser, alone, cannot read it."""
    try:
        with plugins.source(source).open(pdf) as document:
            document.page(1)
    except (UnreadableError, EncryptedError):
        return True
    return False


def test_a_sound_file_is_read_by_the_first_parser_alone() -> None:
    reading = read(three_pages())
    assert (said(reading), codes(reading)) == (WORDS, [])


@pytest.mark.parametrize(
    "damage",
    [(b"/Root 1 0 R", b"/Root 99 0 R"), (b"/Kids", b"/Kidz"), (b"/Pages 2 0 R", b"/Pagez 2 0 R")],
    ids=["no such root", "no kids", "taken for encrypted"],
)
def test_where_the_first_parser_fails_the_second_one_reads(damage: tuple[bytes, bytes]) -> None:
    pdf = three_pages().replace(*damage)
    assert fails(FIRST, pdf)
    reading = read(pdf)
    assert (said(reading), codes(reading)) == (WORDS, [Code.PARSER_FALLBACK])


def test_where_the_first_parser_loses_pages_the_second_one_reads() -> None:
    pdf = three_pages().replace(b"/Count 3", b"/Count 1")
    assert said(read(pdf, source=FIRST)) == WORDS[:1]
    reading = read(pdf)
    assert (said(reading), codes(reading)) == (WORDS, [Code.PARSER_FALLBACK])
    assert reading.report.source is not None
    assert reading.report.source.pages == 3


def test_where_pages_are_lost_and_the_second_parser_cannot_decrypt_the_first_one_counts(encrypted_pdf: bytes) -> None:
    scan = Scan(1, "en", diagnostics=[Diagnostic(Code.PAGES_MISSING, "1 of 2")])
    assert climb(encrypted_pdf, "unknown to it", lambda source, data: scan) is scan


def test_where_both_parsers_fail_the_file_is_repaired() -> None:
    pdf = three_pages()
    pdf = pdf[: pdf.index(b"trailer")]
    assert fails(FIRST, pdf)
    assert fails(SECOND, pdf)
    reading = read(pdf)
    assert (said(reading), codes(reading)) == (WORDS, [Code.REPAIRED])
    assert read(pdf).report == reading.report


def test_a_repaired_file_that_lacks_pages_says_so() -> None:
    pdf = three_pages()
    reading = read(pdf[: pdf.rindex(b"obj\n<< /Type /Page /")])
    assert said(reading) == WORDS[:2]
    assert Code.REPAIRED in codes(reading)
    assert Code.PAGES_MISSING in [item.code for item in reading.diagnostics]


def test_where_nothing_helps_every_rung_says_why() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b"%PDF-1.7\n" + b"x" * 1000)
    for who in ("pdfium", "pdfplumber", "pikepdf"):
        assert who in caught.value.message
    assert caught.value.advice == "The file may be damaged."


def test_an_encrypted_file_is_not_taken_for_a_damaged_one(encrypted_pdf: bytes) -> None:
    with pytest.raises(EncryptedError):
        read(encrypted_pdf)


def test_a_parser_that_is_named_is_the_only_one() -> None:
    with pytest.raises(UnreadableError):
        read(three_pages().replace(b"/Kids", b"/Kidz"), source=FIRST)


@pytest.mark.parametrize(
    ("catalog", "words"),
    [
        ("/NeedsRendering true /AcroForm << /XFA [] /Fields [] >>", "XFA"),
        ("/Collection << /View /D >>", "portfolio"),
        ("/Collection 9 0 R", "portfolio"),
    ],
)
def test_pages_that_stand_in_for_the_content_are_told_from_it(catalog: str, words: str) -> None:
    pdf = Pdf().page(text(50, 300, "Please wait"))
    assert Code.STAND_IN not in [item.code for item in read(pdf.bytes()).diagnostics]
    found = [item for item in read(pdf.bytes(catalog)).diagnostics if item.code is Code.STAND_IN]
    assert words in found[0].message


def test_a_page_whose_content_is_damaged_is_named() -> None:
    pdf = Pdf().page(text(50, 300, "first")).page("\x00 not an operator").page(text(50, 300, "third"))
    reading = read(pdf.bytes())
    assert said(reading) == ["first", "third"]
    (found,) = [item for item in reading.diagnostics if item.code is Code.BLANK_PAGE]
    assert found.message == "nothing is painted on page 2"


def test_bidi_controls_are_kept_and_flagged() -> None:
    pdf = Pdf().page(japanese(50, 300, "支払い\u202e00001\u202c円のみ") + japanese(50, 200, "次の行"))
    reading = read(pdf.bytes(), source=FIRST)
    told = json.dumps(to_dict(reading.report), ensure_ascii=False)
    found = [str(item) for item in reading.diagnostics if item.code is Code.BIDI_CONTROL]
    assert "\u202e" in told
    assert found == ["bidi-control: page 1: 2 of them are kept"]

"""A text layer that cannot be trusted, on drawn pages."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.errors import NoTextError
from reportpipe.model.diagnostic import Code
from reportpipe.scan import Scan, Wish, scan_of
from tests.pdfs import Pdf, with_to_unicode
from tests.unit.text.test_letters import ENGLISH, JAPANESE, shifted

SOURCES = plugins.names(plugins.SOURCES)


def drawn(*pages: str) -> bytes:
    """A page for each text: a code for each character, and a ToUnicode that says which."""
    pdf = Pdf(fonts={})
    for number, shown in enumerate(pages):
        known = list(dict.fromkeys(shown))
        name = f"F{number}"
        font, cmap = with_to_unicode(dict(enumerate(known, 0x21)))
        widths = " ".join(["1000" if ord(char) > 0x2E80 else "500" for char in known])
        last = 0x20 + len(known)
        made = font.replace(b">>", f"/FirstChar 33 /LastChar {last} /Widths [{widths}] >>".encode())
        pdf.fonts[name] = made % pdf.stream(cmap)
        lines = [shown[start : start + 40] for start in range(0, len(shown), 40)]
        codes = ["".join(f"{0x21 + known.index(char):02x}" for char in line) for line in lines]
        rows = (f"BT /{name} 12 Tf 40 {350 - 18 * row} Td <{code}> Tj ET" for row, code in enumerate(codes))
        pdf.page("\n".join(rows))
    return pdf.bytes()


def garbled(scan: Scan) -> list[int | None]:
    return [item.page for item in scan.diagnostics if item.code is Code.TEXT_LAYER_GARBLED]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("text", [ENGLISH, JAPANESE])
def test_a_page_whose_letters_are_shifted_is_told(source: str, text: str) -> None:
    scan = scan_of(drawn(text, text, shifted(text, 1)), Wish(source))
    assert garbled(scan) == [3]
    (told,) = [item.message for item in scan.diagnostics if item.code is Code.TEXT_LAYER_GARBLED]
    assert told.startswith("100% of the letters")


@pytest.mark.parametrize("step", range(1, 6))
@pytest.mark.parametrize("text", [ENGLISH, JAPANESE])
def test_a_document_whose_letters_are_shifted_has_no_text(text: str, step: int) -> None:
    with pytest.raises(NoTextError, match="are not those that are painted") as raised:
        scan_of(drawn(shifted(text, step)), Wish())
    assert "OCR" in raised.value.advice
    assert garbled(scan_of(drawn(text), Wish())) == []


def test_a_page_without_known_characters_is_told() -> None:
    scan = scan_of(drawn(ENGLISH, ENGLISH, "\ufffd" * 60), Wish())
    assert garbled(scan) == [3]

"""Whether letters leave ink: the page with them and without them."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.errors import UnreadableError
from reportpipe.model.page import Box
from reportpipe.sources.pdfium_ink import Letter, inked
from tests.pdfs import Pdf, one_page, text

HELLO = text(40, 300, "Hello.")


def shown(pdf: bytes, word: str) -> list[bool | None]:
    """What is said of the letters of the first text that begins so."""
    with plugins.source("pdfplumber").open(pdf) as document:
        glyphs = document.page(1).glyphs
    whole = "".join(glyph.text for glyph in glyphs)
    start = whole.index(word)
    letters = [Letter(glyph.text, Box(*glyph[2:6])) for glyph in glyphs[start : start + len(word)]]
    with inked(pdf, None) as ink:
        return ink.shows(1, letters)


@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [20 100 500 380]"])
def test_what_is_painted_is_seen_down_to_the_full_stop(extra: str) -> None:
    assert shown(one_page(HELLO, extra), "Hello.") == [True] * 6


@pytest.mark.parametrize(
    "content",
    [
        f"{HELLO} 1 g 30 290 200 40 re f",
        f"1 g {HELLO}",
        f"0 0.4 0 rg 30 290 200 40 re f {HELLO}",
        f"q 400 0 50 50 re W n {HELLO} Q",
        HELLO.replace("BT", "BT 3 Tr"),
        f"{HELLO} 1 g 30 290 200 40 re f 0 g {text(40, 300, 'World!')}",
    ],
    ids=["covered", "white", "green on green", "clipped", "invisible", "covered, and other text on it"],
)
def test_what_cannot_be_seen_leaves_no_ink(content: str) -> None:
    assert shown(one_page(content), "Hello.") == [False] * 6


def test_a_cover_hides_the_letters_below_it_and_no_others() -> None:
    assert shown(one_page(f"{HELLO} 1 g 30 290 35 40 re f"), "Hello.")[0:5:4] == [False, True]


def test_white_on_a_dark_ground_is_seen() -> None:
    assert shown(one_page(f"0 0 0.4 rg 30 290 200 40 re f 1 g {HELLO}"), "Hello.") == [True] * 6


def test_letters_inside_of_forms_are_found() -> None:
    pdf = Pdf()
    font = pdf.add(pdf.fonts["F"])
    form = pdf.stream(
        text(10, 10, "Hello.").encode(),
        f"/Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << /Font << /F {font} 0 R >> >>",
    )
    content = "q 1 0 0 1 30 290 cm /X Do Q"
    assert shown(pdf.page(content, xobjects=f"/X {form} 0 R").bytes(), "Hello.") == [True] * 6


def test_where_no_text_is_nothing_is_told() -> None:
    far = Letter("x", Box(500, 20, 510, 30))
    with inked(one_page(HELLO), None) as ink:
        assert ink.shows(1, [far, Letter("x", Box(-90, 20, -80, 30))]) == [None, None]
        assert ink.shows(1, []) == []
        with pytest.raises(UnreadableError):
            ink.shows(2, [far])

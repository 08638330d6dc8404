"""Small PDFs, and what may become of them: bytes changed, lost, doubled, moved, and operators put where they hurt."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.pdfs import Pdf, japanese, text

WORDS = [
    "1. 目的",
    "・共同研究を進める。",
    "(1) 背景",
    "1",
    "※ 注",
    "A line of words",
    "10 %",
    "\u202e逆",
    "ア 項目",
    "",
]
NUMBERS = st.sampled_from([0, -1, 1, 0.001, 1e9, -1e9, 1e38, 20, 350])
BEYOND = st.sampled_from(["0", "1", "-1", "20", f"{10**9}", f"-{10**9}", f"{10**38}.0", f"-{10**38}.0"])
"""Of matrices: a product of a few of them is infinite, or no number."""
TOKENS = [
    b"/Kids",
    b"/Count",
    b"/Length",
    b"/Parent",
    b"endobj",
    b"stream",
    b"Tf",
    b"Td",
    b"Tj",
    b" 0 R",
    b"[",
    b"<<",
    b"(",
]
VALUES = [b"", b"-1", b"99999999999", b"1 0 R", b"null", b"nan", b"[", b">>", b"q ", b"\x00", b"\xff\xfe", b"/Type"]


@st.composite
def contents(draw: st.DrawFn) -> str:
    """A content stream: strings, rules, matrices."""
    parts = []
    for _ in range(draw(st.integers(0, 12))):
        x, y, size = draw(NUMBERS | st.integers(0, 600)), draw(NUMBERS | st.integers(0, 400)), draw(NUMBERS)
        kind = draw(st.integers(0, 5))
        if kind == 0:
            parts.append(text(float(x), float(y), "A line of words", float(size)))
        elif kind == 1:
            parts.append(japanese(float(x), float(y), draw(st.sampled_from(WORDS)), float(size)))
        elif kind == 2:
            parts.append(f"{x} {y} 200 {size} re {draw(st.sampled_from(['f', 'S', 'n', 'W n']))}\n")
        elif kind in (3, 4):
            matrix = " ".join(str(draw(NUMBERS if kind == 3 else BEYOND)) for _ in range(6))
            parts.append(f"{matrix} cm\n")
        else:
            parts.append(
                draw(st.sampled_from(["q ", "Q ", "BT ", "ET ", "3 Tr ", "/X Do ", "EMC ", "[ (a) -500 (b) ] TJ "]))
            )
    return "".join(parts)


@st.composite
def pdfs(draw: st.DrawFn) -> bytes:
    """A PDF of up to four pages that is as it should be."""
    pdf = Pdf()
    for _ in range(draw(st.integers(1, 4))):
        size = draw(st.sampled_from([(600.0, 400.0), (0.0, 0.0), (1e9, 1e9), (-600.0, 400.0)]))
        rotate = draw(st.sampled_from(["", "/Rotate 90", "/Rotate 37"]))
        pdf.page(draw(contents()), rotate, size)
    return pdf.bytes()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Such a PDF, damaged up to four times."""
    data = draw(pdfs())
    for _ in range(draw(st.integers(0, 4))):
        at, size = draw(st.integers(0, max(0, len(data) - 1))), draw(st.integers(1, 40))
        kind = draw(st.integers(0, 5))
        if kind == 0:
            data = data[:at] + draw(st.binary(max_size=8)) + data[at + size :]
        elif kind == 1:
            data = data[:at]
        elif kind == 2:
            data = data[:at] + data[at : at + size] * 2 + data[at + size :]
        elif kind == 3:
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        else:
            token = draw(st.sampled_from(TOKENS))
            data = data.replace(token, draw(st.sampled_from(VALUES if kind == 4 else TOKENS)), draw(st.integers(1, 3)))
    return data

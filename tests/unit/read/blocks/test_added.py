"""What annotations add to a page: a stamp is left out, free text is no heading and parts nothing."""

from __future__ import annotations

import pytest

from reportpipe import pipeline
from reportpipe.model.report import Report
from tests.pdfs import HELVETICA, Pdf, text

BODY = (
    text(50, 340, "1. Plan of the quay", 16)
    + text(50, 300, "The quay will be mended in spring, and the harbour office tells all", 10)
    + text(50, 286, "those who have a boat there when the work on it is to begin.", 10)
    + text(50, 200, "See the harbour office for the plan of the work and for its costs.", 10)
)


def report(*annotations: tuple[str, str, str], body: str = BODY, size: float = 20) -> Report:
    """Of a page with annotations: their kind, their rectangle, and what they show. size: of their letters."""
    pdf = Pdf()
    font = pdf.add(HELVETICA)
    added = []
    for kind, rect, shown in annotations:
        left, bottom, right, top = map(int, rect.split())
        look = pdf.stream(
            text(2, 5, shown, size).encode(),
            f"/Type /XObject /Subtype /Form /BBox [0 0 {right - left} {top - bottom}]"
            f" /Resources << /Font << /F {font} 0 R >> >>",
        )
        entry = f"<< /Type /Annot /Subtype /{kind} /F 4 /Rect [{rect}] /AP << /N {look} 0 R >> >>"
        added.append(pdf.add(entry.encode()))
    pdf.page(body, f"/Annots [{' '.join(f'{one} 0 R' for one in added)}]")
    return pipeline.read(pdf.bytes(), language="en").report


def markdown(made: Report) -> list[str]:
    shown = pipeline.render(made, "md").decode().split("---\n")[-1]
    return [line for line in shown.splitlines() if line and not line.startswith("<!--")]


def test_a_stamp_is_left_out() -> None:
    made = report(("Stamp", "400 340 560 370", "APPROVED"))
    assert [(one.text, one.why) for one in made.left_out or ()] == [("APPROVED", "stamp")]
    assert markdown(made) == markdown(report())


def test_free_text_stands_between_what_is_above_and_below_it() -> None:
    plain = markdown(report())
    assert markdown(report(("FreeText", "50 230 400 260", "By hand"))) == [*plain[:-1], "By hand", plain[-1]]


@pytest.mark.parametrize(
    "rect",
    ["300 370 560 395", "50 280 250 305", "460 285 590 310"],
    ids=["above all", "over the text", "beside it"],
)
def test_free_text_moves_nothing(rect: str) -> None:
    assert markdown(report(("FreeText", rect, "Draft"))) == [*markdown(report()), "Draft"]


@pytest.mark.parametrize("bottom", [365, 265, 235, 100])
def test_free_text_hangs_below_no_item_and_changes_the_level_of_none(bottom: int) -> None:
    items = (
        ("- First of all", 50, 300),
        ("- Below it", 70, 260),
        ("- Second of all", 50, 220),
        ("- The last", 70, 180),
    )
    body = text(50, 340, "1. Plan of the quay", 16) + "".join(text(x, y, words, 10) for words, x, y in items)
    shown = markdown(report(("FreeText", f"300 {bottom} 560 {bottom + 30}", "Draft"), body=body))
    assert shown == [*markdown(report(body=body)), "Draft"]


@pytest.mark.parametrize(
    ("rect", "row"),
    [("205 105 340 125", "| Depth | Metres |"), ("60 105 340 125", "| Depth |  |")],
    ids=["in a cell", "over what is printed"],
)
def test_free_text_in_an_empty_cell_of_a_table_is_filled_in(rect: str, row: str) -> None:
    rules = "".join(f"{x} 100 m {x} 160 l S " for x in (50, 200, 350)) + "".join(
        f"50 {y} m 350 {y} l S " for y in (100, 130, 160)
    )
    cells = text(55, 140, "What", 10) + text(205, 140, "Unit", 10) + text(55, 110, "Depth", 10)
    shown = markdown(report(("FreeText", rect, "Metres"), body=BODY + rules + cells, size=10))
    assert row in shown
    assert ("Metres" in shown) == (row == "| Depth |  |")


def test_what_was_added_is_the_text_of_a_page_that_has_no_other() -> None:
    made = report(("Stamp", "50 300 560 330", "All that is here"), body="")
    assert made.left_out is None
    assert "All that is here" in pipeline.render(made, "md").decode()

"""Annotations and form fields, by every source that is installed (docs/sources.md)."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.model.diagnostic import Code
from reportpipe.model.page import Page
from tests.pdfs import HELVETICA, Pdf, text

WIDGET = "/Type /Annot /Subtype /Widget /F 4 /Rect [100 200 300 220]"
PAGE = text(50, 350, "P")


@pytest.fixture(params=plugins.names(plugins.SOURCES))
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


class Form(Pdf):
    """A PDF whose one page has annotations."""

    def __init__(self) -> None:
        super().__init__()
        self.font = self.add(HELVETICA)

    def look(self, content: str, box: str = "0 0 200 20", more: str = "") -> int:
        """Adds an appearance; gives its number."""
        kind = f"/Type /XObject /Subtype /Form /BBox [{box}] {more}"
        return self.stream(content.encode(), f"{kind} /Resources << /Font << /F {self.font} 0 R >> >>")

    def says(self, shown: str, box: str = "0 0 200 20", more: str = "") -> str:
        """An appearance that shows a text, ten points large, two points right of its box and five above it."""
        left, bottom = map(float, box.split()[:2])
        return f"/AP << /N {self.look(text(left + 2, bottom + 5, shown, 10), box, more)} 0 R >>"

    def made(self, *annotations: str, form: str = "", extra: str = "", catalog: str = "", content: str = PAGE) -> bytes:
        """The file. form: entries of its form beside the fields; None of them: no form."""
        added = [self.add(f"<< {one} >>".encode()) for one in annotations]
        listed = " ".join(f"{one} 0 R" for one in added)
        self.page(content, f"/Annots [null {listed} 999 0 R] {extra}")
        return self.bytes(catalog=f"/AcroForm << /Fields [{listed}] {form} >> {catalog}")


def read(source: plugins.TextSource, data: bytes) -> Page:
    with source.open(data) as document:
        return document.page(1)


def added(page: Page) -> str:
    """What is read beside the page's own P, which comes first."""
    assert [glyph.number for glyph in page.glyphs] == list(range(len(page.glyphs)))
    assert page.glyphs[0].text == "P"
    return "".join(glyph.text for glyph in page.glyphs[1:])


def note(form: Form, shown: str, kind: str = "FreeText", flags: int = 4, rect: str = "100 200 300 220") -> str:
    return f"/Type /Annot /Subtype /{kind} /F {flags} /Rect [{rect}] /Contents ({shown}) {form.says(shown)}"


def test_what_is_shown_and_printed_is_content_after_the_page(source: plugins.TextSource) -> None:
    form = Form()
    page = read(source, form.made(note(form, "Free"), note(form, "Stamp", "Stamp", rect="300 80 100 60")))
    assert added(page) == "FreeStamp"
    first, stamped = page.glyphs[1], page.glyphs[5]
    assert [first.x0, first.baseline, first.size] == pytest.approx([102, 195, 10], abs=0.01)
    assert [stamped.x0, stamped.baseline] == pytest.approx([102, 335], abs=0.01)
    assert page.shapes == ()


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        ("FreeText", 4 | 2),
        ("FreeText", 4 | 32),
        ("Stamp", 0),
        ("Popup", 4),
        ("Text", 4),
        ("Highlight", 4),
        ("Link", 4),
    ],
    ids=["hidden", "no view", "screen only", "pop-up", "note", "marked text", "link"],
)
def test_what_is_not_shown_and_printed_and_what_comments_is_none(
    source: plugins.TextSource, kind: str, flags: int
) -> None:
    form = Form()
    page = read(source, form.made(note(form, "Aside", kind, flags)))
    assert added(page) == ""
    told = [Code.SCREEN_ONLY] if not flags else []
    assert [item.code for item in page.diagnostics] == told


@pytest.mark.parametrize(
    ("rect", "box", "matrix", "place"),
    [
        ("100 200 500 240", "0 0 200 20", "", (104, 190, 20, 0)),
        ("100 200 300 220", "50 50 250 70", "", (102, 195, 10, 0)),
        ("100 100 120 300", "0 0 200 20", "/Matrix [0 1 -1 0 0 0]", (106.2, 298, 10, 270)),
    ],
    ids=["larger", "its box is elsewhere", "turned"],
)
def test_an_appearance_fills_the_rectangle_of_its_annotation(
    source: plugins.TextSource, rect: str, box: str, matrix: str, place: tuple[float, float, float, int]
) -> None:
    form = Form()
    stamp = f"/Type /Annot /Subtype /Stamp /F 4 /Rect [{rect}] {form.says('A', box, matrix)}"
    glyph = read(source, form.made(stamp)).glyphs[1]
    x, y, size, angle = place
    assert glyph.angle == angle
    assert glyph.size == pytest.approx(size)
    if angle == 0:
        assert [glyph.x0, glyph.baseline] == pytest.approx([x, y], abs=0.01)
    else:
        assert [glyph.x0, glyph.bottom] == pytest.approx([x, y], abs=0.01)


def test_an_appearance_may_be_one_of_several_and_hold_others(source: plugins.TextSource) -> None:
    form = Form()
    inner = form.look(text(2, 5, "Final", 10))
    outer = form.stream(
        b"q 1 0 0 1 10 0 cm /X Do Q",
        f"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /XObject << /X {inner} 0 R >> >>",
    )
    looks = f"/AP << /N << /A {form.look(text(2, 5, 'Draft', 10))} 0 R /B {outer} 0 R >> >>"
    page = read(source, form.made(f"/Type /Annot /Subtype /Stamp /F 4 /Rect [100 200 300 220] /AS /B {looks}"))
    assert added(page) == "Final"
    assert page.glyphs[1].x0 == pytest.approx(112, abs=0.01)


def test_a_turned_page_whose_resources_are_inherited_keeps_its_own_text(source: plugins.TextSource) -> None:
    form = Form()
    stamp = form.add(f"<< {note(form, 'S', 'Stamp')} >>".encode())
    body = form.stream(text(50, 350, "P", font="G").encode())
    form.kids.append(form.add(f"<< /Type /Page /Parent 2 0 R /Contents {body} 0 R /Annots [{stamp} 0 R] >>".encode()))
    above = f"/MediaBox [0 0 600 400] /Rotate 90 /Resources << /Font << /G {form.font} 0 R >> >>"
    page = read(source, form.bytes(tree=above))
    assert [(glyph.text, glyph.angle) for glyph in page.glyphs] == [("P", 90), ("S", 90)]


def test_a_page_may_be_read_again(source: plugins.TextSource) -> None:
    form = Form()
    with source.open(form.made(note(form, "Free"))) as document:
        assert document.page(1) == document.page(1)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("/FT /Tx /V (Taro)", "Taro"),
        ("/FT /Tx /V <feff5c717530>", "山田"),
        ("/FT /Tx /V (secret) /Ff 8192", ""),
        ("/FT /Tx", ""),
        ("/FT /Ch /V (n) /Opt [[(n) (North quay)] [(s) (South)]]", "North quay"),
        ("/FT /Ch /V [(n) (s)] /Opt [[(n) (North)] [(s) (South)]]", "North, South"),
        ("/FT /Ch /V (South) /Opt [(North) (South)]", "South"),
        ("/FT /Btn /AS /Yes", "☑"),
        ("/FT /Btn /AS /Off /V /Yes", ""),
        ("/FT /Btn /V /Yes", "☑"),
        ("/FT /Btn /Ff 32768 /AS /A", "◉"),
        ("/FT /Btn /Ff 65536", ""),
    ],
)
def test_what_a_field_without_an_appearance_holds(source: plugins.TextSource, field: str, shown: str) -> None:
    assert added(read(source, Form().made(f"{WIDGET} {field}"))) == shown


def test_a_value_stands_in_its_field(source: plugins.TextSource) -> None:
    page = read(source, Form().made(f"{WIDGET} /FT /Tx /V (Ta) /DA (/Helv 11 Tf 0 g)"))
    first, second = page.glyphs[1:]
    assert [first.x0, first.baseline, first.size, first.angle] == pytest.approx([102, 193.85, 11, 0])
    assert second.x0 == pytest.approx(first.x1)
    turned = Form().made(f"{WIDGET} /FT /Tx /V (Ta) /DA (/Helv 11 Tf) /MK << /R 90 >>", extra="/Rotate 90")
    assert read(source, turned).glyphs[1].angle == 0


def test_a_value_of_several_lines_is_wrapped(source: plugins.TextSource) -> None:
    tall = WIDGET.replace("[100 200 300 220]", "[100 100 200 220]")
    held = "(First words that wrap\\rSecond)"
    page = read(source, Form().made(f"{tall} /FT /Tx /Ff 4096 /V {held} /DA (/Helv 10 Tf)"))
    rows = dict.fromkeys(glyph.baseline for glyph in page.glyphs[1:])
    told = ["".join(glyph.text for glyph in page.glyphs[1:] if glyph.baseline == row) for row in rows]
    assert told == ["First words that", "wrap", "Second"]


def test_what_a_kid_inherits_from_its_field(source: plugins.TextSource) -> None:
    form = Form()
    parent = form.add(b"<< /FT /Tx /V (Taro) /DA (/Helv 9 Tf) >>")
    page = read(source, form.made(f"{WIDGET} /Parent {parent} 0 R"))
    assert added(page) == "Taro"
    assert page.glyphs[1].size == 9


def test_an_appearance_counts_before_the_value_but_where_the_form_says_otherwise(source: plugins.TextSource) -> None:
    for need, shown in (("", "7.40 m"), ("/NeedAppearances true", "7.4")):
        form = Form()
        assert added(read(source, form.made(f"{WIDGET} /FT /Tx /V (7.4) {form.says('7.40 m')}", form=need))) == shown


def test_what_is_filled_in_is_content_even_where_it_is_not_to_be_printed(source: plugins.TextSource) -> None:
    form = Form()
    field = f"{WIDGET.replace('/F 4 ', '')} /FT /Tx /V (Taro) {form.says('Taro')}"
    assert added(read(source, form.made(field))) == "Taro"


def test_what_is_filled_into_fields_is_marked(source: plugins.TextSource) -> None:
    form = Form()
    made = form.made(
        note(form, "S", "Stamp", rect="100 60 300 80"),
        f"{WIDGET} /FT /Tx /V (Ta) {form.says('Ta')}",
        "/Type /Annot /Subtype /Widget /F 4 /Rect [400 200 420 220] /FT /Btn /AS /Yes",
    )
    page = read(source, made)
    assert {glyph.text for glyph in page.glyphs if glyph.number in page.filled} == {"T", "a", "☑"}


def test_what_stamps_and_free_text_paint_is_told_apart(source: plugins.TextSource) -> None:
    form = Form()
    made = form.made(
        note(form, "S", "Stamp", rect="100 60 300 80"),
        note(form, "F", rect="100 100 300 120"),
        "/Type /Annot /Subtype /FreeText /F 4 /Rect [100 140 300 160] /Contents (G) /DA (/Helv 9 Tf)",
        f"{WIDGET} /FT /Tx /V (W) {form.says('W')}",
    )
    page = read(source, made)
    assert {glyph.text for glyph in page.glyphs if glyph.number in page.stamped} == {"S"}
    assert {glyph.text for glyph in page.glyphs if glyph.number in page.noted} == {"F", "G"}
    assert {glyph.text for glyph in page.glyphs if glyph.number in page.filled} == {"W"}


def test_annotations_that_are_broken_cost_no_text(source: plugins.TextSource) -> None:
    form = Form()
    endless = form.add(b"<< >>")
    form.objects[endless - 1] = f"[{endless} 0 R]".encode()
    broken = form.stream(b"BT /F 10 Tf (A", "/Type /XObject /Subtype /Form /BBox [0 0 0 0] /Resources 7")
    data = form.made(
        f"{WIDGET} /FT /Ch /V {endless} 0 R /Opt {endless} 0 R",
        f"/Type /Annot /Subtype /Stamp /F 4 /Rect {endless} 0 R /AP << /N {broken} 0 R >>",
        f"/Type /Annot /Subtype /Stamp /F 4 /Rect [1 1 9 9] /AP << /N {broken} 0 R >>",
        f"{WIDGET} /FT /Tx /V (Ta) /MK 7 /DA 7 /Rect [1 2]",
        note(form, "S", "Stamp"),
    )
    assert added(read(source, data)).endswith("S")


def test_a_form_that_is_xfa_only_is_told(source: plugins.TextSource) -> None:
    pdf = Pdf()
    xfa = pdf.stream(b"<xdp/>")
    pdf.page(PAGE)
    for form in (f"<< /XFA {xfa} 0 R /Fields [] >>", f"<< /XFA {xfa} 0 R /Fields [1 0 R] >> /NeedsRendering true"):
        page = read(source, pdf.bytes(catalog=f"/AcroForm {form}"))
        assert [item.code for item in page.diagnostics] == [Code.XFA_FORM]
    static = read(source, pdf.bytes(catalog=f"/AcroForm << /XFA {xfa} 0 R /Fields [1 0 R] >>"))
    assert static.diagnostics == ()

"""Text on layers that are off (optional content, ISO 32000-1, 8.11). Over every source that is installed."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reportpipe import plugins
from reportpipe.model.page import Page, Veil
from reportpipe.read.pages.visible import seen_glyphs
from reportpipe.sources.layers import has_layers, settled
from tests.pdfs import Pdf, one_page, text

SOURCES = plugins.names(plugins.SOURCES)
EN_OFF = "/OFF [{en} 0 R]"
PIXELS = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray"


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


def layered(content: str, config: str = EN_OFF, member: str = "", usage: str = "", intent: str = "") -> bytes:
    """A page with two layers, /Ja and /En, and a membership, /M: an object of its own, or /Direct where it stands
    among the properties. A form and a picture belong to /En, and so does what /Nested paints in a form."""
    pdf = Pdf()
    ja = pdf.add(b"<< /Type /OCG /Name (same) >>")
    en = pdf.add(f"<< /Type /OCG /Name (same) {usage} {intent} >>".encode())
    names = {"ja": ja, "en": en}
    font = f"/Resources << /Font << /F {pdf.add(pdf.fonts['F'])} 0 R >> /Properties << /En {en} 0 R >> >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 600 400] {font}"
    drawings = {
        "Form": pdf.stream(text(100, 200, "F").encode() + b"10 10 50 50 re f", f"{form} /OC {en} 0 R"),
        "Image": pdf.stream(bytes(4), f"{PIXELS} /OC {en} 0 R"),
        "Nested": pdf.stream(f"{text(100, 150, 'N')} /OC /En BDC {text(150, 150, 'O')} EMC EMC".encode(), form),
    }
    described = f"<< /Type /OCMD {member.format(**names)} >>"
    found = pdf.add(described.encode())
    more = " ".join(f"/{name} {number} 0 R" for name, number in drawings.items())
    more += f" >> /Properties << /Ja {ja} 0 R /En {en} 0 R /M {found} 0 R /Direct {described} "
    groups = f"/OCProperties << /OCGs [{ja} 0 R {en} 0 R] /D << {config.format(**names)} >> >>"
    return pdf.page(content, xobjects=more).bytes(groups)


def read(source: plugins.TextSource, data: bytes) -> Page:
    with source.open(data) as document:
        return document.page(1)


def veils(source: plugins.TextSource, data: bytes) -> dict[str, Veil | None]:
    return {glyph.text: glyph.veil for glyph in read(source, data).glyphs}


def marked(name: str, letter: str) -> str:
    return f"/OC /{name} BDC {text(100, 300, letter)} EMC "


@pytest.mark.parametrize(
    ("config", "off"),
    [
        (EN_OFF, True),
        ("/BaseState /OFF /ON [{ja} 0 R]", True),
        ("/BaseState /OFF /ON [{ja} 0 R {en} 0 R]", False),
        ("/BaseState /Unchanged /ON [{ja} 0 R {en} 0 R]", False),
        ("", False),
        ("/OFF [null 99 0 R]", False),
        ("/AS [<< /Event /View /Category [/View] /OCGs [{en} 0 R] >>]", True),
        ("/AS [<< /Event /Print /Category [/Print] /OCGs [{en} 0 R] >>]", False),
        ("/AS [<< /Event /View /Category [/Zoom] /OCGs [{en} 0 R] >>]", False),
    ],
    ids=["off", "base", "on by name", "unchanged", "no word of it", "nonsense", "usage", "printed", "zoom"],
)
def test_the_default_configuration_says_what_is_off(source: plugins.TextSource, config: str, off: bool) -> None:
    usage = "/Usage << /View << /ViewState /OFF >> /Print << /PrintState /OFF >> >>"
    data = layered(marked("Ja", "J") + marked("En", "E") + text(300, 300, "B"), config, usage=usage)
    assert veils(source, data) == {"J": None, "E": Veil.LAYER if off else None, "B": None}


def test_a_layer_of_the_designer_only_is_seen(source: plugins.TextSource) -> None:
    assert veils(source, layered(marked("En", "E"), intent="/Intent /Design")) == {"E": None}
    assert veils(source, layered(marked("En", "E"), intent="/Intent [/Design /View]")) == {"E": Veil.LAYER}


@pytest.mark.parametrize("name", ["M", "Direct"])
@pytest.mark.parametrize(
    ("member", "off"),
    [
        ("/OCGs {en} 0 R", True),
        ("/OCGs {ja} 0 R", False),
        ("/OCGs [{ja} 0 R {en} 0 R]", False),
        ("/OCGs [{ja} 0 R {en} 0 R] /P /AnyOn", False),
        ("/OCGs [{ja} 0 R {en} 0 R] /P /AllOn", True),
        ("/OCGs [{ja} 0 R {en} 0 R] /P /AnyOff", False),
        ("/OCGs [{ja} 0 R] /P /AnyOff", True),
        ("/OCGs [{ja} 0 R {en} 0 R] /P /AllOff", True),
        ("/OCGs [{en} 0 R] /P /AllOff", False),
        ("/OCGs [] /P /AllOff", False),
        ("/OCGs [null]", False),
        ("/OCGs {en} 0 R /VE [/Not {en} 0 R]", False),
        ("/OCGs {ja} 0 R /VE [/And {ja} 0 R {en} 0 R]", True),
        ("/VE [/Or {ja} 0 R {en} 0 R]", False),
        ("/VE [/Not [/Or [/And {ja} 0 R] {en} 0 R]]", True),
    ],
)
def test_what_belongs_to_several_layers_follows_their_policy(
    source: plugins.TextSource, name: str, member: str, off: bool
) -> None:
    assert veils(source, layered(marked(name, "A"), member=member)) == {"A": Veil.LAYER if off else None}


def test_nested_contents_are_off_with_the_outer_one_and_end_with_it(source: plugins.TextSource) -> None:
    inner = marked("Ja", "J") + "/Span BMC " + text(100, 250, "S") + "EMC "
    data = layered(f"/OC /En BDC {inner} EMC {text(100, 200, 'B')}")
    assert veils(source, data) == {"J": Veil.LAYER, "S": Veil.LAYER, "B": None}


def test_a_form_of_a_layer_that_is_off_is_not_seen(source: plugins.TextSource) -> None:
    page = read(source, layered("/Form Do " + text(300, 300, "B")))
    assert {glyph.text: glyph.veil for glyph in page.glyphs} == {"F": Veil.LAYER, "B": None}
    assert not page.shapes
    assert veils(source, layered("/Form Do ", "")) == {"F": None}


def test_marked_contents_in_forms_are_told_and_end_with_the_form(source: plugins.TextSource) -> None:
    data = layered("/Nested Do " + text(300, 300, "B"))
    assert veils(source, data) == {"N": None, "O": Veil.LAYER, "B": None}
    data = layered("/OC /En BDC /Nested Do EMC " + text(300, 300, "B"))
    assert veils(source, data) == {"N": Veil.LAYER, "O": Veil.LAYER, "B": None}


def test_pictures_and_boxes_of_a_layer_that_is_off_are_no_shapes_and_cover_nothing(source: plugins.TextSource) -> None:
    over = "q 200 0 0 200 50 200 cm /Image Do Q /OC /En BDC 50 200 200 200 re f EMC "
    page = read(source, layered(text(100, 300, "A") + over))
    assert [(glyph.text, glyph.veil) for glyph in page.glyphs] == [("A", None)]
    assert not page.shapes
    assert len(read(source, layered(text(100, 300, "A") + over, "")).shapes) == 2


def test_the_same_text_on_a_layer_that_is_on_is_seen(source: plugins.TextSource) -> None:
    """pdfium gives of what is painted twice at one place the first one alone."""
    twice = [f"/OC /{name} BDC {text(100, 300, 'Same 2026')} EMC " for name in ("En", "Ja")]
    assert "".join(glyph.text for glyph in seen_glyphs(read(source, layered("".join(twice))))[0]) == "Same 2026"


@pytest.mark.parametrize("encryption", [False, pikepdf.Encryption(owner="o", user="")], ids=["plain", "encrypted"])
def test_the_catalog_may_lie_in_an_object_stream(
    source: plugins.TextSource, encryption: bool | pikepdf.Encryption
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(layered(marked("En", "E")))) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=encryption)
    assert encryption or b"/OCProperties" not in out.getvalue()  # qpdf keeps it in the open where it encrypts
    assert veils(source, out.getvalue()) == {"E": Veil.LAYER}


def test_a_file_stays_as_it_is_where_nothing_is_off() -> None:
    for data in (one_page(text(100, 300, "A")), layered(marked("En", "E"), ""), b"%PDF-1.7 /OCProperties broken"):
        assert settled(data, None) is data


def test_layers_are_looked_for_only_where_the_catalog_may_list_some() -> None:
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page(text(100, 300, "A")))) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert not has_layers(one_page(text(100, 300, "A")))
    assert not has_layers(packed.getvalue())
    assert has_layers(layered(""))


def test_an_annotation_of_a_layer_that_is_off_is_hidden() -> None:
    pdf = Pdf()
    layer = pdf.add(b"<< /Type /OCG /Name (notes) >>")
    box = "/Type /Annot /Subtype /FreeText /Rect [0 0 50 50]"
    apart = pdf.add(f"<< {box} /OC {layer} 0 R /F 4 >>".encode())
    data = pdf.page("", f"/Annots [{apart} 0 R << {box} /OC {layer} 0 R >> << {box} >>]").bytes(
        f"/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>"
    )
    with pikepdf.open(io.BytesIO(settled(data, None))) as document:
        flags = [int(annotation.get("/F", 0)) for annotation in document.pages[0].Annots]
    assert flags == [6, 2, 0]


def test_an_expression_that_holds_itself_ends() -> None:
    pdf = Pdf()
    layer = pdf.add(b"<< /Type /OCG /Name (one) >>")
    itself = len(pdf.objects) + 1
    pdf.add(f"[/And {' '.join([f'{itself} 0 R'] * 30)}]".encode())
    pdf.add(f"<< /Type /OCMD /VE {itself} 0 R >>".encode())
    data = pdf.page("").bytes(f"/OCProperties << /OCGs [{layer} 0 R] /D << >> >>")
    assert settled(data, None) is data

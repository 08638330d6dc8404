"""The tags of a tagged PDF (ISO 32000-1, 14.7 and 14.8), by every source that is installed (docs/sources.md)."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.model.page import Page
from tests.pdfs import Pdf, text


@pytest.fixture(params=plugins.names(plugins.SOURCES))
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


def content(shown: str, number: int, y: float = 300, tag: str = "P") -> str:
    return f"/{tag} << /MCID {number} >> BDC {text(100, y, shown)} EMC "


class Tree:
    """A structure tree in the making. pdf: its file, without any other object yet."""

    def __init__(self) -> None:
        self.pdf = Pdf()
        self.root = self.pdf.add(b"")
        self.of_content: dict[int, int] = {}
        self.pages: dict[int, int] = {}

    def element(self, kind: str, parent: int = 0) -> int:
        """Adds an element without kids; gives its number."""
        number = self.pdf.add(b"")
        self.pdf.objects[number - 1] = f"<< /Type /StructElem /S /{kind} /P {parent or self.root} 0 R".encode()
        return number

    def close(self, element: int, kids: str) -> None:
        """Gives an element its kids."""
        self.pdf.objects[element - 1] += f" /K [{kids}] >>".encode()

    def bytes(self, tops: str, parents: str, marked: str = "true", roles: str = "") -> bytes:
        """The file. tops: the outermost elements; parents: the entries of the parent tree."""
        self.pdf.objects[self.root - 1] = (
            f"<< /Type /StructTreeRoot /K [{tops}] /ParentTree << /Nums [{parents}] >> /RoleMap << {roles} >> >>"
        ).encode()
        return self.pdf.bytes(f"/MarkInfo << /Marked {marked} >> /StructTreeRoot {self.root} 0 R")


def read(source: plugins.TextSource, data: bytes, number: int = 1) -> Page:
    with source.open(data) as document:
        return document.page(number)


def kinds(page: Page) -> dict[str, tuple[str, ...]]:
    return {glyph.text: page.kinds(glyph.tag) for glyph in page.glyphs}


def listed(painted: str, marked: str = "true", roles: str = "/Item /LI") -> bytes:
    """A heading, an item with its label and its body, and what else is painted."""
    tree = Tree()
    page = f"{content('H', 0, 350)}{content('L', 1)}{content('B', 2, 250)}{painted}"
    tree.pdf.page(page, "/StructParents 0")
    place = tree.pdf.kids[0]
    whole = tree.element("Document")
    head, items = tree.element("H1", whole), tree.element("L", whole)
    item = tree.element("Item", items)
    label, body = tree.element("Lbl", item), tree.element("LBody", item)
    for element, kids in (
        (whole, f"{head} 0 R {items} 0 R"),
        (head, f"<< /Type /MCR /MCID 0 /Pg {place} 0 R >>"),
        (items, f"{item} 0 R"),
        (item, f"{label} 0 R {body} 0 R"),
    ):
        tree.close(element, kids)
    for element, number in ((label, 1), (body, 2)):
        tree.pdf.objects[element - 1] += f" /Pg {place} 0 R /K {number} >>".encode()
    return tree.bytes(f"{whole} 0 R", f"0 [{head} 0 R {label} 0 R {body} 0 R]", marked, roles)


def test_glyphs_know_the_elements_that_they_are_content_of(source: plugins.TextSource) -> None:
    painted = f"/Artifact BMC {text(100, 50, 'A')} EMC {text(100, 100, 'N')} {content('U', 7, 200)}"
    page = read(source, listed(painted))
    around = ("LI", "L", "Document")
    assert kinds(page) == {
        "H": ("H1", "Document"),
        "L": ("Lbl", *around),
        "B": ("LBody", *around),
        "A": ("Artifact",),
        "N": (),
        "U": (),
    }
    assert [tag.number for tag in page.tags] == list(range(1, 8))
    assert all(tag.parent < tag.number for tag in page.tags)


def test_a_file_that_does_not_say_that_it_is_tagged_has_no_tags(source: plugins.TextSource) -> None:
    page = read(source, listed(f"/Artifact BMC {text(100, 50, 'A')} EMC", marked="false"))
    assert page.tags == ()
    assert {glyph.tag for glyph in page.glyphs} == {0}


def test_a_role_that_is_not_mapped_stays_what_it_is(source: plugins.TextSource) -> None:
    assert kinds(read(source, listed("", roles="")))["L"] == ("Lbl", "Item", "L", "Document")


def test_content_in_a_form_has_the_tag_of_the_form_and_no_id_of_the_page(source: plugins.TextSource) -> None:
    def made(before: str, after: str) -> bytes:
        tree = Tree()
        font = tree.pdf.add(tree.pdf.fonts["F"])
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 600 400] /Resources << /Font << /F {font} 0 R >> >>"
        drawn = tree.pdf.stream(content("X", 0, 200).encode(), form)
        page = f"{content('P', 0)} {before} /X Do {after}"
        tree.pdf.page(page, "/StructParents 0", xobjects=f"/X {drawn} 0 R")
        place = tree.pdf.kids[0]
        one, other = tree.element("P"), tree.element("Caption")
        for element, number in ((one, 0), (other, 1)):
            tree.pdf.objects[element - 1] += f" /Pg {place} 0 R /K {number} >>".encode()
        return tree.bytes(f"{one} 0 R {other} 0 R", f"0 [{one} 0 R {other} 0 R]")

    assert kinds(read(source, made("", ""))) == {"P": ("P",), "X": ()}
    assert kinds(read(source, made("/Caption << /MCID 1 >> BDC", "EMC"))) == {"P": ("P",), "X": ("Caption",)}


def test_an_element_that_goes_on_has_its_content_of_each_page(source: plugins.TextSource) -> None:
    tree = Tree()
    tree.pdf.page(content("A", 0) + content("B", 1, 200), "/StructParents 0")
    tree.pdf.page(content("C", 0) + content("D", 1, 200), "/StructParents 1")
    first, second = tree.pdf.kids
    one, two, three = (tree.element(kind) for kind in ("H1", "P", "H2"))
    tree.close(one, f"<< /Type /MCR /MCID 0 /Pg {first} 0 R >>")
    tree.close(two, f"<< /Type /MCR /MCID 1 /Pg {first} 0 R >> << /Type /MCR /MCID 0 /Pg {second} 0 R >>")
    tree.close(three, f"<< /Type /MCR /MCID 1 /Pg {second} 0 R >>")
    rows = f"0 [{one} 0 R {two} 0 R] 1 [{two} 0 R {three} 0 R]"
    data = tree.bytes(f"{one} 0 R {two} 0 R {three} 0 R", rows)
    assert kinds(read(source, data)) == {"A": ("H1",), "B": ("P",)}
    assert kinds(read(source, data, 2)) == {"C": ("P",), "D": ("H2",)}


def test_a_tree_that_bites_its_tail_ends(source: plugins.TextSource) -> None:
    tree = Tree()
    tree.pdf.page(content("A", 0), "/StructParents 0")
    place = tree.pdf.kids[0]
    one = tree.element("Sect", tree.root + 3)
    two = tree.element("P", one)
    tree.pdf.objects[one - 1] = f"<< /Type /StructElem /S /Sect /P {two} 0 R /K [{two} 0 R {one} 0 R] >>".encode()
    tree.pdf.objects[two - 1] += f" /Pg {place} 0 R /K [0 {one} 0 R] >>".encode()
    page = read(source, tree.bytes(f"{one} 0 R", f"0 [{two} 0 R]"))
    assert [glyph.text for glyph in page.glyphs] == ["A"]
    assert len(page.tags) < 100
    page.kinds(page.glyphs[0].tag)


@pytest.mark.parametrize("broken", ["null", "0 5", "0 [null]", "0 [(x)]", "0 [<< /S 5 >>]", "0 [<< /S /P /P 3 >>]"])
def test_a_broken_parent_tree_leaves_the_text(source: plugins.TextSource, broken: str) -> None:
    tree = Tree()
    tree.pdf.page(content("A", 0), "/StructParents 0")
    page = read(source, tree.bytes("null", broken))
    assert [glyph.text for glyph in page.glyphs] == ["A"]

"""Small PDFs for the tests, written object by object, so that a test shows the very bytes that it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def gothic(cmap: str = "UniJIS-UTF16-H", name: str = "HeiseiKakuGo-W5") -> bytes:
    """A Japanese font that is not embedded; its text is written as UTF-16BE hex strings."""
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{cmap} /DescendantFonts [<< /Type /Font"
        f" /Subtype /CIDFontType0 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1)"
        " /Supplement 4 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4"
        " /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
    ).encode()


def utf16(text: str) -> str:
    """A text as a hex string for `gothic`."""
    return f"<{text.encode('utf-16-be').hex()}>"


def with_to_unicode(unicode_of: dict[int, str]) -> tuple[bytes, bytes]:
    """A simple font and its ToUnicode stream's body; the font refers to it as object %d."""
    rows = "\n".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in unicode_of.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(unicode_of)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Helvetica /Encoding /WinAnsiEncoding /ToUnicode %d 0 R >>"
    return font, cmap.encode()


@dataclass
class Pdf:
    """A PDF in the making. fonts: name in the resources → object body."""

    fonts: dict[str, bytes] = field(default_factory=lambda: {"F": HELVETICA, "J": gothic()})
    objects: list[bytes] = field(default_factory=lambda: [b"", b""])
    kids: list[int] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        """Adds an object; gives its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, extra: str = "") -> int:
        """Adds a stream object."""
        return self.add(b"<< /Length %d %s >>\nstream\n" % (len(data), extra.encode()) + data + b"\nendstream")

    def page(
        self, content: str, extra: str = "", size: tuple[float, float] | None = (600, 400), xobjects: str = ""
    ) -> Pdf:
        """Adds a page with that content stream; extra: further entries of the page's dictionary; size: of its MediaBox,
        None where `extra` or a node above it names one."""
        body = self.stream(content.encode("latin-1"))
        fonts = b" ".join(b"/%s %d 0 R" % (name.encode(), self.add(font)) for name, font in self.fonts.items())
        box = f"/MediaBox [0 0 {size[0]} {size[1]}]" if size else ""
        head = f"<< /Type /Page /Parent 2 0 R {box} /Contents {body} 0 R {extra} /Resources << /Font << "
        self.kids.append(self.add(head.encode() + fonts + f" >> /XObject << {xobjects} >> >> >>".encode()))
        return self

    def bytes(self, catalog: str = "", tree: str = "") -> bytes:
        """The file, with a classic cross-reference table. catalog: further entries of the catalog; tree: of the page
        tree's root, which a node without any entry divides from the pages where it has some."""
        kids = " ".join(f"{number} 0 R" for number in self.kids)
        self.objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
        node = f"<< /Type /Pages /Kids [{kids}] /Count {len(self.kids)}"
        if tree:
            above = self.add(f"<< /Type /Pages /Kids [2 0 R] /Count {len(self.kids)} {tree} >>".encode())
            self.objects[0] = self.objects[0].replace(b"/Pages 2 0 R", b"/Pages %d 0 R" % above)
            node += f" /Parent {above} 0 R"
        self.objects[1] = f"{node} >>".encode()
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start)
        return bytes(out)


def text(x: float, y: float, shown: str, size: float = 20, font: str = "F") -> str:
    """Operators that show a string: literal for Helvetica, hex for the Japanese font."""
    operand = shown if shown.startswith("<") else f"({shown})"
    return f"BT /{font} {size} Tf {x} {y} Td {operand} Tj ET\n"


def japanese(x: float, y: float, shown: str, size: float = 20) -> str:
    """Operators that show a Japanese string."""
    return text(x, y, utf16(shown), size, "J")


def one_page(content: str, extra: str = "", **more: object) -> bytes:
    """A PDF of one page."""
    return Pdf().page(content, extra, **more).bytes()  # type: ignore[arg-type]

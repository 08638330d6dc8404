"""Changes to a PDF that change nothing of what a reader takes from it; each is a function of an open pikepdf.Pdf,
and says whether there was anything to change.

What a change cannot do exactly, it leaves: colours of shadings and patterns stay, so does the order of glyphs that one
operator paints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, Stream

from benchmarks.backwards import Instruction, backwards

Change = Callable[[Pdf], bool]
"""Changes a PDF; whether it has what is changed."""
MARGIN = (90, 60)
"""Points by which content is shifted, right and up, on a page that is larger by twice as much."""
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
WEIGHT = re.compile(r"Bold|Heavy|Black|Demi|Semi|Ultra|Extra|Medium|Light|Thin|Italic|Oblique|W[0-9]")
"""What a font's name says of its weight and slant is kept: a reader sees it."""
NUMBER_SIZE, NUMBER_UP = 9, 14
"""Size, and distance from the foot, in points, of a page number that is added."""
COLOURS = frozenset({"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"})


def scaled(factor: float) -> Change:
    """Content and boxes larger by a factor, with annotations and the places that bookmarks name."""

    def change(pdf: Pdf) -> bool:
        _places(pdf, lambda value, _: value * factor)
        for page in pdf.pages:
            _moved(page, factor, 0, 0)
            for name, box in _boxes(page).items():
                page.obj[name] = Array([side * factor for side in box])
        return True

    return change


def shifted(pdf: Pdf) -> bool:
    """Content away from the corner of a larger page. What the page did not show is clipped."""
    right, up = MARGIN
    for page in pdf.pages:
        left, bottom, width, height = _shown(page)
        box = f"{left} {bottom} {width} {height} re W n".encode()
        page.contents_add(box, prepend=True)
        _moved(page, 1, right - left, up - bottom)
        for name in BOXES:
            if name in page.obj:
                del page.obj[name]
        page.obj.CropBox = Array([0, 0, width + 2 * right, height + 2 * up])
        page.obj.MediaBox = Array([0, 0, width + 2 * right, height + 2 * up])
    _places(pdf, lambda value, axis: value + MARGIN[axis])
    return True


def fonts_renamed(pdf: Pdf) -> bool:
    """Other names for embedded fonts: those that are not are found by their names."""
    names: dict[str, str] = {}
    for thing in _dictionaries(pdf):
        described = thing.get("/FontDescriptor", thing)
        if isinstance(described, Dictionary) and any(f"/FontFile{kind}" in described for kind in ("", "2", "3")):
            _renamed(thing, names)
    for thing in _dictionaries(pdf):  # a composite font has the name of the font below it
        if "/DescendantFonts" in thing and _named(thing, "/BaseFont") in names:
            _renamed(thing, names)
    return bool(names)


def _named(thing: Dictionary, key: str) -> str:
    """A name as it stands in the file: it may be in any encoding. "" for none."""
    return thing[key].unparse().decode("latin-1").removeprefix("/") if key in thing else ""


def _renamed(thing: Dictionary, names: dict[str, str]) -> None:
    for key in ("/BaseFont", "/FontName"):
        old = _named(thing, key)
        if old and old not in names.values():
            style = "".join(WEIGHT.findall(old))
            names.setdefault(old, f"ABCDEF+Type{len(names)}{'-' + style if style else ''}")
            thing[key] = Name("/" + names[old])


def colours_changed(pdf: Pdf) -> bool:
    """Red for green, green for blue, blue for red: other colours one to one, while greys, black and white stay."""

    def turned(found: list[Instruction]) -> Iterator[Instruction]:
        for operands, operator in found:
            if operator in COLOURS and len(operands) in (3, 4) and not isinstance(operands[-1], Name):
                yield [operands[1], operands[2], operands[0], *operands[3:]], operator
            else:
                yield operands, operator

    return _rewritten(pdf, turned)


def tags_removed(pdf: Pdf) -> bool:
    """No structure tree, and no marks on content but those of layers, and of text that stands for glyphs."""
    had = False
    for holder, key in ((pdf.Root, "/StructTreeRoot"), (pdf.Root, "/MarkInfo")):
        if key in holder:
            del holder[key]
            had = True

    def unmarked(found: list[Instruction]) -> Iterator[Instruction]:
        kept: list[bool] = []
        for operands, operator in found:
            if operator in ("BDC", "BMC"):
                named = len(operands) > 1 and isinstance(operands[1], Name)
                kept.append(named or (len(operands) > 1 and "/ActualText" in operands[1]))
            if operator not in ("BDC", "BMC", "EMC") or not kept or kept[-1]:
                yield operands, operator
            if operator == "EMC" and kept:
                kept.pop()

    return _rewritten(pdf, unmarked) or had


def saved_again(pdf: Pdf) -> bool:
    """Nothing: `changed` writes it with object streams, and linearised."""
    return bool(pdf.pages)


def painted_backwards(pdf: Pdf) -> bool:
    """Runs of text in one line, that nothing stands between in the file, painted from the last to the first."""
    return _rewritten(pdf, backwards)


def numbered(pdf: Pdf) -> bool:
    """A page number at the foot of each page."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, width, _ = _shown(page)
        page.contents_add(b"q", prepend=True)
        name = page.add_resource(font, Name.Font)
        at = f"1 0 0 1 {left + width / 2} {bottom + NUMBER_UP} Tm"
        page.contents_add(f"Q BT 0 g {name} {NUMBER_SIZE} Tf {at} ({number}) Tj ET".encode())
    return True


def first_half(pdf: Pdf) -> bool:
    """The first half of the pages."""
    count = len(pdf.pages)
    del pdf.pages[(count + 1) // 2 :]
    return count > 1


def without_last(pdf: Pdf) -> bool:
    """All pages but the last."""
    if len(pdf.pages) < 2:
        return False
    del pdf.pages[-1]
    return True


def _rewritten(pdf: Pdf, change: Callable[[list[Instruction]], Iterator[Instruction]]) -> bool:
    """Puts content streams of pages, and of what they draw (forms), through a change; whether any is another now."""
    differs = False
    for page in pdf.pages:
        new = _through(page, change)
        if new is not None:
            page.obj.Contents = pdf.make_stream(new)
            differs = True
    for thing in _streams(pdf):
        if thing.get("/Subtype") == Name.Form:
            new = _through(thing, change)
            if new is not None:
                thing.write(new)
                differs = True
    return differs


def _through(holder: Any, change: Callable[[list[Instruction]], Iterator[Instruction]]) -> bytes | None:
    """The new bytes of a content stream; None where it stays."""
    parsed = pikepdf.parse_content_stream(holder)
    if any(isinstance(one, pikepdf.ContentStreamInlineImage) for one in parsed):
        return None
    found: list[Instruction] = [(list(one.operands), str(one.operator)) for one in parsed]
    new = list(change(found))
    if new == found:
        return None
    return pikepdf.unparse_content_stream([(operands, Operator(operator)) for operands, operator in new])


def _moved(page: pikepdf.Page, factor: float, right: float, up: float) -> None:
    """A page's content, and its annotations, larger and away from the corner."""
    page.contents_add(f"q {factor} 0 0 {factor} {right} {up} cm".encode(), prepend=True)
    page.contents_add(b" Q")
    for annotation in page.obj.get("/Annots", ()):
        for key in ("/Rect", "/QuadPoints"):
            if key in annotation:
                sides = enumerate(annotation[key])
                annotation[key] = Array([float(side) * factor + (up if at % 2 else right) for at, side in sides])


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of what a page shows."""
    x0, y0, x1, y1 = (float(side) for side in page.cropbox)
    return min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)


def _boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    """The boxes of a page by name, that of its parent where it has it from there."""
    own = {name: page.obj[name] for name in BOXES if name in page.obj}
    own |= {"/MediaBox": page.mediabox, "/CropBox": page.cropbox}
    return {name: [float(side) for side in box] for name, box in own.items()}


def _places(pdf: Pdf, change: Callable[[float, int], float]) -> None:
    """Moves the places on pages that bookmarks and links name: [page /XYZ left top zoom]. change: of a number and its
    axis."""
    for thing in _dictionaries(pdf):
        action = thing.get("/A")
        for holder, key in ((thing, "/Dest"), (thing, "/D"), (action, "/D")):
            place = holder.get(key) if isinstance(holder, Dictionary) else None
            if holder is not None and isinstance(place, Array) and len(place) > 3 and place[1] == Name.XYZ:
                sides = enumerate(place[2:4])
                moved = [change(float(side), axis) if _is_number(side) else side for axis, side in sides]
                holder[key] = Array([place[0], place[1], *moved, *place[4:]])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal)


def _dictionaries(pdf: Pdf) -> list[Dictionary]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and not isinstance(thing, Stream)]


def _streams(pdf: Pdf) -> list[Stream]:
    return [thing for thing in pdf.objects if isinstance(thing, Stream)]


CHANGES: dict[str, Change] = {
    "page × 2": scaled(2),
    "page × ½": scaled(0.5),
    "shifted on a larger page": shifted,
    "fonts renamed": fonts_renamed,
    "colours changed": colours_changed,
    "tags removed": tags_removed,
    "saved again": saved_again,
    "painted backwards": painted_backwards,
    "page number added": numbered,
}
"""What must change nothing."""
CUTS: dict[str, Change] = {"first half alone": first_half, "without the last page": without_last}
"""What must change nothing on the pages that stay."""


def changed(data: bytes, change: Change) -> bytes | None:
    """A PDF with a change; None where it has nothing that the change could change. Raises PdfError, PasswordError."""
    with Pdf.open(BytesIO(data)) as pdf:
        if not change(pdf):
            return None
        out = BytesIO()
        again = change is saved_again
        mode = pikepdf.ObjectStreamMode.generate if again else pikepdf.ObjectStreamMode.preserve
        pdf.save(out, object_stream_mode=mode, linearize=again)
        return out.getvalue()

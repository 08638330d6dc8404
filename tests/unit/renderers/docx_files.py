"""What tests want to know of a .docx file that python-docx does not tell, and a validator does not check."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

from openxml_audit import OpenXmlValidator

NO_LIST = "Numbering definition '0'"
"""Never defined: it takes a style's numbering away (ECMA-376 part 1, section 17.9.18). The validator complains."""
FIELDS = {"PAGE", "NUMPAGES"}


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def external(data: bytes) -> list[str]:
    """The targets of all relationships that lead out of the file."""
    rels = "".join(part(data, name) for name in names(data) if name.endswith(".rels"))
    return [
        re.findall(r'Target="([^"]*)"', rel)[0] for rel in re.findall("<Relationship [^>]*>", rels) if "External" in rel
    ]


def assert_sound(data: bytes, folder: Path) -> None:
    """The validator finds nothing, ids are unique and meet, nothing leads out but page links, no field runs."""
    path = folder / "報告.docx"
    path.write_bytes(data)
    errors = [str(error) for error in OpenXmlValidator().validate(path).errors]
    assert [error for error in errors if NO_LIST not in error] == []
    body = part(data, "word/document.xml")
    for start, end in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        opened = re.findall(rf'<w:{start} [^>]*w:id="(\d+)"', body)
        assert max(Counter(opened).values(), default=1) == 1
        assert sorted(opened) == sorted(re.findall(rf'<w:{end} [^>]*w:id="(\d+)"', body))
        for number in opened:
            assert body.index(f'<w:{start} w:id="{number}"') < body.index(f'<w:{end} w:id="{number}"')
    bookmarks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', body)
    assert len(set(bookmarks)) == len(bookmarks)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in bookmarks)
    for reference, kind in (("footnoteReference", "footnote"), ("commentReference", "comment")):
        cited = re.findall(rf'<w:{reference} [^>]*w:id="(\d+)"', body)
        made = [name for name in names(data) if name == f"word/{kind}s.xml"]
        defined = re.findall(rf'<w:{kind} [^>]*w:id="(-?\d+)"', part(data, made[0])) if made else []
        assert sorted(cited) == sorted(number for number in defined if kind == "comment" or int(number) > 0)
    rels = part(data, "word/_rels/document.xml.rels")
    assert set(re.findall(r'r:(?:id|embed|link)="([^"]*)"', body)) <= set(re.findall(r'Id="([^"]*)"', rels))
    assert all(re.search(r"#page=\d+$", target) for target in external(data))
    stories = "".join(part(data, name) for name in names(data) if name.endswith(".xml"))
    fields = re.findall(r'w:instr="\s*(\w+)', stories) + re.findall(r"<w:instrText[^>]*>\s*(\w+)", stories)
    assert set(fields) <= FIELDS

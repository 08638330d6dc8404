"""Bookmarks, by every source that is installed: where they lead, and outlines that are broken."""

from __future__ import annotations

import pytest

from reportpipe import plugins
from reportpipe.model.page import Bookmark
from reportpipe.sources.outline import LONGEST, MOST
from tests.pdfs import Pdf, text, utf16


@pytest.fixture(params=plugins.names(plugins.SOURCES))
def source(request: pytest.FixtureRequest) -> plugins.TextSource:
    return plugins.source(request.param)


class Outline:
    """A PDF of two pages whose outline is in the making. Its root is the next object, the entries follow."""

    def __init__(self, extra: str = "") -> None:
        self.pdf = Pdf().page(text(100, 300, "A"), extra).page(text(100, 300, "B"))
        self.first, self.second = self.pdf.kids
        self.root = len(self.pdf.objects) + 1

    def entry(self, place: int) -> str:
        """The reference to the entry of that place, from 1."""
        return f"{self.root + place} 0 R"

    def read(self, source: plugins.TextSource, *entries: str, catalog: str = "") -> list[tuple[Bookmark, ...]]:
        """The bookmarks of both pages. entries: what the dictionaries hold."""
        self.pdf.add(f"<< /Type /Outlines /First {self.entry(1)} /Last {self.entry(1)} >>".encode())
        for held in entries:
            self.pdf.add(f"<< {held} >>".encode())
        with source.open(self.pdf.bytes(f"/Outlines {self.root} 0 R {catalog}")) as document:
            return [document.page(number).bookmarks for number in (1, 2)]


def title(words: str) -> str:
    return f"/Title {utf16(chr(0xFEFF) + words)}"


def test_a_bookmark_says_level_title_and_place(source: plugins.TextSource) -> None:
    made = Outline()
    found = made.read(
        source,
        f"{title('第１章　目的')} /Dest [{made.first} 0 R /XYZ 0 320 null]"
        f" /First {made.entry(2)} /Next {made.entry(3)}",
        f"{title('背景')} /Dest [{made.second} 0 R /Fit]",
        f"{title('方法')} /A << /S /GoTo /D [{made.second} 0 R /XYZ 0 300 0] >>",
    )
    assert found == [
        (Bookmark(0, "第１章　目的", 80.0),),
        (Bookmark(1, "背景", None), Bookmark(0, "方法", 100.0)),
    ]


def test_the_place_is_one_of_the_displayed_page(source: plugins.TextSource) -> None:
    made = Outline("/Rotate 90 /CropBox [50 100 550 350]")
    found = made.read(source, f"{title('目的')} /Dest [{made.first} 0 R /XYZ 150 320 null]")
    assert found[0] == (Bookmark(0, "目的", 100.0),)


def test_destinations_have_names_too(source: plugins.TextSource) -> None:
    made = Outline()
    names = f"/Names << /Dests << /Names [(here) [{made.second} 0 R /XYZ 0 300 0]] >> >>"
    found = made.read(source, f"{title('目的')} /Dest (here) /Next {made.entry(2)}", f"{title('無')} /Dest (nowhere)",
                      catalog=names)  # fmt: skip
    assert found == [(), (Bookmark(0, "目的", 100.0),)]


def test_line_breaks_in_a_title_are_blanks_and_what_no_page_says_is_cut(source: plugins.TextSource) -> None:
    made = Outline()
    dest = f"/Dest [{made.first} 0 R /Fit]"
    found = made.read(
        source, f"{title('概要' + chr(11) + '案')} {dest} /Next {made.entry(2)}", f"{title('あ' * 9000)} {dest}"
    )
    assert [mark.title for mark in found[0]] == ["概要 案", "あ" * LONGEST]


@pytest.mark.parametrize("link", ["/First {0}", "/Next {0}", "/First {0} /Next {0}"])
def test_an_entry_that_is_its_own_descendant_comes_once(source: plugins.TextSource, link: str) -> None:
    made = Outline()
    found = made.read(source, f"{title('目的')} /Dest [{made.first} 0 R /Fit] {link.format(made.entry(1))}")
    assert len(found[0]) == 1


def test_an_outline_without_end_and_one_without_bottom_are_cut(source: plugins.TextSource) -> None:
    made = Outline()
    dest = f"{title('目的')} /Dest [{made.first} 0 R /Fit]"
    assert len(made.read(source, *(f"{dest} /Next {made.entry(place + 2)}" for place in range(MOST + 500)))[0]) <= MOST
    made = Outline()
    deep = made.read(source, *(f"{dest} /First {made.entry(place + 2)}" for place in range(2_000)))
    assert max(mark.level for mark in deep[0]) < 20


@pytest.mark.parametrize(
    "entry",
    ["", "/Title 7 /Dest 3", "/Title (A) /Dest [99 0 R /Fit]", "/Title (A) /Dest []", "/Title (A) /Dest [0 /XYZ (x)]",
     "/Title (A) /A 5", "/Title (A) /First 3 /Next (B)", "/Title (A) /Dest /Nowhere"],
)  # fmt: skip
def test_nonsense_is_no_bookmark(source: plugins.TextSource, entry: str) -> None:
    assert [mark for marks in Outline().read(source, entry) for mark in marks if mark.title != "A"] == []

"""How much of a document is taken on at most: each bound has its default here, its reason, and its setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields

from reportpipe.errors import LimitError

MIB = 1 << 20
CROWDED = 10
"""One page may paint this part of the characters of a document: still two hundred times a dense page."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """file: MiB of the file, looked at before it is opened: the memory holds it twice, and reports have 50 at most.
    decoded: MiB that its streams may inflate to, pictures aside: a thousand pages of text have 50. pages: budgets and
    white papers have 2,000. glyphs: of all pages, some 2,000 dense pages; more would not fit the memory anyway.
    page_seconds: of CPU, for opening the file and for each page: the slowest of a thousand documents takes 2. left_out:
    per cent of a page's letters that one reason leaves out unasked: heads, feet and numbers are a tenth of a page.
    yaml: MiB of a YAML: a report of 1,000 dense pages has 5. values: keys, texts and groups in it: such a report has
    300,000.
    allow: by this, the guard is asked for so many more seconds, 0 for as many as there are; without it, nothing is."""

    file: int = 512
    decoded: int = 512
    pages: int = 5_000
    glyphs: int = 5_000_000
    page_seconds: int = 8
    left_out: int = 20
    yaml: int = 64
    values: int = 1_000_000
    allow: Callable[[int], None] = field(default=lambda _: None, compare=False)

    def numbers(self) -> dict[str, int]:
        """The bounds as keyword arguments that JSON can hold."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name != "allow"}

    def check_file(self, size: int) -> None:
        """size: bytes. Raises LimitError."""
        if size > self.file * MIB:
            raise too_much(f"the file has {size / MIB:,.0f} MiB, and {self.file:,} are allowed", "max_file")

    def check_decoded(self, size: int) -> None:
        """size: bytes of inflated streams. Raises LimitError."""
        if size > self.decoded * MIB:
            raise too_much(f"its streams inflate to more than {self.decoded:,} MiB", "max_decoded")

    def check_pages(self, count: int) -> None:
        """Raises LimitError."""
        if count > self.pages:
            raise too_much(f"it has {count:,} pages, and {self.pages:,} are allowed", "max_pages")

    def check_glyphs(self, count: int, on_page: int) -> None:
        """count: of the pages so far; on_page: of the last one. Raises LimitError."""
        if count > self.glyphs:
            raise too_much(f"it paints more than {self.glyphs:,} characters", "max_glyphs")
        if on_page > self.glyphs // CROWDED:
            raise too_much(f"a page paints more than {self.glyphs // CROWDED:,} characters", "max_glyphs")

    def check_yaml(self, size: int) -> None:
        """size: bytes of a YAML. Raises LimitError."""
        if size > self.yaml * MIB:
            raise too_much(f"the YAML has {size / MIB:,.0f} MiB, and {self.yaml:,} are allowed", "max_yaml")

    def check_values(self, count: int) -> None:
        """count: of the keys, texts and groups in a YAML. Raises LimitError."""
        if count > self.values:
            raise too_much(f"the YAML holds more than {self.values:,} keys, texts and groups", "max_values")


USUAL = Bounds()
"""The defaults."""


def too_much(what: str, setting: str) -> LimitError:
    """What is said of a document that goes beyond a bound."""
    return LimitError(f"{what} ({setting})", f"Where you trust the file, raise it: REPORTPIPE_{setting.upper()}=…")

"""Why painted text is no content. The reasons under `left_out` are a closed list; people may write their own."""

from __future__ import annotations

from enum import Enum


class Why(Enum):
    """Every reason there is: (name, meaning)."""

    PAGE_NUMBER = ("page-number", "the page's number; runs of them share a row")
    LINE_NUMBER = ("line-number", "the number of a line, in the margin")
    RUNNING_HEAD = ("running-head", "repeated at the top of pages")
    RUNNING_FOOT = ("running-foot", "repeated at the foot of pages")
    RUNNING_SIDE = ("running-side", "repeated in the margin of pages")
    TABLE_OF_CONTENTS = ("table-of-contents", "an entry of a table of contents, or its head")
    CONTINUED_TITLE = ("continued-title", "the title of a slide, part or table that goes on from the page before")
    REPEATED_HEADER = ("repeated-header", "the head of a table, said again where the table goes on")
    WATERMARK = ("watermark", "large letters, askew or behind the text, that belong to no line")
    STAMP = ("stamp", "a stamp that was added to the page as an annotation")
    HIDDEN = ("hidden", "nobody sees it on the page: covered, clipped, on a layer that is off, white on white")
    OFF_PAGE = ("off-page", "painted outside of what the page shows")
    RUBY = ("ruby", "a reading above text that can carry none")
    EMPHASIS_MARK = ("emphasis-mark", "dots above characters that stress them")

    def __init__(self, label: str, meaning: str) -> None:
        self.label = label
        self.meaning = meaning

"""Why something was taken for what it is: the rule, and what it saw. The rules are a closed list."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Rule(Enum):
    """Every rule that decides what a block is, by which lines it holds, or where it stands: (name, meaning)."""

    TITLE_BAND = ("title-band", "stands in the coloured band across the top of the slide, as titles of this deck do")
    PART_HEAD = ("part-head", "heads a part of a slide whose title stands in a band")
    TITLE_STYLE = ("title-style", "is set in the style of titles that was learnt over the deck")
    TITLE_LABEL = ("title-label", "large words that recur on slides, and name a part of each")
    TITLE_DIVIDER = ("title-divider", "stands alone and large on its slide, which divides the deck")
    TITLE_PLACE = ("title-place", "stands where the other slides have their titles, on a slide without one")
    NAMED = ("named", "a table of contents, an agenda or a bookmark names it")
    SET_APART = ("set-apart", "is larger or bolder than the text, and no sentence")
    STANDS_ALONE = ("stands-alone", "a short line with white space above and below, as many in the document")
    GUESSED = ("guessed", "a short line with white space above and below, as only a few in the document")
    NUMBERED_HEAD = ("numbered-head", "a short numbered line that stands off and heads text, as others of its kind")
    IN_BRACKETS = ("in-brackets", "is nothing but words in brackets")
    LIKE_NAMED = ("like-named", "is numbered and set like headings that a table of contents or a bookmark names")
    WRAPPED = ("wrapped", "its lines are one heading: of one style, close together")
    LIST_RUN = ("list-run", "no heading: lines of its look follow each other without any text, as lists do")
    DATE_BELOW = ("date-below", "no heading: a date in parentheses below one")
    LEVEL = ("level", "a heading's depth, by its bookmark, its number, or its size")
    MARKER = ("marker", "begins with a bullet or an enumerator")
    LINES = ("lines", "wrapped lines were joined, or breaks kept where a line had room for the next word")
    RUBY = ("ruby", "small kana above its characters are their readings")
    PAGE_JOIN = ("page-join", "goes on from the page before")
    INDENT = ("indent", "hangs below the item that its left edge lies within")
    HEADED = ("headed", "hangs below the item at its own edge that heads it")
    PLAIN = ("plain", "has no marker, and is neither heading nor note")
    NOTE_BOX = ("note-box", "a box whose first line carries a mark that stands in the text")
    NOTE_LINE = ("note-line", "begins with a mark that stands in the text")
    FOOTNOTE = ("footnote", "small, at the page's foot, and begins with a raised number")
    SIGNED_NOTE = ("signed-note", "begins with a sign (※, *1) that is raised in the text of its page")
    HEAD = ("head", "all that speaks for and against it makes it a heading")
    SLIDE_TITLE = ("slide-title", "is the first head at the top of its slide")
    SLIDE_PART = ("slide-part", "heads a part of its slide")
    WEIGHED = ("weighed", "how likely each kind is by all that speaks for and against it")
    SOLID = ("solid", "is not read line by line, but by its cells or as the words of a drawing")
    TABLE_JOIN = ("table-join", "a table that goes on from the page before")
    FRONT_TITLE = ("front-title", "is the largest on the title page, or goes on with what is")
    FRONT_DATE = ("front-date", "is a date on the title page")
    FRONT_NAME = ("front-name", "names an organisation on the title page")
    FRONT_REST = ("front-rest", "stands on the title page")

    def __init__(self, label: str, meaning: str) -> None:
        self.label = label
        self.meaning = meaning


HEADINGS = frozenset(
    {
        Rule.HEAD,
        Rule.SLIDE_TITLE,
        Rule.SLIDE_PART,
        Rule.TITLE_BAND,
        Rule.PART_HEAD,
        Rule.TITLE_STYLE,
        Rule.TITLE_LABEL,
        Rule.TITLE_DIVIDER,
        Rule.TITLE_PLACE,
        Rule.NAMED,
        Rule.SET_APART,
        Rule.STANDS_ALONE,
        Rule.GUESSED,
        Rule.NUMBERED_HEAD,
        Rule.IN_BRACKETS,
        Rule.LIKE_NAMED,
    }
)
"""The rules that make a heading."""


class Reason(NamedTuple):
    """One decision. evidence: what the rule saw, in words and figures; sizes and places in points."""

    rule: Rule
    evidence: str

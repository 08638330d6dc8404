"""Text → Markdown source that a CommonMark 0.31 or GFM 0.29 parser reads back as that text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportpipe.model.report import MARK
from reportpipe.patterns import pattern
from reportpipe.renderers.printable import LINE_ENDS, printable

INLINE = pattern(
    r"(?P<url>(?>https?://(?![^/]*xn--)(?!\S*&#?[0-9A-Za-z]+;)[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"
    r"(?:/(?:[A-Za-z0-9\-._~/?#=&+:,;@]*[A-Za-z0-9\-_~/=])?)?)(?![%*!$'|\\:@?#]))"
    rf"|\[\^(?P<reference>{MARK})\](?P<after>[(:]?)"
    r"|(?<=(?i:http)):(?=//)|(?<=(?i:https)):(?=//)|(?<=(?i:ftp)):(?=//)|(?<=(?i:www))\."
    r"|&(?=#?[0-9A-Za-z]+;)"
    r"|[\\`*_\[\]<>~|$]"
)
"""What is written differently inside a line, wherever it stands (CommonMark, sections 2.4, 2.5 and 6; GFM, 4.10, 6.5;
`$` is mathematics on GitHub). An address that a parser would recode, such as one with %, xn-- or &amp;, is no
autolink; its colon, or the stop behind www, is escaped, or GFM would find it by itself and show its backslashes."""
LINE_START = pattern(
    r"(?P<mark>[0-9]{1,9})(?=[.)](?:[ \t]|$))"  # an ordered list (CommonMark, section 5.2)
    r"|(?=\#{1,6}(?:[ \t]|$))"  # a heading (section 4.2)
    r"|(?=[-+](?:[ \t]|$))"  # a bullet list (section 5.2)
    r"|(?=[-=:][-=: \t]*$)"  # a break, the underline of a heading (4.1, 4.3), the delimiter row of a table (GFM, 4.10)
)


def inline(text: str, labels: Mapping[str, str]) -> str:
    """One line's text with everything escaped that Markdown would read as syntax.

    labels: footnotes' marks that stay references, and the source of each, such as [^1]. A web address is written as an
    autolink (CommonMark, section 6.5), because a backslash inside it would break GFM's own recognition of addresses.
    """

    def escaped(found: re.Match[str]) -> str:
        if found["url"]:
            return f"<{found['url']}>"
        if found["reference"]:
            after = f"\\{found['after']}" if found["after"] else ""  # else a link, or a definition
            label = labels.get(found["reference"])
            printed = found["reference"].replace("*", r"\*")
            return f"{label}{after}" if label else f"\\[^{printed}\\]{found['after']}"
        return f"\\{found[0]}"

    return INLINE.sub(escaped, text)


def lines(text: str, labels: Mapping[str, str]) -> list[str]:
    """The lines of a paragraph, joined by hard breaks (CommonMark, section 6.7); none where there is no text.

    Blanks at a line's ends and blank lines go: both would be syntax. An ideographic space stays.
    """
    found = [
        LINE_START.sub(_guarded, line, count=1) if LINE_START.match(line) else line for line in _split(text, labels)
    ]
    return [f"{line}\\" for line in found[:-1]] + found[-1:]


def cell(text: str, labels: Mapping[str, str]) -> str:
    """The text on one line, its line breaks as `<br>`: what a table's cell can hold (GFM, section 4.10)."""
    return "<br>".join(_split(text, labels))


def heading(level: int, text: str, labels: Mapping[str, str]) -> str:
    """An ATX heading (CommonMark, section 4.2): level 1 to 6, line breaks as `<br>`.

    A # at the end is escaped, because it would close the heading.
    """
    title = re.sub(r"#(?=\s*$)", r"\\#", cell(text, labels))
    return f"{'#' * level} {title}".rstrip()


def _split(text: str, labels: Mapping[str, str]) -> list[str]:
    found = (printable(line).strip(" \t") for line in LINE_ENDS.split(text))
    return [inline(line, labels) for line in found if line.strip()]


def _guarded(found: re.Match[str]) -> str:
    return f"{found['mark'] or ''}\\"

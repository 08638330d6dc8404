"""Text that looks wrongly decoded: it is kept as it is, and the page is flagged."""

from __future__ import annotations

from reportpipe.patterns import pattern

CID_SHARE = 0.02
"""How many of a page's characters may be "(cid:12)", a parser's sign for "no Unicode value". Above, it needs OCR."""
REPLACEMENT_SHARE = 0.005
"""The same for U+FFFD."""
PRIVATE_USE_SHARE = 0.05
"""The same for private-use characters, which are gaiji (a house's own characters) as long as they are few."""
MISREAD_PAIRS = 2
"""From so many sequences on, a text is taken for UTF-8 that was read as something else. One is an accident."""
MISREAD_SHARE = 0.1
"""... if they are also this share of its characters: 縄 and 繊 are good characters."""

_CID = pattern(r"\(cid:\d+\)")
_PRIVATE_USE = pattern("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# The first two bytes of every kana and Japanese stop in UTF-8 (E3 80 to E3 83), read as Shift_JIS.
_READ_AS_SHIFT_JIS = pattern("[縲縺繧繝]")
# A lead byte of three-byte UTF-8 and a continuation byte, read as Latin-1 or windows-1252.
_READ_AS_LATIN = pattern("[\u00e2-\u00ef][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# What `clean` leaves of the radicals blocks: components, which never stand alone in running text.
_COMPONENT_RADICAL = pattern("[\u2e80-\u2ef3]")


def needs_ocr(text: str) -> bool:
    """Whether so much of a page's text has no known character that it must be read from its picture."""
    cids = len(_CID.findall(text))
    characters = len(_CID.sub("?", text))
    return (
        cids > CID_SHARE * characters
        or text.count("\ufffd") > REPLACEMENT_SHARE * characters
        or len(_PRIVATE_USE.findall(text)) > PRIVATE_USE_SHARE * characters
    )


def mojibake_suspected(text: str) -> bool:
    """Whether a clean text looks wrongly decoded: `needs_ocr`, misread UTF-8, or lone components of characters."""
    return needs_ocr(text) or is_misread(text) or _COMPONENT_RADICAL.search(text) is not None


def is_misread(text: str) -> bool:
    """Whether a text looks like UTF-8 that was read as Shift_JIS or Latin-1."""
    floor = max(MISREAD_PAIRS, MISREAD_SHARE * len(text))
    return any(len(pattern.findall(text)) >= floor for pattern in (_READ_AS_SHIFT_JIS, _READ_AS_LATIN))

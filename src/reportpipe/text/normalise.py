"""Three texts of one run of characters: as extracted, clean (faithful, written to outputs), fold (for comparison only).

NFKC on a text that is written out is a defect: it turns ① into 1, ㎡ into m2, （１） into (1), and with them what the
author chose. So `clean` repairs what a PDF's fonts broke, character by character, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reportpipe.patterns import pattern
from reportpipe.text import tables
from reportpipe.text.tables import CJK, CJK_PUNCTUATION

_UNSAFE_CLASS = "\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff"
_UNSAFE = pattern(f"[{_UNSAFE_CLASS}]")
_MAPPED_CLASS = "".join(
    re.escape(chr(code))
    for code in sorted({*tables.faithful("ja"), *tables.faithful("zh-Hans"), *tables.faithful("ko")})
)
_ARABIC_FORMS_CLASS = "\ufb50-\ufd3d\ufd50-\ufdef\ufe80-\ufefc"
_SUSPICIOUS = pattern(
    f"[{_UNSAFE_CLASS}{_MAPPED_CLASS}{_ARABIC_FORMS_CLASS}\uff61-\uff9f\u0300-\u036f\u3099-\u309c\u00ad\u2027\u00b7\u2215]"
)
_ARABIC_FORMS = pattern(f"[{_ARABIC_FORMS_CLASS}]+")
_HALF_WIDTH_KANA = pattern("[\uff61-\uff9f]+")
# Bases are listed by range, because NFC would also exchange compatibility ideographs (神 U+FA19) and Å U+212B.
_COMBINED = pattern(
    "[A-Za-z\u00c0-\u024f\u0391-\u03ce\u0400-\u04ff\u1e00-\u1eff][\u0300-\u036f]+|[\u3041-\u30ff][\u3099\u309a]"
)
_SPACED_VOICING = pattern("([\u3041-\u30ff])([\u309b\u309c])")
_VOICING = {"\u309b": "\u3099", "\u309c": "\u309a"}
_INNER_SOFT_HYPHEN = pattern("\u00ad(?![ \u3000]*(?:\n|\\Z))")
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_NEAR = f"{CJK}{CJK_PUNCTUATION}"
_MIDDLE_DOT = pattern(f"(?<=[{_NEAR}{_SELECTORS}])[\u2027\u00b7](?=[{_NEAR}])")
_DIVISION_SLASH = pattern(f"(?<=[{_NEAR}{_SELECTORS}])\u2215|\u2215(?=[{_NEAR}])")

_DASHES_AND_WAVES = tables.DASHES | tables.WAVES

_faithful = cache(tables.faithful)


def clean(text: str, language: str = "ja") -> str:
    """The text as the author wrote it, in the same characters a keyboard gives. Idempotent.

    language: BCP-47. Radicals become ideographs (UCD Equivalent_Unified_Ideograph; measured on Noto Sans CJK),
    half-width kana full-width ones, ligatures and joined forms letters, typographic spaces blanks; characters that
    cannot be seen or written go. A soft hyphen is painted in a PDF: within the line it becomes "-", at the line's end
    it stays for `join`.
    """
    if not _SUSPICIOUS.search(text):  # nearly every line of a document
        return text
    # First, so that nothing that goes can stand between two characters that compose.
    text = sanitise(text)[0].translate(_faithful(language))
    text = _HALF_WIDTH_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    text = _ARABIC_FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    text = _COMBINED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)
    text = _SPACED_VOICING.sub(_compose, text)
    text = _INNER_SOFT_HYPHEN.sub("-", text)
    if language == "ja":
        text = _MIDDLE_DOT.sub("・", text)
    return _DIVISION_SLASH.sub("／", text)


def _compose(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match[1] + _VOICING[match[2]])
    return composed if len(composed) == 1 else match[0]


def sanitise(text: str) -> tuple[str, int]:
    """The text without what XML cannot hold, and how many characters that were.

    Control characters (C0 but for tab and newline, DEL, C1), U+FFFE, U+FFFF and lone surrogates.
    """
    return _UNSAFE.subn("", text)


@lru_cache(maxsize=4096)  # the lines of a report are compared again and again
def fold(text: str) -> str:
    """A key under which two texts compare equal that a reader would call the same. Never written out.

    NFKC of the clean text, dashes and waves alike, case folded, without spaces, middle dots and variation selectors.
    """
    text = clean(text).translate(_DASHES_AND_WAVES)
    text = unicodedata.normalize("NFKC", text).casefold()
    return text.translate(tables.NOT_COMPARED)

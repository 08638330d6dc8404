"""Join the two halves of a wrapped line.

The base is the segment break transformation of CSS Text 3: nothing between two wide characters, else one blank. On top
(measured on government decks): kinsoku, addresses, hyphens, groups of digits, a number and its unit, and between
Japanese and Latin whatever the document's majority does. Hangul is wrapped within words too, so there a blank is
written only where one is painted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

from reportpipe.patterns import pattern
from reportpipe.text.tables import SP

_KINSOKU = frozenset(
    "、。，．,）」』】〕〉》］｝〙〗)]}！？!?ーっゃゅょぁぃぅぇぉゎャュョッァィゥェォヮヵヶ々〻ゝゞヽヾ’”"
)
_BRACKETS = ("（）", "「」", "『』", "【】", "()")
_PARTICLES = frozenset("をのにはがとへも")
_KANJI_KANA = "\u30a1-\u30fa\u3400-\u9fff「『（"
_WITHIN = pattern(
    f"[をんっ]|[がはにのでへとたなるれ](?=[{_KANJI_KANA}])|[しりくてでとにはがたるきぎめれけ](?=[、。])"
    "|として|という|により|による|において|における|について|に対[しす]|に関[しす]|である|ており|ている|され[るた]|する。"
)
_WORDS_LIKE_ENDINGS = pattern("は種|と畜|と殺|と場|と体|で、|と、|が、")
_LOWER = pattern(r"[a-z]{2,}(?=[ ,;.)]|\Z)")
HIRAGANA = frozenset(map(chr, range(0x3041, 0x3097)))
_DASH_BULLETS = tuple("ー" + space for space in SP)
_OPENING = frozenset("（「『【〔〈《［｛〘〖([{‘“")
_DASHES = "-\u00ad‐‑–—"
_SOFT_HYPHEN = "\u00ad"
_BREAKABLE_HYPHENS = "-‐\u00ad"
# The look-behinds make a search linear: an address or a word is tried at its first character only.
_LAST_WORD = pattern(r"(?<![A-Za-zÀ-ɏ0-9‐-])[A-Za-zÀ-ɏ0-9]+(?:[-‐][A-Za-zÀ-ɏ0-9]+)*\Z")
_FIRST_WORD = pattern(r"[a-zß-ɏ]+(?:[-‐][A-Za-zÀ-ɏ0-9]+)*")
LONGEST_WORD = 2_048
"""No word and no web address has more characters. To look at all of a paragraph wherever a line is added to it would
take time that grows with the square of its lines."""
_HYPHENATED = pattern(r"(?<![A-Za-zÀ-ɏ0-9‐-])[A-Za-zÀ-ɏ0-9]+(?:[-‐][A-Za-zÀ-ɏ0-9]+)+")
_OPEN_ADDRESS = pattern(r"(?<![A-Za-z0-9./])(?:https?://|www\.)[!-~]*\Z")
_ADDRESS_GOES_ON = pattern(r"[!-~]*[/_?=&%#~][!-~]*|[!-~]+\.[a-z]{2,4}\b|(?=[!-~]*[0-9])(?=[!-~]*[A-Za-z])[!-~]{8,}")
_CONJUNCTION = pattern(r"(?:and|or|to|und|oder|bis|sowie|et|ou|y|o|e|en|of)\b")
"""What follows a hyphen that stands for a word: Groß- oder Kleinschreibung, pre- and post-war."""
_LOCAL_PART = pattern(r"(?<![A-Za-z0-9._%+/@-])[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]*\Z")
_DOMAIN_FOLLOWS = pattern(r"[A-Za-z0-9._%+-]*@[A-Za-z0-9]|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|(?![A-Za-z0-9.]))")
_CODE_FOLLOWS = pattern(r"[A-Za-z]*[0-9_@/]")
_THOUSANDS = pattern(r"[0-9０-９]{3}(?![0-9０-９])")


@cache  # asked of every character, several times
def is_wide(char: str) -> bool:
    """Whether a character fills an em: East Asian Width F, W or H (UAX 11); "ambiguous" ones do not count."""
    return unicodedata.east_asian_width(char) in "FWH"


def starts_kinsoku(text: str) -> bool:
    """Whether a line starts with what cannot begin one (JIS X 4051), so that it must go on from the line before.

    ・ begins bullets, and so does a ー that a space sets apart.
    """
    return text[:1] in _KINSOKU and not text.startswith(_DASH_BULLETS)


def closes_bracket(first: str, second: str) -> bool:
    """Whether a line closes a bracket that the text before it left open."""
    return any(
        first.count(pair[0]) > first.count(pair[1]) and 0 <= second.find(pair[1]) < (second + pair[0]).find(pair[0])
        for pair in _BRACKETS
    )


def ends_open(text: str) -> bool:
    """Whether a line ends with a particle that wants something behind it: neither a sentence nor a noun ends so
    (体言止め), and the line goes on, however short it is."""
    return text[-1:] in _PARTICLES and len(text) > 1 and is_wide(text[-2])


def ends_hyphenated(text: str, following: str) -> bool:
    """Whether a hyphen at a line's end binds the next line to it, however much room there was: it stands within a word,
    a number or an address (com-/pany, 0123-/45, park-/section@…). A word with a hyphen that is alone on its line may
    be one of a list: pre-, post-."""
    head = text.rstrip(SP)
    if head[-1:] not in _BREAKABLE_HYPHENS or not following[:1].isalnum() or is_wide(following[0]):
        return False
    last = _LAST_WORD.search(head, max(0, len(head) - LONGEST_WORD - 1), len(head) - 1)
    if last is None or len(last[0]) < 2:  # A-level, 1-
        return False
    if last[0].isalpha() and last.start() == 0:
        return _is_address(head, following)
    return following[0].islower() or following[0].isdecimal() or last[0].isupper()


def starts_within(text: str) -> bool:
    """Whether a text begins with a particle or an ending that nothing before it carries: no sentence and no word begins
    so, and it must go on from the line before, wherever it stands."""
    return _WITHIN.match(text) is not None and _WORDS_LIKE_ENDINGS.match(text) is None


def goes_on_in_lower_case(first: str, second: str) -> bool:
    """Whether a line in Latin letters goes on in the next one, which begins with a word in lower case."""
    return _LOWER.match(second) is not None and (first[-1:].isalnum() or first[-1:] in ",-") and first[-1:].isascii()


def collect_words(lines: Iterable[str]) -> frozenset[str]:
    """The words with hyphens that a document prints within its lines, in lower case."""
    return frozenset(word.lower().replace("‐", "-") for line in lines for word in _HYPHENATED.findall(line))


def join(first: str, second: str, words: Collection[str] = frozenset(), cjk_latin: str = "") -> str:
    """Two consecutive lines of one paragraph as one.

    words: the document's hyphenated words (`collect_words`); cjk_latin: what it writes between Japanese and Latin
    letters, "" or " ". No character but spaces and a hyphen at the line's end is ever lost.
    """
    head, tail = first.rstrip(SP), second.lstrip(SP)
    if not head or not tail:
        return head + tail
    if head[-1] in _DASHES and len(head) > 1 and head[-2] not in SP:
        return _join_at_dash(head, tail, words)
    return head + _gap(first, head, tail, cjk_latin) + tail


def _join_at_dash(head: str, tail: str, words: Collection[str]) -> str:
    stem = head[:-1]
    if _is_address(head, tail):
        return head + tail
    if _CONJUNCTION.match(tail):
        return f"{head} {tail}"
    last, follow = _LAST_WORD.search(stem, max(0, len(stem) - LONGEST_WORD)), _FIRST_WORD.match(tail)
    if head[-1] in _BREAKABLE_HYPHENS and last and follow and _is_hyphenation(last[0], follow[0], words):
        return stem + tail
    return (stem + "-" if head[-1] == _SOFT_HYPHEN else head) + tail


def _is_address(head: str, tail: str) -> bool:
    """Whether the hyphen between two lines stands in an address or a code, and is its own."""
    start = max(0, len(head) - LONGEST_WORD)
    if head[-1] == _SOFT_HYPHEN:
        return False
    if _OPEN_ADDRESS.search(head, start) or _LOCAL_PART.search(head, start):
        return True
    return _DOMAIN_FOLLOWS.match(tail) is not None or _CODE_FOLLOWS.match(tail) is not None


def _is_hyphenation(last: str, follow: str, words: Collection[str]) -> bool:
    """Whether the hyphen between two parts is only there because the line ends."""
    if f"{last}-{follow}".lower().replace("‐", "-") in words:
        return False
    # A-level, COVID-related, 5G-based, state-of-the-art: what is no plain word keeps its hyphen.
    return len(last) > 1 and last.isalpha() and (last.islower() or last.istitle())


def _gap(first: str, head: str, tail: str, cjk_latin: str) -> str:
    """What stands between two halves that no hyphen joins."""
    left, right = head[-1], tail[0]
    if starts_kinsoku(tail) or left in _OPENING or _goes_on(head, tail):
        return ""
    if _is_hangul(left) and _is_hangul(right):
        return " " if len(first) > len(head) else ""
    wide = is_wide(left) + is_wide(right)
    if wide == 1:
        return cjk_latin if left.isalpha() and right.isalpha() else ""
    return "" if wide else " "


def _is_hangul(char: str) -> bool:
    return "\u1100" <= char <= "\u11ff" or "\u3130" <= char <= "\u318f" or "\uac00" <= char <= "\ud7a3"


def _goes_on(head: str, tail: str) -> bool:
    """Whether the break is inside of a web address or a number."""
    if not is_wide(tail[0]) and _OPEN_ADDRESS.search(head, max(0, len(head) - LONGEST_WORD)):
        return head[-1] in "/?&=_%#~.:" or _ADDRESS_GOES_ON.match(tail) is not None
    digit = head[-1].isdecimal()
    return (digit and tail[0] in "%℃‰") or (
        head[-1] in ",，" and head[-2:-1].isdecimal() and bool(_THOUSANDS.match(tail))
    )

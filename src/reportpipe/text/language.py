"""Guess a document's language from its script, and among Latin scripts from its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

LATIN_LETTERS_PER_CJK = 3
"""One CJK character says about as much as three Latin letters; the script that says more wins."""
KANA_SHARE = 0.05
"""From this share of kana among the CJK characters on, a text is Japanese: slides of compounds have more, Chinese that
quotes a Japanese name has less. Chosen, not measured."""
MIN_STOP_WORDS = 2
"""So many of a language's stop words must occur before it is believed rather than English."""

# の is left out: Chinese uses it as an ornament. So are ・ and ー, which other scripts borrow.
_KANA = (("\u3041", "\u306d"), ("\u306f", "\u3096"), ("\u30a1", "\u30fa"), ("\uff66", "\uff9d"))
_HANGUL = (("\u1100", "\u11ff"), ("\u3131", "\u318e"), ("\uac00", "\ud7a3"))
_HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
_LATIN = (("A", "Z"), ("a", "z"), ("À", "ɏ"))
# Frequent characters that only one of the three writes in this form: of GB 2312, Big5 and JIS X 0208 only its own holds
# them, except that JIS X 0208 has the traditional forms too, as the old forms of Japan.
_ONLY_BY = {
    "ja": frozenset("気対発広円県経済図実両黒団栄駅検験権関歩変単戦転売読続総応択沢拠観覧帰働込峠匂労様徴戻"),
    "zh-Hans": frozenset("这们说时际为对发经济图实关变单战转传卖读续总应择观览归劳样队员门问间见车东书长马鸟"),
    "zh-Hant": frozenset("這們說對發廣經濟圖實關變單戰轉傳賣讀續總應擇觀覽歸勞樣國會學體與將權點臺區"),
}
_STOP_WORDS = {
    "en": frozenset(["the", "of", "and", "to", "in", "for", "with", "is", "are", "on", "that", "by"]),
    "de": frozenset(["der", "die", "das", "und", "nicht", "mit", "für", "ist", "von", "den", "im", "zu"]),
    "fr": frozenset(["le", "les", "des", "et", "est", "dans", "pour", "une", "du", "aux", "sur", "au"]),
    "es": frozenset(["el", "los", "las", "y", "en", "para", "una", "del", "por", "con", "es", "que"]),
}


def detect(texts: Iterable[str]) -> str:
    """The BCP-47 tag of a document's lines: ja, zh-Hans, zh-Hant, ko, en, de, fr or es; und if there are no letters.

    Other languages in Latin script come out as en.
    """
    text = "\n".join(texts)
    counts = Counter(text)
    kana, hangul, han, latin = (_written_in(script, counts) for script in (_KANA, _HANGUL, _HAN, _LATIN))
    cjk = kana + hangul + han
    if cjk + latin == 0:
        return "und"
    if latin > LATIN_LETTERS_PER_CJK * cjk:
        return _by_stop_words(text)
    if hangul > max(kana, han):
        return "ko"
    return "ja" if kana >= KANA_SHARE * cjk else _by_forms(counts)


def _written_in(script: Iterable[tuple[str, str]], counts: Mapping[str, int]) -> int:
    """How many characters are of a script, given by the first and the last of each of its ranges."""
    return sum(count for first, last in script for character, count in counts.items() if first <= character <= last)


def _by_forms(counts: Counter[str]) -> str:
    """Tell text in Han characters only by their forms. Without evidence Japanese: whose titles have no kana."""
    evidence = {language: sum(counts[form] for form in forms) for language, forms in _ONLY_BY.items()}
    return max(evidence, key=lambda language: evidence[language])


def _by_stop_words(text: str) -> str:
    words = Counter(re.findall("[a-zà-ɏ]+", text.lower()))
    counts = {language: sum(words[word] for word in stop) for language, stop in _STOP_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= MIN_STOP_WORDS else "en"

"""Letters of no language: text whose fonts name the wrong characters, as ToUnicode maps do that are shifted (each
letter is the next one, つ for っ), or an encoding that nobody declared.

A text of some length is told by how usual its letters are, script by script:
* Latin: the mean logarithm of the letters' shares, over the different words of a page, and their share of vowels;
* hiragana: the mean logarithm of the characters' shares;
* Han: the share of characters that are of the first level of JIS X 0208, GB 2312 or Big5, whichever has most;
* Hangul: the share of syllables that KS X 1001 has.
The shares of letters are those of a corpus of 140 public documents (about 1,800 pages, mostly Japanese and English;
Latin letters without their accents), each document counted alike. On its pages of LEAST letters the measures are at
least -3.11 (Latin), -3.90 (hiragana), 0.87 (Han) and 1.0 (Hangul); shifted by 1 to 5, at most -3.20, -4.23, 0.67 and
0.88. Polish, Finnish, Turkish, Swahili, Welsh and Vietnamese measure -3.20 and more, with 0.36 of vowels and more.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from reportpipe.patterns import pattern
from reportpipe.text.suspicion import is_misread

LEAST = {"latin": 60, "hiragana": 40, "han": 40, "hangul": 40}
"""So many letters of a script are needed to tell."""
LATIN_MEAN, VOWELS = -3.13, 0.35
"""Latin text is of no language below this mean, if it also has a smaller share of vowels …"""
CHANCE = 2.0
"""… by this over the root of the letters, because chance makes short texts odd: a few names such as JSON and XPath."""
HIRAGANA_MEAN = -4.2
COMMON_HAN = 0.77
COMMON_HANGUL = 0.94
"""Text is of no language below."""
TOLD = 0.05
"""From this share of its letters on, a page is said to be garbled."""

_LATIN = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (69, 19, 47, 38, 117, 28, 18, 23, 86, 2, 4, 36, 23, 73, 81, 32, 2, 64, 79, 84, 31, 12, 12, 3, 12, 4),
        strict=True,
    )
)
"""Shares in a thousand."""
_LATIN_FLOOR = 10
"""The least share: what is rare in the corpus is not in Polish or Finnish."""
_LATIN_LOGS = {char: math.log(max(share, _LATIN_FLOOR) / 1000) for char, share in _LATIN.items()}
_HIRAGANA = (
    ("の", 110), ("にる", 69), ("を", 56), ("いてすしと", 44), ("でたながは", 33), ("れ", 20), ("まりこ", 18),
    ("から", 15),
    ("あさもうよきつ", 12), ("っくめおけ", 9), ("やそ", 6), ("だどえみせ", 4), ("びわじへごん", 2.5), ("ばずべち", 1.4),
    ("むげろ", 0.8),
)  # fmt: skip
"""Shares in a thousand."""
_HIRAGANA_LOGS = {kana: math.log(share / 1000) for kanas, share in _HIRAGANA for kana in kanas}
_RARE_HIRAGANA = math.log(0.5 / 1000)
_LEVELS = (("euc_jp", 0xB0, 0xCF), ("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
"""Encodings, and the first bytes of the characters of their first level."""
_WORD = pattern(r"(?<![a-z])[a-z]{4,}(?![a-z])")
_LETTERS = pattern("[A-Za-z]")
_ADDRESS = pattern(r"\S*[@/\\_]\S*")
_PRIVATE = ("\ue000", "\uf8ff")

Script = str


@dataclass(slots=True)
class Score:
    """What is counted of the letters of one script and font. total: the sum of what each letter measures."""

    letters: int = 0
    total: float = 0.0
    vowels: int = 0
    levels: list[int] = field(default_factory=lambda: [0] * len(_LEVELS))
    judged: int = 0

    def add(self, other: Score) -> None:
        """Adds the counts of another page."""
        self.letters += other.letters
        self.judged += other.judged
        self.total += other.total
        self.vowels += other.vowels
        self.levels = [one + more for one, more in zip(self.levels, other.levels, strict=True)]


@dataclass(slots=True)
class Tally:
    """The letters of a page. scores: by script and font; unknown: characters that stand for none (U+FFFD, private use,
    misread); letters: all of them."""

    page: int
    letters: int = 0
    unknown: int = 0
    scores: dict[tuple[Script, str], Score] = field(default_factory=dict)


def tally(page: int, lines: Iterable[tuple[str, str]]) -> Tally:
    """What is counted on a page. lines: their texts and fonts."""
    texts: dict[str, list[str]] = {}
    for text, font in lines:
        texts.setdefault(font, []).append(text)
    made = Tally(page)
    for font, parts in texts.items():
        text = " ".join(parts)
        counts = Counter(text)
        known = sum(count for char, count in counts.items() if char.isalpha())
        if is_misread(text):
            made.unknown += known
        unknown = counts["\ufffd"] + sum(n for char, n in counts.items() if _PRIVATE[0] <= char <= _PRIVATE[1])
        made.letters += known + unknown
        made.unknown += unknown
        for script, score in (("latin", _latin(text)), *_of_wide(counts)):
            if score.letters:
                made.scores[script, font] = score
    return made


def _latin(text: str) -> Score:
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii")
    words = "".join(set(_WORD.findall(_ADDRESS.sub(" ", plain.casefold()))))
    counts = Counter(words)
    total = sum(n * _LATIN_LOGS[char] for char, n in counts.items())
    return Score(len(_LETTERS.findall(plain)), total, sum(counts[char] for char in "aeiouy"), judged=len(words))


def _of_wide(counts: Mapping[str, int]) -> list[tuple[Script, Score]]:
    hiragana, han, hangul = Score(), Score(), Score()
    for char, n in counts.items():
        if "\u3041" <= char <= "\u3096":
            score, measure = hiragana, _HIRAGANA_LOGS.get(char, _RARE_HIRAGANA)
        elif "\u4e00" <= char <= "\u9fff":
            score, measure = han, 0.0
            han.levels = [one + n * is_in for one, is_in in zip(han.levels, _levels(char), strict=True)]
        elif "\uac00" <= char <= "\ud7a3":
            score, measure = hangul, float(_is_common_syllable(char))
        else:
            continue
        score.letters += n
        score.judged += n
        score.total += n * measure
    return [("hiragana", hiragana), ("han", han), ("hangul", hangul)]


@cache
def _levels(char: str) -> tuple[bool, ...]:
    """Of which standards a character is of the first level."""
    return tuple(_first_byte(char, encoding) in range(low, high + 1) for encoding, low, high in _LEVELS)


def _first_byte(char: str, encoding: str) -> int:
    try:
        written = char.encode(encoding)
    except UnicodeEncodeError:
        return 0
    return written[0] if len(written) == 2 else 0  # three bytes of EUC-JP are of another standard


@cache
def _is_common_syllable(char: str) -> bool:
    return _first_byte(char, "euc_kr") > 0


def shares(tallies: Sequence[Tally]) -> list[float]:
    """Of each page, the share of the letters that cannot be trusted. What is too little on a page to be told is judged
    with the same font's of all pages."""
    whole: dict[tuple[Script, str], Score] = {}
    for page in tallies:
        for key, score in page.scores.items():
            whole.setdefault(key, Score()).add(score)
    return [_garbled(page, whole) / page.letters if page.letters else 0.0 for page in tallies]


def _garbled(page: Tally, whole: Mapping[tuple[Script, str], Score]) -> int:
    """How many letters of a page cannot be trusted."""
    strange = 0
    for key, score in page.scores.items():
        judge = score if score.judged >= LEAST[key[0]] else whole[key]
        if judge.judged >= LEAST[key[0]] and is_strange(key[0], judge):
            strange += score.letters
    return min(page.letters, page.unknown + strange)


def is_strange(script: Script, score: Score) -> bool:
    """Whether letters are those of no language."""
    mean = score.total / score.judged
    if script == "latin":
        return mean < LATIN_MEAN - CHANCE / math.sqrt(score.judged) and score.vowels < VOWELS * score.judged
    if script == "hiragana":
        return mean < HIRAGANA_MEAN
    if script == "han":
        return max(score.levels) < COMMON_HAN * score.judged
    return mean < COMMON_HANGUL

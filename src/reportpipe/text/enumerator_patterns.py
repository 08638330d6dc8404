"""What a numbered or bulleted line looks like: one pattern a kind, in the order in which they are tried.

Patterns stand for the line stripped of `tables.SP`; what they match is the marker. Measured on Japanese government
decks and reports, against lines that begin alike and are none (3.5 倍に, 第1回委員会では, ア ジ ア, ①の方策).
"""

from __future__ import annotations

import re

from reportpipe.patterns import pattern
from reportpipe.text.tables import CJK

_SP = r"[ \t\u00a0\u3000]"
_D = "[0-9０-９]"
_LETTER = "[a-zａ-ｚA-ZＡ-Ｚ]"
_KANJI = "[一二三四五六七八九十百]"
KANA_MARKERS = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎ"
)
_KANA = f"[{KANA_MARKERS}]"
_CIRCLED = "⓪①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⓵-⓾㋐-㋾ⓐ-ⓩⒶ-Ⓩ㊀-㊉"
BULLETS = (
    "●○〇◯◎■□◆◇▲△▼▽▶▷►▸➢➤➔❖❍❏❐❑❒⬧◼◻▪▫◾◽⚫⚪★☆✓✔☑☐☒✗•‣⁃∙・･·‥»🔹🔸"
    "◦◉⦿⦾⚬⦁◌◘◙◈♦⬥⬦⋄⬩⬪⬫⬛⬜❥✦✧✱✲✳❋❉✽▹▻▴▵▾▿➣➥⮚⮞➧➨☞☛✘✕🗸🗹🗷🔶🔷🔴🔵🟢🟠"
    "\uf06c\uf06e\uf06f\uf071\uf074\uf075\uf076\uf077\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0fb\uf0fc\uf0fe"
    # private codes of Wingdings and Symbol that no source has decoded
)
UNKNOWN = "\ufffd\uf020-\uf0ff"
"""What stands for a sign that its font does not tell: symbol fonts have theirs at U+F020 to U+F0FF (OpenType, cmap)."""
DASHES = "-－‐‑–—―−ー"
ARROWS = "→⇒➡⇨➜➾"
# A number before a unit is an amount.
_NO_UNIT = rf"(?!{_SP}*(?:倍|％|%|億|万|兆|千円|円|人|件|年|月|日|名|点|ポイント|km|kg|ha|GW|kW|℃|度|割))"
# A number in brackets before a particle is spoken of: (2)の論点について.
_NO_PARTICLE = r"(?!の|は|が|を|に|へ|で|と|も|や|及び|又は|から|まで|より|について|、|，|,|・|～|〜|-|－|/|／)"
# ○月○日 and ○名の are blanks to fill in; ・日本の and ○人材の are items, for the word goes on.
_PLACEHOLDER = r"(?<=[○〇◯●△□×])[月日年％%名人件](?:[○〇◯●△□×]|\Z|[^\u3400-\u9fff\u30a1-\u30fa々A-Za-z])"
# A sign before a particle is spoken of, ○は済んだもの, and so is what stands in for a name: ●から改めて. Words may
# begin with the same kana (・はじめに, ・より良い), and a few do before a kanji (は種, と畜, から揚げ). No word begins
# with はある, がない or のもの.
_SPOKEN_OF = (
    r"(?:を|(?!は種|と畜|と殺|と場|と体|から揚|から傘|から拭)"
    r"(?:から|まで|とは|への|との|での|[のはがにへでとも])(?![\u3041-\u309f、，])|(?:とは|は|も)[、，]"
    r"|[はがも](?:ある|あり|ない|この|その|する|した|でき)|の(?:ある|ない|もの|とき|ところ))"
    r"|(?:印|さん|氏|様|君)(?:[のはがをにでともへ、。]|から|まで)|[、。，．）」』】]"
)
_HASH_WORDS = (
    "論点|課題|柱|視点|目標|施策|提言|方策|事例|別紙|別添|別表|様式|図表?|表|資料|参考資料|参考|その|ステップ"
    "|[Ss][Tt][Ee][Pp]|ＳＴＥＰ|Point|[QＱ][-－‐]?|問"
)
_BRACKETS = ("【】", "［］", "〔〕", "＜＞", "〈〉", "≪≫", "《》")

_SOURCES: tuple[tuple[str, str, str], ...] = (
    (
        "note",
        "（(注※＊*†‡",
        rf"(?:[（(]注{_SP}?(?P<n1>{_D}{{1,3}})?[）)][:：]?"
        rf"|注{_SP}?(?P<n2>{_D}{{1,3}})?(?:[）)][:：]?|[:：.．]|(?<={_D})(?={_SP})|(?={_SP}{_SP}*\S))"
        rf"|※(?P<n3>{_D}{{1,2}})?[）)]?|[＊*](?P<n4>{_D}{{1,2}})[）)]?|[†‡]|[＊*](?={_SP}))(?![*＊])",
    ),
    ("dai", "第", rf"第{_SP}?(?P<n>{_D}{{1,3}}|{_KANJI}+)(?:部|編|章|節|款|目|条|項)?(?:{_SP}+|$|[:：])"),
    (
        "hash",
        "論課柱視目施提方事別様図表資参そスSsＳPQＱ問",
        rf"(?:{_HASH_WORDS}){_SP}?(?P<n>{_D}{{1,2}}(?:[-－‐―ー‑]{_D}{{1,2}})?|[①-⑳]|{_KANJI}{{1,2}})(?:{_SP}+|[:：.．】）)]|$)",
    ),
    (
        "hash",  # the answer to Q1-1; A4 is a size of paper
        "AＡ",
        rf"(?:[AＡ](?P<n>{_D}{{1,2}}[-－‐―ー‑]{_D}{{1,2}})|[AＡ][-－‐](?P<d>{_D}{{1,2}}))(?:{_SP}+|[:：.．])|[AＡ](?P<m>{_D}{{1,2}})(?:\u3000|[:：](?!{_D}))",
    ),
    (
        "multi",
        "0-9０-９",
        rf"(?P<n>{_D}{{1,2}}(?:[.．\-－‐‑−]{_D}{{1,2}}){{1,3}})(?:[.．]?{_SP}+|[.．](?!{_D})){_NO_UNIT}",
    ),
    (
        "arabic",
        "0-9０-９",
        rf"(?:(?P<n>{_D}{{1,2}})(?:[.．](?!{_D}){_SP}*|、(?={_SP}|[{CJK}])|{_SP}+(?!{_D}))"
        rf"|(?P<long>{_D}{{3}})[.．]{_SP}+(?!{_D})){_NO_UNIT}",  # the paragraphs of long reports are numbered on
    ),
    (
        "rparen",
        f"0-9０-９a-zａ-ｚA-ZＡ-Ｚ{KANA_MARKERS}一二三四五六七八九十百",
        rf"(?P<n>{_D}{{1,2}}|{_LETTER}|{_KANA}|[ivx]{{1,4}}|{_KANJI}{{1,2}})[)）]{_SP}*{_NO_PARTICLE}",
    ),
    ("paren", "(（⑴-⒇", rf"(?:[(（]{_SP}?(?P<n>{_D}{{1,2}}){_SP}?[)）]|(?P<c>[⑴-⒇])){_SP}*{_NO_PARTICLE}"),
    ("pkana", "(（", rf"[(（](?P<n>{_KANA})[)）]{_SP}*{_NO_PARTICLE}"),
    ("palpha", "(（", rf"[(（](?P<n>{_LETTER}|[ivx]{{1,4}})[)）]{_SP}*{_NO_PARTICLE}"),
    ("pkanji", "(（㈠-㈩", rf"(?:[(（](?P<n>{_KANJI}{{1,3}})[)）]|(?P<c>[㈠-㈩])){_SP}*{_NO_PARTICLE}"),
    ("circled", _CIRCLED, rf"(?P<c>[{_CIRCLED}]){_SP}*{_NO_PARTICLE}"),
    (
        "roman",
        "Ⅰ-Ⅻⅰ-ⅻIVXivx",
        rf"(?:(?P<c>[Ⅰ-Ⅻⅰ-ⅻ])[.．)）]?(?:{_SP}+|(?=[{CJK}]))|(?P<n>[IVX]{{1,4}}|[ivx]{{1,4}})[.．]{_SP}*"
        r"|(?P<m>[IVX]{1,4})\u3000+)(?!型|期|類|種|度)",
    ),
    (
        "kana",
        KANA_MARKERS,
        rf"(?P<n>{_KANA})(?:[.．、]{_SP}*|\u3000+|{_SP}{{1,2}}(?=[^\sァ-ヶｱ-ﾝー]\S))(?!\S{_SP})",
    ),
    ("alpha", "a-zａ-ｚA-ZＡ-Ｚ", rf"(?P<n>{_LETTER})(?:[.．]{_SP}*(?![a-zA-Z]\.)|\u3000+)"),
    (
        "kanji",
        "一二三四五六七八九十百",
        rf"(?P<n>{_KANJI}{{1,3}})(?:[.．]{_SP}*|{_SP}+|、(?=\S))(?![四五六七八九三])",
    ),
    (
        "bracket",
        "".join(pair[0] for pair in _BRACKETS),
        "|".join(f"{pair[0]}(?P<h{n}>[^{pair[1]}]{{1,40}}){pair[1]}" for n, pair in enumerate(_BRACKETS)),
    ),
    ("bullet", BULLETS, rf"(?P<b>.)(?!{_PLACEHOLDER}|{_SPOKEN_OF}){_SP}*(?=(?!×|：|:|[{BULLETS}]).)"),
    ("bullet", UNKNOWN, rf"(?P<b>[{UNKNOWN}]){_SP}+(?=\S)"),
    ("bullet", DASHES, rf"(?P<b>[{re.escape(DASHES)}]){_SP}+(?=\S)"),
    ("bullet", "-‐－−–", rf"(?P<b>[-‐－−–])(?=[{CJK}])"),
    ("arrow", ARROWS, rf"(?P<b>[{ARROWS}]){_SP}*(?=.)"),
)


def _by_first_character() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, first, source in _SOURCES:
        compiled = pattern(source)
        for character in dict.fromkeys(_members(first)):
            table.setdefault(character, []).append((kind, compiled))
    return {character: tuple(patterns) for character, patterns in table.items()}


def _members(char_class: str) -> str:
    """All characters of a class, given without its square brackets: ranges written out, a leading "-" is itself."""
    return re.sub("(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), char_class)


PATTERNS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = _by_first_character()
"""First character of a line to the (kind, pattern) pairs that can match it, in order. Most lines are settled by the
look-up alone."""

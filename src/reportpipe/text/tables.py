"""Character tables of the cleaning rules: which character stands for which. Data only.

Keys are code points, as `str.translate` wants them. Look-alike keys are written as escapes, because an editor, a font
or a well-meant normalisation shows them as their targets.
"""

from __future__ import annotations

import unicodedata

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Inside of a regular expression's class: Han, kana and their iteration marks."""

CJK_PUNCTUATION = "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff08\uff09"
"""Inside of a class: Japanese stops and brackets."""

SP = " \t\u00a0\u3000"
"""The spaces that may surround a marker: blank, tab, no-break space, ideographic space."""

KANGXI_RADICALS: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
"""U+2F00-2FD5 to their ideographs. NFKC equals UCD Equivalent_Unified_Ideograph for all 214 (measured)."""

DOOR_RADICAL = 0x2F3E
"""NFKC gives U+6236 for it, the traditional and the Korean form; fonts share its glyph with their own region's form."""

DOOR_BY_LANGUAGE: dict[str, str] = {"ja": "\u6238", "zh-Hans": "\u6237"}
"""What U+2F3E stands for, by BCP-47 language; elsewhere U+6236."""

RADICALS_SUPPLEMENT: dict[int, str] = {
    # Share their glyph with the ideograph in Noto Sans CJK JP (measured).
    0x2ED1: "長", 0x2EC4: "西", 0x2ED8: "青", 0x2EA0: "民", 0x2E9F: "母", 0x2EED: "歯", 0x2EF2: "亀", 0x2EEF: "竜",
    0x2EE8: "麦", 0x2EE9: "黄", 0x2EEB: "斉", 0x2E8E: "兀", 0x2E90: "尢", 0x2E92: "巳", 0x2E93: "幺", 0x2E94: "彑",
    0x2E99: "攵", 0x2E9B: "旡",
    # Whole characters by UCD Equivalent_Unified_Ideograph.
    0x2EDD: "食", 0x2EE3: "骨", 0x2EE4: "鬼", 0x2EC6: "角", 0x2EC1: "虎",
    # Share their glyph with the ideograph in Noto Sans CJK SC (measured).
    0x2EC5: "见", 0x2EC9: "贝", 0x2ECB: "车", 0x2ED3: "长", 0x2ED4: "门", 0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风",
    0x2EDC: "飞", 0x2EE2: "马", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE7: "卤", 0x2EEA: "黾", 0x2EEC: "齐", 0x2EEE: "齿",
    0x2EF0: "龙", 0x2EF1: "龜", 0x2EF3: "龟",
}  # fmt: skip
"""CJK Radicals Supplement to the ideographs of running text. The component forms (氵, 亻, ...) are left out on purpose:
they never stand for a character of running text, and UCD's target is not always the glyph that was painted."""

VERTICAL_FORMS: dict[int, str] = {
    0xFE10: "，", 0xFE11: "、", 0xFE12: "。", 0xFE13: "：", 0xFE14: "；", 0xFE15: "！", 0xFE16: "？", 0xFE17: "〖",
    0xFE18: "〗", 0xFE19: "…", 0xFE30: "‥", 0xFE31: "—", 0xFE32: "–", 0xFE33: "＿", 0xFE34: "＿",
    0xFE35: "（", 0xFE36: "）", 0xFE37: "｛", 0xFE38: "｝", 0xFE39: "〔", 0xFE3A: "〕", 0xFE3B: "【", 0xFE3C: "】",
    0xFE3D: "《", 0xFE3E: "》", 0xFE3F: "〈", 0xFE40: "〉", 0xFE41: "「", 0xFE42: "」", 0xFE43: "『", 0xFE44: "』",
    0xFE47: "［", 0xFE48: "］",
}  # fmt: skip
"""Presentation forms of vertical writing to full-width horizontal ones (NFKC would give ASCII brackets)."""

LATIN_LIGATURES: dict[int, str] = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
"""U+FB00-FB06 to their letters."""

SPACES: dict[int, str] = dict.fromkeys((0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
"""Spaces of a typographic width to U+0020. The ideographic space U+3000 is not one of them: it is the author's."""

INVISIBLE: dict[int, None] = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x180E))
"""Removed: zero width space, word joiner, byte order mark, Mongolian vowel separator. ZWJ and ZWNJ carry meaning."""

JAPANESE_LOOKALIKES: dict[int, str] = {0x2329: "〈", 0x232A: "〉", 0x22EF: "…"}
"""Characters that share the glyph of a Japanese one: a font's reverse map takes the lowest code point. For ja only."""

DASHES: dict[int, str] = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣⁃"), "-")
"""Hyphens, dashes and minus signs to "-". For comparison only; ー is a vowel's length, not a dash."""

WAVES: dict[int, str] = dict.fromkeys(map(ord, "〜～∼〰"), "~")
"""Wave dashes to "~". For comparison only."""

NOT_COMPARED: dict[int, None] = dict.fromkeys(
    (*map(ord, " \t\n\u3000・·‧\u00ad"), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)
"""Spaces, middle dots, soft hyphens and variation selectors: dropped before two texts are compared."""


def faithful(language: str) -> dict[int, str | None]:
    """The map for `str.translate` of all replacements that do not depend on neighbours, for a BCP-47 language."""
    table: dict[int, str | None] = {}
    for part in (KANGXI_RADICALS, RADICALS_SUPPLEMENT, VERTICAL_FORMS, LATIN_LIGATURES, SPACES):
        table.update(part)
    table.update(INVISIBLE)
    table[DOOR_RADICAL] = DOOR_BY_LANGUAGE.get(language, "\u6236")
    if language == "ja":
        table.update(JAPANESE_LOOKALIKES)
    return table

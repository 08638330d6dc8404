"""Why a person is asked to look at a block, in the language of the report's readers."""

from __future__ import annotations

from reportpipe.model.diagnostic import Code

MEANINGS = {code.label: code.meaning for code in Code}
JAPANESE = {
    Code.UNCERTAIN_JOIN.label: "行の終わりが境目に近く、次の行とつながるかどうか確かではありません",
    Code.PAGE_JOIN.label: "ページをまたいで一つにつなぎましたが、文が続くというはっきりした手掛かりがありません",
    Code.GUESSED_HEADING.label: "単独で置かれているため、見出しとみなしました",
    Code.GUESSED_KIND.label: "見出し、項目、図中の語のどれとも決めにくいものです",
    Code.GUESSED_LEVEL.label: "字下げまたは文字の大きさが、二つの階層の間にあります",
    Code.ENUM_GAP.label: "番号の並びに抜けがあります",
    Code.UNMATCHED_MARK.label: "注の印に対する注がないか、注の印が本文に見当たりません",
    Code.UNEVEN_TABLE.label: "表の文字が枠からはみ出しているか、見出しの欄が空です",
    Code.GUESSED_TABLE.label: "罫線がなく、文字の並びから表とみなしました",
    Code.UNMAPPED_GLYPH.label: "どの文字なのか、フォントに記録のない字形があります",
    Code.DOUBTFUL_TEXT.label: "隠れた文字や柱など本文ではないように見えますが、ページの多くを占めるため残しました",
}
"""For each code that a block may carry (model/diagnostic.CHECKS)."""


def reason(code: str, language: str) -> str:
    """The code, and what it means in that language (BCP 47; English where there is no other). A code that nobody knows
    stands alone: people may write their own."""
    if language.split("-", maxsplit=1)[0] == "ja" and code in JAPANESE:
        return f"{code}：{JAPANESE[code]}"
    return f"{code}: {MEANINGS[code]}" if code in MEANINGS else code

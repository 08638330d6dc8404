from __future__ import annotations

import pytest

from reportpipe.renderers.markdown_text import cell, heading, inline, lines


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("<注>", r"\<注\>"),
        ("a_b*c`d\\", r"a\_b\*c\`d\\"),
        ("~5%|$1 [x]", r"\~5%\|\$1 \[x\]"),
        ("R&D &amp; &#x41; AT&T;", r"R&D \&amp; \&#x41; AT\&T;"),
        ("これは、（１）・①です。", "これは、（１）・①です。"),
        ("https://www.mext.go.jp/a_menu/b_1.htm。", "<https://www.mext.go.jp/a_menu/b_1.htm>。"),
        ("https://e.jp/、https://e.jp", "<https://e.jp/>、<https://e.jp>"),
        ("(https://e.jp/?a=1&b=2#c_d)", "(<https://e.jp/?a=1&b=2#c_d>)"),
        ("https://e.jp/%E6_", r"https\://e.jp/%E6\_"),
        ("www.e.jp/a_b", r"www\.e.jp/a\_b"),
        ("[^1]と[^2]", r"[^n]と\[^2\]"),
        ("[^1](a) [^1]: [^2](b)", r"[^n]\(a) [^n]\: \[^2\](b)"),
    ],
)
def test_inline(text: str, want: str) -> None:
    assert inline(text, {"1": "[^n]"}) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("# 題", r"\# 題"), ("#題", "#題"), ("- 項", r"\- 項"), ("-項", "-項"), ("+", r"\+"), ("---", r"\---"),
        ("= =", r"\= ="),
        (":-:", r"\:-:"), ("1. 項", r"1\. 項"), ("12) 項", r"12\) 項"), ("1.", r"1\."), ("1.5倍", "1.5倍"),
        ("１．項", "１．項"),
        ("(1) 項", "(1) 項"), ("ア　項", "ア　項"), ("－ 項", "－ 項"), ("    項", "項"), ("\u3000項", "\u3000項"),
    ],
)  # fmt: skip
def test_start_of_a_line(text: str, want: str) -> None:
    assert lines(text, {}) == [want]


def test_line_breaks_are_hard_and_blank_lines_go() -> None:
    assert lines("一、\r\n\n　\n- 二\u2028三\\", {}) == ["一、\\", r"\- 二" + "\\", r"三\\"]
    assert lines(" \n", {}) == []


def test_cells_and_headings_are_one_line() -> None:
    assert cell("一|二\n三", {}) == r"一\|二<br>三"
    assert heading(2, "- C#\n題 #", {}) == r"## - C#<br>題 \#"
    assert heading(3, "", {}) == "###"

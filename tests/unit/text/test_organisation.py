from __future__ import annotations

from typing import Any

import pytest

from reportpipe.text.organisation import inline_note_marks, is_document_number, is_latin_logo, is_organisation
from tests.shared import vectors


@pytest.mark.parametrize("line", vectors("organisation_line"))
def test_organisation_vector(line: Any) -> None:
    assert is_organisation(line)


@pytest.mark.parametrize("line", vectors("not_an_organisation_line"))
def test_not_an_organisation_vector(line: Any) -> None:
    assert not is_organisation(line)


@pytest.mark.parametrize(
    "line",
    [
        "文部科学省",
        "文部科学省\u3000高等教育局",
        "内閣府政策統括官（科学技術・イノベーション担当）付",
        "こども家庭庁",
        "東京都立大学",
    ],
)
def test_is_organisation(line: str) -> None:
    assert is_organisation(line)


@pytest.mark.parametrize(
    "line",
    ["", "研究者の国際流動性", "大学等研究者6名、", "MEXT", "文部科学省 山田太郎", "国際社会", "取組の一部", "作成日付",
     "関係省庁", "第3回国際戦略委員会", "国際競争力のある大学"],
)  # fmt: skip
def test_is_not_an_organisation(line: str) -> None:
    assert not is_organisation(line)


@pytest.mark.parametrize(
    "line", ["資料１", "資料１－２", "参考資料3", "別紙", "資料 2-1", "別添１", "【資料３】", " 別紙２ "]
)
def test_is_document_number(line: str) -> None:
    assert is_document_number(line)


@pytest.mark.parametrize("line", ["資料を配布", "資料１について", "別紙のとおり", "参考", "参考資料", ""])
def test_is_not_a_document_number(line: str) -> None:
    assert not is_document_number(line)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("外部有識者(※)から意見を聴取", ["(※)"]),
        ("研究者※1と（注１）を参照", ["※1", "（注１）"]),
        ("推計*2による", ["*2"]),
        ("※1 大学等研究者", []),
        ("2*3 = 6", []),
        ("**太字**", []),
    ],
)
def test_inline_note_marks(text: str, marks: list[str]) -> None:
    assert inline_note_marks(text) == marks


@pytest.mark.parametrize("line", ["MEXT", "MINISTRY OF EDUCATION,", "CULTURE, SPORTS,", "SCIENCE AND TECHNOLOGY-JAPAN"])
def test_is_latin_logo(line: str) -> None:
    assert is_latin_logo(line)


@pytest.mark.parametrize("line", ["Results", "AI活用", "文部科学省", "A", "COVID-19", ""])
def test_is_no_latin_logo(line: str) -> None:
    assert not is_latin_logo(line)

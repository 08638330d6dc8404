from __future__ import annotations

from reportpipe.model.report import Bullet, Note, Paragraph, Report, Ruby, Theme
from reportpipe.renderers.json_ import JsonRenderer
from reportpipe.renderers.markdown import MarkdownRenderer
from reportpipe.renderers.readings import with_readings


def ruby(*pairs: str) -> list[Ruby]:
    return [Ruby(base=base, text=text) for base, text in (pair.split(":") for pair in pairs)]


REPORT = Report(
    themes=[
        Theme(
            number="第一",
            title="国の方針",
            ruby=ruby("第一:だいいち", "国:くに"),
            content=[
                Bullet(
                    bullet="国と国",
                    ruby=ruby("国:くに", "国:こく"),
                    content=[Paragraph(paragraph="仮名", ruby=ruby("漢字:かんじ", "仮名:かな", ":"))],
                ),
                Note(label="用語", note="経緯", ruby=ruby("用語:ようご", "経緯:けいい")),
            ],
        )
    ]
)


def test_readings_stand_in_parentheses_behind_their_base() -> None:
    (theme,) = with_readings(REPORT).themes
    assert theme.full == "第一（だいいち） 国（くに）の方針"
    assert theme.content is not None
    bullet, note = theme.content
    assert isinstance(bullet, Bullet)
    assert isinstance(note, Note)
    assert bullet.bullet == "国（くに）と国（こく）"
    assert (note.label, note.note) == ("用語（ようご）", "経緯（けいい）")


def test_a_base_that_was_edited_away_has_no_reading_and_the_next_one_keeps_its_own() -> None:
    text = MarkdownRenderer().render(REPORT).decode()
    assert "仮名（かな）" in text
    assert "かんじ" not in text


def test_json_keeps_them_as_they_are() -> None:
    assert '"bullet": "国と国"' in JsonRenderer().render(REPORT).decode()

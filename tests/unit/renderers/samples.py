"""Reports that several tests of the renderers share."""

from __future__ import annotations

from reportpipe.model.report import (
    Block,
    Bullet,
    Extracted,
    Figure,
    FigureBody,
    Note,
    Paragraph,
    Report,
    Source,
    Table,
    TableBody,
    Theme,
)


def bullet(text: str, marker: str | None = "•", *content: Block) -> Bullet:
    return Bullet(bullet=text, marker=marker, content=list(content) or None)


def themed(*content: Block, title: str = "題") -> Report:
    return Report(themes=[Theme(title=title, content=list(content))])


INTERVIEWS = Report(
    title="科学技術における国際交流・協力に関するインタビューの結果",
    organisation=["文部科学省", "科学技術・学術政策局"],
    date="2021-03-26",
    date_as_printed="令和3年3月26日",
    source=Source(file="mext.pdf", sha256="9f" * 32, pages=8),
    extracted=Extracted(by="reportpipe 0.1.0", sha256="41" * 32),
    front=["MINISTRY OF EDUCATION"],
    themes=[
        Theme(
            number="1.",
            title="主なインタビュー項目",
            at="page=2&viewrect=34,20,737,45",
            content=[
                Paragraph(paragraph="外部有識者(※)から意見を聴取[^1]。"),
                bullet(
                    "動機・経緯等",
                    "•",
                    bullet("信頼関係", "–", bullet("長期の交流", "○"), bullet("共著", "○")),
                    Paragraph(paragraph="があるものとする。"),
                    bullet("公募", "–"),
                ),
                bullet("連携", "•"),
                Note(note="大学等研究者6名、\n大学等マネジメント5名、", mark="※", label="有識者(※)"),
                Note(note="令和2年度に実施。", mark="1"),
            ],
        ),
        Theme(
            number="2.",
            title="主な意見",
            at=["page=3", "page=4"],
            content=[
                bullet(
                    "国際化",
                    "(1)",
                    bullet("先進国", "①", bullet("米国", "ア"), bullet("独国", "イ")),
                    bullet("他", "②"),
                ),
                bullet("共同研究", "(2)", bullet("支援", "①")),
            ],
            themes=[
                Theme(
                    number="(2)",
                    title="国際共同研究について",
                    at=["page=5", "page=7"],
                    content=[
                        bullet("全角の一", "（１）"),
                        bullet("全角の二", "（２）"),
                        bullet("飛んだ五", "（５）"),
                        bullet("完了", "✓"),
                        Table(
                            table=TableBody(
                                caption="表1", header=[["国", "件数"]], rows=[["日本", "12\n（増）"], ["米国"]]
                            )
                        ),
                        Table(table=TableBody(rows=[["a", "b"]])),
                        Figure(figure=FigureBody(caption="図1", text=["2019年", "2020年"])),
                    ],
                )
            ],
        ),
    ],
)

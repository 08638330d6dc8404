"""Themes out of made-up decks: each habit of layout, right and wrong."""

from __future__ import annotations

from reportpipe.model.page import Page
from reportpipe.model.report import Theme
from reportpipe.yamlio import dump, load
from tests.pages import Text, frame, outline, page, report

LONG = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところである"


def slide(number: int, *texts: Text, title: str | None = None, **more: object) -> Page:
    head = [Text(title, 40, 50, 28, True)] if title else []
    return page(*head, *texts, number=number, **more)  # type: ignore[arg-type]


FILLER = [Text("・" + LONG, 60, 300), Text("・" + LONG, 60, 340)]


def test_titles_bullets_and_their_nesting() -> None:
    made = report(
        slide(
            1,
            Text("・先進国との連携", 60, 120),
            Text("－ 共同研究", 84, 150, 18),
            Text("・新興国", 60, 180),
            title="目的",
        ),
        slide(2, *FILLER, title="現状"),
    )
    assert outline(made)[:4] == ["# 目的", "・ 先進国との連携", "  － 共同研究", "・ 新興国"]
    assert outline(made)[4] == "# 現状"


def test_a_list_far_to_the_right_is_no_part_of_the_one_that_stands_left_of_it() -> None:
    lines = [Text("○利用者", 60, 120), Text("・窓口", 88, 160), Text("○" + "右端の注記", 480, 200)]
    made = report(slide(1, *lines, title="目的"), slide(2, *FILLER, title="現状"))
    assert outline(made)[:4] == ["# 目的", "○ 利用者", "  ・ 窓口", "○ 右端の注記"]


def test_two_themes_on_one_slide() -> None:
    made = report(
        slide(1, Text("・先進国", 60, 120), Text("二つ目の題", 40, 240, 28, True), *FILLER, title="一つ目の題"),
        slide(2, *FILLER, title="三つ目の題"),
    )
    assert [theme.title for theme in made.themes] == ["一つ目の題", "二つ目の題", "三つ目の題"]


def test_large_text_that_is_a_sentence_is_no_title() -> None:
    made = report(
        slide(1, Text("国際化を進める必要がある。", 40, 240, 28, True), *FILLER, title="題"),
        slide(2, *FILLER, title="次"),
    )
    assert [theme.title for theme in made.themes] == ["題", "次"]


def test_numbers_nest_where_a_sequence_begins_under_a_numbered_title() -> None:
    made = report(
        slide(1, *FILLER, title="1. 項目"),
        slide(2, *FILLER, title="2. 意見"),
        slide(3, *FILLER, title="(1) 目的"),
        slide(4, *FILLER, title="(2) 研究"),
        slide(5, *FILLER, title="3. まとめ"),
    )
    heads = [row for row in outline(made) if row.startswith("#")]
    assert heads == ["# 1. 項目", "# 2. 意見", "## (1) 目的", "## (2) 研究", "# 3. まとめ"]


def test_continued_slides_are_one_theme_with_both_places() -> None:
    made = report(
        slide(1, *FILLER, title="(1) 研究"),
        slide(2, *FILLER, title="(1) 研究（続き）"),
        slide(3, *FILLER, title="(2) 人材"),
    )
    first = made.themes[0]
    assert (first.number, first.title) == ("(1)", "研究")
    assert isinstance(first.at, list)
    assert [at.split("&")[0] for at in first.at] == ["page=1", "page=2"]
    assert len(first.content or []) == 4
    assert made.left_out is not None
    assert [(row.text, row.why, row.pages) for row in made.left_out] == [("(1) 研究（続き）", "continued-title", "2")]


def test_a_page_that_names_two_of_its_sections_alike_means_two() -> None:
    made = report(
        slide(1, Text("・先進国", 60, 120), Text("体制", 40, 240, 28, True), *FILLER, title="体制"),
        slide(2, *FILLER, title="体制"),
        slide(3, *FILLER, title="次"),
    )
    assert [(theme.title, len(places(theme))) for theme in made.themes] == [("体制", 1), ("体制", 2), ("次", 1)]


def places(theme: Theme) -> list[str]:
    return theme.at if isinstance(theme.at, list) else [theme.at or ""]


def test_a_label_that_looks_like_a_continuation_is_part_of_the_title() -> None:
    made = report(
        slide(1, *FILLER, title="補助率"),
        slide(2, *FILLER, title="補助率（1/2）"),
        slide(3, *FILLER, title="事業（継続）"),
    )
    assert [theme.title for theme in made.themes] == ["補助率", "補助率（1/2）", "事業（継続）"]


def test_a_title_wrapped_in_the_middle_of_a_word() -> None:
    made = report(
        slide(1, Text("化", 40, 84, 28, True), *FILLER, title="(1) 大学・研究機関の国際"),
        slide(2, *FILLER, title="(2) 人材"),
    )
    assert made.themes[0].title == "大学・研究機関の国際化"


def test_a_tail_that_returns_to_the_parents_indent_belongs_to_the_parent() -> None:
    made = report(
        slide(
            1,
            Text("・例えば、次の連携", 60, 120),
            Text("－ 先進国", 84, 150, 18),
            Text("などがあるものとする。", 80, 180),
            *FILLER,
            title="目的",
        ),
        slide(2, *FILLER, title="次"),
    )
    assert outline(made)[1:4] == ["・ 例えば、次の連携", "  － 先進国", "  などがあるものとする。"]


def test_a_paragraph_at_the_markers_edge_is_a_sibling() -> None:
    made = report(
        slide(1, Text("・先進国", 60, 120), Text("以上である", 60, 170), title="目的"), slide(2, *FILLER, title="次")
    )
    assert outline(made)[1:3] == ["・ 先進国", "以上である"]


def test_a_bold_item_heads_plain_items_of_another_kind_at_its_own_edge() -> None:
    def rows(*items: Text) -> list[str]:
        return outline(report(slide(1, *items, title="目的"), slide(2, *FILLER, title="次")))[1:4]

    plain = [Text("・先進国", 60, 150), Text("② 人材", 60, 180)]
    assert rows(Text("① 研究", 60, 120, bold=True), *plain) == ["① 研究", "  ・ 先進国", "② 人材"]
    assert rows(Text("① 研究", 60, 120, 22), *plain) == ["① 研究", "  ・ 先進国", "② 人材"]
    assert rows(Text("① 研究", 60, 120), *plain) == ["① 研究", "・ 先進国", "② 人材"]
    assert rows(Text("・研究", 60, 120, bold=True), *plain) == ["・ 研究", "・ 先進国", "② 人材"]


BOX = [Text("有識者(※)", 610, 450), Text("研究者6名、", 610, 474), Text("企業2名", 610, 498)]


def test_a_box_whose_mark_stands_in_the_text_is_a_note() -> None:
    made = report(
        slide(
            1, Text("外部有識者(※)から聴取", 60, 120), *FILLER, *BOX, title="項目", shapes=[frame(600, 425, 850, 510)]
        ),
        slide(2, *FILLER, title="次"),
    )
    assert "note ※: 有識者(※)|研究者6名、\n企業2名" in outline(made)


def test_a_box_whose_mark_stands_nowhere_else_is_text() -> None:
    made = report(
        slide(1, *FILLER, *BOX, title="項目", shapes=[frame(600, 425, 850, 510)]), slide(2, *FILLER, title="次")
    )
    assert "有識者(※)\n研究者6名、\n企業2名" in outline(made)


def test_a_foot_line_whose_mark_stands_in_the_text_is_a_note() -> None:
    made = report(
        slide(
            1, Text("・外部有識者※1から聴取", 60, 120), *FILLER, Text("※1 大学等の研究者", 60, 500, 14), title="項目"
        ),
        slide(2, *FILLER, title="次"),
    )
    assert "note ※1: |大学等の研究者" in outline(made)


def test_an_agenda_slides_entries_are_items_and_the_sections_themes() -> None:
    made = report(
        slide(1, Text("(1) 目的", 60, 120, 24), Text("(2) 研究", 60, 150, 24), title="1. 意見"),
        slide(2, *FILLER, title="(1) 目的"),
        slide(3, *FILLER, title="(2) 研究"),
    )
    assert outline(made)[:4] == ["# 1. 意見", "(1) 目的", "(2) 研究", "## (1) 目的"]


TITLE_PAGE = page(
    Text("国際交流・協力に関する", 200, 200, 40, True),
    Text("インタビューの結果", 240, 250, 40, True),
    Text("科学技術・学術政策局 参事官付", 300, 350),
    Text("令和3年3月26日（金）", 400, 375),
    Text("文部科学省", 100, 450),
    Text("MINISTRY OF EDUCATION,", 100, 480, 9),
    Text("CULTURE, SPORTS", 100, 491, 9),
)


def test_a_title_page() -> None:
    made = report(TITLE_PAGE, slide(2, *FILLER, title="項目"), slide(3, *FILLER, title="次"))
    assert made.title == "国際交流・協力に関するインタビューの結果"
    assert made.organisation == ["文部科学省", "科学技術・学術政策局 参事官付"]
    assert (made.date, made.date_as_printed) == ("2021-03-26", "令和3年3月26日（金）")
    assert made.front == ["MINISTRY OF EDUCATION, CULTURE, SPORTS"]
    assert [theme.title for theme in made.themes] == ["項目", "次"]


def test_footnotes_of_a_title_page_stand_there_and_those_of_the_text_in_their_theme() -> None:
    def noted(word: str, mark: str, note: str, y: float) -> list[Text]:
        size = 16.0
        return [
            Text(word, 300, y, size),
            Text(mark, 300 + size * len(word), y - 6, 8),
            Text(mark, 60, 497, 5),
            Text(note, 63, 500, 10),
        ]

    first = page(
        *(Text(text, x, y, 40, True) for text, x, y in (("国際交流・協力", 200, 200), ("の結果", 240, 250))),
        *noted("田中太郎", "1", "客員の研究者", 350),
    )
    then = slide(2, *FILLER, *noted("先進国", "2", "ＯＥＣＤ加盟国", 400), title="項目")
    made = report(first, then, slide(3, *FILLER, title="次"))
    assert made.front == ["田中太郎[^1]", "[^1] 客員の研究者"]
    assert outline(made)[3:6] == ["  先進国[^2]", "note 2: |ＯＥＣＤ加盟国", "# 次"]


def test_what_stands_beside_a_date_stays_with_it() -> None:
    dated = page(Text("モデル就業規則", 200, 200, 40, True), Text("令和5年7月版", 400, 375))
    made = report(dated, slide(2, *FILLER, title="項目"), slide(3, *FILLER, title="次"))
    assert (made.date, made.date_as_printed) == ("2023-07", "令和5年7月版")


def test_a_first_slide_with_content_is_no_title_page() -> None:
    made = report(slide(1, *FILLER, title="項目"), slide(2, *FILLER, title="次"))
    assert made.title == ""
    assert [theme.title for theme in made.themes] == ["項目", "次"]


def test_text_that_is_not_seen_is_left_out_with_its_reason() -> None:
    made = report(
        slide(1, *FILLER, Text("秘密", 60, 400, hidden=True), Text("外側", 1000, 400), title="項目"),
        slide(2, *FILLER, title="次"),
    )
    assert made.left_out is not None
    assert [(row.text, row.why) for row in made.left_out] == [("秘密", "hidden"), ("外側", "off-page")]


def test_text_before_the_first_heading_is_kept() -> None:
    made = report(page(Text(LONG, 60, 200), Text(LONG, 60, 260)))
    assert outline(made) == ["# ", LONG, LONG]


def test_numbers_head_plain_bullets_at_their_own_indent_where_they_go_on_behind_them() -> None:
    def items(*texts: str) -> list[str]:
        shown = [Text(text, 60, 100 + 30 * row) for row, text in enumerate(texts)]
        return outline(report(slide(1, *shown, title="目的"), slide(2, *FILLER, title="現状")))[1:-3]

    assert items("(1) 技術", "○ 動向", "(2) 実装", "○ 課題") == ["(1) 技術", "  ○ 動向", "(2) 実装", "  ○ 課題"]
    assert items("(1) 技術", "(2) 実装", "○ 動向") == ["(1) 技術", "(2) 実装", "○ 動向"]
    assert items("(1) 技術", "○ 動向", "(4) 実装") == ["(1) 技術", "○ 動向", "(4) 実装"]


def test_a_label_that_is_written_downwards_is_no_title() -> None:
    stacked = [Text(char, 40, 60 + 30 * row, 28, True) for row, char in enumerate("背景")]
    made = report(*(slide(n, *FILLER, title=title) for n, title in enumerate("甲乙丙", 1)), slide(4, *stacked, *FILLER))
    assert [theme.title for theme in made.themes] == ["甲", "乙", "丙"]


def sheet(number: int, *texts: Text, box: tuple[float, float]) -> Page:
    """A page of a report, with a box from its upper to its lower end."""
    body = [Text("国" * 40, 60, 60 + 15 * row, 10) for row in range(3)] if number == 1 else []
    return page(*body, *texts, number=number, size=(595, 842), shapes=[frame(box[0], 150, box[1], 760)])


def test_what_hangs_below_an_item_may_stand_on_the_next_page_of_its_box() -> None:
    item, below = Text("（３）費用負担関係", 80, 740, 10), Text("食費の負担に関する事項", 115, 180, 10)
    made = outline(report(sheet(1, item, box=(70, 470)), sheet(2, below, box=(70, 470))))
    assert made[-2:] == ["（３） 費用負担関係", "  食費の負担に関する事項"]
    made = outline(report(sheet(1, item, box=(70, 470)), sheet(2, below, box=(100, 400))))
    assert made[-2:] == ["（３） 費用負担関係", "食費の負担に関する事項"]


def test_what_stands_deeper_than_anybody_means_is_kept_beside_the_deepest() -> None:
    texts = [Text(f"・項目{number}", 40 + 3 * number, 60 + 6 * number, 5) for number in range(60)]
    made = report(page(*texts, size=(600, 600)))
    assert load(dump(made)) == made
    told = [line.strip() for line in outline(made) if line.strip("# ")]
    assert told == [f"・ 項目{number}" for number in range(60)]
    assert max(len(line) - len(line.lstrip()) for line in outline(made)) == 2 * 29
    assert "guessed-level" in dump(made)

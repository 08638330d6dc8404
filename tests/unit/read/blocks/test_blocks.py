from __future__ import annotations

from tests.pages import Text, blocks, frame, page

LONG = "国際共同研究の目的は研究分野や相手国により多様なのではないかと考えられるところである"  # 42 characters


def texts(*shown: Text) -> list[tuple[str, str]]:
    return [(block.marker, block.text) for block in blocks(page(*shown))]


def test_a_wrapped_item_is_one_block() -> None:
    assert texts(Text("・" + LONG, 60, 100), Text("が、なお検討する。", 80, 124)) == [
        ("・", LONG + "が、なお検討する。")
    ]


def test_a_line_that_had_room_for_more_ends_with_a_hard_break() -> None:
    shown = [Text("・" + LONG, 60, 60), Text("・多様なのではないか。", 60, 100), Text("例えば、", 80, 124)]
    assert texts(*shown)[1] == ("・", "多様なのではないか。\n例えば、")


def test_a_marker_begins_a_new_item() -> None:
    shown = [Text("・" + LONG, 60, 60), Text("・次の項目", 60, 84), Text("(1) その次", 60, 108)]
    assert [marker for marker, _ in texts(*shown)] == ["・", "・", "(1)"]


def test_a_line_that_begins_with_kinsoku_is_joined_however_far_it_is_indented() -> None:
    assert texts(Text("・" + LONG, 60, 60), Text("ーク形成を進める", 140, 84)) == [("・", LONG + "ーク形成を進める")]


def test_an_unmarked_line_after_one_with_room_is_a_paragraph_of_its_own() -> None:
    shown = [Text(LONG, 60, 60), Text("短い行", 60, 120), Text("次の行", 60, 144)]
    assert texts(*shown) == [("", LONG), ("", "短い行"), ("", "次の行")]


def test_a_long_line_that_ends_in_hiragana_goes_on_though_it_leaves_some_room() -> None:
    def second(line: str) -> list[str]:
        shown = [Text(LONG, 60, 60), Text(line, 60, 120), Text("示す。", 60, 144)]
        return [text for _, text in texts(*shown)][1:]

    assert second("国" * 39 + "で") == ["国" * 39 + "で示す。"]
    assert second("国" * 40) == ["国" * 40, "示す。"]
    assert second("国" * 36 + "で") == ["国" * 36 + "で", "示す。"]
    assert second("国" * 15 + "で") == ["国" * 15 + "で", "示す。"]


def test_a_first_line_indent_begins_a_paragraph() -> None:
    shown = [
        Text("　" + LONG[:41], 60, 60),
        Text(LONG, 60, 84),
        Text("　" + LONG[:41], 60, 108),
        Text("終わり。", 60, 132),
    ]
    assert texts(*shown) == [("", LONG[:41] + LONG), ("", LONG[:41] + "終わり。")]


def test_another_size_or_a_wide_gap_begins_a_block() -> None:
    assert len(texts(Text(LONG, 60, 60), Text(LONG, 60, 84, 14))) == 2
    assert len(texts(Text(LONG, 60, 60), Text(LONG, 60, 110))) == 2


def test_lines_of_a_box_stay_together_with_their_breaks() -> None:
    sheet = page(
        Text(LONG, 60, 60),
        Text("有識者(※)", 610, 300),
        Text("大学等研究者", 610, 324),
        Text("企業", 610, 348),
        shapes=[frame(600, 270, 850, 370)],
    )
    boxed = [block for block in blocks(sheet) if block.frame is not None]
    assert [block.text for block in boxed] == ["有識者(※)\n大学等研究者\n企業"]


def test_the_longest_line_of_a_box_that_was_shrunk_to_it_was_not_wrapped() -> None:
    rows = ["大学等研究者6名、", "大学等マネジメントに携わる者5名、", "民間企業2名", "機関5名"]
    right = 610 + 20 * 16.5
    sheet = page(
        *(Text(row, 610, 300 + 24 * place) for place, row in enumerate(rows)), shapes=[frame(600, 270, right + 10, 400)]
    )
    assert [block.text for block in blocks(sheet)] == ["\n".join(rows)]


BOX = frame(40, 40, 900, 500)


def test_a_box_as_wide_as_the_text_was_not_shrunk() -> None:
    def boxed(margin: int) -> list[str]:
        """The blocks of a box that ends at x 505, in a report whose lines have so many characters from x 60 on."""
        body = [Text("国" * margin, 60, 60 + 15 * row, 10) for row in range(3)]
        words = [Text("国" * 43, 70, 140, 10), Text("する", 70, 158, 10), Text("次", 70, 176, 10)]
        sheet = page(*body, *words, size=(595, 842), shapes=[frame(60, 120, 505, 190)])
        return [block.text for block in blocks(sheet) if block.frame is not None]

    assert boxed(44) == ["国" * 43 + "する", "次"]
    assert boxed(50) == ["国" * 43, "する", "次"]


def boxed(*shown: Text) -> list[tuple[str, str]]:
    """The blocks of a box, on a slide whose longest line fills it."""
    made = blocks(page(Text(LONG[:40], 60, 70), *shown, shapes=(BOX,)))
    return [(block.marker, block.text) for block in made][1:]


def test_a_line_that_closes_a_bracket_is_joined_wherever_it_stands() -> None:
    assert boxed(Text("・多様である（研究者の", 60, 120), Text("やりとり）", 150, 144)) == [
        ("・", "多様である（研究者のやりとり）")
    ]
    assert boxed(Text("・多様である。研究者の", 60, 120), Text("（やりとり）", 150, 144))[1:] == [("", "（やりとり）")]


def test_words_in_brackets_are_a_head_and_stand_alone() -> None:
    assert boxed(Text("＜論点＞", 60, 120), Text("【現状】", 60, 144), Text("多様である", 60, 168)) == [
        ("", "＜論点＞"), ("", "【現状】"), ("", "多様である"),
    ]  # fmt: skip
    assert boxed(Text("【現状】多様である", 60, 120), Text("ことによる", 60, 144)) == [
        ("", "【現状】多様である\nことによる")
    ]


def test_the_mark_of_a_note_begins_a_block() -> None:
    assert boxed(Text("多様である", 60, 120), Text("※ 研究者の意見", 60, 144), Text("*1 その他", 60, 168)) == [
        ("", "多様である"), ("", "※ 研究者の意見"), ("", "*1 その他"),
    ]  # fmt: skip


def test_behind_a_full_stop_a_line_of_a_box_begins_a_paragraph() -> None:
    assert boxed(Text("多様である。", 60, 120), Text("例えば次のもの", 60, 144)) == [
        ("", "多様である。"), ("", "例えば次のもの"),
    ]  # fmt: skip
    assert boxed(Text("大学6名、", 60, 120), Text("企業5名", 60, 144)) == [("", "大学6名、\n企業5名")]


def test_a_line_below_the_words_behind_an_items_head_goes_on() -> None:
    assert boxed(Text("○企業：　負担が重い。", 60, 120), Text("時間がかかる。", 160, 144)) == [
        ("○", "企業：　負担が重い。\n時間がかかる。")
    ]
    assert len(boxed(Text("○企業：　負担が重い。", 60, 120), Text("時間がかかる。", 200, 144))) == 2


def test_below_a_marker_that_is_typed_right_before_its_text_a_line_set_in_is_an_item() -> None:
    assert boxed(Text("☆活用の例", 60, 120), Text("検討する", 86, 144)) == [("☆", "活用の例"), ("", "検討する")]
    assert boxed(Text("☆ 活用の例", 60, 120), Text("検討する", 96, 144)) == [("☆", "活用の例\n検討する")]


def test_a_first_line_set_in_by_hand_may_wrap_early_on_a_slide() -> None:
    long = "また、" + "多様であることに鑑みて" * 3
    assert boxed(Text(long, 86, 120), Text("検討する", 70, 144)) == [("", long + "\n検討する")]
    assert boxed(Text(long + "る。", 86, 120), Text("検討する", 70, 144)) == [("", long + "る。"), ("", "検討する")]
    assert boxed(Text("また、多様である", 86, 120), Text("検討する", 70, 144))[1:] == [("", "検討する")]


def test_a_slides_own_pitch_says_whether_a_line_stands_farther_away() -> None:
    narrow = [Text("・" + LONG[:41], 60, 60 + 24 * row) for row in range(6)]
    wide = page(Text("・多様である", 60, 60), Text("ことによる", 80, 90), Text("・次の項目", 60, 120), number=2)
    made = [block for block in blocks(page(*narrow), wide) if block.page == 2]
    assert [block.text for block in made] == ["多様である\nことによる", "次の項目"]


def test_behind_a_comma_a_line_of_a_report_goes_on() -> None:
    shown = [Text("○ " + "国" * 38, 60, 100, 10), Text("例えば、", 75, 130, 10), Text("検討する", 75, 145, 10)]
    made = blocks(page(*shown, size=(595, 842)))
    assert [block.text for block in made][1:] == ["例えば、\n検討する"]


def listed(items: int, gap: float) -> list[str]:
    """The blocks of a report in lines of 15 points, items so far below each other; the last one has a broken line."""
    shown = [Text("国" * 44, 60, 60, 10), Text("国" * 44, 60, 75, 10)]
    shown += [Text("• 多様である", 60, 75 + gap * row, 10) for row in range(1, items + 1)]
    last = shown[-1].y
    shown += [Text("例えば、国際化", 70, last + 15, 10), Text("研究の公募", 70, last + 15 + gap, 10)]
    return [block.text for block in blocks(page(*shown, size=(595, 842)))][items:]


def test_where_paragraphs_stand_apart_a_line_at_the_usual_pitch_goes_on_one() -> None:
    assert listed(12, 19) == ["多様である\n例えば、国際化", "研究の公募"]


def test_where_items_stand_as_close_as_lines_a_line_behind_a_break_begins_a_paragraph() -> None:
    assert listed(12, 15) == ["多様である", "例えば、国際化", "研究の公募"]


def test_a_few_items_that_stand_apart_are_no_habit() -> None:
    assert listed(4, 19) == ["多様である", "例えば、国際化", "研究の公募"]


def test_words_in_brackets_begin_a_block_behind_a_line_with_room() -> None:
    shown = [Text("範囲のコントロール", 160, 120), Text("【課題】　整理が必要である", 60, 144)]
    assert [text for _, text in boxed(*shown)] == ["範囲のコントロール", "【課題】\u3000整理が必要である"]
    full = [Text(LONG[:40], 60, 120), Text("【課題】整理", 60, 144)]
    assert [text for _, text in boxed(*full)] == [LONG[:40] + "【課題】整理"]


def test_a_wrapped_line_hangs_anywhere_between_a_long_marker_and_its_text() -> None:
    def article(line: str, x: float) -> list[str]:
        shown = [
            Text(LONG[:38], 60, 80, 12),
            Text("第７条　" + line, 60, 120, 12),
            Text("働時間を明示する", x, 140, 12),
        ]
        return [text for _, text in texts(*shown)][1:]

    full = "会社は" + "国" * 31
    assert article(full, 72) == [full + "働時間を明示する"]
    assert article("会社は次のものをいうとは", 72) == ["会社は次のものをいうとは", "働時間を明示する"]
    assert article(full, 50) == [full, "働時間を明示する"]


def test_a_sentence_in_a_narrow_column_of_a_slide_is_one_paragraph() -> None:
    def column(*lines: str) -> list[str]:
        shown = [Text("・" + LONG, 60, 60), *(Text(text, 60, 120 + 24 * row) for row, text in enumerate(lines))]
        return [text for _, text in texts(*shown)][1:]

    whole = "開発者はその一部を自分の製品に複製することができる。"
    assert column(whole[:12], whole[12:22], whole[22:]) == [whole]
    words = ["研究機関の名称と所在地", "企業の名称と所在の場所", "その他の団体の所在の地"]
    assert column(*words) == words
    ragged = ["現状の認識", "開発者の意見を聴取", "次のとおりである。"]
    assert column(*ragged) == ragged


def test_a_sign_that_stands_for_a_name_begins_no_item_where_its_line_goes_on() -> None:
    shown = [Text("（Ａ）" + LONG[:39], 60, 60), Text("●から改めて説明する。", 60, 84), Text("（Ｂ）以上。", 60, 108)]
    assert texts(*shown) == [("（Ａ）", LONG[:39] + "●から改めて説明する。"), ("（Ｂ）", "以上。")]


def test_after_a_full_line_that_ends_a_sentence_white_space_begins_a_paragraph() -> None:
    shown = [Text(LONG, 60, 60), Text(LONG[:41] + "。", 60, 84), Text("以上。", 60, 114)]
    assert texts(*shown) == [("", LONG + LONG[:41] + "。"), ("", "以上。")]
    shown[2] = Text("以上。", 60, 109)
    assert len(texts(*shown)) == 1


def test_lines_of_a_number_that_is_set_in_are_wrapped_back_to_the_margin() -> None:
    rows = [
        Text("第一条　" + LONG[:37] + "、", 80, 60),
        Text("許しを得る。" + LONG[:36], 60, 84),
        Text("帰りに返す。", 60, 108),
    ]
    shown = [*rows, Text("第二条　" + LONG[:38], 80, 132), Text("を得る。", 60, 156)]
    assert texts(*shown) == [
        ("第一条", LONG[:37] + "、許しを得る。" + LONG[:36] + "帰りに返す。"),
        ("第二条", LONG[:38] + "を得る。"),
    ]


def test_a_paragraph_at_the_margin_below_a_full_sentence_that_is_set_in_is_its_own() -> None:
    shown = [Text("１　" + LONG[:38] + "。", 80, 60), Text("ただし、別に定める。", 60, 84)]
    assert texts(*shown) == [("１", LONG[:38] + "。"), ("", "ただし、別に定める。")]


def test_a_line_hangs_below_the_words_behind_a_label() -> None:
    shown = [Text("山田委員　" + LONG[:36], 60, 60), Text(LONG[:36], 160, 84), Text("である。", 160, 108)]
    assert texts(*shown) == [("", "山田委員　" + LONG[:36] + LONG[:36] + "である。")]
    assert len(texts(shown[0], Text("である。", 400, 84))) == 2


def test_rows_of_labels_and_what_they_name_are_a_block_each() -> None:
    shown = [Text("日時　令和六年五月二日午後三時", 60, 60), Text("場所　公民館", 60, 84), Text("議長　甲野", 60, 108)]
    assert [text for _, text in texts(*shown)] == ["日時　令和六年五月二日午後三時", "場所　公民館", "議長　甲野"]


def report(*shown: Text) -> list[str]:
    """The blocks of a page that is no slide, with their markers."""
    return [block.full for block in blocks(page(*shown, size=(595, 842)))]


BODY = LONG[:40]  # 40 characters: a full line of 480 points


def test_a_report_s_line_hangs_from_a_label_that_is_no_marker() -> None:
    label = "（答）" + BODY[:37]
    assert report(Text(label, 60, 60, 12), Text("指す。" + BODY[:30], 96, 78, 12), Text("以上。", 60, 96, 12)) == [
        label + "指す。" + BODY[:30],
        "以上。",
    ]
    hung = [Text(label, 60, 60, 12), Text(BODY[:37], 96, 78, 12), Text("である。", 96, 96, 12)]
    assert report(*hung) == [label + BODY[:37] + "である。"]


def test_the_first_line_of_a_paragraph_below_a_full_line_does_not_hang_from_it() -> None:
    shown = [Text("国" * 40, 60, 60, 12), Text("次" * 39, 72, 78, 12), Text("の段落。", 60, 96, 12)]
    assert report(*shown) == ["国" * 40, "次" * 39 + "の段落。"]


def test_what_no_sentence_begins_with_goes_on_a_line_that_had_room() -> None:
    shown = [Text(BODY, 60, 60, 12), Text("市場" * 10, 60, 100, 12), Text("の実現を目指す。", 60, 118, 12)]
    assert report(*shown) == [BODY, "市場" * 10 + "の実現を目指す。"]
    shown[2] = Text("はじめに述べる。", 60, 118, 12)
    assert len(report(*shown)) == 3
    shown[1:] = [Text("市場" * 10 + "。", 60, 100, 12), Text("の実現を目指す。", 60, 118, 12)]
    assert len(report(*shown)) == 3

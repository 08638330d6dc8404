"""What speaks for and against the kinds of a line: head, item, or no content. Each piece of evidence has a name, and no
unit: lengths are in em of the line, in parts of the page, or logarithms of a ratio.

Evidence is never a decision: what weighs how much is fitted (benchmarks/fit.py), and stands in read/weights/.
"""

from __future__ import annotations

import math
from bisect import bisect_left

from reportpipe.patterns import pattern
from reportpipe.read.blocks.sight import CLOSING, STOPS, TOUCH_EM, Drawn, Sight, Whole
from reportpipe.text.join import HIRAGANA, starts_kinsoku
from reportpipe.text.normalise import fold

Evidence = dict[str, float]

CAPTION = pattern(
    r"[【［〔(（<＜]?\s*(?:図表|図|表|写真|別表|Figure|Fig\.|Table|图|圖)[\s\u3000]?[0-9０-９一二三四五六七八九十]"
)
SOURCE = pattern(r"[（(]?(?:出典|出所|資料|Source|注[0-9０-９:：]|※|\*|＊)")
ADDRESS = pattern(r"https?://|www\.")
NUMBERS = pattern(r"[\s\-–—|/ページpP.0-9０-９]+\Z")
GROUPS = ("bullet", "arrow", "number", "paren", "circled", "letter")
FEW, MANY = -7.0, 5.0
"""Logarithms are cut off here: what is rarer, or more, is all alike."""


def log(value: float, low: float = -3.0, high: float = 3.0) -> float:
    """A logarithm between two bounds."""
    return max(low, min(high, math.log(max(value, 1e-6))))


def clip(value: float, low: float, high: float) -> float:
    """A value between two bounds."""
    return max(low, min(high, value))


def line_evidence(whole: Whole, sight: Sight) -> Evidence:
    """The evidence of a line."""
    found = _place(whole, sight) | _look(whole, sight) | _words(sight) | _marker(whole, sight)
    found |= _drawn(whole, sight) | _near(sight) | _beside(whole, sight, 1, "next") | _beside(whole, sight, -1, "last")
    found |= _tagged(whole, sight) | _apart(whole, sight, found) | _page(whole, sight) | _repeated(whole, sight)
    return found | _crossed(found)


def _place(whole: Whole, sight: Sight) -> Evidence:
    sheet, box, em = whole.sheets[sight.page], sight.box, sight.em
    page = sheet.facts
    above = bisect_left(sheet.tops, box.top - 0.3 * em)
    return {
        "deck": float(whole.profile.is_deck),
        "slide": float(page.is_slide),
        "y": box.top / page.height,
        "top quarter": float(box.top < 0.25 * page.height),
        "foot": float(box.bottom > 0.92 * page.height),
        "x": box.x0 / page.width,
        "width": box.width / page.width,
        "centred": float(abs((box.x0 + box.x1) / 2 / page.width - 0.5) < 0.02),
        "from left": clip((box.x0 - sheet.left) / whole.body, -2, 20),
        "first page": float(sight.page == whole.first_page),
        "page place": sheet.place,
        "first on page": float(sight.number == sheet.lines[0]),
        "highest": float(box.top <= sheet.tops[0] + 0.3 * em),
        "lines above": above / len(sheet.tops),
    }


def _look(whole: Whole, sight: Sight) -> Evidence:
    sheet, size, style = whole.sheets[sight.page], sight.style.size, sight.style
    letters = max(1, sheet.sizes.total())
    larger = sum(count for other, count in sheet.sizes.items() if other > size * 1.03)
    at_least = sum(count for other, count in sheet.sizes.items() if other >= size * 0.97)
    of_all = sum(count for other, count in whole.sizes.items() if other > size * 1.03)
    saturation, light = colour_of(style.colour)
    return {
        "size over body": log(sight.em / whole.body, -1, 1.5),
        "size under page's largest": log(size / sheet.largest, -2, 0),
        "page's largest": float(size >= sheet.largest),
        "size over page's usual": log(size / sheet.usual, -1, 1.5),
        "size under largest": log(size / whole.largest, -2, 0.2),
        "larger letters on page": larger / letters,
        "letters as large on page": at_least / letters,
        "larger letters": of_all / whole.total,
        "bold": float(style.bold),
        "bold and rare": float(style.bold) * (1 - whole.bold),
        "other colour": float(style.colour != whole.colour),
        "saturation": saturation,
        "white": float(light > 0.93),
        "share of style": log(whole.styles[style] / whole.total, FEW, 0),
        "turned": float(bool(sight.line.angle)),
        "tall": float(sight.box.height > 1.5 * max(sight.em, sight.box.width)),
    }


def colour_of(colour: int) -> tuple[float, float]:
    """Saturation and lightness of 0xRRGGBB, each from 0 to 1."""
    parts = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return (max(parts) - min(parts)) / 255, sum(parts) / 765


def _words(sight: Sight) -> Evidence:
    text = sight.text
    count, last, first = max(1, len(text)), text[-1:], text[:1]
    return {
        "letters": log(count, 0, MANY),
        "stop": float(last in STOPS and bool(text)),
        "colon": float(last in ":：" and bool(text)),
        "comma": float(last in "、,，" and bool(text)),
        "period": float(last == "."),
        "ends in hiragana": float(last in HIRAGANA),
        "only numbers": float(NUMBERS.match(text) is not None),
        "address": float(ADDRESS.search(text) is not None),
        "caption": float(CAPTION.match(text) is not None),
        "source": float(SOURCE.match(text) is not None),
        "in brackets": float(_is_in_brackets(sight)),
        "opens bracket": float(first in "【＜<《「『（(" and bool(text)),
        "question": float(last in "?？" and bool(text)),
        "wide letters": sum(ord(char) > 0x2E80 for char in text) / count,
        "upper case": float(first.isupper()),
        "lower case": float(first.islower()),
        "digits": sum(char.isdigit() for char in text) / count,
        "kinsoku": float(starts_kinsoku(text)),
    }


def _is_in_brackets(sight: Sight) -> bool:
    return sight.note == "bracket" and sight.text[-1:] in CLOSING


def _marker(whole: Whole, sight: Sight) -> Evidence:
    kind = sight.item.kind if sight.item is not None else ""
    found = {f"marker {group}": float(sight.group == group) for group in GROUPS}
    share = log(whole.families[sight.family] / len(whole.lines), FEW, 0) if kind else FEW
    return found | {
        "no marker": float(not kind),
        "marker of parts": float(kind == "multi"),
        "marker with words": float(kind in ("dai", "hash")),
        "share of marker": share,
    }


def _drawn(whole: Whole, sight: Sight) -> Evidence:
    found = {"underlined": float(sight.under == 1), "ruled": float(sight.under == 0.5)}
    images = whole.sheets[sight.page].images
    found["in a drawing"] = float(sight.in_drawing)
    found["in picture"] = float(any(image.contains(sight.box, TOUCH_EM * whole.body) for image in images))
    return found | (_box(whole, sight, sight.drawn) if sight.drawn is not None else dict.fromkeys(BOX, 0.0))


BOX = (
    *("boxed", "box width", "box height", "box of page", "box lines", "alone in box", "first in box", "box letters"),
    *("filled", "dark fill", "fill saturation", "stroked", "boxes alike", "strip"),
)


def _box(whole: Whole, sight: Sight, drawn: Drawn) -> Evidence:
    box, em, inside = drawn.box, sight.em, drawn.lines
    saturation, light = colour_of(drawn.fill) if drawn.fill is not None else (0.0, 1.0)
    return {
        "boxed": 1.0,
        "box width": clip(box.width / max(0.1, sight.box.width), 0, 8),
        "box height": clip(box.height / em, 0, 20),
        "box of page": box.width / whole.sheets[sight.page].facts.width,
        "box lines": clip(len(inside), 0, 20),
        "alone in box": float(len(inside) <= 1),
        "first in box": float(len(inside) > 1 and inside[0] == sight.number),
        "box letters": log(sum(len(whole.lines[number].text) for number in inside[:40]) + 1, 0, 6),
        "filled": float(drawn.fill is not None and light < 0.97),
        "dark fill": float(drawn.fill is not None and light < 0.6),
        "fill saturation": saturation,
        "stroked": float(drawn.stroke is not None),
        "boxes alike": clip(drawn.alike, 0, 10),
        "strip": float(box.height < 2.2 * em and len(inside) <= 2),
    }


def _near(sight: Sight) -> Evidence:
    left, right, gap_left, gap_right, above, below = sight.around
    over, under = clip(above, 0.05, 8), clip(below, 0.05, 8)
    return {
        "row left": clip(left, 0, 5),
        "row right": clip(right, 0, 5),
        "in a row": float(left + right > 0),
        "gap left": clip(gap_left, 0, 20),
        "gap right": clip(gap_right, 0, 20),
        "gap above": clip(above, -0.5, 8),
        "gap below": clip(below, -0.5, 8),
        "gap ratio": over / (over + under),
    }


def _beside(whole: Whole, sight: Sight, step: int, name: str) -> Evidence:
    """Of the line before or after it, in reading order, on its page."""
    other = whole.beside(sight, step)
    if other is None:
        return {f"{name} {what}": 0.0 for what in BESIDE} | {f"{name} none": 1.0, f"{name} pitch": 6.0}
    pitch = (other.line.baseline - sight.line.baseline) / sight.em * step
    values = (
        0.0,
        float(other.style == sight.style),
        log(other.em / sight.em, -1, 1),
        float(other.item is not None),
        float(other.item is not None and other.family == sight.family),
        clip((other.box.x0 - sight.box.x0) / sight.em, -10, 10),
        log(len(other.text), 0, MANY),
        float(other.text[-1:] in STOPS),
        clip(pitch, -4, 6),
        float(sight.frame is not None and other.frame == sight.frame),
        float(other.style.bold),
    )
    return {f"{name} {what}": value for what, value in zip(BESIDE, values, strict=True)}


BESIDE = (
    *("none", "same style", "size", "marked", "same marker", "shift", "letters", "stop", "pitch", "same frame", "bold"),
)


def _apart(whole: Whole, sight: Sight, known: Evidence) -> Evidence:
    """How a short line is set apart from the one after it, as a head is from what it heads."""
    after = whole.beside(sight, 1)
    short = float(len(sight.text) <= 30 and sight.text[-1:] not in "。、，")
    alone = known["alone in box"]
    apart = {
        "by weight": float(after is not None and sight.style.bold and not after.style.bold),
        "by colour": float(after is not None and after.style.colour != sight.style.colour),
        "by size": float(after is not None and sight.em > 1.04 * after.em),
        "by underline": known["underlined"],
        "by fill": known["filled"] * alone,
        "by frame": known["stroked"] * alone,
    }
    set_apart = float(max(*apart.values(), known["in brackets"]) > 0)
    glyph = known["marker bullet"] + known["marker arrow"]
    head = set_apart * short * (1 - glyph)
    found = {f"apart {how}": value * short for how, value in apart.items()}
    return found | {
        "apart": head,
        "apart with a glyph": set_apart * glyph,
        "apart over an item": head * float(after is not None and after.item is not None),
        "apart over text": head * float(after is not None and len(after.text) > 1.3 * len(sight.text)),
        "apart with a number": head * float(sight.group in ("number", "paren", "circled")),
        "smaller than next": short * float(after is not None and sight.em < 0.96 * after.em),
    }


TAGS = {
    **dict.fromkeys(("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"), "heading"),
    **dict.fromkeys(("LI", "LBody", "Lbl"), "item"),
    **dict.fromkeys(("TD", "TH", "Table"), "cell"),
    **dict.fromkeys(("Figure", "Formula"), "figure"),
    **dict.fromkeys(("TOC", "TOCI"), "contents"),
    "Caption": "caption",
    "Artifact": "artifact",
    "P": "paragraph",
}
"""Structure types (ISO 32000-1, 14.8.4) by what they say of text."""
DEEPEST = 12
"""So many elements around a text are looked at."""


def _tagged(whole: Whole, sight: Sight) -> Evidence:
    """What the structure tags around a line say. Where a file is not tagged, they say nothing."""
    tags, number = whole.sheets[sight.page].facts.tags, sight.line.tag
    kinds: list[str] = []
    while 0 < number <= len(tags) and len(kinds) < DEEPEST:
        kinds.append(TAGS.get(tags[number - 1].kind, ""))
        number = tags[number - 1].parent
    found = {f"tag {kind}": float(kind in kinds) for kind in dict.fromkeys(TAGS.values())}
    return found | {"tagged": float(bool(tags)), "tag": float(bool(kinds)), "italic": float(sight.line.slant)}


def _page(whole: Whole, sight: Sight) -> Evidence:
    sheet = whole.sheets[sight.page]
    lines, boxes = max(1, len(sheet.lines)), sheet.boxes.total()
    return {
        "page lines": log(lines, 0, MANY),
        "page length": log(sheet.median + 1, 0, MANY),
        "page short": sheet.short,
        "page marked": sheet.marked,
        "page stops": sheet.stops,
        "page boxes": log(boxes + 1, 0, MANY),
        "page rules": log(sheet.thin + 1, 0, MANY),
        "page curves": log(sheet.curved + 1, 0, MANY),
        "page pictures": clip(len(sheet.images), 0, 6),
        "page boxes a line": clip(boxes / lines, 0, 3),
    }


def _repeated(whole: Whole, sight: Sight) -> Evidence:
    same, anywhere, slot = whole.repeated.of(sight)
    folded = fold(sight.text)
    rest = fold(sight.item.rest) if sight.item is not None else folded
    return {
        "repeated here": whole.repeated.part(same),
        "repeated thrice": float(same > 2),
        "repeated": whole.repeated.part(anywhere),
        "usual place": whole.repeated.part(slot),
        "in contents": float(folded in whole.named or rest in whole.named),
        "in bookmarks": float(folded in whole.bookmarks),
    }


def _crossed(known: Evidence) -> Evidence:
    """What counts only together."""
    short = float(known["letters"] <= math.log(15))
    diagram = known["alone in box"] * (1 - known["strip"]) * short * float(known["boxes alike"] >= 2)
    busy = float(known["page short"] > 0.5 and known["page lines"] > 3)
    return {
        "diagram": diagram,
        "diagram in a row": diagram * known["in a row"],
        "short in a row": short * known["in a row"],
        "short and small": short * known["no marker"] * (1 - known["page's largest"]),
        "busy page": busy,
        "short on a busy page": busy * short * known["no marker"],
        "boxed on a busy page": busy * known["boxed"],
        "largest at top": known["page's largest"] * known["top quarter"],
        "highest at top": known["highest"] * known["top quarter"],
        "largest and highest": known["page's largest"] * known["top quarter"] * known["highest"],
        "usual place at top": known["top quarter"] * known["usual place"],
        "usual place, largest": known["usual place"] * known["page's largest"],
    }

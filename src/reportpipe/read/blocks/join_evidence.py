"""What speaks for and against that a line goes on with a block. Lengths are in em of the block's last line."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.read.blocks.line_evidence import ADDRESS, CAPTION, SOURCE, Evidence, clip, log
from reportpipe.read.blocks.sight import CLOSING, STOPS, Column, Sight, Whole
from reportpipe.text.enumerators import follows
from reportpipe.text.join import HIRAGANA, closes_bracket, ends_open, starts_kinsoku

EDGE_EM = 0.35
"""Left edges closer than this are one edge."""
INDENT_EM = 1.7
"""A first line is set in by up to this."""
FULL_EM = 1.5
"""A line that ends this close to the right edge is full."""


def join_evidence(whole: Whole, block: Sequence[Sight], sight: Sight) -> Evidence:
    """The evidence that a line goes on with a block, given by its lines so far."""
    last = block[-1]
    found = _where(last, sight) | _edges(block, sight) | _pitch(whole, block, sight) | _look(whole, last, sight)
    found |= _room(whole, block, sight) | _ends(last, sight) | _words(whole, block, sight)
    found |= _markers(whole, block[0], sight) | _shape(block, sight)
    return found | _crossed(whole, found)


def _same_page(last: Sight, sight: Sight) -> bool:
    return last.page == sight.page


def _where(last: Sight, sight: Sight) -> Evidence:
    same = _same_page(last, sight)
    one, other = last.drawn, sight.drawn
    return {
        "page break": float(not same),
        "same region": float(same and last.region == sight.region),
        "same frame": float(same and last.frame is not None and last.frame == sight.frame),
        "framed": float(last.frame is not None),
        "adjacent": float(sight.number == last.number + 1),
        "same box": float(same and one is not None and one is other),
        "box changes": float(same and one is not other),
        "same underline": float(last.under == sight.under),
        "same tag": float(same and last.line.tag == sight.line.tag != 0),
        "other tag": float(same and last.line.tag != sight.line.tag and 0 not in (last.line.tag, sight.line.tag)),
    }


def _edges(block: Sequence[Sight], sight: Sight) -> Evidence:
    first, em = block[0], block[-1].em
    text_x = block[1].box.x0 if len(block) > 1 else first.text_x if first.item is not None else first.box.x0
    shift, from_marker = (sight.box.x0 - text_x) / em, (sight.box.x0 - first.marker_x) / em
    marked = first.item is not None
    return {
        "shift": clip(shift, -8, 8),
        "shift size": min(abs(shift), 8.0),
        "at edge": float(abs(shift) < EDGE_EM),
        "right of edge": float(shift >= EDGE_EM),
        "left of edge": float(shift <= -EDGE_EM),
        "at marker": float(abs(from_marker) < EDGE_EM),
        "between marker and text": float(marked and from_marker > EDGE_EM and shift < -EDGE_EM),
        "left of marker": float(from_marker < -EDGE_EM),
        "outdented": float(len(block) == 1 and not marked and -INDENT_EM <= shift <= -EDGE_EM),
        "indented": float(EDGE_EM <= shift <= INDENT_EM and not marked),
    }


def _pitch(whole: Whole, block: Sequence[Sight], sight: Sight) -> Evidence:
    last, same = block[-1], _same_page(block[-1], sight)
    em, usual = last.em, whole.pitch(last.style.size)
    pitch = (sight.line.baseline - last.line.baseline) / em if same else usual
    own = (last.line.baseline - block[-2].line.baseline) / em if len(block) > 1 else 0.0
    known = own > 0.3 and same and block[-2].page == last.page
    after = whole.beside(sight, 1)
    onward = (after.line.baseline - sight.line.baseline) / em if after is not None and after.item is None else 0.0
    least = whole.column(sight).pitches.get(last.style.size, 0.0) / em
    return {
        "pitch": clip(pitch, -2, 5),
        "pitch not down": float(pitch <= 0.3),
        "pitch over usual": clip(pitch / usual, 0, 3),
        "pitch wide": float(pitch > 1.15 * usual),
        "pitch very wide": float(pitch > 2.1),
        "pitch over block's": clip(pitch / own, 0, 3) if known else 1.0,
        "pitch known": float(known),
        "pitch over next": clip(pitch / onward, 0.3, 3) if 0.3 < onward < 3 and same else 1.0,
        "pitch over column's": clip(pitch / least, 0, 3) if least > 0 and same else 1.0,
        "pitch wide in column": float(least > 0 and same and pitch > 1.08 * least),
    }


def _look(whole: Whole, last: Sight, sight: Sight) -> Evidence:
    ratio = abs(log(sight.em / last.em, -0.7, 0.7))
    return {
        "size change": ratio,
        "same size": float(ratio < 0.03),
        "same weight": float(last.style.bold == sight.style.bold),
        "same colour": float(last.style.colour == sight.style.colour),
        "same font": float(last.line.font == sight.line.font),
        "same direction": float(last.line.angle == sight.line.angle),
        "both bold": float(last.style.bold and sight.style.bold),
        "large": log(last.em / whole.body, -0.5, 1),
    }


def _room(whole: Whole, block: Sequence[Sight], sight: Sight) -> Evidence:
    """How much room the last line left, before the right edge of its column, of its document, of its frame."""
    last = block[-1]
    column, end = whole.column(last), last.box.x1
    margin = max(column.right, whole.profile.right) if last.frame is None else column.right
    edges = {"column": column.right, "margin": margin, "frame": _frame_edge(last, column)}
    found: Evidence = {}
    for name, edge in edges.items():
        room = (edge - end) / last.em
        found[f"room to {name}"] = clip(room, -1, 15)
        found[f"full to {name}"] = float(room < FULL_EM)
        found[f"next word fits in {name}"] = float(room > max(1.2, sight.first_word / last.em))
    own = max(part.box.x1 for part in block)
    return found | {
        "longest": float((column.right - end) / last.em < 0.6),
        "last width": log(last.box.width / last.em, 0, 4.5),
        "next width": log(sight.box.width / last.em, 0, 4.5),
        "column width": log((column.right - column.left) / last.em + 1, 0, 4.5),
        "width ratio": clip(sight.box.width / max(0.1, last.box.width), 0, 3),
        "full lines": clip(column.full, 0, 5),
        "full in block": float(len(block) > 1 and own - end < FULL_EM * last.em),
        "room in block": clip((own - end) / last.em, 0, 10),
    }


def _frame_edge(last: Sight, column: Column) -> float:
    if last.frame is not None:
        return max(column.right, last.frame.x1 - max(0.0, column.left - last.frame.x0))
    return max(column.right, last.right or 0.0)


def _ends(last: Sight, sight: Sight) -> Evidence:
    before, after = last.text or " ", sight.text or " "
    end, start = before[-1], after[0]
    return {
        "stop before": float(end in STOPS),
        "colon before": float(end in ":："),
        "comma before": float(end in "、,，"),
        "period before": float(end in ".;"),
        "hiragana before": float(end in HIRAGANA),
        "open before": float(ends_open(before)),
        "bracket before": float(end in ")）」』】"),
        "latin before": float(end.isascii() and end.isalnum()),
        "address before": float(ADDRESS.search(before) is not None),
        "short before": float(len(before) <= 8),
        "kinsoku": float(starts_kinsoku(after)),
        "lower case": float(start.islower()),
        "upper case": float(start.isupper()),
        "hiragana": float(start in HIRAGANA),
        "bracket opens": float(start in "（(「『【〔["),
        "stop": float(after[-1] in STOPS),
        "address": float(ADDRESS.match(after) is not None),
        "note": float(SOURCE.match(after) is not None or sight.note == "note"),
        "bracketed": float(sight.note == "bracket"),
        "caption": float(CAPTION.match(after) is not None),
        "short": float(len(after) <= 8),
    }


def _words(whole: Whole, block: Sequence[Sight], sight: Sight) -> Evidence:
    """Whether words go on: brackets that are open, letters that stand side by side elsewhere."""
    text, after = "".join(part.text for part in block), sight.text
    end, start = text[-1:] or " ", after[:1] or " "
    together = whole.bigrams[end + start]
    opened = sum(map(text.count, "（(「『")) - sum(map(text.count, "）)」』"))
    wide = float(ord(end) > 0x3040 and ord(start) > 0x3040)
    return {
        "closes bracket": float(closes_bracket(text, after)),
        "bracket open": float(opened > 0),
        "letters together": log(together + 1, 0, 4),
        "letters together often": clip(together / (whole.letters[end] + 1), 0, 1),
        "wide letters together": log(together + 1, 0, 4) * wide,
        "head in brackets before": float(block[0].note == "bracket" and text[-1:] in CLOSING),
    }


def _markers(whole: Whole, first: Sight, sight: Sight) -> Evidence:
    item, group = sight.item, sight.group
    return {
        "marked before": float(first.item is not None),
        "marked": float(item is not None),
        "marked with a glyph": float(group in ("bullet", "arrow")),
        "marked with a number": float(group in ("number", "letter")),
        "marked in brackets": float(group in ("paren", "circled")),
        "markers alike": log(whole.families[sight.family], 0, 4) if item is not None else 0.0,
        "same marker": float(item is not None and sight.family == first.family),
        "drawn marker": float(bool(sight.line.marker)),
        "next number": float(item is not None and first.item is not None and follows(first.item, item)),
    }


def _shape(block: Sequence[Sight], sight: Sight) -> Evidence:
    last, same = block[-1], _same_page(block[-1], sight)
    one, other, em = last.box, sight.box, last.em
    centred = same and abs((one.x0 + one.x1) - (other.x0 + other.x1)) / 2 < 0.25 * em
    apart = min(one.x1, other.x1) <= max(one.x0, other.x0)
    level = min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * min(one.height, other.height)
    longer = (other.x1 - one.x1) / em if same else 0.0
    return {
        "lines": clip(len(block), 1, 6),
        "same centre": float(centred and abs(one.x0 - other.x0) > 0.5 * em),
        "no overlap": float(same and apart),
        "same row": float(same and level),
        "longer": clip(longer, -15, 15),
        "longer by a word": float(same and longer * em > sight.first_word + 0.5 * em),
    }


def _crossed(whole: Whole, known: Evidence) -> Evidence:
    """What counts only together."""
    deck = float(whole.profile.is_deck)
    flows = known["at edge"] * known["same size"] * known["same weight"] * (1 - known["marked"])
    full, stop = known["full to column"], known["stop before"]
    return {
        "deck": deck,
        "flows, full": flows * full,
        "flows, full, no stop": flows * full * (1 - stop),
        "flows, room": flows * (1 - full),
        "flows, room, stop": flows * (1 - full) * stop,
        "full and long": full * float(known["last width"] > 2.7),
        "under item's text": known["marked before"] * known["at edge"] * (1 - known["marked"]),
        "room on a slide": deck * (1 - full),
        "room in a frame of a slide": deck * (1 - full) * known["framed"],
        "indented in a report": (1 - deck) * known["indented"],
        "page break, full, no stop": known["page break"] * full * (1 - stop),
        "latin goes on": known["latin before"] * known["lower case"],
    }

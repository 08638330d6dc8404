"""What speaks for and against that a block hangs below an open item, or right below its theme. Lengths are in em of the
block's first line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportpipe.read.blocks.line_evidence import GROUPS, Evidence, clip, log
from reportpipe.read.blocks.sight import STOPS, Sight, Whole
from reportpipe.text.enumerators import follows

EDGE_EM = 0.5
"""Markers whose left edges differ by less stand at one level."""


@dataclass(slots=True, eq=False)
class Node:
    """A block in the tree. first, last: its lines; count: how many it has. child: the last block right below it."""

    first: Sight
    last: Sight
    count: int
    child: Node | None = None


def parent_evidence(
    whole: Whole, node: Node, candidate: Node | None, stack: Sequence[Node], last: Node | None, child: Node | None
) -> Evidence:
    """The evidence that a block hangs below a candidate. candidate: one of the open items (`stack`, outermost first),
    None for the theme; last: the block before; child: the last one that hangs right below the theme."""
    depth = 0 if candidate is None else stack.index(candidate) + 1
    below = child if candidate is None else candidate.child
    sight = node.first
    found = {
        "deck": float(whole.profile.is_deck),
        "root": float(candidate is None),
        "depth": float(depth),
        "deepest": float(depth == len(stack)),
        "from deepest": float(len(stack) - depth),
        "marked": float(sight.item is not None),
    }
    found |= {f"marker {group}": float(sight.group == group) for group in GROUPS}
    found |= _candidate(whole, node, candidate, last) if candidate is not None else dict.fromkeys(CANDIDATE, 0.0)
    found |= _sibling(node, below, last) if below is not None else dict.fromkeys(SIBLING, 0.0)
    return found | _stack(node, stack, depth) | _turn(node, stack, depth, last)


def _shift(sight: Sight, x: float) -> float:
    return (sight.marker_x - x) / sight.em


def _together(one: Sight, other: Sight) -> float:
    return float((one.page, one.region) == (other.page, other.region))


CANDIDATE = (
    *("shift", "set in", "level", "set out", "at its text", "same marker", "same marker, level", "same marker, set in"),
    *(
        "same region",
        "same page",
        "same frame",
        "other frame",
        "size",
        "larger",
        "bolder",
        "less bold",
        "colon",
        "stop",
    ),
    *(
        "one line",
        "letters",
        "number over glyph, level",
        "plain, set in",
        "plain, set in, region",
        "plain, at its text",
    ),
    *(
        "plain, level",
        "marked, set in",
        "marked, set in, region",
        "has child",
        "right before",
        "seen so",
        "seen reversed",
    ),
    *(f"parent {group}" for group in GROUPS),
)


def _candidate(whole: Whole, node: Node, candidate: Node, last: Node | None) -> Evidence:
    sight, over = node.first, candidate.first
    shift, at_text = _shift(sight, over.marker_x), abs(_shift(sight, over.text_x)) < EDGE_EM
    set_in, level, marked = float(shift > EDGE_EM), float(abs(shift) <= EDGE_EM), float(sight.item is not None)
    same, together = float(sight.family != "" and sight.family == over.family), _together(sight, over)
    end = candidate.last.text[-1:] or " "
    glyph = sight.group in ("bullet", "arrow")
    values = (
        *(
            clip(shift, -8, 8),
            set_in,
            level,
            float(shift < -EDGE_EM),
            float(at_text),
            same,
            same * level,
            same * set_in,
        ),
        *(together, float(over.page == sight.page), float(over.frame is not None and over.frame == sight.frame)),
        *(float(over.page == sight.page and over.frame != sight.frame), log(over.em / sight.em, -0.7, 0.7)),
        *(float(over.em > 1.04 * sight.em), float(over.style.bold and not sight.style.bold)),
        *(float(sight.style.bold and not over.style.bold), float(end in ":："), float(end in STOPS)),
        *(float(candidate.count == 1), log(len(candidate.last.text), 0, 5)),
        float(over.group not in ("", "bullet", "arrow") and glyph) * level,
        *((1 - marked) * set_in, (1 - marked) * set_in * together, (1 - marked) * at_text, (1 - marked) * level),
        *(marked * set_in, marked * set_in * together, float(candidate.child is not None), float(last is candidate)),
        *(_seen(whole, over, sight), _seen(whole, sight, over)),
        *(float(over.group == group) for group in GROUPS),
    )
    return dict(zip(CANDIDATE, values, strict=True))


def _seen(whole: Whole, over: Sight, below: Sight) -> float:
    """How often markers like these stand so below each other, set in."""
    return log(whole.descents[over.family, below.family] + 0.3, -2, 3) if over.family and below.family else 0.0


SIBLING = (
    *("sibling", "sibling level", "sibling set in", "sibling set out", "sibling same marker", "sibling alike"),
    *("sibling same marker, elsewhere", "next number", "sibling same region", "sibling same style"),
    *("sibling plain, level", "sibling right before"),
)


def _sibling(node: Node, sibling: Node, last: Node | None) -> Evidence:
    sight, other = node.first, sibling.first
    shift = _shift(sight, other.marker_x)
    level, same = float(abs(shift) <= EDGE_EM), float(sight.family == other.family)
    successor = other.item is not None and sight.item is not None and follows(other.item, sight.item)
    values = (
        *(1.0, level, float(shift > EDGE_EM), float(shift < -EDGE_EM), same, same * level, same * (1 - level)),
        *(float(successor), _together(sight, other), float(sight.style == other.style)),
        *(float(not sight.family and not other.family) * level, float(sibling is last)),
    )
    return dict(zip(SIBLING, values, strict=True))


def _stack(node: Node, stack: Sequence[Node], depth: int) -> Evidence:
    """Where among the open items the last one of the same marker stands."""
    family, sight = node.first.family, node.first
    places = [at for at, open_ in enumerate(stack) if family and open_.first.family == family]
    level = [at for at in places if abs(_shift(sight, stack[at].first.marker_x)) < EDGE_EM]
    alike, same = (places[-1] if places else None), (level[-1] if level else None)
    return {
        "marker open": float(alike is not None),
        "marker open here": float(alike == depth),
        "marker open deeper": float(alike is not None and alike > depth),
        "marker open above": float(alike is not None and alike < depth),
        "level marker open here": float(same == depth),
        "level marker open elsewhere": float(same is not None and same != depth),
    }


def _turn(node: Node, stack: Sequence[Node], depth: int, last: Node | None) -> Evidence:
    """Whether another column or box begins, and whether an open item deeper down holds the block by its indent."""
    sight, root = node.first, float(depth == 0)
    moved = last is not None and not _together(last.last, sight)
    boxed = last is not None and last.last.frame != sight.frame
    holds = any(
        _shift(sight, over.first.marker_x) > EDGE_EM
        and (over.first.page != sight.page or over.first.region == sight.region)
        for over in stack[depth:]
    )
    left = all(sight.marker_x <= over.first.marker_x + EDGE_EM * sight.em for over in stack)
    return {
        "leftmost, root": root * left,
        "other region, root": root * moved,
        "other frame, root": root * boxed,
        "held deeper": float(holds),
    }

"""Which annotations are content, and what form fields hold that have no appearance (ISO 32000-1, 12.5 and 12.7).

What a viewer shows and a printer prints is content at its place: free text, stamps, fields. What is hidden, what is on
the screen only, and what comments on the page is none: notes, pop-ups, marked text. What is filled in is content even
where its field is not to be printed: many programs that make forms forget to say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.patterns import pattern
from reportpipe.sources.frame import Corners

HIDDEN, PRINT, NO_VIEW = 1 << 1, 1 << 2, 1 << 5
"""Flags of an annotation (ISO 32000-1, table 165)."""
MULTILINE, PASSWORD, RADIO, PUSH = 1 << 12, 1 << 13, 1 << 15, 1 << 16
"""Flags of a field (ISO 32000-1, tables 226 to 228)."""
PAINTED = {
    "FreeText",
    "Stamp",
    "Widget",
    "Line",
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Ink",
    "Watermark",
    "Redact",
}
"""Subtypes whose appearance is part of the page. The others comment on it, or lead elsewhere."""
CHECKED, CHOSEN = "☑", "◉"
"""What a ticked box and a chosen radio button read, whatever mark they show."""
DEEPEST = 32
"""Fields are followed so far upwards."""
NESTED = 4
"""Arrays within arrays are read so deep: one may hold itself."""
EXCERPT = 40
"""Characters of an annotation that a diagnostic quotes."""
FONT = pattern(r"/(\S+)\s+(-?[\d.]+)\s+Tf")


class Node(Protocol):
    """A dictionary of a PDF. Names and strings are str, arrays lists, dictionaries nodes; references are followed."""

    def get(self, key: str) -> Any:
        """The value of a key; None where there is none."""

    @property
    def is_stream(self) -> bool:
        """Whether it is a stream."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a field holds that has no appearance. box: user space; size: points, 0 to fit; turn: degrees
    counterclockwise; mark: whether it is a mark in the middle of its box; is_field: whether a form's field holds it."""

    text: str
    box: Corners
    font: str = ""
    size: float = 0.0
    turn: int = 0
    multiline: bool = False
    mark: bool = False
    is_field: bool = True


@dataclass(slots=True)
class Content:
    """What of a page's annotations is content. painted: the places, in /Annots, of those whose appearance is; values:
    of those that have none; fields, stamps, notes: the boxes, in user space, of fields, stamps and free text whose
    appearance is content; screen: what is shown on the screen only."""

    painted: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    fields: list[Corners] = field(default_factory=list)
    stamps: list[Corners] = field(default_factory=list)
    notes: list[Corners] = field(default_factory=list)
    screen: list[str] = field(default_factory=list)

    def diagnostics(self, number: int) -> list[Diagnostic]:
        """What is noted of the page."""
        told = ", ".join(text[:EXCERPT] for text in self.screen)
        return [Diagnostic(Code.SCREEN_ONLY, told, number)] if told else []


def content(annotations: Iterable[Node | None], stale: bool) -> Content:
    """What of a page's annotations is content. stale: whether the form says that the appearances of its fields are to
    be made anew (NeedAppearances)."""
    found = Content()
    for place, item in enumerate(annotations):
        flags = _whole(item.get("F")) if item is not None else HIDDEN
        if item is None or item.get("Subtype") not in PAINTED or flags & (HIDDEN | NO_VIEW):
            continue
        value = _value(item, stale)
        if value is not None and value.text.strip():
            found.values.append(value)
        elif value is None and _has_appearance(item):
            if flags & PRINT or _kind(item) in ("Tx", "Ch"):
                found.painted.append(place)
                _note_box(item, found)
            elif str(item.get("Contents") or "").strip():
                found.screen.append(str(item.get("Contents")).strip())
    return found


def _note_box(item: Node, found: Content) -> None:
    """Notes where an annotation paints, by what it is."""
    kinds = {"Stamp": found.stamps, "FreeText": found.notes}
    boxes = found.fields if _kind(item) in ("Tx", "Ch") else kinds.get(str(item.get("Subtype")))
    box = _box(item)
    if boxes is not None and box is not None:
        boxes.append(box)


def is_xfa_only(form: Node | None) -> bool:
    """Whether a form has its fields in XFA only, which hardly any viewer shows (ISO 32000-1, 12.7.8)."""
    return form is not None and form.get("XFA") is not None and not form.get("Fields")


XFA = Diagnostic(Code.XFA_FORM, "the fields of the form are in XFA only, which is not read")


def _value(item: Node, stale: bool) -> Value | None:
    """What is to be set where an annotation has no appearance, or none that counts; None where it counts."""
    kind, flags = _kind(item), _whole(_inherited(item, "Ff"))
    box = _box(item)
    if box is None:
        return None
    if kind == "Btn" and not flags & PUSH:
        mark = CHOSEN if flags & RADIO else CHECKED
        return Value(mark if _is_on(item) else "", box, mark=True, turn=_turn(item))
    if kind in ("Tx", "Ch") and (stale or not _has_appearance(item)):
        text = "" if flags & PASSWORD and kind == "Tx" else _text(item, kind)
        return _styled(text, box, item, bool(flags & MULTILINE) and kind == "Tx")
    if item.get("Subtype") == "FreeText" and not _has_appearance(item) and _whole(item.get("F")) & PRINT:
        noted = _styled(str(item.get("Contents") or ""), box, item, multiline=True)
        return replace(noted, is_field=False)
    return None


def _styled(text: str, box: Corners, item: Node, multiline: bool) -> Value:
    named = FONT.search(str(_inherited(item, "DA") or ""))
    font, size = (named[1], abs(float(named[2]))) if named else ("", 0.0)
    return Value(text.replace("\r\n", "\n").replace("\r", "\n"), box, font, size, _turn(item), multiline)


def _text(item: Node, kind: str) -> str:
    """What a text or choice field holds, as it is displayed."""
    held = _inherited(item, "V")
    chosen = [str(one) for one in (held if isinstance(held, list) else [held]) if isinstance(one, str)]
    if kind == "Ch":
        pairs = [pair for pair in _inherited(item, "Opt") or () if isinstance(pair, list) and len(pair) == 2]
        shown = {str(export): str(display) for export, display in pairs}
        chosen = [shown.get(one, one) for one in chosen]
    return ", ".join(chosen)


def _is_on(item: Node) -> bool:
    """Whether a check box or a radio button is on."""
    state = item.get("AS")
    if state is None:
        value, looks = _inherited(item, "V"), _look(item)
        known = looks is None or looks.is_stream or looks.get(str(value)) is not None
        state = value if isinstance(value, str) and known else None
    return state not in (None, "", "Off")


def _kind(item: Node) -> str:
    return str(_inherited(item, "FT") or "") if item.get("Subtype") == "Widget" else ""


def _inherited(item: Node, key: str) -> Any:
    """A value of a field, its own or that of one above it (ISO 32000-1, 12.7.3.1)."""
    node: Any = item
    for _ in range(DEEPEST):
        if node is None:
            break
        if (value := node.get(key)) is not None:
            return value
        node = node.get("Parent")
    return None


def _look(item: Node) -> Any:
    looks = item.get("AP")
    return looks.get("N") if hasattr(looks, "is_stream") else None


def appearance(item: Node) -> Any:
    """The stream that paints an annotation as it is now; None where it has none."""
    look = _look(item)
    if look is None or not hasattr(look, "is_stream") or look.is_stream:
        return look if hasattr(look, "is_stream") else None
    state = look.get(str(item.get("AS") or ""))
    return state if hasattr(state, "is_stream") and state.is_stream else None


def _has_appearance(item: Node) -> bool:
    return appearance(item) is not None


def _turn(item: Node) -> int:
    look = item.get("MK")
    return _whole(look.get("R")) % 360 // 90 * 90 if hasattr(look, "is_stream") else 0


def _box(item: Node) -> Corners | None:
    sides = list(_numbers(item.get("Rect")))
    return None if len(sides) != 4 else (min(sides[0::2]), min(sides[1::2]), max(sides[0::2]), max(sides[1::2]))


def _numbers(value: Any) -> Iterator[float]:
    for side in value if isinstance(value, Sequence) else ():
        if isinstance(side, int | float):
            yield float(side)


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0

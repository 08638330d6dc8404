"""What pdfminer passes over of the graphics state (ISO 32000-1, 8.4): clipping paths, transparency, blending; and the
areas that paths and pictures paint. Each layout object is marked with both."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTComponent
from pdfminer.pdfinterp import LITERAL_FORM, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, list_value, num_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import mult_matrix

from reportpipe.sources.area import Area, Point, curve, product
from reportpipe.sources.layers import MARK

IDENTITY = (1, 0, 0, 1, 0, 0)
OPAQUE_BLENDS = {"Normal", "Compatible"}
"""Blend modes that let nothing through (ISO 32000-1, 11.3.5)."""
PARAMETERS = {"ca", "CA", "BM", "SMask"}
"""Those of a graphics state dictionary that decide whether things cover what lies beneath (ISO 32000-1, table 58)."""
CLIPPING = {4, 5, 6, 7}
"""Rendering modes of text that what follows is clipped to (ISO 32000-1, table 106)."""
BENT = set("cvy")
"""The operators that draw curves."""


class Paint(NamedTuple):
    """How things are painted. clips: what they are clipped to, in pdfminer's frame. through: the parameters that let
    what lies beneath be seen through them; veiled: so does the content around this one. letters: what text they are
    clipped to (rendering modes 4 to 7). width: of lines, in the units of the space that they are drawn in: pdfminer
    takes it for that of the space in which it was set."""

    clips: tuple[Area, ...] = ()
    through: frozenset[str] = frozenset()
    veiled: bool = False
    letters: tuple[Any, ...] = ()
    width: float = 1.0

    @property
    def is_opaque(self) -> bool:
        """Whether they cover what lies beneath them."""
        return not (self.through or self.veiled or self.letters)


class StateInterpreter(PDFPageInterpreter):
    """Keeps the clipping paths and the transparency, and tells the device, a StateDevice."""

    device: Any
    state: Paint

    def init_state(self, ctm: Any) -> None:
        """Begins a page, or a form in the state of the content around it."""
        super().init_state(ctm)
        self._set(self.device.paint)

    def get_current_state(self) -> Any:
        """What `q` saves."""
        return (*super().get_current_state(), self.state)

    def set_current_state(self, state: Any) -> None:
        """What `Q` restores."""
        super().set_current_state(state[:3])
        self._set(state[3])

    def _set(self, paint: Paint) -> None:
        self.state = self.device.paint = paint

    def _clip(self, even_odd: bool) -> None:
        if self.curpath:
            area = area_of(self.curpath, self.ctm, even_odd)
            self._set(self.state._replace(clips=(*self.state.clips, area)))

    def do_W(self) -> None:  # noqa: N802 -- an operator
        """Clips to the path; this does no harm to the path itself, which may be painted first."""
        self._clip(False)

    def do_W_a(self) -> None:  # noqa: N802 -- an operator
        """Clips to the path by the even-odd rule."""
        self._clip(True)

    def do_BT(self) -> None:  # noqa: N802 -- an operator
        """Begins a text object."""
        super().do_BT()
        self.device.letters.clear()

    def do_ET(self) -> None:  # noqa: N802 -- an operator
        """Ends a text object: what its letters clip is clipped from now on (ISO 32000-1, 9.4.1)."""
        super().do_ET()
        if self.device.letters:
            self._set(self.state._replace(letters=(*self.state.letters, *self.device.letters)))
            self.device.letters.clear()

    def do_w(self, linewidth: Any) -> None:
        """Sets the width of lines."""
        super().do_w(linewidth)
        if isinstance(linewidth, int | float):
            self._set(self.state._replace(width=float(linewidth)))

    def do_gs(self, name: Any) -> None:
        """Sets parameters from a dictionary (ISO 32000-1, 8.4.5)."""
        super().do_gs(name)
        state = self._resource("ExtGState", name)
        through = set(self.state.through)
        for key in PARAMETERS & state.keys():
            through.discard(key)
            if _lets_through(key, resolve1(state[key])):
                through.add(key)
        self._set(self.state._replace(through=frozenset(through)))

    def _resource(self, kind: str, name: Any) -> dict[Any, Any]:
        """The dictionary of that name among the resources of a kind; an empty one where there is none."""
        named = resolve1(self.resources.get(kind)) if isinstance(self.resources, dict) else None
        found = resolve1(named.get(literal_name(name))) if isinstance(named, dict) else None
        return found if isinstance(found, dict) else {}

    def do_Do(self, name: Any) -> None:  # noqa: N802 -- an operator
        """Paints a picture or a form; a form is clipped to its box."""
        outer = self.state
        form = resolve1(self.xobjmap.get(literal_name(name)))
        if isinstance(form, PDFStream) and resolve1(form.get("Subtype")) is LITERAL_FORM:
            veiled = not outer.is_opaque or "Group" in form
            clips = (*outer.clips, *_box(form, self.ctm))
            self.device.paint = outer._replace(clips=clips, through=frozenset(), veiled=veiled)
        marks, self.device.off_marks = self.device.off_marks, [any(self.device.off_marks)]
        super().do_Do(name)
        self.device.paint, self.device.off_marks = outer, marks

    def do_BMC(self, tag: Any) -> None:  # noqa: N802 -- an operator
        """Opens a marked content."""
        self.device.off_marks.append(False)
        super().do_BMC(tag)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 -- an operator
        """Opens a marked content with properties, which may stand among the resources (ISO 32000-1, 14.6.2)."""
        if isinstance(props, PSLiteral):
            props = self._resource("Properties", props)
        self.device.off_marks.append(isinstance(props, dict) and MARK in props)
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:  # noqa: N802 -- an operator
        """Closes the innermost marked content."""
        if self.device.off_marks:
            self.device.off_marks.pop()
        super().do_EMC()


def _box(form: PDFStream, ctm: Any) -> list[Area]:
    """The box that a form is clipped to; none where it is broken."""
    try:
        box = [float(num_value(side)) for side in list_value(form["BBox"])]
        a, b, c, d, e, f = (num_value(part) for part in list_value(form.get("Matrix", IDENTITY)))
        matrix = mult_matrix((a, b, c, d, e, f), ctm)
        return [Area.rectangle(*box).moved(partial(product, matrix))]
    except (KeyError, TypeError, ValueError, PSException):
        return []


def _lets_through(key: str, value: Any) -> bool:
    """Whether a parameter of the graphics state makes things be seen through."""
    if key == "SMask":
        return not (isinstance(value, PSLiteral) and literal_name(value) == "None")
    if key == "BM":
        names = value if isinstance(value, list) else [value]
        return not any(literal_name(resolve1(name)) in OPAQUE_BLENDS for name in names[:1])
    return not (isinstance(value, int | float) and value >= 1)


class StateDevice(PDFLayoutAnalyzer):
    """Marks each layout object with how it is painted, where, and whether it is on a layer that is off. off_marks: for
    each marked content that is open, whether it is."""

    paint = Paint()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.letters: list[Any] = []
        self.off_marks: list[bool] = []
        self._mode = 0

    def render_string(self, textstate: Any, *args: Any) -> None:
        """Notes the rendering mode of the string."""
        self._mode = textstate.render
        super().render_string(textstate, *args)

    def render_char(self, *args: Any) -> float:
        """Adds a character."""
        advance = super().render_char(*args)
        made: Any = self.cur_item._objs[-1]
        made.paint, made.is_off, made.is_lit = self.paint, any(self.off_marks), False
        if self._mode in CLIPPING:
            self.letters.append(made)
        return advance

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Adds a path. One of several parts is several objects, each of which knows the whole."""
        before = len(self.cur_item._objs)
        super().paint_path(gstate, stroke, fill, evenodd, path)
        area = cache(partial(area_of, path, self.ctm, evenodd))
        for made in self.cur_item._objs[before:]:
            self._mark(made, area)
            if fill:
                self.shine(made)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Adds a picture."""
        super().render_image(name, stream)
        made: Any = self.cur_item._objs[-1]
        self._mark(made, partial(_square, self.ctm))
        self.shine(made)

    def _mark(self, item: Any, area: Callable[[], Area]) -> None:
        item.paint, item.area, item.is_off = self.paint, area, any(self.off_marks)
        item.line_width = self.paint.width * math.hypot(*self.ctm[:2])

    def shine(self, item: LTComponent) -> None:
        """Something is painted through the letters that it is clipped to: it shows them."""
        for char in self.paint.letters:
            x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
            if item.x0 <= x <= item.x1 and item.y0 <= y <= item.y1:
                char.is_lit = True


def _square(ctm: Any) -> Area:
    """Where a picture is painted."""
    return Area.rectangle(0, 0, 1, 1).moved(partial(product, ctm))


def area_of(path: Iterable[Sequence[Any]], ctm: Any, even_odd: bool) -> Area:
    """The area of a path of pdfminer, whose segments are an operator with its points."""
    parts: list[list[Point]] = []
    for operator, *numbers in path:
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if operator == "m" or (points and not parts):
            parts.append([points[-1]])
        elif operator in BENT:
            parts[-1] += curve(parts[-1][-1], *_controls(operator, parts[-1][-1], points))
        elif points:
            parts[-1] += points
    return Area.of(parts, even_odd).moved(partial(product, ctm))


def _controls(operator: str, start: Point, points: list[Point]) -> list[Point]:
    """The two control points and the end of a curve (ISO 32000-1, table 59)."""
    if operator == "v":
        return [start, *points]
    return [*points, points[-1]] if operator == "y" else points

"""The functions of pdfium that are called for each character or object, with addresses in place of typed pointers.

The prototypes of pypdfium2 make a Python object of every pointer that goes in or comes out; these take and give
integers (0 or None for a null pointer), and keep the interpreter's lock: half the time a call, and a page needs
thousands. What they do is told in pdfium's public headers, fpdf_text.h and fpdf_edit.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any

from pypdfium2 import raw


def address(pointer: Any) -> int:
    """The address that a pointer of pypdfium2 holds."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(raw, name)))


count_chars = _call("FPDFText_CountChars", c_int, c_void_p)
text_object = _call("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
unicode_of = _call("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
is_generated = _call("FPDFText_IsGenerated", c_int, c_void_p, c_int)
has_map_error = _call("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
font_size = _call("FPDFText_GetFontSize", c_double, c_void_p, c_int)
char_matrix = _call("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
char_origin = _call("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
char_box = _call("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)

font_of = _call("FPDFTextObj_GetFont", c_void_p, c_void_p)
render_mode = _call("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_flags = _call("FPDFFont_GetFlags", c_int, c_void_p)
base_font_name = _call("FPDFFont_GetBaseFontName", c_ulong, c_void_p, c_void_p, c_ulong)

count_objects = _call("FPDFPage_CountObjects", c_int, c_void_p)
page_object = _call("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
object_type = _call("FPDFPageObj_GetType", c_int, c_void_p)
object_bounds = _call("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _call("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
fill_colour = _call("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
has_transparency = _call("FPDFPageObj_HasTransparency", c_int, c_void_p)
stroke_width = _call("FPDFPageObj_GetStrokeWidth", c_int, c_void_p, c_void_p)
count_inside = _call("FPDFFormObj_CountObjects", c_int, c_void_p)
object_inside = _call("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
draw_mode = _call("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
count_segments = _call("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _call("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_type = _call("FPDFPathSegment_GetType", c_int, c_void_p)


class Numbers:
    """A buffer that functions write numbers of one type into. at: the address of each."""

    def __init__(self, kind: type[c_float | c_double | c_int | c_uint], count: int) -> None:
        self._array: Any = (kind * count)()
        start, size = ctypes.addressof(self._array), ctypes.sizeof(kind)
        self.at = tuple(start + size * place for place in range(count))

    def __call__(self) -> list[Any]:
        """What was written last."""
        values: list[Any] = self._array[:]
        return values

"""The functions of pdfium that are called here, with addresses in place of typed pointers.

The prototypes of pypdfium2 make a Python object of every pointer that goes in or comes out: twice the time a call, and
a page needs thousands. What they do is told in pdfium's public headers: fpdfview.h, fpdf_text.h, fpdf_edit.h,
fpdf_transformpage.h, fpdf_annot.h, fpdf_flatten.h, fpdf_formfill.h, fpdf_structtree.h and fpdf_doc.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any

from reportpipe.sources.pdfium_library import function as _call

Call = Callable[..., Any]

load_document = _call("FPDF_LoadMemDocument64", c_void_p, c_char_p, c_size_t, c_char_p)
close_document = _call("FPDF_CloseDocument", None, c_void_p)
last_error = _call("FPDF_GetLastError", c_ulong)
count_pages = _call("FPDF_GetPageCount", c_int, c_void_p)
load_page = _call("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _call("FPDF_ClosePage", None, c_void_p)
load_text = _call("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _call("FPDFText_ClosePage", None, c_void_p)
media_box = _call("FPDFPage_GetMediaBox", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
crop_box = _call("FPDFPage_GetCropBox", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
set_crop_box = _call("FPDFPage_SetCropBox", None, c_void_p, c_float, c_float, c_float, c_float)
bounding_box = _call("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
rotation = _call("FPDFPage_GetRotation", c_int, c_void_p)
page_width = _call("FPDF_GetPageWidthF", c_float, c_void_p)
page_height = _call("FPDF_GetPageHeightF", c_float, c_void_p)

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

count_marks = _call("FPDFPageObj_CountMarks", c_int, c_void_p)
mark_at = _call("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
mark_bytes = _call("FPDFPageObjMark_GetParamBlobValue", c_int, c_void_p, c_char_p, c_void_p, c_ulong, c_void_p)
font_ascent = _call("FPDFFont_GetAscent", c_int, c_void_p, c_float, c_void_p)
font_descent = _call("FPDFFont_GetDescent", c_int, c_void_p, c_float, c_void_p)

count_objects = _call("FPDFPage_CountObjects", c_int, c_void_p)
page_object = _call("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
object_type = _call("FPDFPageObj_GetType", c_int, c_void_p)
object_bounds = _call("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _call("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
fill_colour = _call("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
stroke_colour = _call("FPDFPageObj_GetStrokeColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
has_transparency = _call("FPDFPageObj_HasTransparency", c_int, c_void_p)
set_active = _call("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)
stroke_width = _call("FPDFPageObj_GetStrokeWidth", c_int, c_void_p, c_void_p)
count_inside = _call("FPDFFormObj_CountObjects", c_int, c_void_p)
object_inside = _call("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
draw_mode = _call("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
count_segments = _call("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _call("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_type = _call("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _call("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
set_active = _call("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)
count_dashes = _call("FPDFPageObj_GetDashCount", c_int, c_void_p)
clip_of = _call("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
count_clips = _call("FPDFClipPath_CountPaths", c_int, c_void_p)
count_clip_segments = _call("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _call("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)
count_marks = _call("FPDFPageObj_CountMarks", c_int, c_void_p)
mark_of = _call("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
mark_number = _call("FPDFPageObjMark_GetParamIntValue", c_int, c_void_p, c_char_p, c_void_p)

mark_name = _call("FPDFPageObjMark_GetName", c_int, c_void_p, c_void_p, c_ulong, c_void_p)
content_id = _call("FPDFPageObj_GetMarkedContentID", c_int, c_void_p)

structure_tree = _call("FPDF_StructTree_GetForPage", c_void_p, c_void_p)
close_structure_tree = _call("FPDF_StructTree_Close", None, c_void_p)
count_top_elements = _call("FPDF_StructTree_CountChildren", c_int, c_void_p)
top_element = _call("FPDF_StructTree_GetChildAtIndex", c_void_p, c_void_p, c_int)
count_elements = _call("FPDF_StructElement_CountChildren", c_int, c_void_p)
element_at = _call("FPDF_StructElement_GetChildAtIndex", c_void_p, c_void_p, c_int)
element_content = _call("FPDF_StructElement_GetChildMarkedContentID", c_int, c_void_p, c_int)
element_type = _call("FPDF_StructElement_GetType", c_ulong, c_void_p, c_void_p, c_ulong)

new_bitmap = _call("FPDFBitmap_CreateEx", c_void_p, c_int, c_int, c_int, c_void_p, c_int)
fill_bitmap = _call("FPDFBitmap_FillRect", c_int, c_void_p, c_int, c_int, c_int, c_int, c_ulong)
paint_page = _call("FPDF_RenderPageBitmap", None, c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int)
paint_text = _call("FPDFTextObj_GetRenderedBitmap", c_void_p, c_void_p, c_void_p, c_void_p, c_float)
bitmap_pixels = _call("FPDFBitmap_GetBuffer", c_void_p, c_void_p)
bitmap_height = _call("FPDFBitmap_GetHeight", c_int, c_void_p)
bitmap_stride = _call("FPDFBitmap_GetStride", c_int, c_void_p)
drop_bitmap = _call("FPDFBitmap_Destroy", None, c_void_p)

form_type = _call("FPDF_GetFormType", c_int, c_void_p)
count_annotations = _call("FPDFPage_GetAnnotCount", c_int, c_void_p)
annotation_at = _call("FPDFPage_GetAnnot", c_void_p, c_void_p, c_int)
annotation_kind = _call("FPDFAnnot_GetSubtype", c_int, c_void_p)
set_annotation_flags = _call("FPDFAnnot_SetFlags", c_int, c_void_p, c_int)
close_annotation = _call("FPDFPage_CloseAnnot", None, c_void_p)
flatten = _call("FPDFPage_Flatten", c_int, c_void_p, c_int)

first_bookmark = _call("FPDFBookmark_GetFirstChild", c_void_p, c_void_p, c_void_p)
next_bookmark = _call("FPDFBookmark_GetNextSibling", c_void_p, c_void_p, c_void_p)
bookmark_title = _call("FPDFBookmark_GetTitle", c_ulong, c_void_p, c_void_p, c_ulong)
destination = _call("FPDFBookmark_GetDest", c_void_p, c_void_p, c_void_p)
destination_page = _call("FPDFDest_GetDestPageIndex", c_int, c_void_p, c_void_p)
destination_place = _call("FPDFDest_GetLocationInPage", c_int, *[c_void_p] * 7)


class Numbers:
    """A buffer that functions write numbers of one type into. at: the address of each."""

    def __init__(self, kind: type[c_float | c_double | c_int | c_uint | c_ulong], count: int) -> None:
        self._array: Any = (kind * count)()
        start, size = ctypes.addressof(self._array), ctypes.sizeof(kind)
        self.at = tuple(start + size * place for place in range(count))

    def __call__(self) -> list[Any]:
        """What was written last."""
        values: list[Any] = self._array[:]
        return values

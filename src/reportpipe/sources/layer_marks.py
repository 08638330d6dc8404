"""Marks in a PDF what is on a layer that is off: layers and memberships, forms, pictures, annotations."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from reportpipe.sources.layer_states import LayerStates, is_dictionary
from reportpipe.sources.layers import MARK

LAYERS = ("/OCG", "/OCMD")
"""Types of a layer, and of what belongs to several."""
HIDDEN_FLAG = 2
"""The flag of an annotation that nobody sees (ISO 32000-1, table 165)."""


def marked(data: bytes, password: str | None) -> bytes:
    """The PDF with the marks; itself where there is nothing to mark, or where it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True) as document:
            properties = document.Root.get("/OCProperties")
            if not is_dictionary(properties) or not _mark(document, LayerStates(properties)):
                return data
            out = io.BytesIO()
            document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
            return out.getvalue()
    except Exception:  # broken objects raise nearly anything; the parsers may still read the file
        return data


def _mark(document: Any, states: LayerStates) -> bool:
    """Marks all that is off; whether there was any."""
    found = [_mark_one(thing, states) for thing in (*states.groups, *document.objects)]
    return any(found)


def _mark_one(thing: Any, states: LayerStates) -> bool:
    """Marks an object, or what stands directly in it; whether there was anything to mark."""
    if not is_dictionary(thing):
        return False
    parts = [thing, *_properties(thing), *_properties(thing.get("/Resources")), *_direct(thing.get("/Annots"))]
    off = [part for part in parts if not _is_shown(part, states)]
    for part in off:
        _mark_part(part)
    return bool(off)


def _is_shown(thing: Any, states: LayerStates) -> bool:
    """Whether a layer, or what belongs to one, is seen."""
    owner = thing if str(thing.get("/Type")) in LAYERS else thing.get("/OC")
    return not is_dictionary(owner) or states.shows(owner)


def _mark_part(thing: Any) -> None:
    """Marks a layer, the content of a form, or an annotation; a picture becomes a form without content."""
    kind = str(thing.get("/Subtype"))
    if str(thing.get("/Type")) in LAYERS:
        thing[f"/{MARK}"] = 1
    elif kind == "/Form":
        thing.write(b"/OC <</%s 1>> BDC\n%s\nEMC" % (MARK.encode(), thing.read_bytes()))
    elif kind == "/Image":
        thing.write(b"")
        thing["/Subtype"], thing["/BBox"] = pikepdf.Name.Form, [0, 0, 1, 1]
    else:
        thing["/F"] = int(thing.get("/F", 0)) | HIDDEN_FLAG


def _properties(resources: Any) -> list[Any]:
    """What stands directly in the list of properties of a resource dictionary."""
    named: Any = resources.get("/Properties") if is_dictionary(resources) else None
    if not is_dictionary(named):
        return []
    return [entry for _, entry in named.items() if _is_direct(entry)]


def _direct(things: Any) -> list[Any]:
    """The dictionaries of an array that are no objects of their own."""
    return [one for one in things if _is_direct(one)] if isinstance(things, pikepdf.Array) else []


def _is_direct(thing: Any) -> bool:
    return is_dictionary(thing) and not thing.is_indirect

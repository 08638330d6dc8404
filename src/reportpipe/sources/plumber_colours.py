"""Colours by pdfminer, which gives their numbers in the colour space that they were set in (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportpipe.model.page import UNKNOWN
from reportpipe.sources.ground import is_white, packed

COLOURS = {"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"}
"""Colour spaces of which pdfminer knows what their numbers mean (ISO 32000-1, 8.6.3)."""

Channels = tuple[float, float, float]


def filled_with(state: Any) -> int:
    """The colour that a graphics state fills with, 0xRRGGBB; UNKNOWN where it is a pattern, or in inks of its own."""
    found = _channels(state.ncs, state.ncolor)
    return UNKNOWN if found is None else packed(*found)


def stroked_with(state: Any) -> int:
    """The colour that a graphics state strokes with, as `filled_with`."""
    found = _channels(state.scs, state.scolor)
    return UNKNOWN if found is None else packed(*found)


def is_white_fill(state: Any) -> bool:
    """Whether a graphics state fills with white. Of a colour space with inks of its own nothing is known."""
    found = _channels(state.ncs, state.ncolor)
    return found is not None and is_white(*found)


def _channels(space: Any, value: Any) -> Channels | None:
    """Red, green and blue, from 0 to 1; None where they are not known. Inks take away from white (10.3.4)."""
    colour = list(value) if isinstance(value, Sequence) else [value]
    if space.name not in COLOURS or not all(isinstance(channel, int | float) for channel in colour):
        return None
    if len(colour) == 4:
        red, green, blue = (1 - min(1, ink + colour[3]) for ink in colour[:3])
        return red, green, blue
    if len(colour) == 3:
        return colour[0], colour[1], colour[2]
    return (colour[0],) * 3 if len(colour) == 1 else None

"""pdfium itself: the shared library that pypdfium2 brings, and what is called by address in it.

pypdfium2's own bindings make prototypes of all functions, and classes around them: 45 ms of CPU at each start, and
4 MiB, where the library alone takes 2 ms.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAMES = ("libpdfium.so", "libpdfium.dylib", "pdfium.dll")
"""What the file is called on Linux, macOS and Windows."""


class _Config(ctypes.Structure):
    """FPDF_LIBRARY_CONFIG (fpdfview.h) in its version 2: no fonts of ours, no JavaScript."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("user_font_paths", ctypes.c_void_p),
        ("isolate", ctypes.c_void_p),
        ("v8_embedder_slot", ctypes.c_uint),
    )


@cache
def _library() -> ctypes.PyDLL:
    """The library, ready for use. Whoever else has made it ready in this process does not matter: it knows."""
    library = ctypes.PyDLL(_file())
    library.FPDF_InitLibraryWithConfig(ctypes.byref(_Config(version=2)))
    return library


def _file() -> str:
    """The library's file. Raises ImportError where pypdfium2 is not installed."""
    package = find_spec("pypdfium2_raw")
    for folder in (package.submodule_search_locations if package else None) or ():
        for name in NAMES:
            if (file := Path(folder, name)).is_file():
                return str(file)
    from pypdfium2_raw import bindings  # noqa: PLC0415 -- built against a library of the system, which it knows to find

    found: str = bindings._libs["pdfium"]._name
    return found


def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium. result, arguments: their ctypes, addresses (c_void_p) for whatever is a pointer.

    It keeps the interpreter's lock; it takes and gives integers for addresses, 0 or None for a null pointer.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)((name, _library()))
